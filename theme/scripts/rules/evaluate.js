/* A plan held against the rules: hours by year, rules, topics, core courses, and everything that is not in order. The work is in
   proportion to the plan, however large the library is. */
import * as counting from "./counting.js";
import * as plans from "./plans.js";
import { problems } from "./findings.js";
import { studies } from "./items.js";
import { disorder, givenIn, givenTo } from "./order.js";
import * as rulesRules from "./rules.js";
import * as windows from "./windows.js";
import * as words from "./words.js";

function sum(list, hours) {
  return list.reduce(function (total, one) { return total + hours(one); }, 0);
}

function totals(planned, year) {
  const own = planned.filter(function (one) { return one.year === year; });
  return {
    year: year,
    hours: sum(own, function (one) { return one.hours; }),
    theory: sum(own, function (one) { return one.theory; }),
    offjob: sum(own, counting.counter({ offjob_level: "county" }, "offjob")),
    count: own.length
  };
}

function topicsOf(data, plan, planned) {
  const lineage = data.lineage(plan.sector);
  const byTopic = new Map();
  planned.forEach(function (one) {
    one.courses.forEach(function (course) {
      const topic = data.course(course).topic;
      byTopic.set(topic, (byTopic.get(topic) || []).concat([course]));
    });
  });
  return data.topics.filter(function (topic) { return lineage.indexOf(topic.sector) >= 0; }).map(function (topic) {
    return { topic: topic, courses: byTopic.get(topic.id) || [] };
  });
}

/* The core courses for the plan's sector and role that can be given in one of its years, in order of ID. */
function coreOf(data, plan, planned, years) {
  const lineage = data.lineage(plan.sector);
  const studied = new Set(planned.reduce(function (all, one) { return all.concat(one.courses); }, []));
  return data.core.filter(function (course) {
    return data.serves(course, lineage) && givenTo(course, plan.role) && years.some(function (year) { return givenIn(course, year); });
  }).map(function (course) { return { course: course, covered: studied.has(course.id) }; });
}

function verdict(evaluation) {
  if (evaluation.failed.length || evaluation.missing.length || evaluation.lackingCore.length) {
    return "unmet";
  }
  // Years beyond the period are to be said too.
  return evaluation.noted.length || evaluation.findings.some(function (one) { return one.code === "C610"; }) ? "noted" : "met";
}

export function evaluate(data, plan) {
  const years = plans.years(plan);
  const studied = studies(data, plan, years);
  const planned = studied.planned;
  const perYear = years.map(function (year) { return totals(planned, year); });
  const topics = topicsOf(data, plan, planned);
  const uncovered = topics.filter(function (one) { return one.topic.required && !one.courses.length; })
    .map(function (one) { return one.topic; });
  const core = coreOf(data, plan, planned, years);
  const rules = rulesRules.evaluate(data.rules, planned, rulesRules.circumstances(data, plan));
  const evaluation = {
    plan: plan,
    hours: sum(perYear, function (one) { return one.hours; }),
    theory: sum(perYear, function (one) { return one.theory; }),
    offjob: sum(perYear, function (one) { return one.offjob; }),
    years: perYear,
    rules: rules,
    topics: topics,
    core: core,
    counted: studied.counted,
    // The items that count, as the rules see them; in the order of `counted`.
    planned: planned,
    uncovered: uncovered,
    // The plan of training sets nothing hard for members whom it spares.
    missing: plan.exempt ? [] : uncovered,
    lackingCore: plan.exempt ? [] : core.filter(function (one) { return !one.covered; }).map(function (one) { return one.course; }),
    failed: rules.filter(function (result) { return result.status === "fail"; }),
    noted: rules.filter(function (result) { return result.status === "note"; }),
    findings: studied.findings.concat(disorder(data, plan, studied))
  };
  evaluation.verdict = verdict(evaluation);
  evaluation.problems = problems(data, evaluation);
  return evaluation;
}

function figures(rule, figure) {
  const row = { have: figure.have / 2, need: figure.need / 2, gap: figure.gap / 2 };
  if (figure.unknown.length) {
    Object.assign(row, { full: figure.full / 2, proportional: figure.proportional / 2, unknown: figure.unknown });
  }
  if (figure.earned) {
    row.earned = figure.earned / 2;
  }
  if (figure.days !== null) {
    row.days = { have: figure.days / 2, need: rule.days, gap: Math.max(0, rule.days * 2 - figure.days) / 2 };
  }
  return row;
}

function ruleRow(result, evaluation) {
  const row = Object.assign({ id: result.rule.id, title: result.rule.title, status: result.status }, figures(result.rule, result.figure));
  row.reason = words.reason(result);
  row.counted = result.figure.counted.map(function (n) { return evaluation.planned[n].course; });
  if (result.years.length) {
    row.years = {};
    result.years.forEach(function (pair) {
      row.years[windows.name(pair[1].window)] = Object.assign({ status: pair[1].status }, figures(result.rule, pair[1]));
    });
  }
  return row;
}

function earnedRows(plan) {
  const earnedByYear = {};
  plan.earned.forEach(function (row) {
    earnedByYear[row.year] = {
      hours: row.hours / 2, theory_hours: row.theory_hours / 2, offjob_hours: row.offjob_hours / 2, days: row.days / 2
    };
  });
  return earnedByYear;
}

/* The public form of an evaluation; all figures in hours. */
export function report(evaluation) {
  const plan = evaluation.plan;
  const years = {};
  evaluation.years.forEach(function (one) {
    years[one.year] = { hours: one.hours / 2, theory_hours: one.theory / 2, offjob_hours: one.offjob / 2 };
  });
  return {
    id: plan.id, title: plan.title, sector: plan.sector, role: plan.role, exempt: plan.exempt, verdict: evaluation.verdict,
    hours: evaluation.hours / 2, theory_hours: evaluation.theory / 2, years: years, earned: earnedRows(plan),
    rules: evaluation.rules.map(function (result) { return ruleRow(result, evaluation); }),
    topics: evaluation.topics.map(function (one) {
      return {
        id: one.topic.id, title: one.topic.title, required: one.topic.required, covered: one.courses.length > 0, courses: one.courses
      };
    }),
    core: evaluation.core.map(function (one) { return { id: one.course.id, title: one.course.title, covered: one.covered }; }),
    problems: evaluation.problems.map(function (problem) {
      return { code: problem.code, severity: problem.severity, message: problem.message, hint: problem.hint };
    })
  };
}
