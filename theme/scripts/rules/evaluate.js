/* A plan held against the rules: hours by year, rules, topics, and everything that is not in order. The work is in proportion to
   the plan, however large the library is. */
import * as plans from "./plans.js";
import { problems } from "./findings.js";
import * as rulesRules from "./rules.js";

/* The code of what keeps an item from counting, or "". */
function fault(item, course, years, seen) {
  if (!course) {
    return "R403";
  }
  if (years.indexOf(item.year) < 0) {
    return "C601";
  }
  if (seen.has(item.course)) {
    return "C602";
  }
  return course.status === "published" ? "" : "C603";
}

function plannedOf(item, course) {
  return { course: item.course, year: item.year, hours: course.hours, theory: course.theory, offjob: item.offjob, level: item.level };
}

function finding(code, item, subject, other, year) {
  return { code: code, item: item, subject: subject, other: other, year: year };
}

/* What is out of order in audience and prerequisites among the items that count. */
function disorder(data, plan, counted) {
  const lineage = data.lineage(plan.sector);
  const years = new Map();
  const found = [];
  counted.forEach(function (index) { years.set(plan.items[index].course, plan.items[index].year); });
  counted.forEach(function (index) {
    const item = plan.items[index];
    const course = data.course(item.course);
    if (!data.serves(course, lineage)) {
      found.push(finding("C604", index, item.course, "", 0));
    }
    course.prerequisites.forEach(function (wanted) {
      const other = data.course(wanted);
      if (years.has(wanted)) {
        if (years.get(wanted) > item.year) {
          found.push(finding("C605", index, item.course, wanted, years.get(wanted)));
        }
      } else if (other && other.status === "published" && data.serves(other, lineage)) {
        // Only what could be planned here is missed: a course for others is the course's own concern.
        found.push(finding("C606", index, item.course, wanted, 0));
      }
    });
  });
  return found;
}

function sum(list, hours) {
  return list.reduce(function (total, one) { return total + hours(one); }, 0);
}

function totals(planned, year) {
  const own = planned.filter(function (one) { return one.year === year; });
  const high = rulesRules.counter({ offjob_level: "county" }, "offjob");
  return {
    year: year,
    hours: sum(own, function (one) { return one.hours; }),
    theory: sum(own, function (one) { return one.theory ? one.hours : 0; }),
    offjob: sum(own, function (one) { return high(one) ? one.hours : 0; }),
    count: own.length
  };
}

function topicsOf(data, plan, planned) {
  const lineage = data.lineage(plan.sector);
  const byTopic = new Map();
  planned.forEach(function (one) {
    const topic = data.course(one.course).topic;
    byTopic.set(topic, (byTopic.get(topic) || []).concat([one.course]));
  });
  return data.topics.filter(function (topic) { return lineage.indexOf(topic.sector) >= 0; }).map(function (topic) {
    return { topic: topic, courses: byTopic.get(topic.id) || [] };
  });
}

export function evaluate(data, plan) {
  const years = plans.years(plan);
  const findings = [];
  const counted = [];
  const seen = new Set();
  plan.items.forEach(function (item, index) {
    const code = fault(item, data.course(item.course), years, seen);
    if (code) {
      findings.push(finding(code, index, item.course, "", item.year));
    } else {
      seen.add(item.course);
      counted.push(index);
    }
  });
  const planned = counted.map(function (index) { return plannedOf(plan.items[index], data.course(plan.items[index].course)); });
  const perYear = years.map(function (year) { return totals(planned, year); });
  const topics = topicsOf(data, plan, planned);
  const uncovered = topics.filter(function (one) { return one.topic.required && !one.courses.length; })
    .map(function (one) { return one.topic; });
  const rules = rulesRules.evaluate(data.rules, planned, plan.role, years, plan.exempt);
  const evaluation = {
    plan: plan,
    hours: sum(perYear, function (one) { return one.hours; }),
    theory: sum(perYear, function (one) { return one.theory; }),
    offjob: sum(perYear, function (one) { return one.offjob; }),
    years: perYear,
    rules: rules,
    topics: topics,
    counted: counted,
    uncovered: uncovered,
    // The plan of training sets nothing hard for members whom it spares.
    missing: plan.exempt ? [] : uncovered,
    failed: rules.filter(function (result) { return result.status === "fail"; }),
    findings: findings.concat(disorder(data, plan, counted))
  };
  evaluation.problems = problems(data, evaluation);
  return evaluation;
}

function figures(figure) {
  return { have: figure.have / 2, need: figure.need / 2, gap: figure.gap / 2 };
}

function ruleRow(result, evaluation) {
  const row = Object.assign({ id: result.rule.id, title: result.rule.title, status: result.status }, figures(result.figure));
  row.counted = result.figure.counted.map(function (n) { return evaluation.plan.items[evaluation.counted[n]].course; });
  if (result.years.length) {
    row.years = {};
    result.years.forEach(function (pair) { row.years[pair[0]] = figures(pair[1]); });
  }
  return row;
}

/* The public form of an evaluation; all figures in hours. */
export function report(evaluation) {
  const plan = evaluation.plan;
  const years = {};
  evaluation.years.forEach(function (one) {
    years[one.year] = { hours: one.hours / 2, theory_hours: one.theory / 2, offjob_hours: one.offjob / 2 };
  });
  return {
    id: plan.id, title: plan.title, sector: plan.sector, role: plan.role, exempt: plan.exempt,
    hours: evaluation.hours / 2, theory_hours: evaluation.theory / 2, years: years,
    rules: evaluation.rules.map(function (result) { return ruleRow(result, evaluation); }),
    topics: evaluation.topics.map(function (one) {
      return {
        id: one.topic.id, title: one.topic.title, required: one.topic.required, covered: one.courses.length > 0, courses: one.courses
      };
    }),
    problems: evaluation.problems.map(function (problem) {
      return { code: problem.code, severity: problem.severity, message: problem.message, hint: problem.hint };
    })
  };
}
