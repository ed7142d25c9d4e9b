/* What goes on paper: totals and rules, then one filing sheet a year, as the pages of ready curricula have them. Made when it is printed. */
import { clear, make } from "../../lib/dom.js";
import * as sheets from "../sheets.js";
import * as words from "../../rules/words.js";
import * as check from "./check.js";
import * as pageFaults from "./faults.js";
import * as tools from "./tools.js";

const COLUMNS = ["序号", "课程", "专题", "学时", "创新理论", "脱产", "举办层级", "方式"];

/* The columns of figures in the sheets; in the table of years they are all but the first. */
const FIGURES = [3, 4, 5];
const YEARS = [1, 2, 3, 4, 5];

function line(cells, tag, attributes, figures) {
  const row = make("tr", attributes || null);
  cells.forEach(function (cell, n) {
    const own = tag === "th" ? { scope: "col" } : {};
    row.appendChild(make(tag, figures.indexOf(n) < 0 ? own : Object.assign(own, { "class": "cl-right" }), String(cell)));
  });
  return row;
}

function years(app) {
  const hours = words.hours;
  const evaluation = app.evaluation;
  const body = make("tbody");
  evaluation.years.forEach(function (one) {
    body.appendChild(line([one.year + " 年", one.count, hours(one.hours), hours(one.theory), words.percent(one.theory, one.hours), hours(one.offjob)], "td", null, YEARS));
  });
  body.appendChild(line(["合计", evaluation.counted.length, hours(evaluation.hours), hours(evaluation.theory),
    words.percent(evaluation.theory, evaluation.hours), hours(evaluation.offjob)], "td", { "class": "cl-sum" }, YEARS));
  return make("div", { "class": "cl-table" }, make("table", null, make("thead", null, line(["年度", "课程", "总学时", "创新理论", "占比", "脱产"], "th", null, YEARS)), body));
}

function rules(app) {
  const list = make("ul");
  app.evaluation.rules.forEach(function (result) {
    list.appendChild(make("li", null, make("strong", null, result.rule.title + "：" + check.verdicts[result.status]), "。" +
      words.gap(result) + "。" + (result.status === "note" ? words.reason(result) : "")));
  });
  return list;
}

/* What was learnt outside of the plan, year by year. */
function earnedText(plan) {
  return "方案之外已学：" + plan.earned.map(function (row) {
    const parts = [[row.hours, " 学时"], [row.theory_hours, " 学时创新理论"], [row.offjob_hours, " 学时脱产"], [row.days, " 天"]];
    return row.year + " 年 " + parts.filter(function (part) { return part[0]; }).map(function (part) { return words.hours(part[0]) + part[1]; }).join("、");
  }).join("；") + "。";
}

function first(app) {
  const plan = app.plan();
  const sector = app.data.sector(plan.sector);
  const last = plan.start + plan.years - 1;
  const missing = app.evaluation.missing.map(function (topic) { return topic.title; });
  const faults = pageFaults.listed(app.evaluation);
  const whole = make("section", { "class": "cl-pl-sheet__first" }, make("h1", null, plan.title),
    make("p", null, "对象：" + (sector ? sector.title : plan.sector) + " · " + words.label(app.data.labels.roles, plan.role) +
      (plan.exempt ? "（免除学时硬性要求）" : "") + " · " + plan.start + (last > plan.start ? "—" + last : "") + " 年"),
    plan.summary ? make("p", null, plan.summary) : null,
    plan.earned.length ? make("p", null, earnedText(plan)) : null, make("h2", null, "各年学时"), years(app), make("h2", null, "学时规则"), rules(app),
    make("h2", null, "必修专题"), make("p", null, missing.length ? "没有课程的必修专题 " + missing.length + " 个：" + missing.join("、") + "。" : "必修专题都有课程。"),
    app.evaluation.lackingCore.length ? make("p", null, "没有排的必排课程 " + app.evaluation.lackingCore.length + " 门：" +
      app.evaluation.lackingCore.map(function (course) { return course.title; }).join("、") + "。") : null);
  if (faults.length) {
    const list = make("ul");
    faults.forEach(function (problem) { list.appendChild(make("li", null, pageFaults.withTitles(app.data, problem.message))); });
    whole.appendChild(make("h2", null, "要处理的地方"));
    whole.appendChild(list);
  }
  if (plan.notes) {
    whole.appendChild(make("h2", null, "说明"));
    whole.appendChild(make("p", { "class": "cl-pre" }, plan.notes));
  }
  return whole;
}

function heading(app, sheet) {
  const blank = function (text, wide) { return make("span", null, text, make("span", { "class": "cl-blank" + (wide ? " cl-blank--wide" : "") })); };
  return make("div", { "class": "cl-filing__top" }, make("h3", null, app.plan().title + " " + sheet.year + " 年度计划"),
    sheet.theme ? make("p", { "class": "cl-filing__theme" }, "年度主题：" + sheet.theme) : null,
    make("p", { "class": "cl-filing__blanks" }, blank("单位", true), blank("负责人"), blank("备案日期")));
}

function sheetOf(app, sheet) {
  const hours = words.hours;
  const totals = sheet.totals;
  const columns = make("colgroup");
  COLUMNS.forEach(function () { columns.appendChild(make("col")); });
  const body = make("tbody");
  sheet.rows.forEach(function (row) {
    const cells = row.slice(0, 8);
    cells[1] = row[8] ? row[1] + "（" + row[8] + "）" : row[1];
    body.appendChild(line(cells, "td", null, FIGURES));
  });
  if (!sheet.rows.length) {
    body.appendChild(make("tr", null, make("td", { colspan: "8" }, "这一年没有安排。")));
  }
  body.appendChild(line(["", "合计 " + totals.count + " 门", "创新理论占 " + words.percent(totals.theory, totals.hours), hours(totals.hours),
    hours(totals.theory), hours(totals.offjob), "", ""], "td", { "class": "cl-sum" }, FIGURES));
  return make("div", { "class": "cl-tab cl-filing__sheet" }, heading(app, sheet), make("div", { "class": "cl-table" }, make("table", { "class": "cl-filing__table" }, columns,
    make("thead", null, line(COLUMNS, "th", { "class": "cl-filing__columns" }, FIGURES)), body)));
}

function build(app) {
  const place = clear(tools.byId("sheet"));
  const whole = document.getElementById("main");
  whole.classList.toggle("cl-planner--printed", app.started());
  if (app.started()) {
    place.appendChild(first(app));
    sheets.years(app.data, app.evaluation).forEach(function (sheet) { place.appendChild(sheetOf(app, sheet)); });
  }
}

/* Off the page again, so that nobody finds the plan on it twice. */
function remove() {
  clear(tools.byId("sheet"));
}

export function print(app) {
  build(app);
  window.print();
}

export function listen(app) {
  window.addEventListener("beforeprint", function () { build(app); });
  window.addEventListener("afterprint", remove);
  // Browsers that tell of printing by the medium alone.
  const medium = window.matchMedia ? window.matchMedia("print") : null;
  if (medium && !("onbeforeprint" in window)) {
    medium.addListener(function (change) {
      if (change.matches) {
        build(app);
      } else {
        remove();
      }
    });
  }
}
