/* Finding courses with the catalogue's engine, the sector's by default, and adding them to the chosen year. */
import { clear, make } from "../../lib/dom.js";
import * as hours from "../../lib/hours.js";
import * as choices from "../../catalogue/choices.js";
import * as results from "../../catalogue/results.js";
import * as engine from "../../search/engine.js";
import * as adding from "../adding.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as actions from "./actions.js";
import * as tabs from "./tabs.js";
import * as tools from "./tools.js";

const SIZE = 10;
const PAUSE = 150;
/* More than a plan has of a sector's courses: what is planned is left out after the engine has answered. */
const MOST = 200;
let app = null;
let asked = 0;
let shown = SIZE;
let timer = 0;
let sector = "";
let hits = [];

export function year() {
  return Number(tools.byId("year").value);
}

function plannedYears() {
  return adding.planned(app.data, app.plan());
}

/* A button that adds a course to the year that is chosen when it is pressed. */
export function addButton(of, course, title) {
  const button = tools.button("", function () {
    if (button.getAttribute("aria-disabled") !== "true") {
      actions.add(of, course, year());
    }
  }, { "class": "cl-pl-button cl-pl-add", "data-add": course });
  button.appendChild(make("span", null, "加入 " + year() + " 年"));
  button.appendChild(make("span", { "class": "cl-visually-hidden" }, "：" + title));
  return button;
}

function request() {
  const value = function (name) { return tools.byId(name).value; };
  const range = value("hours").split("-");
  const text = value("q");
  return {
    text: text, members: tools.byId("own").checked && app.data.sector(app.plan().sector) ? [app.plan().sector] : [],
    tasks: value("task") ? [value("task")] : [], topics: value("topic") ? [value("topic")] : [],
    theory: value("theory") ? value("theory") === "yes" : null, minHours: hours.halves(range[0]), maxHours: hours.halves(range[1]),
    sort: text.trim() ? "relevance" : "plan", offset: 0, limit: tools.byId("new").checked ? MOST : shown, facets: []
  };
}

function result(hit, marks) {
  const topic = app.data.topic(hit.topic);
  const title = results.marked(tools.courseLink(hit.id, ""), hit.title, marks);
  const chips = make("p", { "class": "cl-pl-item__meta" }, tools.chip(words.hours(hit.hours) + " 学时", "hours"),
    hit.theory ? tools.chip("创新理论", "theory") : null, topic ? topic.title : null);
  return make("li", { "class": "cl-pl-result", "data-course": hit.id, draggable: "true" },
    make("div", { "class": "cl-pl-item__main" }, make("p", { "class": "cl-pl-item__title" }, title), chips), addButton(app, hit.id, hit.title));
}

function list(answer) {
  const place = clear(tools.byId("results"));
  const planned = plannedYears();
  const fresh = tools.byId("new").checked;
  const matches = answer.results.filter(function (hit) { return app.data.course(hit.id) && !(fresh && planned.has(hit.id)); });
  hits = matches.slice(0, shown);
  hits.forEach(function (hit) { place.appendChild(result(hit, answer.marks)); });
  const left = fresh && answer.total <= MOST ? matches.length - hits.length : answer.total - answer.results.length + matches.length - hits.length;
  const total = fresh ? hits.length + left : answer.total;
  tools.setText(tools.byId("status"), results.remarks(answer, tools.byId("q").value) + (answer.total
    ? (fresh ? "没排上的有 " : "找到 ") + total + " 门"
    : "换一个说法，少写几个字，或去掉条件再试。"));
  const more = clear(tools.byId("more"));
  more.hidden = left <= 0;
  if (left > 0) {
    more.appendChild(tools.button("再看 " + Math.min(SIZE, left) + " 门", function () {
      const at = hits.length;
      const number = asked + 1;
      shown += SIZE;
      ask().then(function () {
        // Who has gone on to another question keeps the keyboard there.
        const next = number === asked && document.activeElement !== tools.byId("q") && place.children[at] && place.children[at].querySelector("a");
        if (next) {
          next.focus();
        }
      });
    }));
  }
  marks();
}

/* Says of each button whether its course is planned already. */
function marks() {
  const planned = plannedYears();
  const label = "加入 " + year() + " 年";
  Array.from(document.querySelectorAll("#cl-pl-editor [data-add]")).forEach(function (button) {
    const at = planned.get(button.getAttribute("data-add"));
    tools.setText(button.firstChild, at ? "已在 " + at + " 年" : label);
    button.setAttribute("aria-disabled", String(Boolean(at)));
  });
}

function failed(error) {
  tools.setText(tools.byId("status"), (error.code === "missing" ? "检索要用的文件没有读到：" + error.file
    : error.code === "damaged" ? "检索要用的文件坏了：" + error.file : "检索出错了") + "。请把整个站点文件夹重新复制一遍。");
  clear(tools.byId("results"));
}

function ask() {
  const number = asked += 1;
  return engine.find(request()).then(function (answer) {
    if (number === asked) {
      list(answer);
    }
  }).catch(function (error) {
    if (number === asked) {
      failed(error);
    }
  });
}

function anew() {
  window.clearTimeout(timer);
  shown = SIZE;
  return ask();
}

function soon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(anew, PAUSE);
}

function topicRows() {
  const lineage = app.data.lineage(app.plan().sector);
  const all = !tools.byId("own").checked;
  const rows = [];
  lineage.concat(all ? app.data.sectors.map(function (one) { return one.id; }) : []).filter(function (id, n, ids) { return ids.indexOf(id) === n; }).forEach(function (id) {
    const own = app.data.topics.filter(function (topic) { return topic.sector === id; });
    const owner = app.data.sector(id);
    if (own.length) {
      rows.push([owner ? owner.title : "全体党员", own.map(function (topic) { return [topic.id, topic.title + (topic.required ? "（必修）" : "")]; })]);
    }
  });
  return [["", "不限"]].concat(rows);
}

export function forTopic(topic) {
  tools.byId("q").value = "";
  ["task", "theory"].forEach(function (name) { tools.byId(name).value = ""; });
  tools.byId("hours").value = "-";
  tools.byId("topic").value = topic;
  tabs.open("find");
  anew();
}

function show() {
  const years = plans.years(app.plan());
  const before = year();
  tools.options(tools.byId("year"), years.map(function (one) { return [one, one + " 年"]; }), years.indexOf(before) < 0 ? years[0] : before);
  tools.options(tools.byId("topic"), topicRows());
  marks();
  if (app.started() && sector !== app.plan().sector) {
    sector = app.plan().sector;
    anew();
  }
}

export function listen(of) {
  app = of;
  tools.options(tools.byId("task"), [["", "不限"]].concat(app.data.tasks.map(function (task) { return [task.id, task.title]; })));
  tools.options(tools.byId("hours"), choices.RANGES.map(function (range) { return [range.join("-"), choices.rangeName(range[0], range[1])]; }));
  tools.byId("form").addEventListener("submit", function (event) {
    event.preventDefault();
    anew();
  });
  tools.byId("q").addEventListener("input", function (/** @type {any} */ event) {
    if (!event.isComposing) {
      soon();
    }
  });
  tools.byId("q").addEventListener("compositionend", soon);
  ["task", "topic", "theory", "hours", "new"].forEach(function (name) { tools.byId(name).addEventListener("change", anew); });
  tools.byId("own").addEventListener("change", function () {
    tools.options(tools.byId("topic"), topicRows());
    anew();
  });
  tools.byId("year").addEventListener("change", marks);
  engine.open("search/").catch(failed);
  app.register(show);
}
