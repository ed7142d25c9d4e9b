/* Boxes that suggest while one types (`input[data-cl-suggest]`): what they need is loaded when the first of them is entered, never
   before. The tag of this script names it by `data-cl-suggesting`, and its styles; both lie where this script lies, and above. */
import { run } from "../lib/script.js";

/** @type {any} */
const script = document.currentScript;
const folder = script ? script.src.replace(/[^/]*$/, "") : "";

/* The boxes that were entered, with what stood in them then. */
export const entered = new Map();
let asked = false;

/* Returns the address of the styles. */
export function styles() {
  return folder + "../" + fileOf("data-cl-suggesting-style");
}

function fileOf(name) {
  const tag = document.querySelector("[" + name + "]");
  return tag ? tag.getAttribute(name).replace(/^.*\//, "") : "";
}

function enter(box) {
  if (!box || !box.hasAttribute || !box.hasAttribute("data-cl-suggest") || document.readyState === "loading" || entered.has(box)) {
    return;
  }
  entered.set(box, box.value);
  const name = fileOf("data-cl-suggesting");
  if (name && !asked) {
    asked = true;
    // Without suggestions the box searches as before; who comes back to it asks again.
    run(folder + name, name).catch(function () {
      asked = false;
      entered.clear();
    });
  }
}

// A box may be typed into without having been told that it was entered, in a window that lies behind others.
["focusin", "input"].forEach(function (name) {
  document.addEventListener(name, function (event) { enter(event.target); }, true);
});
document.addEventListener("DOMContentLoaded", function () { enter(document.activeElement); });
