/* “加入培训计划” beside every course, and how many are chosen in the header. Where the browser keeps nothing, the buttons are links
   that hand the course over in the address. Without this script none of them shows. */
import { make } from "../lib/dom.js";
import { kept } from "./kept.js";

/* Above this many rows a page is for looking up; its courses' own pages have the button. */
const MAX_ROWS = 500;
const places = [];
let works = kept.works;
let live = null;

/* The planner's address from here. */
function planner() {
  const link = document.querySelector("[data-cl-planner]");
  return link ? link.getAttribute("href") : "planner.html";
}

function say(text) {
  if (!live) {
    live = make("p", { "class": "cl-visually-hidden", role: "status" });
    document.body.appendChild(live);
  }
  live.textContent = text;
}

/* "chosen", "planned" or "free". */
function stateOf(id, chosen, planned) {
  return chosen.has(id) ? "chosen" : planned.has(id) ? "planned" : "free";
}

function choose(place) {
  const name = "《" + place.title + "》";
  if (kept.has(place.id)) {
    kept.remove(place.id);
    say("已取消" + name + "，现在选了 " + kept.count() + " 门。");
  } else if (kept.add(place.id)) {
    say("已选" + name + "，一共 " + kept.count() + " 门，到“编计划”页分到各年。");
  } else {
    // The storage is full or was closed meanwhile: from now on links.
    works = false;
    refresh();
    say("浏览器没有存下来，请再点一次，直接到“编计划”页加入。");
  }
}

function control(place, state) {
  const link = !works || state === "planned";
  const element = make(link ? "a" : "button", { "class": place.css });
  if (link) {
    element.href = planner() + (state === "planned" ? "" : "#add=" + place.id);
  } else {
    element.type = "button";
    element.addEventListener("click", function () { choose(place); });
  }
  element.appendChild(make("span", { "class": "cl-choose__text" }));
  element.appendChild(make("span", { "class": "cl-visually-hidden" }, "：" + place.title));
  return element;
}

const TEXTS = { free: "加入培训计划", chosen: "✓ 已选，取消", planned: "✓ 已在计划里" };

function show(place, state) {
  const kind = (works ? "" : "refused ") + state;
  if (place.kind === kind) {
    return;
  }
  const tag = !works || state === "planned" ? "A" : "BUTTON";
  // The same element stays as long as it can, and the keyboard with it.
  if (!place.control || place.control.tagName !== tag || !works) {
    const next = control(place, state);
    const focused = place.control !== null && place.control === document.activeElement;
    if (place.control) {
      place.element.replaceChild(next, place.control);
    } else {
      place.element.appendChild(next);
    }
    place.control = next;
    if (focused) {
      next.focus();
    }
  }
  place.kind = kind;
  place.control.firstChild.textContent = TEXTS[state];
  place.control.classList.toggle("cl-choose--on", state !== "free");
  place.element.hidden = false;
}

function count(number) {
  /** @type {HTMLElement} */
  const bubble = document.querySelector("[data-cl-chosen]");
  if (bubble) {
    bubble.querySelector("b").textContent = String(number);
    bubble.hidden = !number;
  }
}

function refresh() {
  const chosen = new Set(works ? kept.pending() : []);
  const planned = new Set(works ? kept.planned() : []);
  places.forEach(function (place) { show(place, stateOf(place.id, chosen, planned)); });
  count(chosen.size);
}

/* Forgets places that a page has taken away. */
function prune() {
  for (let n = places.length - 1; n >= 0; n -= 1) {
    if (!document.body.contains(places[n].element)) {
      places.splice(n, 1);
    }
  }
}

function add(element, id, title, css) {
  places.push({ element: element, id: id, title: title, css: css, control: null, kind: "" });
}

function all(root, selector) {
  return Array.prototype.slice.call(root.querySelectorAll(selector));
}

/* Makes the buttons of elements that ask for one: data-cl-plan-add is the course, data-cl-title its title. */
export function fill(root) {
  prune();
  all(root, "[data-cl-plan-add]").forEach(function (element) {
    if (!element.firstChild) {
      add(element, element.getAttribute("data-cl-plan-add"), element.getAttribute("data-cl-title"),
        element.hasAttribute("data-cl-main") ? "cl-button cl-choose cl-choose--main" : "cl-choose");
    }
  });
  refresh();
}

/* Rows of lists that stand in the page: the course is in the link. */
function rows() {
  const courses = all(document, ".cl-courses > .cl-course");
  (courses.length > MAX_ROWS ? [] : courses).forEach(function (row) {
    const link = row.querySelector(".cl-course__title");
    const match = /([a-z0-9-]{1,64})\.html$/.exec(link.getAttribute("href"));
    if (match) {
      const place = make("span", { "class": "cl-choose__place", hidden: true });
      row.appendChild(place);
      add(place, match[1], link.textContent, "cl-choose");
    }
  });
}

document.addEventListener("DOMContentLoaded", function () {
  rows();
  fill(document);
  kept.watch(refresh);
});
