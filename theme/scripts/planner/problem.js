/* What a suggestion has to work with: what stands already, the courses to choose from, and what rules ask of a choice before it has
   years. Off-the-job training is decided by the plan, not by the course, so here any course may count for it. */
import { evaluate } from "../rules/evaluate.js";
import * as rules from "../rules/rules.js";
import * as plans from "../rules/plans.js";

export function PlanningProblem(data, plan) {
  const evaluation = evaluate(data, plan);
  const mentioned = new Set(plan.items.map(function (item) { return item.course; }));
  this.data = data;
  this.plan = plan;
  this.evaluation = evaluation;
  this.years = plans.years(plan);
  this.lineage = data.lineage(plan.sector);
  this.rules = evaluation.rules.filter(function (result) { return result.status !== "exempt"; })
    .map(function (result) { return result.rule; });
  this.kept = evaluation.counted.map(function (index) {
    const item = plan.items[index];
    const course = data.course(item.course);
    return {
      course: item.course, year: item.year, hours: course.hours, theory: course.theory, offjob: item.offjob, level: item.level, index: index,
      own: item.offjob
    };
  });
  this.free = data.offered(plan.sector).courses.filter(function (course) { return !mentioned.has(course.id); });
  this.freeById = new Map(this.free.map(function (course) { return [course.id, course]; }));
  this.keptYears = new Map(this.kept.map(function (one) { return [one.course, one.year]; }));
  // For each course the first year of a kept one that needs it before.
  this.neededBy = new Map();
  this.kept.forEach(function (one) {
    data.course(one.course).prerequisites.forEach(function (other) {
      this.neededBy.set(other, Math.min(one.year, this.neededBy.has(other) ? this.neededBy.get(other) : one.year));
    }, this);
  }, this);
}

PlanningProblem.prototype.distance = function (course) {
  return this.data.distance(course, this.lineage);
};

/* The level to plan off-the-job training at: the county's, or a higher one where a rule asks for it. */
PlanningProblem.prototype.level = function () {
  const levels = rules.LEVELS;
  return levels[this.rules.reduce(function (lowest, rule) {
    const asked = rule.count === "offjob" || rule.share_of === "offjob" ? rule.offjob_level || "county" : "county";
    return Math.min(lowest, levels.indexOf(asked));
  }, levels.indexOf("county"))];
};

/* The years that kept courses leave to one, [first, last]. */
PlanningProblem.prototype.span = function (course) {
  const kept = this.keptYears;
  const first = course.prerequisites.reduce(function (year, other) {
    return Math.max(year, kept.has(other) ? kept.get(other) : year);
  }, this.years[0]);
  const last = this.years[this.years.length - 1];
  return [first, this.neededBy.has(course.id) ? Math.min(last, this.neededBy.get(course.id)) : last];
};

/* A course with those of its prerequisites that are neither kept nor among `chosen` (a Set of IDs), these first; null when kept
   courses leave them no years. */
PlanningProblem.prototype.closure = function (course, chosen) {
  const found = [];
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
      found.push(one);
    }
    return firsts.get(one.id);
  }
  return visit(course) === Infinity ? null : found;
};

/* What the rules ask of a choice: for each rule what it counts so far and what a share is taken of. */
export function Sums(problem) {
  this.rows = problem.rules.filter(function (rule) {
    // A yearly share that begins within the years is seen only when courses have years.
    return !(rule.share_of && rule.window === "year" && rule.effective > problem.years[0]);
  }).map(function (rule) {
    const counts = rules.counter(rule, rule.count);
    const may = function (one) { return counts(one) || (rule.count === "offjob" && !one.offjob); };
    const sum = function (list, test) { return list.filter(test).reduce(function (total, one) { return total + one.hours; }, 0); };
    if (rule.share_of) {
      return { rule: rule, have: sum(problem.kept, may), base: sum(problem.kept, rules.counter(rule, rule.share_of)), need: 0 };
    }
    if (rule.window === "year") {
      const need = problem.years.filter(function (year) { return year >= rule.effective; }).reduce(function (total, year) {
        const standing = sum(problem.kept, function (one) { return one.year === year && may(one); });
        return total + Math.max(0, rule.minimum - standing);
      }, 0);
      return { rule: rule, have: 0, base: 0, need: need };
    }
    return { rule: rule, have: sum(problem.kept, may), base: 0, need: rule.minimum };
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
    return Math.max(0, (row.rule.share_of ? rules.ceiling(row.base * share[0], share[1]) : row.need) - row.have);
  });
};

/* The gaps that there would be with these courses too. */
Sums.prototype.gapsWith = function (courses) {
  courses.forEach(function (course) { this.add(course, 1); }, this);
  const gaps = this.gaps();
  courses.forEach(function (course) { this.add(course, -1); }, this);
  return gaps;
};
