/* Curriculum pages: one year at a time, and a button that prints. */
import { tabbed } from "./curriculum/tabs.js";
import { make } from "./lib/dom.js";

const section = document.querySelector(".cl-filing");
const actions = document.querySelector(".cl-actions");
if (section) {
  tabbed(section, "各年安排");
}
if (actions) {
  actions.insertBefore(make("button", { "class": "cl-button cl-button--plain", type: "button", on: { click: function () { window.print(); } } }, "打印"),
    actions.children[1] || null);
  actions.insertBefore(document.createTextNode(" "), actions.children[2] || null);
}
