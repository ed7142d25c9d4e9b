/* The form's small parts: its elements by name, buttons, and saying things to screen readers. */
import { make } from "../lib/dom.js";

let last = 0;

export function uid(stem) {
  last += 1;
  return "f-" + stem.replace(/[^a-z0-9]+/gi, "-") + "-" + last;
}

/** An element of the page, whatever its kind.
 * @param {string} name
 * @returns {any}
 */
export function byId(name) {
  return document.getElementById("cl-author-" + name);
}

export function button(text, action, options) {
  return make("button", Object.assign({ type: "button", "class": "cl-author__button", text: text, on: { click: action } }, options));
}

/* Tell what just happened; the same words twice are told twice. */
export function announce(words) {
  const region = byId("live");
  region.textContent = region.textContent === words ? words + "\u00a0" : words;
}

/* A small round of buttons that move and remove the `index`th of `count` things called `name`. */
export function movers(name, index, count, move, remove) {
  return make("span", { "class": "cl-movers" }, [
    button("↑", function () { move(index, -1); }, { "aria-label": name + "上移", title: "上移", disabled: index === 0 }),
    button("↓", function () { move(index, 1); }, { "aria-label": name + "下移", title: "下移", disabled: index === count - 1 }),
    button("删去", function () { remove(index); }, { "aria-label": "删去" + name })
  ]);
}
