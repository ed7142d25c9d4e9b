/* Dragging courses and planned items into years: an addition to buttons and keys, which do all of it too. */
import * as actions from "./actions.js";
import * as start from "./start.js";

/* What is being dragged: {course} or {item}; another window's drags are none of ours. */
let current = null;
let mark = null;

function clearMark() {
  if (mark) {
    mark.classList.remove("cl-pl-drop--before", "cl-pl-drop--end");
    mark = null;
  }
}

function sectionOf(target) {
  const section = target.closest ? target.closest(".cl-pl-year") : null;
  return section && !section.classList.contains("cl-pl-year--outside") ? section : null;
}

/* Where a drop would go: {year, place among the year's other items, element to mark}. */
function spot(event) {
  const section = sectionOf(event.target);
  if (!section) {
    return null;
  }
  const elements = Array.from(section.querySelectorAll(".cl-pl-item")).filter(function (element) {
    return element.clRow.item !== current.item && element.clRow.item.course !== current.course;
  });
  const below = elements.map(function (element) {
    const box = element.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  }).indexOf(true);
  return { year: section.clYear, place: below < 0 ? elements.length : below, before: below < 0 ? null : elements[below], section: section };
}

function begin(event) {
  // Some browsers name the text that was taken hold of.
  const target = event.target.closest ? event.target : event.target.parentNode;
  const element = target.closest("[data-course], .cl-pl-item");
  if (!element || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
    return;
  }
  current = element.clRow ? { item: element.clRow.item } : { course: element.getAttribute("data-course") };
  event.dataTransfer.effectAllowed = "copyMove";
  event.dataTransfer.setData("text/plain", current.item ? current.item.class || current.item.course : current.course);
}

function over(event) {
  const files = event.dataTransfer && Array.from(event.dataTransfer.types || []).indexOf("Files") >= 0;
  if (files) {
    event.preventDefault();
    return;
  }
  clearMark();
  const at = current && spot(event);
  if (at) {
    event.preventDefault();
    mark = at.before || at.section;
    mark.classList.add(at.before ? "cl-pl-drop--before" : "cl-pl-drop--end");
  }
}

function drop(app, event) {
  const files = event.dataTransfer && event.dataTransfer.files;
  if (files && files.length) {
    event.preventDefault();
    start.openFile(app, files[0]);
    return;
  }
  const at = current && spot(event);
  if (at) {
    event.preventDefault();
    // A course that is planned already is moved: nobody means to have it twice.
    const item = current.item || app.plan().items.filter(function (one) { return one.course === current.course; })[0];
    if (item) {
      actions.move(app, item, at.year, at.place);
    } else {
      actions.add(app, current.course, at.year, at.place);
    }
  }
  end();
}

function end() {
  clearMark();
  current = null;
}

export function listen(app) {
  const place = document.getElementById("cl-pl-app");
  place.addEventListener("dragstart", begin);
  place.addEventListener("dragend", end);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", function (event) { drop(app, event); });
}
