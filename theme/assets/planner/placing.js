/* In which years chosen courses stand and which are taken off the job; where years come short, courses are moved or added. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const planner = CourseLib.planner = CourseLib.planner || {};
  const MAX_REPAIRS = 80;
  const MAX_TRIED = 300;
  const MAX_MOVES = 4;

  /* `added` are the chosen courses once they have a year: {course, year, hours, theory, offjob, level, record, reason}. */
  function Layout(wanted, chosen) {
    this.wanted = wanted;
    this.kept = wanted.kept.map(function (one) { return Object.assign({}, one); });
    this.added = [];
    this.byId = new Map();
    this.waiting = new Map(chosen.map(function (entry) { return [entry.course.id, entry]; }));
    this.level = wanted.level();
    this.reach = new Map();
  }

  Layout.prototype.all = function () {
    return this.kept.concat(this.added);
  };

  /* All gaps of all rules, yearly ones year by year. */
  Layout.prototype.results = function () {
    return planner.rules.evaluate(this.wanted.rules, this.all(), this.wanted.plan.role, this.wanted.years, false);
  };

  Layout.prototype.gap = function () {
    return this.results().reduce(function (sum, result) {
      return sum + (result.years.length ? result.years.reduce(function (all, pair) { return all + pair[1].gap; }, 0) : result.figure.gap);
    }, 0);
  };

  /* The last year that a course may stand in, for the sake of what comes after it. */
  Layout.prototype.last = function (course) {
    if (!this.reach.has(course.id)) {
      let last = this.wanted.span(course)[1];
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
    const span = this.wanted.span(course);
    let last = Math.min(span[1], this.last(course));
    const first = course.prerequisites.reduce(function (year, id) {
      return Math.max(year, this.byId.has(id) ? this.byId.get(id).year : year);
    }.bind(this), span[0]);
    this.added.forEach(function (one) {
      last = one.record.prerequisites.indexOf(course.id) >= 0 ? Math.min(last, one.year) : last;
    });
    return this.wanted.years.filter(function (year) { return year >= first && year <= last; });
  };

  Layout.prototype.put = function (entry, year) {
    const course = entry.course;
    const one = {
      course: course.id, year: year, hours: course.hours, theory: course.theory, offjob: false, level: "county", record: course,
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
    return this.wanted.rules.reduce(function (sum, rule) {
      if (rule.window !== "year" || rule.share_of || year < rule.effective || (rule.count === "theory" && !course.theory)) {
        return sum;
      }
      const counts = planner.rules.counter(rule, rule.count);
      const have = all.reduce(function (hours, one) {
        return hours + (one.year === year && (counts(one) || (rule.count === "offjob" && !one.offjob)) ? one.hours : 0);
      }, 0);
      return sum + Math.min(course.hours, Math.max(0, rule.minimum - have));
    }, 0);
  };

  Layout.prototype.load = function (year, theory) {
    return this.all().reduce(function (sum, one) { return sum + (one.year === year && (!theory || one.theory) ? one.hours : 0); }, 0);
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
    let best = null;
    this.open(course).forEach(function (year) {
      // What others build on comes early, so that they find room.
      const key = [-this.use(course, year), asked ? year : 0, this.load(year, false), course.theory ? this.load(year, true) : 0, year];
      best = best === null || planner.choosing.before(key, best) ? key : best;
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

  function selfStudy(wanted, one) {
    return planner.choosing.SELF_STUDY.indexOf(wanted.data.course(one.course).kind) >= 0 ? 1 : 0;
  }

  /* Takes courses off the job while that brings the rules nearer: added ones before kept ones, self-study last. */
  Layout.prototype.offTheJob = function () {
    const wanted = this.wanted;
    if (!wanted.rules.some(function (rule) { return rule.count === "offjob"; })) {
      return;
    }
    const order = this.all().filter(function (one) { return !one.offjob; }).sort(function (one, other) {
      return (one.record ? 0 : 1) - (other.record ? 0 : 1) || selfStudy(wanted, one) - selfStudy(wanted, other) || other.hours - one.hours ||
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

  /* Moves one added course to another year if that narrows the gaps. */
  Layout.prototype.moved = function (gap) {
    let best = null;
    this.added.forEach(function (one) {
      const old = one.year;
      this.open(one.record).forEach(function (year) {
        one.year = year;
        const now = year === old ? gap : this.settled();
        if (now < (best ? best.gap : gap)) {
          best = { one: one, year: year, gap: now };
        }
      }, this);
      one.year = old;
    }, this);
    if (best) {
      best.one.year = best.year;
    }
    this.settled();
    return Boolean(best);
  };

  /* Adds one more course (with what it needs before) in the year where it narrows the gaps most. */
  Layout.prototype.extended = function (gap) {
    const ids = new Set(this.byId.keys());
    const failing = this.results().filter(function (result) { return result.figure.gap > 0; })[0];
    const useful = this.wanted.free.filter(function (course) {
      return !ids.has(course.id) && (!failing || failing.rule.count !== "theory" || course.theory);
    }).sort(function (one, other) { return other.hours - one.hours || (one.id < other.id ? -1 : 1); });
    let best = null;
    useful.slice(0, MAX_TRIED).forEach(function (course) {
      const closure = this.wanted.closure(course, ids);
      if (!closure || closure.length > 1) {
        return;
      }
      const tried = this.put({ course: course, reason: "" }, 0);
      this.open(course).forEach(function (year) {
        tried.year = year;
        tried.offjob = true;
        tried.level = this.level;
        const now = Math.min(this.gap(), this.onTheJob(tried));
        const key = [now, course.hours, course.id];
        if (now < gap && (!best || planner.choosing.before(key, best.key))) {
          best = { key: key, course: course, year: year };
        }
      }, this);
      this.drop(tried);
    }, this);
    if (best) {
      this.put({ course: best.course, reason: "补“" + failing.rule.title + "”所差的学时" }, best.year);
      this.settled();
    }
    return Boolean(best);
  };

  Layout.prototype.onTheJob = function (one) {
    one.offjob = false;
    return this.gap();
  };

  Layout.prototype.repair = function () {
    for (let n = 0; n < MAX_REPAIRS; n += 1) {
      const gap = this.gap();
      if (!gap || !(this.moved(gap) || this.extended(gap))) {
        return;
      }
    }
  };

  Layout.prototype.needed = function (one) {
    const topic = this.wanted.data.topic(one.record.topic);
    const others = this.all().filter(function (other) { return other !== one; });
    const covered = others.some(function (other) { return this.wanted.data.course(other.course).topic === topic.id; }, this);
    const asked = others.some(function (other) { return this.wanted.data.course(other.course).prerequisites.indexOf(one.course) >= 0; }, this);
    return asked || (topic.required && !covered);
  };

  /* Leaves out again what turned out superfluous, the longest first. */
  Layout.prototype.prune = function () {
    const order = this.added.slice().sort(function (one, other) { return other.hours - one.hours || (one.course < other.course ? 1 : -1); });
    order.forEach(function (one) {
      const gap = this.gap();
      if (this.needed(one)) {
        return;
      }
      this.drop(one);
      if (this.settled() > gap) {
        this.added.push(one);
        this.byId.set(one.course, one);
        this.settled();
      }
    }, this);
  };

  /* How uneven the years are: in all hours first, in theory second. */
  Layout.prototype.unevenness = function () {
    return this.wanted.years.reduce(function (sum, year) {
      const all = this.load(year, false);
      const theory = this.load(year, true);
      return sum + 2 * all * all + theory * theory;
    }.bind(this), 0);
  };

  /* The moves of one course that make the years more even, the best first. */
  Layout.prototype.evening = function (cost) {
    const moves = [];
    this.added.forEach(function (one) {
      const old = one.year;
      this.open(one.record).forEach(function (year) {
        one.year = year;
        const now = this.unevenness();
        if (now < cost) {
          moves.push({ one: one, year: year, key: [now, one.course, year] });
        }
      }, this);
      one.year = old;
    }, this);
    return moves.sort(function (one, other) { return planner.choosing.before(one.key, other.key) ? -1 : 1; });
  };

  /* Moves added courses while that makes the years more even and widens no gap. */
  Layout.prototype.even = function () {
    const gap = this.gap();
    for (let n = 0; n < MAX_REPAIRS; n += 1) {
      const done = this.evening(this.unevenness()).slice(0, MAX_MOVES).some(function (move) {
        const old = move.one.year;
        move.one.year = move.year;
        if (this.settled() <= gap) {
          return true;
        }
        move.one.year = old;
        return false;
      }, this);
      if (!done) {
        this.settled();
        return;
      }
    }
  };

  /* Returns the layout of the chosen courses: `added`, and `kept` of which some may be taken off the job now. */
  function place(wanted, chosen) {
    const layout = new Layout(wanted, chosen);
    layout.spread();
    layout.settled();
    layout.repair();
    layout.prune();
    layout.even();
    return layout;
  }

  planner.placing = { place: place };
})();
