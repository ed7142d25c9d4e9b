/* “补齐”: what to add to a plan so that it meets every rule, each proposal with its reason; and where that cannot be, why. */
import { evaluate } from "../rules/evaluate.js";
import * as selection from "./selection.js";
import * as scheduling from "./scheduling.js";
import * as adding from "./adding.js";
import { givenIn, givenTo } from "../rules/order.js";
import * as plans from "../rules/plans.js";
import * as planningProblem from "./problem.js";
import * as words from "../rules/words.js";

const WHAT = { all: "课程", theory: "创新理论课", offjob: "可作脱产培训的课程" };
const MENDED = ["C607", "C608", "C611"];

function offjobRule(problem) {
  return problem.rules.filter(function (rule) { return rule.count === "offjob"; })[0];
}

/* Adds to a reason how the course is held. */
function held(problem, one, reason) {
  const level = words.label(problem.data.labels.levels, one.level);
  return one.offjob ? reason + "，脱产（" + level + "）举办，计入“" + offjobRule(problem).title + "”" : reason;
}

function additions(problem, layout) {
  const places = new Map(problem.data.topics.map(function (topic, n) { return [topic.id, n]; }));
  const ids = new Set(layout.added.map(function (one) { return one.course; }));
  const sorted = layout.added.slice().sort(function (one, other) {
    return one.year - other.year || (other.theory ? 1 : 0) - (one.theory ? 1 : 0) ||
      places.get(one.record.topic) - places.get(other.record.topic) || (one.course < other.course ? -1 : 1);
  });
  const done = new Set();
  const proposals = [];
  const byId = new Map(sorted.map(function (one) { return [one.course, one]; }));
  function tell(one) {
    const needs = one.record.prerequisites.filter(function (id) { return ids.has(id); });
    if (done.has(one.course)) {
      return;
    }
    done.add(one.course);
    needs.forEach(function (id) { tell(byId.get(id)); });
    proposals.push({
      kind: "add", course: one.course, year: one.year, offjob: one.offjob, level: one.level, index: -1,
      reason: held(problem, one, one.reason), needs: needs
    });
  }
  sorted.forEach(tell);
  return proposals;
}

/* Kept courses that are to be taken off the job. */
function changes(problem, layout) {
  return layout.kept.filter(function (one) { return one.offjob && !one.own; }).map(function (one) {
    const level = words.label(problem.data.labels.levels, one.level);
    return {
      kind: "offjob", course: one.course, year: one.year, offjob: true, level: one.level, index: one.index, needs: [],
      reason: "改为脱产（" + level + "）举办，补“" + offjobRule(problem).title + "”所差的学时"
    };
  });
}

export function apply(plan, proposals) {
  return proposals.reduce(function (made, one) {
    if (one.kind === "add") {
      return plans.add(made, one.course, one.year, { offjob: one.offjob, level: one.level });
    }
    const index = made.items.map(function (item) { return item.course + " " + item.year; }).indexOf(one.course + " " + one.year);
    return index < 0 ? made : plans.change(made, index, { offjob: true, level: one.level });
  }, plan);
}

/* Why a rule is still not met: nothing is left to choose from, or nothing that fits in its years. */
function ruleReason(data, plan, result) {
  const planned = adding.planned(data, plan);
  const left = data.offered(plan.sector).courses.filter(function (course) {
    return !planned.has(course.id) && (result.rule.count !== "theory" || course.theory);
  });
  const hours = words.hours(left.reduce(function (sum, course) { return sum + course.hours; }, 0));
  const why = left.length ? "余下可排的" + WHAT[result.rule.count] + "共 " + hours + " 学时，也配不出符合要求的排法"
    : "面向本领域的" + WHAT[result.rule.count] + "都已排上，需要先编写或引入新课";
  return "“" + result.rule.title + "”补不齐：" + words.gap(result) + "；" + why + "。";
}

function topicReason(data, plan, topic) {
  const any = (data.offered(plan.sector).topics.get(topic.id) || []).length;
  return "“" + words.inner(topic.title) + "”专题补不上：" + (any ? "可排的课程与已排课程的先修次序或年份冲突，请先调整已排的课程。"
    : "课程库里还没有面向本领域的这个专题的课程，需要先编写。");
}

/* What is still wrong with a completed plan, and why a suggestion cannot mend it. */
function lackingOf(data, evaluation) {
  const plan = evaluation.plan;
  const faults = evaluation.problems.filter(function (problem) {
    return problem.severity === "error" && MENDED.indexOf(problem.code) < 0;
  });
  return evaluation.missing.map(function (topic) { return topicReason(data, plan, topic); })
    .concat(evaluation.lackingCore.map(function (course) {
      return "必排课程《" + course.title + "》排不进：与已排课程的先修次序或年份冲突，请先调整已排的课程。";
    }))
    .concat(evaluation.failed.map(function (result) { return ruleReason(data, plan, result); }))
    .concat(faults.map(function (problem) { return "已有的安排要先改好：" + problem.message + problem.hint; }));
}

export function suggest(data, plan) {
  if (!data.sector(plan.sector)) {
    return { proposals: [], lacking: ["先选好领域，才能补齐。"], complete: false };
  }
  const problem = new planningProblem.PlanningProblem(data, plan);
  const layout = scheduling.place(problem, selection.choose(problem));
  const proposals = additions(problem, layout).concat(changes(problem, layout));
  const lacking = lackingOf(data, evaluate(data, apply(plan, proposals)));
  return { proposals: proposals, lacking: lacking, complete: !lacking.length };
}

/* Courses for the plan's role and years that would cover a topic and are not planned yet: made for the sector first, then the shorter. */
export function candidates(data, plan, topic) {
  const lineage = data.lineage(plan.sector);
  const planned = adding.planned(data, plan);
  const years = plans.years(plan);
  return (data.offered(plan.sector).topics.get(topic) || []).filter(function (course) {
    return !planned.has(course.id) && givenTo(course, plan.role) && years.some(function (year) { return givenIn(course, year); });
  })
    .sort(function (one, other) {
      return data.distance(one, lineage) - data.distance(other, lineage) || one.hours - other.hours || (one.id < other.id ? -1 : 1);
    });
}
