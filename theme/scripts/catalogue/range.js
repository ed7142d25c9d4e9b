/* Hours from one figure to another, chosen among those that the library's courses have. */
import { clear, make } from "../lib/dom.js";
import * as hours from "../lib/hours.js";

const ANY = ["", "\u4e0d\u9650"];

/* `halves` are half-hours, ascending; `changed()` is called when one was chosen. */
export function Range(halves, changed) {
  const range = this;
  this.known = halves;
  this.from = make("select", { "aria-label": "\u6700\u5c11\u591a\u5c11\u5b66\u65f6" });
  this.to = make("select", { "aria-label": "\u6700\u591a\u591a\u5c11\u5b66\u65f6" });
  [this.from, this.to].forEach(function (select) {
    select.addEventListener("change", function () {
      range.show(range.from.value, range.to.value);
      changed();
    });
  });
  this.element = make("div", { "class": "cl-facet__range" }, "\u4ece", this.from, "\u5230", this.to, "\u5b66\u65f6");
  this.show("", "");
}

/* Shows the bounds `min` and `max`, texts of hours, empty for none. Neither can be chosen past the other. */
Range.prototype.show = function (min, max) {
  const least = hours.halves(min);
  const most = hours.halves(max);
  this.options(this.from, least, function (halves) { return most === null || halves <= most; });
  this.options(this.to, most, function (halves) { return least === null || halves >= least; });
};

Range.prototype.options = function (select, chosen, fits) {
  const all = this.known.concat(chosen === null || this.known.indexOf(chosen) >= 0 ? [] : [chosen]).filter(fits);
  clear(select);
  [ANY].concat(all.sort(function (a, b) { return a - b; }).map(function (halves) {
    return [hours.hours(halves), hours.hours(halves)];
  })).forEach(function (row) { select.appendChild(make("option", { value: row[0] }, row[1])); });
  select.value = chosen === null ? "" : hours.hours(chosen);
};
