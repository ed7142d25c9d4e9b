/* Where a course goes that is added by hand or by a fix: what it asks to be learned before, and the year with most room. */
import { planned as plannedItem } from "../rules/items.js";
import { givenIn } from "../rules/order.js";
import * as plans from "../rules/plans.js";

/* The year of each course that is planned, in a class too. */
export function planned(data, plan) {
  const yearsById = new Map();
  plan.items.forEach(function (item) {
    const of = item.class && data.trainingClass(item.class);
    (of ? of.items.map(function (row) { return row.course; }) : [item.course]).forEach(function (id) { yearsById.set(id, item.year); });
  });
  return yearsById;
}

/* The course and what it asks for that is not planned yet and may be, first things first. */
export function closure(data, plan, course) {
  const lineage = data.lineage(plan.sector);
  const seen = planned(data, plan);
  const missing = [];
  function visit(id) {
    const one = data.course(id);
    if (seen.has(id) || !one || (id !== course && (one.status !== "published" || !data.serves(one, lineage)))) {
      return;
    }
    seen.set(id, 0);
    one.prerequisites.forEach(visit);
    missing.push(one);
  }
  visit(course);
  return missing;
}

function loads(data, plan) {
  const hoursByYear = new Map(plans.years(plan).map(function (year) { return [year, 0]; }));
  plan.items.forEach(function (item) {
    const known = item.class ? data.trainingClass(item.class) : data.course(item.course);
    if (known && hoursByYear.has(item.year)) {
      hoursByYear.set(item.year, hoursByYear.get(item.year) + plannedItem(data, item).hours);
    }
  });
  return hoursByYear;
}

/* The year with the fewest hours of those in which the courses may stand: not before what they ask for, not after `last`. */
function yearFor(data, plan, courses, last) {
  const years = planned(data, plan);
  const first = courses.reduce(function (latest, course) {
    return course.prerequisites.reduce(function (year, id) { return Math.max(year, years.get(id) || 0); }, latest);
  }, 0);
  /** @type {any} */
  let best = null;
  loads(data, plan).forEach(function (hours, year) {
    const open = courses.every(function (course) { return givenIn(course, year); });
    if (open && year >= first && (!last || year <= last) && (best === null || hours < best.hours)) {
      best = { year: year, hours: hours };
    }
  });
  // Where no year is left the order cannot be kept: then as near to it as there is.
  return best ? best.year : Math.min(Math.max(last || first, plan.start), plan.start + plan.years - 1);
}

/* The plan with a course and all that it asks for before; without a year in the one with most room. Returns {plan, year, courses}. */
export function place(data, plan, course, year, last) {
  const courses = closure(data, plan, course);
  const chosen = year || yearFor(data, plan, courses, last);
  return {
    year: chosen, courses: courses,
    plan: courses.reduce(function (made, one) { return plans.add(made, one.id, chosen); }, plan)
  };
}
