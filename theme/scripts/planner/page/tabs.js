/* The three panels beside the years: finding courses, the check, and what would complete the plan. */
import * as keys from "../../lib/keys.js";
import * as tools from "./tools.js";

const NAMES = ["find", "check", "fill"];

function tab(name) {
  return tools.byId("tab-" + name);
}

export function select(name) {
  NAMES.forEach(function (other) {
    const chosen = other === name;
    tab(other).setAttribute("aria-selected", String(chosen));
    tab(other).setAttribute("tabindex", chosen ? "0" : "-1");
    tools.byId(other).hidden = !chosen;
  });
}

/* Shows a panel and brings its heading, or itself, into sight with the focus. */
export function open(name, heading) {
  const place = heading ? tools.byId(heading) : tools.byId(name);
  select(name);
  place.setAttribute("tabindex", heading ? "-1" : "0");
  place.focus();
  place.scrollIntoView({ block: "nearest" });
}

export function listen() {
  select(NAMES[0]);
  NAMES.forEach(function (name, n) {
    tab(name).addEventListener("click", function () { select(name); });
    tab(name).addEventListener("keydown", function (event) {
      const key = keys.key(event);
      const next = { ArrowRight: n + 1, ArrowLeft: n + NAMES.length - 1, Home: 0, End: NAMES.length - 1 }[key];
      if (next !== undefined) {
        event.preventDefault();
        select(NAMES[next % NAMES.length]);
        tab(NAMES[next % NAMES.length]).focus();
      }
    });
  });
}
