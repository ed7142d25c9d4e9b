/* The page for missing addresses is served at any depth, and nothing in it says how deep: this looks for the site's top and sets the
   page's links, styles and script by it. Every address that it makes begins with this host's own, and the path is never read as
   anything but names of folders between single slashes. It stands in the page itself, since no file could be found from there. */
(function () {
  "use strict";
  var DEEPEST = 30;
  var location = window.location;
  if (location.protocol !== "http:" && location.protocol !== "https:") {
    return;
  }
  var host = location.protocol + "//" + location.host + "/";
  var shared = document.querySelector("script[src]").getAttribute("src");
  var folders = location.pathname.split("/").slice(0, -1).filter(function (name) { return name !== ""; }).slice(0, DEEPEST);

  function folder(depth) {
    return host + folders.slice(0, depth).map(function (name) { return name + "/"; }).join("");
  }

  /* What stands in the page relative to the site's top; a link to a place in the page itself stays. */
  function point(top, selector, name) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), function (element) {
      var written = element.getAttribute(name);
      if (!/^(?:[a-z]+:|[#/\\])/i.test(written)) {
        element.setAttribute(name, top + written);
      }
    });
  }

  function arrive(top) {
    if (top === host + location.pathname.slice(1).replace(/[^/]*$/, "")) {
      return;
    }
    point(top, "a[href]", "href");
    point(top, "form[action]", "action");
    point(top, "link[href]", "href");
    var script = document.createElement("script");
    script.src = top + shared;
    document.body.appendChild(script);
  }

  /* The top is the first folder upwards that has the site's own picture. */
  function look(depth) {
    var picture = new Image();
    picture.onload = function () { arrive(folder(depth)); };
    picture.onerror = function () {
      if (depth > 0) {
        look(depth - 1);
      }
    };
    picture.src = folder(depth) + "assets/favicon.svg";
  }

  look(folders.length);
})();
