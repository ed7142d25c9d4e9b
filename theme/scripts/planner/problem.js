/* What a suggestion has to work with: what stands already, the courses to choose from, and what rules ask of a choice before it has
   years. Off-the-job training is decided by the plan, not by the course, so here any course may count for it. */
import { evaluate } from "../rules/evaluate.js";
import * as counting from "../rules/counting.js";
import { givenIn, givenTo } from "../rules/order.js";
import * as rules from "../rules/rules.js";
import * as plans from "../rules/plans.js";

export function PlanningProblem(data, plan) {
  const evaluation = evaluate(data, plan);
  const mentioned = new Set(plan.items.map(function (item) { return item.course; }));
  plan.items.forEach(function (item) {
    const of = item.class && data.trainingClass(item.class);
    (of ? of.items : []).forEach(function (row) { mentioned.add(row.course); });
  });
  this.data = data;
  this.plan = plan;
  this.evaluation = evaluation;
  this.years = plans.years(plan);
  this.lineage = data.lineage(plan.sector);
  this.about = rules.circumstances(data, plan);
  this.results = evaluation.rules.filter(function (result) { return result.status !== "exempt"; });
  this.rules = this.results.map(function (result) { return result.rule; });
  // A class is held as it says itself: nothing of it is to be decided.
  this.kept = evaluation.counted.map(function (index, n) {
    const item = plan.items[index];
    return Object.assign({}, evaluation.planned[n], { index: index, own: item.offjob || Boolean(item.class) });
  });
  this.free = data.offered(plan.sector).courses.filter(function (course) {
    return !mentioned.has(course.id) && givenTo(course, plan.role) && this.years.some(function (year) { return givenIn(course, year); });
  }, this);
  this.freeById = new Map(this.free.map(function (course) { return [course.id, course]; }));
  this.keptYears = new Map();
  this.keptCourses = [];
  this.kept.forEach(function (one) {
    one.courses.forEach(function (id) {
      this.keptYears.set(id, one.year);
      this.keptCourses.push(data.course(id));
    }, this);
  }, this);
  // For each course the first year of a kept one that needs it before.
  this.neededBy = new Map();
  this.keptCourses.forEach(function (course) {
    const year = this.keptYears.get(course.id);
    course.prerequisites.forEach(function (other) {
      this.neededBy.set(other, Math.min(year, this.neededBy.has(other) ? this.neededBy.get(other) : year));
    }, this);
  }, this);
}

PlanningProblem.prototype.distance = function (course) {
  return this.data.distance(course, this.lineage);
};

/* The level to plan off-the-job training at: the county's, or a higher one where a rule asks for it. */
PlanningProblem.prototype.level = function () {
  const levels = counting.LEVELS;
  return levels[this.rules.reduce(function (lowest, rule) {
    const asked = rule.count === "offjob" || rule.share_of === "offjob" ? rule.offjob_level || "county" : "county";
    return Math.min(lowest, levels.indexOf(asked));
  }, levels.indexOf("county"))];
};

/* The years that kept courses and its own dates leave to one, [first, last]. */
PlanningProblem.prototype.span = function (course) {
  const kept = this.keptYears;
  const open = this.years.filter(function (year) { return givenIn(course, year); });
  const first = course.prerequisites.reduce(function (year, other) {
    return Math.max(year, kept.has(other) ? kept.get(other) : year);
  }, open[0]);
  const last = open[open.length - 1];
  return [first, this.neededBy.has(course.id) ? Math.min(last, this.neededBy.get(course.id)) : last];
};

/* A course with those of its prerequisites that are neither kept nor among `chosen` (a Set of IDs), these first; null when kept
   courses leave them no years. */
PlanningProblem.prototype.closure = function (course, chosen) {
  const courses = [];
  const firsts = new Map();
  const problem = this;
  function visit(one) {
    if (firsts.has(one.id)) {
      return firsts.get(one.id);
    }
    const span = problem.span(one);
    let first = span[0];
    one.prerequisites.forEach(function (id) {
      const other = problem.freeById.get(id);
      first = other ? Math.max(first, visit(other)) : first;
    });
    firsts.set(one.id, first > span[1] ? Infinity : first);
    if (!chosen.has(one.id)) {
      courses.push(one);
    }
    return firsts.get(one.id);
  }
  return visit(course) === Infinity ? null : courses;
};

/* What a figure should come to: the part of the years that are known, where others are not. */
function target(figure, rule) {
  return figure.unknown.length ? figure.proportional : rule.minimum;
}

/* What the rules ask of a choice: for each rule what it counts so far and what a share is taken of. */
export function Sums(problem) {
  this.rows = problem.results.filter(function (result) {
    // A yearly share that begins within the years is seen only when courses have years.
    return !(result.rule.share_of && result.rule.window !== "period" && result.rule.effective > problem.years[0]);
  }).map(function (result) {
    const rule = result.rule;
    const counts = counting.counter(rule, rule.count);
    const may = function (one) { return counts(one) || (rule.count === "offjob" && !one.offjob && !one.own ? one.hours : 0); };
    const sum = function (list, amount) { return list.reduce(function (total, one) { return total + amount(one); }, 0); };
    const earned = result.figure.earned;
    if (rule.share_of) {
      const before = sum(problem.about.earned, function (row) { return counting.earnedHours(row, rule.share_of); });
      return { rule: rule, have: sum(problem.kept, may) + earned, base: sum(problem.kept, counting.counter(rule, rule.share_of)) + before, need: 0 };
    }
    if (rule.window !== "period") {
      const need = result.years.reduce(function (total, pair) {
        const inside = problem.kept.filter(function (one) { return pair[1].window.indexOf(one.year) >= 0; });
        return total + Math.max(0, target(pair[1], rule) - pair[1].earned - sum(inside, may));
      }, 0);
      return { rule: rule, have: 0, base: 0, need: need };
    }
    return { rule: rule, have: sum(problem.kept, may) + earned, base: 0, need: target(result.figure, rule) };
  });
}

Sums.prototype.add = function (course, sign) {
  this.rows.forEach(function (row) {
    row.have += row.rule.count !== "theory" || course.theory ? sign * course.hours : 0;
    row.base += row.rule.share_of === "all" || (row.rule.share_of === "theory" && course.theory) ? sign * course.hours : 0;
  });
};

Sums.prototype.gaps = function () {
  return this.rows.map(function (row) {
    const share = row.rule.share;
    return Math.max(0, (row.rule.share_of ? counting.ceiling(row.base * share[0], share[1]) : row.need) - row.have);
  });
};

/* The gaps that there would be with these courses too. */
Sums.prototype.gapsWith = function (courses) {
  courses.forEach(function (course) { this.add(course, 1); }, this);
  const gaps = this.gaps();
  courses.forEach(function (course) { this.add(course, -1); }, this);
  return gaps;
};
