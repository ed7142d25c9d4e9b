/* Small things that all rooms of the planner's page use: elements by name, buttons, choices, and telling what happened. */
import { clear, make } from "../../lib/dom.js";

/** An element of the page, whatever its kind.
 * @param {string} name
 * @returns {any}
 */
export function byId(name) {
  return document.getElementById("cl-pl-" + name);
}

export function button(text, action, attributes) {
  const element = make("button", Object.assign({ type: "button", "class": "cl-pl-button" }, attributes), text);
  element.addEventListener("click", action);
  return element;
}

/* Fills a select with [value, name] rows, unless it holds these already; groups are [name, rows]. */
export function options(select, rows, value) {
  const key = JSON.stringify(rows);
  if (select.clKey !== key) {
    select.clKey = key;
    clear(select);
    rows.forEach(function (row) {
      if (Array.isArray(row[1])) {
        const group = make("optgroup", { label: row[0] });
        row[1].forEach(function (inner) { group.appendChild(make("option", { value: inner[0] }, inner[1])); });
        select.appendChild(group);
      } else {
        select.appendChild(make("option", { value: row[0] }, row[1]));
      }
    });
  }
  if (value !== undefined && select.value !== String(value)) {
    select.value = String(value);
  }
  return select;
}

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setValue(input, value) {
  if (input.value !== String(value)) {
    input.value = String(value);
  }
}

/* Tells a screen reader what just happened; the same words twice are told twice. */
export function say(words) {
  const region = byId("live");
  region.textContent = region.textContent === words ? words + "\u00a0" : words;
}

/* How long a message stays: long enough to be read twice; while it is pointed at or has the focus it stays. */
const STAYS = 8000;
const A_SIGN = 150;
let leaving = 0;

function leaveLater(place, after) {
  window.clearTimeout(leaving);
  leaving = window.setTimeout(function () {
    if (place.contains(document.activeElement) || place.matches(":hover")) {
      leaveLater(place, STAYS);
    } else {
      place.hidden = true;
    }
  }, after);
}

/* Shows a message at the foot of the window, which moves nothing on the page and covers two lines at most until it is unfolded. `lines` are
   texts; `more` are elements, as buttons. What went well leaves by itself, or with the next change; trouble stays until it is read. */
export function notice(lines, more, isTrouble) {
  const place = clear(byId("notice"));
  const text = make("div", { "class": "cl-pl-notice__text" });
  lines.forEach(function (line) { text.appendChild(make("p", null, line)); });
  place.appendChild(text);
  const tools = make("p", { "class": "cl-pl-notice__tools" });
  (more || []).forEach(function (element) { tools.appendChild(element); });
  tools.appendChild(button("知道了", hideNotice, { "class": "cl-linklike" }));
  place.appendChild(tools);
  place.classList.toggle("cl-pl-notice--trouble", Boolean(isTrouble));
  place.classList.remove("cl-pl-notice--whole");
  place.hidden = false;
  if (text.scrollHeight > text.clientHeight + 4) {
    tools.insertBefore(button("看全文", function (event) {
      place.classList.add("cl-pl-notice--whole");
      event.currentTarget.hidden = true;
      tools.lastChild.focus();
    }, { "class": "cl-linklike" }), tools.firstChild);
  }
  window.clearTimeout(leaving);
  if (!isTrouble) {
    leaveLater(place, STAYS + A_SIGN * lines.join("").length);
  }
  say(lines.join(""));
}

export function pastNotice() {
  const place = byId("notice");
  if (!place.hidden && !place.classList.contains("cl-pl-notice--trouble") && !place.contains(document.activeElement)) {
    place.hidden = true;
  }
}

export function hideNotice() {
  const place = byId("notice");
  const had = place.contains(document.activeElement);
  place.hidden = true;
  if (had) {
    document.getElementById("main").focus();
  }
}

/* A chip with a text. */
export function chip(text, kind) {
  return make("span", { "class": "cl-chip" + (kind ? " cl-chip--" + kind : "") }, text);
}

export function courseLink(course, title) {
  return make("a", { href: "courses/" + course.replace(":", "--") + ".html", target: "_blank", rel: "noopener", draggable: "false" }, title);
}
