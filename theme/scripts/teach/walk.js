/* Who comes from a curriculum (?from=ID) finds the courses before and after this one above its title; their links lead on through the same
   curriculum. All curricula stand at the end of the page without this. */
import { make } from "../lib/dom.js";
import * as reading from "./reading.js";

export function show() {
  const from = /^\?from=([a-z0-9-]+)$/.exec(window.location.search);
  const row = from && reading.all(document, ".cl-walks li").filter(function (one) {
    return one.querySelector("a").getAttribute("href").slice(-from[1].length - 6) === "/" + from[1] + ".html";
  })[0];
  if (row) {
    const main = document.getElementById("main");
    const links = reading.all(row, "a").map(function (link, n) {
      const copy = link.cloneNode(true);
      copy.href += n ? "?from=" + from[1] : "";
      return copy;
    });
    main.insertBefore(make("nav", { "class": "cl-walks cl-walks--now", "aria-label": "在课程方案里" }, links), main.firstChild);
  }
}
