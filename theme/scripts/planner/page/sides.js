/* Two curricula side by side: courses in one, in both, in the other; hours by year, task and strand. */
import { clear, make } from "../../lib/dom.js";
import { compare } from "../compare.js";
import * as words from "../../rules/words.js";
import * as start from "./start.js";
import * as tools from "./tools.js";

let other = null;

function courses(app, rows, where) {
  const list = make("ul", { "class": "cl-links" });
  rows.forEach(function (row) {
    const years = where(row);
    list.appendChild(make("li", null, app.data.course(row.course) ? tools.courseLink(row.course, row.title) : row.title, " ", make("small", null, years)));
  });
  return rows.length ? list : make("p", null, "没有。");
}

function fold(app, title, rows, where, open) {
  return make("details", { "class": "cl-fold", open: open && rows.length > 0 }, make("summary", null, title + " ", make("small", null, rows.length + " 门")),
    courses(app, rows, where));
}

function difference(row) {
  const by = row.one - row.other;
  return by ? (by > 0 ? "多 " : "少 ") + words.hours(Math.abs(by)) : "一样";
}

function table(title, name, rows) {
  const head = make("tr", { role: "row" });
  [name, "本计划", "另一份", "本计划比它"].forEach(function (text) { head.appendChild(make("th", { role: "columnheader", scope: "col" }, text)); });
  const body = make("tbody", { role: "rowgroup" });
  const sum = { title: "合计", one: 0, other: 0 };
  rows.forEach(function (row) {
    sum.one += row.one;
    sum.other += row.other;
  });
  rows.concat([sum]).forEach(function (row) {
    body.appendChild(make("tr", { role: "row", "class": row === sum ? "cl-sum" : null }, make("th", { role: "rowheader", scope: "row" }, row.title),
      make("td", { role: "cell", "data-label": "本计划" }, words.hours(row.one)),
      make("td", { role: "cell", "data-label": "另一份" }, words.hours(row.other)),
      make("td", { role: "cell", "data-label": "本计划比它" }, difference(row))));
  });
  return make("section", null, make("h3", null, title), make("div", { "class": "cl-table", tabindex: "0", role: "region", "aria-label": title },
    make("table", { "class": "cl-stack", role: "table" }, make("thead", { role: "rowgroup" }, head), body)));
}

function show(app) {
  const place = clear(tools.byId("compare"));
  if (!other) {
    return;
  }
  const comparison = compare(app.data, app.plan(), other);
  const name = "《" + other.title + "》";
  place.appendChild(make("p", null, "本计划和" + name + "：两份都有 " + comparison.both.length + " 门，只有本计划有 " + comparison.onlyOne.length + " 门，只有另一份有 " +
    comparison.onlyOther.length + " 门。"));
  place.appendChild(make("div", { "class": "cl-pl-sides" },
    fold(app, "只有本计划有", comparison.onlyOne, function (row) { return row.one + " 年"; }, true),
    fold(app, "只有另一份有", comparison.onlyOther, function (row) { return row.other + " 年"; }, true),
    fold(app, "两份都有", comparison.both, function (row) {
      return row.one === row.other ? "都在 " + row.one + " 年" : "本计划 " + row.one + " 年，另一份 " + row.other + " 年";
    }, false)));
  place.appendChild(make("div", { "class": "cl-pl-tables" }, table("各年学时", "年度", comparison.years), table("各项基本任务学时", "基本任务", comparison.tasks),
    table("按专题归属的学时", "归属", comparison.strands)));
  place.appendChild(tools.button("不比了", function () {
    other = null;
    tools.byId("other").value = "";
    show(app);
    tools.byId("other").focus();
  }));
}

export function listen(app) {
  tools.byId("other").addEventListener("change", function (/** @type {any} */ event) {
    other = app.data.curricula.filter(function (plan) { return plan.id === event.target.value; })[0] || null;
    show(app);
    if (other) {
      tools.say("下面是比较的结果。");
    }
  });
  tools.byId("other-file").addEventListener("change", function (event) {
    const file = event.target.files[0];
    if (file) {
      start.readPlan(file, function (plan) {
        other = plan;
        tools.byId("other").value = "";
        show(app);
        tools.say("下面是比较的结果。");
      });
    }
    event.target.value = "";
  });
  app.register(function () {
    tools.options(tools.byId("other"), [["", "请选一份方案"]].concat(start.readyRows(app.data, app.plan().sector, app.plan().role)));
    if (other) {
      show(app);
    }
  });
}
