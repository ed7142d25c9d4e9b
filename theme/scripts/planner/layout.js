/* Chosen courses laid out over the years: which years are open to each, which take it best, and which are taken off the job. */
import * as counting from "../rules/counting.js";
import * as rules from "../rules/rules.js";
import * as selection from "./selection.js";

/* `added` are the chosen courses once they have a year: {course, year, hours, theory, offjob, level, record, reason}. */
export function Layout(problem, chosen) {
  this.problem = problem;
  this.kept = problem.kept.map(function (one) { return Object.assign({}, one); });
  this.added = [];
  this.byId = new Map();
  this.waiting = new Map(chosen.map(function (entry) { return [entry.course.id, entry]; }));
  this.level = problem.level();
  this.reach = new Map();
}

Layout.prototype.all = function () {
  return this.kept.concat(this.added);
};

/* All gaps of all rules, yearly ones year by year. */
Layout.prototype.results = function () {
  return rules.evaluate(this.problem.rules, this.all(), this.problem.about);
};

Layout.prototype.gap = function () {
  return this.results().reduce(function (sum, result) {
    return sum + (result.years.length ? result.years.reduce(function (all, pair) { return all + rules.missing(pair[1]); }, 0) : rules.missing(result.figure));
  }, 0);
};

/* The last year that a course may stand in, for the sake of what comes after it. */
Layout.prototype.last = function (course) {
  if (!this.reach.has(course.id)) {
    let last = this.problem.span(course)[1];
    this.waiting.forEach(function (entry) {
      if (entry.course.prerequisites.indexOf(course.id) >= 0) {
        last = Math.min(last, this.last(entry.course));
      }
    }, this);
    this.reach.set(course.id, last);
  }
  return this.reach.get(course.id);
};

/* The years that prerequisites and what needs the course leave open now. */
Layout.prototype.open = function (course) {
  const span = this.problem.span(course);
  let last = Math.min(span[1], this.last(course));
  const first = course.prerequisites.reduce(function (year, id) {
    return Math.max(year, this.byId.has(id) ? this.byId.get(id).year : year);
  }.bind(this), span[0]);
  this.added.forEach(function (one) {
    last = one.record.prerequisites.indexOf(course.id) >= 0 ? Math.min(last, one.year) : last;
  });
  return this.problem.years.filter(function (year) { return year >= first && year <= last; });
};

Layout.prototype.put = function (entry, year) {
  const course = entry.course;
  const one = {
    course: course.id, year: year, hours: course.hours, theory: course.theory ? course.hours : 0, offjob: false, level: "county", days: 0,
    courses: [course.id], record: course,
    reason: entry.reason
  };
  this.added.push(one);
  this.byId.set(course.id, one);
  return one;
};

Layout.prototype.drop = function (one) {
  this.added.splice(this.added.indexOf(one), 1);
  this.byId.delete(one.course);
};

/* How much of a yearly need the course would meet in a year, were it taken off the job where that counts. */
Layout.prototype.use = function (course, year) {
  const all = this.all();
  return this.problem.rules.reduce(function (sum, rule) {
    if (rule.window !== "year" || rule.share_of || year < rule.effective || (rule.count === "theory" && !course.theory)) {
      return sum;
    }
    const counts = counting.counter(rule, rule.count);
    const have = all.reduce(function (hours, one) {
      return hours + (one.year !== year ? 0 : counts(one) || (rule.count === "offjob" && !one.offjob ? one.hours : 0));
    }, 0);
    return sum + Math.min(course.hours, Math.max(0, rule.minimum - have));
  }, 0);
};

Layout.prototype.load = function (year, theory) {
  return this.all().reduce(function (sum, one) { return sum + (one.year !== year ? 0 : theory ? one.theory : one.hours); }, 0);
};

Layout.prototype.place = function (entry) {
  const course = entry.course;
  if (this.byId.has(course.id)) {
    return;
  }
  course.prerequisites.forEach(function (id) {
    if (this.waiting.has(id)) {
      this.place(this.waiting.get(id));
    }
  }, this);
  const asked = Array.from(this.waiting.values()).some(function (other) {
    return !this.byId.has(other.course.id) && other.course.prerequisites.indexOf(course.id) >= 0;
  }, this);
  /** @type {any} */
  let best = null;
  this.open(course).forEach(function (year) {
    // What others build on comes early, so that they find room.
    const key = [-this.use(course, year), asked ? year : 0, this.load(year, false), course.theory ? this.load(year, true) : 0, year];
    best = best === null || selection.less(key, best) ? key : best;
  }, this);
  if (best !== null) {
    this.put(entry, best[4]);
  }
};

Layout.prototype.spread = function () {
  const order = Array.from(this.waiting.values()).sort(function (one, other) {
    return other.course.hours - one.course.hours || (other.course.theory ? 1 : 0) - (one.course.theory ? 1 : 0) ||
      (one.course.id < other.course.id ? -1 : 1);
  });
  order.forEach(this.place, this);
  this.waiting.clear();
  this.reach.clear();
};

function selfStudy(problem, one) {
  return selection.SELF_STUDY.indexOf(problem.data.course(one.courses[0]).kind) >= 0 ? 1 : 0;
}

/* Takes courses off the job while that brings the rules nearer: added ones before kept ones, self-study last. */
Layout.prototype.offTheJob = function () {
  const problem = this.problem;
  if (!problem.rules.some(function (rule) { return rule.count === "offjob"; })) {
    return;
  }
  const order = this.all().filter(function (one) { return !one.offjob && (one.record || !one.own); }).sort(function (one, other) {
    return (one.record ? 0 : 1) - (other.record ? 0 : 1) || selfStudy(problem, one) - selfStudy(problem, other) || other.hours - one.hours ||
      (one.course < other.course ? -1 : 1);
  });
  let gap = this.gap();
  order.forEach(function (one) {
    if (gap) {
      one.offjob = true;
      one.level = this.level;
      const now = this.gap();
      one.offjob = now < gap;
      one.level = now < gap ? this.level : "county";
      gap = Math.min(gap, now);
    }
  }, this);
};

Layout.prototype.backOnTheJob = function () {
  this.all().forEach(function (one) {
    if (one.record || !one.own) {
      one.offjob = false;
      one.level = "county";
    }
  });
};

/* The gap that is left when off-the-job training is decided anew. */
Layout.prototype.settled = function () {
  this.backOnTheJob();
  this.offTheJob();
  return this.gap();
};
