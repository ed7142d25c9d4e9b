/* One planned course: its title and marks, what is wrong with it, and everything that can be done to it. A row is kept while its
   item moves, so that a menu or a button that is in use stays in use. */
import { clear, make } from "../../lib/dom.js";
import * as keys from "../../lib/keys.js";
import * as fields from "../fields.js";
import * as counting from "../../rules/counting.js";
import { planned } from "../../rules/items.js";
import * as words from "../../rules/words.js";
import * as pageActions from "./actions.js";
import * as faults from "./faults.js";
import * as picking from "./picking.js";
import * as tools from "./tools.js";

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export function Row(app, item) {
  const course = app.data.course(item.course);
  const known = item.class ? app.data.trainingClass(item.class) : course;
  this.app = app;
  this.item = item;
  this.key = "";
  this.shownFaults = "[]";
  this.title = known ? known.title : item.class || item.course;
  this.controls = {};
  this.faults = make("div", { "class": "cl-pl-item__faults" });
  this.chips = make("span", { "class": "cl-pl-item__chips" });
  const topic = course && app.data.topic(course.topic);
  const main = make("div", { "class": "cl-pl-item__main" },
    make("p", { "class": "cl-pl-item__title" }, course ? tools.courseLink(item.course, this.title) : make("strong", null, this.title)),
    make("p", { "class": "cl-pl-item__meta" }, this.chips, item.class ? "培训班" : topic ? topic.title : null), this.faults);
  this.element = make("li", { "class": "cl-pl-item", draggable: "true" }, picking.box(this), this.handle(),
    make("div", { "class": "cl-pl-item__body" }, main, this.tools()));
  this.element.clRow = this;
}

Row.prototype.control = function (name, element) {
  this.controls[name] = element;
  element.setAttribute("data-control", name);
  return element;
};

Row.prototype.handle = function () {
  const row = this;
  const handle = this.control("handle", make("button", { type: "button", "class": "cl-pl-handle", "aria-describedby": "cl-pl-keys" },
    make("span", { "aria-hidden": "true" }, "⠿"), make("span", { "class": "cl-visually-hidden" })));
  handle.addEventListener("keydown", function (event) {
    const key = keys.key(event);
    const actions = {
      ArrowUp: function () { pageActions.step(row.app, row.item, false); },
      ArrowDown: function () { pageActions.step(row.app, row.item, true); },
      ArrowLeft: function () { pageActions.toYear(row.app, row.item, row.item.year - 1); },
      ArrowRight: function () { pageActions.toYear(row.app, row.item, row.item.year + 1); },
      Delete: function () { pageActions.remove(row.app, row.item); }
    };
    if (actions[key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      actions[key]();
    }
  });
  return handle;
};

Row.prototype.tools = function () {
  const row = this;
  const app = this.app;
  const named = function (what) { return what + "：" + row.title; };
  const year = this.control("year", make("select", { "aria-label": named("年份") }));
  year.addEventListener("change", function () { pageActions.toYear(app, row.item, Number(year.value), "year"); });
  const offjob = this.control("offjob", make("input", { type: "checkbox" }));
  offjob.addEventListener("change", function () {
    pageActions.change(app, row.item, { offjob: offjob.checked }, offjob.checked ? "改为脱产" : "改为不脱产", "offjob");
  });
  const label = make("label", { "class": "cl-pl-item__offjob" }, offjob, "脱产", make("span", { "class": "cl-visually-hidden" }, "：" + this.title));
  const level = this.control("level", make("select", { "aria-label": named("举办层级") }));
  level.addEventListener("change", function () { pageActions.change(app, row.item, { level: level.value }, "改举办层级", "level"); });
  tools.options(level, app.data.labels.levels, this.item.level);
  const up = this.control("up", tools.button("↑", function () { pageActions.step(app, row.item, false, "up"); }, { "aria-label": named("上移"), title: "上移" }));
  const down = this.control("down", tools.button("↓", function () { pageActions.step(app, row.item, true, "down"); }, { "aria-label": named("下移"), title: "下移" }));
  const remove = this.control("remove", tools.button("去掉", function () { pageActions.remove(app, row.item); }, { "aria-label": named("去掉") }));
  return make("div", { "class": "cl-pl-item__tools" }, year, up, down, label, level, this.day(), remove);
};

/* Most courses have no day: a button stands until one is wanted. */
Row.prototype.day = function () {
  const row = this;
  const ask = this.control("ask", tools.button("定日期", function () {
    ask.hidden = true;
    on.hidden = false;
    on.focus();
  }, { "aria-label": "定开始日期：" + this.title }));
  const on = this.control("on", make("input", { type: "date", "aria-label": "开始日期：" + this.title, placeholder: "2026-10-15" }));
  on.addEventListener("change", function () { row.setDay(on); });
  on.addEventListener("blur", function () {
    on.hidden = !row.item.on;
    ask.hidden = Boolean(row.item.on);
  });
  return make("span", { "class": "cl-pl-item__day" }, ask, on);
};

Row.prototype.setDay = function (input) {
  const value = input.value.trim();
  const day = DAY.test(value) ? new Date(value + "T00:00:00Z") : null;
  const sound = day && !isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
  if (value && !sound) {
    tools.say("日期要写成 2026-10-15 这样，没有改。");
    input.value = this.item.on;
  } else if (value !== this.item.on) {
    // While a year is being typed, a browser tells days of the year 2 or 20.
    if (!value || Number(value.slice(0, 4)) >= fields.field("items", "year").low) {
      pageActions.change(this.app, this.item, { on: value }, value ? "定日期" : "去掉日期", "on");
    }
  }
};

Row.prototype.marks = function (counted) {
  const item = this.item;
  const data = this.app.data;
  const known = item.class ? data.trainingClass(item.class) : data.course(item.course);
  const one = known ? planned(data, item) : null;
  const held = item.class && known ? known : item;
  const high = one && counting.counter({ offjob_level: "county" }, "offjob")(one);
  const level = words.label(data.labels.levels, held.level);
  clear(this.chips);
  if (one) {
    const part = !item.class && one.hours < known.hours ? "（全部 " + words.hours(known.hours) + "）" : "";
    this.chips.appendChild(tools.chip(words.hours(one.hours) + " 学时" + part, "hours"));
    if (one.theory) {
      this.chips.appendChild(tools.chip("创新理论" + (one.theory < one.hours ? " " + words.hours(one.theory) : ""), "theory"));
    }
    if (one.days) {
      this.chips.appendChild(tools.chip(words.hours(one.days) + " 天"));
    }
  }
  if (held.offjob) {
    this.chips.appendChild(tools.chip("脱产·" + level + (high ? "" : "，不计入脱产学时"), "offjob"));
  }
  if (!counted) {
    this.chips.appendChild(tools.chip("未计入"));
  }
};

/* Shows an item at its place; `spot` is {number, years, counted, problems, first, last}. Most rows stay as they are at a change. */
Row.prototype.show = function (item, spot) {
  const key = [spot.number, spot.counted, spot.first, spot.last, spot.years.length, spot.years[0]].join();
  this.tell(spot.problems || []);
  if (this.item !== item || this.key !== key) {
    this.item = item;
    this.key = key;
    this.place(item, spot);
  }
};

Row.prototype.place = function (item, spot) {
  const controls = this.controls;
  this.marks(spot.counted);
  tools.setText(controls.handle.lastChild, "移动《" + this.title + "》，" + item.year + " 年第 " + spot.number + " 门");
  tools.options(controls.year, spot.years, item.year);
  controls.up.setAttribute("aria-disabled", String(spot.first));
  controls.down.setAttribute("aria-disabled", String(spot.last));
  controls.offjob.checked = item.offjob;
  // A class says itself how and when it is held.
  controls.offjob.parentNode.hidden = Boolean(item.class);
  controls.on.parentNode.hidden = Boolean(item.class);
  controls.level.hidden = Boolean(item.class) || (!item.offjob && item.level === "county");
  tools.setValue(controls.level, item.level);
  if (document.activeElement !== controls.on) {
    tools.setValue(controls.on, item.on);
    controls.on.hidden = !item.on;
    controls.ask.hidden = Boolean(item.on);
  }
  controls.on.min = item.year + "-01-01";
  controls.on.max = item.year + "-12-31";
};

/* What is wrong stays as it stands while it is the same, so that a button keeps the focus. */
Row.prototype.tell = function (problems) {
  const key = JSON.stringify(problems.map(function (problem) { return [problem.code, problem.message, problem.hint]; }));
  if (this.shownFaults !== key) {
    this.shownFaults = key;
    clear(this.faults);
    this.element.classList.toggle("cl-pl-item--fault", problems.length > 0);
    problems.forEach(function (problem) { this.faults.appendChild(faults.shown(this.app, problem, this)); }, this);
  }
};

/* Gives the focus to a control, or to what stands for it. */
Row.prototype.focus = function (name) {
  const control = this.controls[name];
  (control && !control.hidden ? control : this.controls.handle).focus();
};
