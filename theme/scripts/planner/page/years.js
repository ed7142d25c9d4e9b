/* The years with their courses. Rows belong to items, and items never change: after a change only what is new is made anew. Here too is
   where the focus goes when a change moves what had it. */
import { make } from "../../lib/dom.js";
import * as fields from "../fields.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as faults from "./faults.js";
import * as head from "./head.js";
import { Row } from "./row.js";
import * as tools from "./tools.js";

let rows = new Map();
const sections = new Map();

function Section(app, year) {
  const section = this;
  this.year = year;
  this.figures = make("small");
  this.heading = make("h3", { id: "cl-pl-year-" + year, "class": "cl-pl-year__title", tabindex: "-1" }, year + " 年 ", this.figures);
  this.theme = make("input", { "class": "cl-pl-year__theme", maxlength: String(fields.field("themes", "title").high), autocomplete: "off", placeholder: "年度主题（可不填）", "aria-label": year + " 年的主题" });
  this.theme.addEventListener("change", function () { section.setTheme(app); });
  this.list = make("ol", { "class": "cl-pl-items", "aria-labelledby": "cl-pl-year-" + year });
  this.list.clYear = year;
  this.empty = make("p", { "class": "cl-pl-year__empty" }, "还没有课。找到课程后点“加入”，或把课程拖到这里。");
  this.element = make("section", { "class": "cl-pl-year", "aria-labelledby": "cl-pl-year-" + year },
    make("div", { "class": "cl-pl-year__head" }, this.heading, this.theme), this.empty, this.list);
  this.element.clYear = year;
}

Section.prototype.setTheme = function (app) {
  const title = head.cleaned(this.theme.value, false);
  const year = this.year;
  const plan = app.plan();
  const others = plan.themes.filter(function (theme) { return theme.year !== year; });
  const themes = (title ? others.concat([{ year: year, title: title }]) : others).sort(function (one, other) { return one.year - other.year; });
  this.theme.value = title;
  app.use(plans.head(plan, { themes: themes }), "改 " + year + " 年的主题", { say: "已改 " + year + " 年的主题" });
};

Section.prototype.show = function (totals, theme, items) {
  const hours = words.hours;
  tools.setText(this.figures, totals
    ? totals.count + " 门 · " + hours(totals.hours) + " 学时 · 创新理论 " + hours(totals.theory) + (totals.offjob ? " · 脱产 " + hours(totals.offjob) : "")
    : "不在计划的年份里，请移走或去掉");
  this.element.classList.toggle("cl-pl-year--outside", !totals);
  if (document.activeElement !== this.theme) {
    tools.setValue(this.theme, theme);
  }
  this.theme.hidden = !totals;
  this.empty.hidden = items > 0;
  this.list.hidden = !items;
};

/* Puts elements into a parent in this order, touching only those that stand elsewhere. */
function arrange(parent, elements) {
  elements.forEach(function (element, n) {
    if (parent.children[n] !== element) {
      parent.insertBefore(element, parent.children[n] || null);
    }
  });
  while (parent.children.length > elements.length) {
    parent.removeChild(parent.lastElementChild);
  }
}

function rekey(how) {
  (how.rekeyed || []).forEach(function (pair) {
    const row = rows.get(pair[1]);
    if (row && pair[0].course === pair[1].course && pair[0].class === pair[1].class) {
      rows.delete(pair[1]);
      rows.set(pair[0], row);
    }
  });
}

function grouped(plan, years) {
  const itemsByYear = new Map(years.map(function (year) { return [year, []]; }));
  plan.items.forEach(function (item, index) {
    if (!itemsByYear.has(item.year)) {
      itemsByYear.set(item.year, []);
    }
    itemsByYear.get(item.year).push([item, index]);
  });
  return itemsByYear;
}

export function show(app, how) {
  const plan = app.plan();
  const years = plans.years(plan);
  const groups = grouped(plan, years);
  const totals = new Map(app.evaluation.years.map(function (one) { return [one.year, one]; }));
  const themes = new Map(plan.themes.map(function (theme) { return [theme.year, theme.title]; }));
  const counted = new Set(app.evaluation.counted);
  const problems = faults.byItem(app.evaluation);
  const choices = years.map(function (year) { return [year, year + " 年"]; });
  const kept = new Map();
  const ordered = Array.from(groups.keys()).sort();
  rekey(how);
  ordered.forEach(function (year) {
    const own = groups.get(year);
    const section = sections.get(year) || new Section(app, year);
    sections.set(year, section);
    const outside = years.indexOf(year) < 0;
    arrange(section.list, own.map(function (pair, n) {
      const row = rows.get(pair[0]) || new Row(app, pair[0]);
      kept.set(pair[0], row);
      row.show(pair[0], {
        number: n + 1, years: outside ? [[year, year + " 年"]].concat(choices) : choices, counted: counted.has(pair[1]),
        problems: problems.get(pair[1]) || null, first: !n && year === years[0], last: n + 1 === own.length && year === years[years.length - 1]
      });
      return row.element;
    }));
    section.show(totals.get(year), themes.get(year) || "", own.length);
  });
  rows = kept;
  arrange(tools.byId("list"), ordered.map(function (year) { return sections.get(year).element; }));
}

/* The row in which an element stands, or null. */
function rowOf(element) {
  const row = element && element.closest ? element.closest(".cl-pl-item") : null;
  return row ? row.clRow : null;
}

/* What has the focus, in words that outlive a change: the item of its row and the control. */
export function held() {
  const active = document.activeElement;
  const row = rowOf(active);
  return { element: active, item: row && row.item, control: row && active.getAttribute("data-control") };
}

function isGone(element) {
  return !document.body.contains(element) || document.activeElement !== element;
}

function toYear(year) {
  if (sections.has(year)) {
    sections.get(year).heading.focus();
  }
}

/* Brings the focus to where a change led, or back to where it was. */
export function restore(how, place) {
  if (how.item && rows.has(how.item)) {
    rows.get(how.item).focus(how.control);
  } else if (how.year) {
    toYear(how.year);
  } else if (place && place.element !== document.body && isGone(place.element)) {
    back(place);
  }
}

function back(place) {
  if (document.body.contains(place.element) && place.element.offsetParent) {
    place.element.focus();
    return;
  }
  if (!place.item) {
    tools.byId("plan-title").focus();
    return;
  }
  const same = Array.from(rows.keys()).filter(function (item) { return item.course === place.item.course && item.class === place.item.class; })[0];
  if (same) {
    rows.get(same).focus(place.control || "handle");
  } else {
    toYear(place.item.year);
  }
}

export function toItem(item) {
  if (rows.has(item)) {
    rows.get(item).element.scrollIntoView({ block: "center" });
    rows.get(item).focus("handle");
  }
}

export function toPlan() { tools.byId("plan-title").focus(); }
