/* The page's one state: the plan with its past, and the evaluation of the present. Rooms register what they show; every change goes
   through `use`, so that undo, figures, draft and focus are right whoever made it. */
import { evaluate } from "../../rules/evaluate.js";
import { History } from "../history.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

export function App(data) {
  this.data = data;
  this.history = new History(plans.create({ start: data.start, years: data.end - data.start + 1 }));
  this.shows = [];
  // Until the reader changes something, a plan that came by link does not replace the draft.
  this.guest = false;
  // What the address holds is looked at before anything takes it out.
  this.ready = false;
  this.evaluation = evaluate(data, this.history.plan);
}

App.prototype.plan = function () {
  return this.history.plan;
};

App.prototype.started = function () {
  return Boolean(this.history.plan.sector);
};

/* `show(app, how)` is called after every change, in the order of registering. */
App.prototype.register = function (show) {
  this.shows.push(show);
};

/* Makes a plan the present one. `name` says what undo would undo. `how`: {say, rekeyed: [[new item, old item]], item, control}
   where the last two name the place that gets the focus. Returns whether anything changed. */
App.prototype.use = function (plan, name, how) {
  const before = this.history.plan;
  this.history.push(plan, name);
  if (this.history.plan === before) {
    return false;
  }
  this.guest = Boolean(how && how.guest);
  this.refresh(how || {});
  return true;
};

/* Begins anew with a plan: nothing to undo. */
App.prototype.begin = function (plan, how) {
  this.history = new History(plan);
  this.guest = Boolean(how && how.guest);
  this.refresh(how || {});
};

App.prototype.undo = function () {
  const name = this.history.undoName;
  if (this.history.canUndo) {
    this.history.undo();
    this.guest = false;
    this.refresh({ say: "已撤销：" + name });
  }
};

App.prototype.redo = function () {
  const name = this.history.redoName;
  if (this.history.canRedo) {
    this.history.redo();
    this.guest = false;
    this.refresh({ say: "已重做：" + name });
  }
};

/* The figures in one breath, for those who do not see them change. */
App.prototype.figures = function () {
  const evaluation = this.evaluation;
  const left = [[evaluation.failed.length, " 条规则"], [evaluation.missing.length, " 个必修专题"], [evaluation.lackingCore.length, " 门必排课程"]]
    .filter(function (pair) { return pair[0]; });
  return "合计 " + words.hours(evaluation.hours) + " 学时，创新理论占 " + words.percent(evaluation.theory, evaluation.hours) +
    (left.length ? "，还有 " + left.map(function (pair) { return pair.join(""); }).join("、") + "没有达到" : "，规则和必修专题都已达到");
};

App.prototype.refresh = function (how) {
  const place = years.held();
  this.evaluation = evaluate(this.data, this.history.plan);
  this.shows.forEach(function (show) { show(this, how); }, this);
  years.restore(how, place);
  if (how.say) {
    tools.pastNotice();
    tools.say(how.say + "。" + (this.started() ? this.figures() + "。" : ""));
  }
};
