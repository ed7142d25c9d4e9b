/* The years of chosen courses: laid out, then mended where years come short by moving or adding, thinned, and made even. */
import * as selection from "./selection.js";
import { Layout } from "./layout.js";

const MAX_REPAIRS = 80;
const MAX_TRIED = 300;
const MAX_MOVES = 4;

/* Moves one added course to another year if that narrows the gaps. */
function moved(layout, gap) {
  /** @type {any} */
  let best = null;
  layout.added.forEach(function (one) {
    const old = one.year;
    layout.open(one.record).forEach(function (year) {
      one.year = year;
      const now = year === old ? gap : layout.settled();
      if (now < (best ? best.gap : gap)) {
        best = { one: one, year: year, gap: now };
      }
    });
    one.year = old;
  });
  if (best) {
    best.one.year = best.year;
  }
  layout.settled();
  return Boolean(best);
}

/* Adds one more course (with what it needs before) in the year where it narrows the gaps most. */
function extended(layout, gap) {
  const ids = new Set(layout.byId.keys());
  const failing = layout.results().filter(function (result) { return result.figure.gap > 0; })[0];
  const useful = layout.problem.free.filter(function (course) {
    return !ids.has(course.id) && (!failing || failing.rule.count !== "theory" || course.theory);
  }).sort(function (one, other) { return other.hours - one.hours || (one.id < other.id ? -1 : 1); });
  /** @type {any} */
  let best = null;
  useful.slice(0, MAX_TRIED).forEach(function (course) {
    const closure = layout.problem.closure(course, ids);
    if (!closure || closure.length > 1) {
      return;
    }
    const tried = layout.put({ course: course, reason: "" }, 0);
    layout.open(course).forEach(function (year) {
      tried.year = year;
      tried.offjob = true;
      tried.level = layout.level;
      const now = Math.min(layout.gap(), onTheJob(layout, tried));
      const key = [now, course.hours, course.id];
      if (now < gap && (!best || selection.less(key, best.key))) {
        best = { key: key, course: course, year: year };
      }
    });
    layout.drop(tried);
  });
  if (best) {
    layout.put({ course: best.course, reason: "补“" + failing.rule.title + "”所差的学时" }, best.year);
    layout.settled();
  }
  return Boolean(best);
}

function onTheJob(layout, one) {
  one.offjob = false;
  return layout.gap();
}

function repair(layout) {
  for (let n = 0; n < MAX_REPAIRS; n += 1) {
    const gap = layout.gap();
    if (!gap || !(moved(layout, gap) || extended(layout, gap))) {
      return;
    }
  }
}

function needed(layout, one) {
  const topic = layout.problem.data.topic(one.record.topic);
  const others = layout.all().filter(function (other) { return other !== one; });
  const courses = others.reduce(function (all, other) { return all.concat(other.courses); }, []).map(function (id) { return layout.problem.data.course(id); });
  const covered = courses.some(function (course) { return course.topic === topic.id; });
  const asked = courses.some(function (course) { return course.prerequisites.indexOf(one.course) >= 0; });
  return one.record.core || asked || (topic.required && !covered);
}

/* Leaves out again what turned out superfluous, the longest first. */
function prune(layout) {
  const order = layout.added.slice().sort(function (one, other) { return other.hours - one.hours || (one.course < other.course ? 1 : -1); });
  order.forEach(function (one) {
    const gap = layout.gap();
    if (needed(layout, one)) {
      return;
    }
    layout.drop(one);
    if (layout.settled() > gap) {
      layout.added.push(one);
      layout.byId.set(one.course, one);
      layout.settled();
    }
  });
}

/* How uneven the years are: in all hours first, in theory second. */
function unevenness(layout) {
  return layout.problem.years.reduce(function (sum, year) {
    const all = layout.load(year, false);
    const theory = layout.load(year, true);
    return sum + 2 * all * all + theory * theory;
  }, 0);
}

/* The moves of one course that make the years more even, the best first. */
function evening(layout, cost) {
  const moves = [];
  layout.added.forEach(function (one) {
    const old = one.year;
    layout.open(one.record).forEach(function (year) {
      one.year = year;
      const now = unevenness(layout);
      if (now < cost) {
        moves.push({ one: one, year: year, key: [now, one.course, year] });
      }
    });
    one.year = old;
  });
  return moves.sort(function (one, other) { return selection.less(one.key, other.key) ? -1 : 1; });
}

/* Moves added courses while that makes the years more even and widens no gap. */
function even(layout) {
  const gap = layout.gap();
  for (let n = 0; n < MAX_REPAIRS; n += 1) {
    const done = evening(layout, unevenness(layout)).slice(0, MAX_MOVES).some(function (move) {
      const old = move.one.year;
      move.one.year = move.year;
      if (layout.settled() <= gap) {
        return true;
      }
      move.one.year = old;
      return false;
    });
    if (!done) {
      layout.settled();
      return;
    }
  }
}

/* Returns the layout of the chosen courses: `added`, and `kept` of which some may be taken off the job now. */
export function place(problem, chosen) {
  const layout = new Layout(problem, chosen);
  layout.spread();
  layout.settled();
  repair(layout);
  prune(layout);
  even(layout);
  return layout;
}
