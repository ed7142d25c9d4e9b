/* The figures that stay in sight, and undo and redo with their keys. */
import { make } from "../../lib/dom.js";
import * as keys from "../../lib/keys.js";
import * as words from "../../rules/words.js";
import * as pageFaults from "./faults.js";
import * as tabs from "./tabs.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

const TYPING = /^(text|search|number|date|email|tel|url|password|)$/;
const NAMES = ["hours", "theory", "rules", "topics", "faults"];
const parts = {};

/* What can be said of the hours' own rule: have and need, where there is just one over the whole period. */
function hoursText(evaluation) {
  const rule = evaluation.rules.filter(function (result) {
    return result.rule.count === "all" && result.rule.window === "period" && !result.rule.share_of;
  })[0];
  return words.hours(rule ? rule.figure.have : evaluation.hours) + (rule ? " / " + words.hours(rule.figure.need) : "");
}

function texts(app) {
  const evaluation = app.evaluation;
  const required = evaluation.topics.filter(function (one) { return one.topic.required; });
  const met = evaluation.rules.filter(function (result) { return result.status !== "fail"; }).length;
  const faults = pageFaults.left(evaluation);
  const gap = function (result) { return result.status === "fail"; };
  const share = evaluation.rules.filter(function (result) { return result.rule.count === "theory" && result.rule.share_of === "all"; });
  const whole = evaluation.rules.filter(function (result) { return result.rule.count === "all" && !result.rule.share_of; });
  return {
    hours: ["学时", hoursText(evaluation), !whole.some(gap)],
    theory: ["创新理论", words.percent(evaluation.theory, evaluation.hours), !share.some(gap), !evaluation.hours],
    rules: ["规则达标", met + " / " + evaluation.rules.length, !evaluation.failed.length],
    topics: ["必修专题", (required.length - evaluation.uncovered.length) + " / " + required.length, !evaluation.missing.length && !evaluation.lackingCore.length],
    faults: ["要处理", String(faults), !faults]
  };
}

/* The heading below which the first thing to do stands. */
function firstLeft(app) {
  const evaluation = app.evaluation;
  return pageFaults.listed(evaluation).length || !pageFaults.left(evaluation) ? "faults-title" : evaluation.failed.length ? "rules-title" : "topics-title";
}

function build(app) {
  NAMES.forEach(function (name) {
    const value = make("strong", { "class": "cl-pl-figure__value" });
    const label = make("span", { "class": "cl-pl-figure__label" });
    const state = make("span", { "class": "cl-visually-hidden" });
    const button = tools.button("", function () { tabs.open("check", name === "faults" ? firstLeft(app) : name === "topics" ? "topics-title" : "rules-title"); },
      { "class": "cl-pl-figure" });
    [label, value, state].forEach(function (element) { button.appendChild(element); });
    tools.byId("figures").appendChild(make("li", null, button));
    parts[name] = { button: button, label: label, value: value, state: state };
  });
}

function show(app) {
  const figures = texts(app);
  const history = app.history;
  NAMES.forEach(function (name) {
    const part = parts[name];
    tools.setText(part.label, figures[name][0]);
    tools.setText(part.value, figures[name][1]);
    tools.setText(part.state, figures[name][3] ? "，还没有课" : figures[name][2] ? "，达到" : "，没有达到");
    part.button.classList.toggle("cl-pl-figure--short", !figures[name][2]);
    part.button.classList.toggle("cl-pl-figure--none", Boolean(figures[name][3]));
  });
  // Never really disabled: a button that goes off under the finger loses the focus.
  [["undo", "撤销", history.canUndo, history.undoName], ["redo", "重做", history.canRedo, history.redoName]].forEach(function (row) {
    const button = tools.byId(row[0]);
    button.setAttribute("aria-disabled", String(!row[2]));
    button.title = row[2] ? row[1] + "：" + row[3] : "没有可以" + row[1] + "的";
  });
}

function isTyping(element) {
  return element.tagName === "TEXTAREA" || element.isContentEditable || (element.tagName === "INPUT" && TYPING.test(element.type));
}

export function listen(app) {
  build(app);
  tools.byId("undo").addEventListener("click", function () { app.undo(); });
  tools.byId("redo").addEventListener("click", function () { app.redo(); });
  tools.byId("to-plan").addEventListener("click", function () { years.toPlan(); });
  document.addEventListener("keydown", function (event) {
    const key = keys.key(event).toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target) || !app.started()) {
      return;
    }
    if (key === "z" || key === "y") {
      event.preventDefault();
      if (key === "y" || event.shiftKey) {
        app.redo();
      } else {
        app.undo();
      }
    }
  });
  app.register(show);
}
