/* Which courses to add, years aside: required topics first, then prerequisites, then hours, as few above the need as a greedy choice
   finds. Each is chosen with its reason. */
import * as planningProblem from "./problem.js";
import * as words from "../rules/words.js";

export const SELF_STUDY = ["courseware", "reader"];

function total(list) {
  return list.reduce(function (sum, one) { return sum + one; }, 0);
}

function hoursOf(courses) {
  return total(courses.map(function (course) { return course.hours; }));
}

/* Compares lists of numbers or texts, place by place. */
export function less(one, other) {
  for (let n = 0; n < one.length; n += 1) {
    if (one[n] !== other[n]) {
      return one[n] < other[n];
    }
  }
  return false;
}

function Choice(problem) {
  this.problem = problem;
  this.sums = new planningProblem.Sums(problem);
  this.chosen = [];
  this.ids = new Set();
  this.crowd = new Map();
  problem.keptCourses.forEach(function (course) { this.count(course, 1); }, this);
}

Choice.prototype.count = function (course, sign) {
  this.crowd.set(course.topic, (this.crowd.get(course.topic) || 0) + sign);
};

Choice.prototype.take = function (courses, course, reason) {
  courses.forEach(function (one) {
    const why = one === course ? reason : "《" + course.title + "》的先修课程";
    this.chosen.push({ course: one, reason: why });
    this.ids.add(one.id);
    this.sums.add(one, 1);
    this.count(one, 1);
  }, this);
};

Choice.prototype.drop = function (entry) {
  this.chosen.splice(this.chosen.indexOf(entry), 1);
  this.ids.delete(entry.course.id);
  this.sums.add(entry.course, -1);
  this.count(entry.course, -1);
};

/* The best of the courses by `key`, a function of course and closure that gives a list, or null to pass it over. */
Choice.prototype.best = function (courses, key) {
  let best = null;
  courses.forEach(function (course) {
    const closure = this.ids.has(course.id) ? null : this.problem.closure(course, this.ids);
    const own = closure && key(course, closure);
    if (own && (!best || less(own, best.key))) {
      best = { course: course, closure: closure, key: own };
    }
  }, this);
  return best;
};

Choice.prototype.core = function () {
  const problem = this.problem;
  problem.evaluation.lackingCore.forEach(function (course) {
    const closure = problem.freeById.has(course.id) && !this.ids.has(course.id) ? problem.closure(course, this.ids) : null;
    if (closure) {
      this.take(closure, course, "必排课程");
    }
  }, this);
};

Choice.prototype.topics = function () {
  const problem = this.problem;
  problem.evaluation.missing.forEach(function (topic) {
    if (this.crowd.get(topic.id)) {
      return;
    }
    const own = problem.free.filter(function (course) { return course.topic === topic.id; });
    const choice = this.best(own, function (course, closure) {
      return [problem.distance(course), hoursOf(closure), course.id];
    });
    if (choice) {
      this.take(choice.closure, choice.course, "补“" + words.inner(topic.title) + "”专题");
    }
  }, this);
};

/* What kept courses ask to be learned before. */
Choice.prototype.prerequisites = function () {
  this.problem.keptCourses.forEach(function (course) {
    course.prerequisites.forEach(function (id) {
      const other = this.problem.freeById.get(id);
      const closure = other && !this.ids.has(id) ? this.problem.closure(other, this.ids) : null;
      if (closure) {
        this.take(closure, other, "《" + course.title + "》的先修课程");
      }
    }, this);
  }, this);
};

Choice.prototype.hours = function () {
  const sums = this.sums;
  const problem = this.problem;
  const crowd = this.crowd;
  for (;;) {
    const gaps = sums.gaps();
    const worst = gaps.indexOf(Math.max.apply(null, gaps.concat([0])));
    if (!total(gaps)) {
      return;
    }
    const choice = this.best(problem.free, function (course, closure) {
      const after = sums.gapsWith(closure);
      if (total(after) >= total(gaps)) {
        return null;
      }
      const hours = hoursOf(closure);
      const grown = after.some(function (gap, n) { return gap > gaps[n]; });
      return [
        grown ? 1 : 0, after[worst] < gaps[worst] ? 0 : 1, Math.max(0, hours - gaps[worst]), crowd.get(course.topic) || 0,
        SELF_STUDY.indexOf(course.kind) >= 0 ? 1 : 0, problem.distance(course), -hours, course.id
      ];
    });
    if (!choice) {
      return;
    }
    this.take(choice.closure, choice.course, "补“" + sums.rows[worst].rule.title + "”所差的学时");
  }
};

/* Tells whether something else needs a chosen course: a course after it, or a topic that no other covers. */
Choice.prototype.needed = function (course) {
  const topic = this.problem.data.topic(course.topic);
  const after = this.chosen.some(function (entry) { return entry.course.prerequisites.indexOf(course.id) >= 0; });
  return course.core || after || this.problem.neededBy.has(course.id) || (topic.required && this.crowd.get(course.topic) === 1);
};

/* Drops again what the others make superfluous, the longest first. */
Choice.prototype.prune = function () {
  const order = this.chosen.slice().reverse().sort(function (one, other) { return other.course.hours - one.course.hours; });
  order.forEach(function (entry) {
    if (this.needed(entry.course)) {
      return;
    }
    const gaps = this.sums.gaps();
    this.drop(entry);
    if (this.sums.gaps().some(function (gap, n) { return gap > gaps[n]; })) {
      this.take([entry.course], entry.course, entry.reason);
    }
  }, this);
};

/* Returns [{course, reason}], prerequisites before what needs them. */
export function choose(problem) {
  const choice = new Choice(problem);
  choice.core();
  choice.topics();
  choice.prerequisites();
  choice.hours();
  choice.prune();
  return choice.chosen;
}
