/* What was learnt in each year outside of the plan, so that one can begin in the middle of the period; and classes to take in whole. */
import { clear, make } from "../../lib/dom.js";
import * as classes from "../../rules/classes.js";
import { givenTo } from "../../rules/order.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as fields from "../fields.js";
import * as actions from "./actions.js";
import * as tools from "./tools.js";

let shown = "";

/* The years that may count: of the period, not after the plan; and those that were written all the same. */
function years(app) {
  const plan = app.plan();
  const noted = plan.earned.map(function (row) { return row.year; });
  for (let year = app.data.start; year <= Math.min(app.data.end, plan.start + plan.years - 1); year += 1) {
    noted.push(year);
  }
  return noted.sort().filter(function (year, n, all) { return year !== all[n - 1]; });
}

/* What stands in an input in halves, 0 for nothing; null for what is no such number. */
function halves(field, text) {
  const value = Number(text.trim()) * 2;
  return text.trim() === "" ? 0 : value % 1 === 0 && value >= (field.low || 0) && value <= field.high ? value : null;
}

function set(app, year, field, input) {
  const plan = app.plan();
  const old = plan.earned.filter(function (row) { return row.year === year; })[0] || { year: year };
  const value = halves(field, input.value);
  if (value === null) {
    tools.say(field.label + "要写 0.5 的整数倍，没有改。");
    input.value = old[field.name] ? words.hours(old[field.name]) : "";
    return;
  }
  const row = Object.assign({}, old);
  row[field.name] = value;
  const empty = inputs().every(function (one) { return !row[one.name]; });
  const earned = plan.earned.filter(function (other) { return other.year !== year; }).concat(empty ? [] : [row])
    .sort(function (one, other) { return one.year - other.year; });
  app.use(plans.head(plan, { earned: earned }), "改 " + year + " 年的已学学时", { say: "已改 " + year + " 年的" + field.label });
}

function inputs() {
  return fields.field("earned").fields.filter(function (field) { return field.kind === "hours"; });
}

function cell(app, year, field) {
  const input = make("input", { type: "number", min: "0", step: "0.5", inputmode: "decimal", "class": "cl-pl-earned__input",
    "aria-label": year + " 年" + field.label, "data-earned": year + " " + field.name });
  input.addEventListener("change", function () { set(app, year, field, input); });
  return make("td", null, input);
}

function build(app) {
  const head = make("tr", null, make("th", { scope: "col" }, "年份"));
  const body = make("tbody");
  inputs().forEach(function (field) { head.appendChild(make("th", { scope: "col" }, field.label)); });
  years(app).forEach(function (year) {
    const row = make("tr", null, make("th", { scope: "row" }, year + " 年"));
    inputs().forEach(function (field) { row.appendChild(cell(app, year, field)); });
    body.appendChild(row);
  });
  clear(tools.byId("earned-rows")).appendChild(make("table", null, make("thead", null, head), body));
}

/* The inputs stay while the years are the same, so that one that is in use stays in use. */
function show(app) {
  const plan = app.plan();
  const key = years(app).join();
  if (key !== shown) {
    shown = key;
    build(app);
  }
  const rows = new Map(plan.earned.map(function (row) { return [String(row.year), row]; }));
  Array.from(tools.byId("earned-rows").querySelectorAll("input")).forEach(function (input) {
    const name = input.getAttribute("data-earned").split(" ");
    const row = rows.get(name[0]);
    tools.setValue(input, row && row[name[1]] ? words.hours(row[name[1]]) : "");
  });
  const total = plan.earned.reduce(function (sum, row) { return sum + row.hours; }, 0);
  tools.setText(tools.byId("earned-title"), plan.earned.length ? "已学学时（" + words.hours(total) + " 学时）" : "已学学时");
  offer(app);
}

/* The published classes of the plan's years for its sector and role that it has not yet. */
function offer(app) {
  const data = app.data;
  const plan = app.plan();
  const lineage = data.lineage(plan.sector);
  const taken = new Set(plan.items.map(function (item) { return item.class; }));
  const own = plans.years(plan);
  const offered = data.classes.filter(function (of) {
    return of.status === "published" && !taken.has(of.id) && own.indexOf(classes.year(of)) >= 0 && data.serves(of, lineage) && givenTo(of, plan.role);
  });
  tools.byId("classes").hidden = !offered.length;
  tools.options(tools.byId("class"), offered.map(function (of) { return [of.id, of.title + "（" + classes.year(of) + " 年）"]; }));
}

export function listen(app) {
  tools.byId("class-add").addEventListener("click", function () {
    if (tools.byId("class").value) {
      actions.addClass(app, tools.byId("class").value);
    }
  });
  app.register(show);
}
