/* “补齐”: what would complete the plan, each with its reason, taken one by one or all at once. */
import { clear, make } from "../../lib/dom.js";
import { apply, suggest } from "../suggest.js";
import * as words from "../../rules/words.js";
import * as faults from "./faults.js";
import * as tabs from "./tabs.js";
import * as tools from "./tools.js";

let answer = null;
/* Plans for which the answer holds: the one asked about, and those that accepting led to. */
let basis = new WeakSet();

function place() {
  return tools.byId("fill");
}

/* Proposals that are not done yet. */
function open(app) {
  const items = app.plan().items;
  return answer.proposals.filter(function (one) {
    const planned = items.filter(function (item) { return item.course === one.course; })[0];
    return one.kind === "add" ? !planned : Boolean(planned) && !planned.offjob;
  });
}

/* A proposal with those that have to come first, in the order of the answer. */
function withNeeds(app, proposal) {
  const left = open(app);
  const names = new Set([proposal.course]);
  left.slice().reverse().forEach(function (one) {
    if (names.has(one.course)) {
      one.needs.forEach(function (id) { names.add(id); });
    }
  });
  return left.filter(function (one) { return one === proposal || (one.kind === "add" && names.has(one.course)); });
}

function accept(app, chosen, name) {
  const made = apply(app.plan(), chosen);
  basis.add(made);
  app.use(made, name, { say: "已" + name });
}

function row(app, one, n) {
  const course = app.data.course(one.course);
  const proposals = withNeeds(app, one);
  const level = words.label(app.data.labels.levels, one.level);
  const more = proposals.length > 1 ? "（连同先修 " + (proposals.length - 1) + " 门）" : "";
  const button = tools.button("采纳" + more, function () {
    accept(app, proposals, (one.kind === "add" ? "采纳建议：加入《" : "采纳建议：脱产举办《") + course.title + "》");
    const next = place().querySelectorAll(".cl-pl-proposal .cl-pl-button");
    (next[Math.min(n, next.length - 1)] || place()).focus();
  });
  button.appendChild(make("span", { "class": "cl-visually-hidden" }, "：" + course.title));
  return make("li", { "class": "cl-pl-proposal" }, make("div", { "class": "cl-pl-item__main" },
    make("p", { "class": "cl-pl-item__title" }, tools.courseLink(course.id, course.title)),
    make("p", { "class": "cl-pl-item__meta" }, tools.chip(words.hours(course.hours) + " 学时", "hours"),
      course.theory ? tools.chip("创新理论", "theory") : null, one.offjob ? tools.chip("脱产·" + level, "offjob") : null, one.reason + "。")), button);
}

function lists(app, left) {
  const whole = make("div");
  const years = left.map(function (one) { return one.year; }).filter(function (year, n, all) { return all.indexOf(year) === n; }).sort();
  let n = 0;
  years.forEach(function (year) {
    const own = left.filter(function (one) { return one.year === year; });
    const list = make("ol", { "class": "cl-pl-results" });
    own.forEach(function (one) {
      list.appendChild(row(app, one, n));
      n += 1;
    });
    whole.appendChild(make("h3", null, year + " 年 ", make("small", null, own.length + " 项")));
    whole.appendChild(list);
  });
  return whole;
}

function summary(app, left) {
  const added = left.filter(function (one) { return one.kind === "add"; });
  const hours = words.hours(added.reduce(function (sum, one) { return sum + app.data.course(one.course).hours; }, 0));
  const changed = left.length - added.length;
  return (added.length ? "建议再排 " + added.length + " 门课，共 " + hours + " 学时" : "") + (added.length && changed ? "；" : "") +
    (changed ? (added.length ? "另有 " : "建议把 ") + changed + " 门改为脱产举办" : "");
}

function said(app, left) {
  if (left.length) {
    return summary(app, left) + (answer.complete ? "。全部采纳后，规则和必修专题都会达到。" : "。");
  }
  const done = app.evaluation.verdict !== "unmet";
  return done ? "规则和必修专题都已达到，不用再补。" : answer.proposals.length && basis.has(app.plan()) && answer.complete ? "建议都采纳了。"
    : "没有可以再补的课程。";
}

function show(app) {
  const whole = clear(place());
  whole.appendChild(make("h2", { "class": "cl-pl-h", id: "cl-pl-fill-title", tabindex: "-1" }, "补齐建议"));
  if (!answer) {
    whole.appendChild(make("p", null, "按规划的要求，从课程库里挑选能补上缺口的课，安排到合适的年份，并说明为什么。挑的只是建议，采纳哪些由您定。"));
    whole.appendChild(make("p", null, tools.button("看看怎么补齐", function () { ask(app); }, { "class": "cl-pl-button cl-pl-button--main" })));
    return;
  }
  const left = open(app);
  whole.appendChild(make("p", null, said(app, left)));
  if (!basis.has(app.plan())) {
    whole.appendChild(make("p", { "class": "cl-notice" }, "提出建议以后计划又改过，建议可能不再合适。"));
  }
  const buttons = make("p", { "class": "cl-pl-take" });
  if (left.length) {
    buttons.appendChild(tools.button("全部采纳", function () {
      accept(app, left, "采纳全部建议（" + left.length + " 项）");
      tools.byId("fill-title").focus();
    }, { "class": "cl-pl-button cl-pl-button--main" }));
  }
  buttons.appendChild(tools.button("重新补齐", function () { ask(app); }));
  buttons.appendChild(tools.button("收起建议", function () {
    answer = null;
    show(app);
    tools.byId("fill-title").focus();
  }));
  whole.appendChild(buttons);
  whole.appendChild(lists(app, left));
  if (answer.lacking.length) {
    const list = make("ul");
    answer.lacking.forEach(function (reason) { list.appendChild(make("li", null, faults.withTitles(app.data, reason))); });
    whole.appendChild(make("div", { "class": "cl-notice" }, make("p", null, "有些缺口补不上："), list));
  }
}

function ask(app) {
  tabs.open("fill");
  clear(place()).appendChild(make("p", null, "正在挑选课程……"));
  // So that the words above are seen before the work begins.
  window.setTimeout(function () {
    answer = suggest(app.data, app.plan());
    basis = new WeakSet([app.plan()]);
    show(app);
    tools.byId("fill-title").focus();
    tools.say(said(app, open(app)));
  }, 30);
}

export function listen(app) {
  tools.byId("suggest").addEventListener("click", function () { ask(app); });
  app.register(function () {
    if (answer || !place().firstChild) {
      show(app);
    }
  });
}
