/* Colour scheme, and "/" for the search box: every page reads and links without this script. No requests. */

var KEY = "courselib.scheme";
var media = window.matchMedia ? window.matchMedia("(prefers-color-scheme: dark)") : null;

function stored() {
  // Storage may be refused (private windows, some file:// settings): then the choice lasts for the page.
  try {
    return window.localStorage.getItem(KEY);
  } catch (error) {
    return null;
  }
}

function apply(scheme) {
  document.body.setAttribute("data-md-color-scheme", scheme === "dark" ? "slate" : "default");
}

var scheme = stored() || (media && media.matches ? "dark" : "light");
document.documentElement.className = document.documentElement.className.replace("no-js", "js");
apply(scheme);

function start() {
  document.addEventListener("keydown", function (/** @type {any} */ event) {
    /** @type {HTMLElement} */
    var box = document.querySelector("[data-cl-search]");
    var busy = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && box && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  });
  /** @type {HTMLElement} */
  var button = document.querySelector("[data-cl-scheme]");
  if (!button) {
    return;
  }
  button.hidden = false;
  button.setAttribute("aria-pressed", String(scheme === "dark"));
  button.addEventListener("click", function () {
    scheme = scheme === "dark" ? "light" : "dark";
    apply(scheme);
    button.setAttribute("aria-pressed", String(scheme === "dark"));
    try {
      window.localStorage.setItem(KEY, scheme);
    } catch (error) {
      return;
    }
  });
}

// On the page for missing addresses this is loaded after the page.
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
