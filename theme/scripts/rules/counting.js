/* How much of what a rule counts one item brings, and one year that was learnt before. Half-hours; days in half-days.

   A planned item is {course, year, hours, theory, offjob, level, days, courses}: `theory` are those of its half-hours that are theory,
   `courses` the IDs of what is studied. */

/* From the highest down: off-the-job training counts at a rule's level or above. */
export const LEVELS = ["central", "province", "city", "county", "township", "unit"];
const EARNED = { all: "hours", theory: "theory_hours", offjob: "offjob_hours" };

/* Returns what gives the half-hours of an item that a rule counts. */
export function counter(rule, kind) {
  if (kind === "theory") {
    return function (planned) { return planned.theory; };
  }
  if (kind === "offjob") {
    const lowest = LEVELS.indexOf(rule.offjob_level || "unit");
    return function (planned) { return planned.offjob && LEVELS.indexOf(planned.level) <= lowest ? planned.hours : 0; };
  }
  return function (planned) { return planned.hours; };
}

export function earnedHours(row, kind) {
  return row[EARNED[kind]];
}

/* The half-hours that stated half-days stand for where all of the hours are counted; else the hours that are. */
function byDays(hours, whole, days, hoursPerDay) {
  return days && hours === whole ? days * hoursPerDay : hours;
}

/* The half-hours that count when stated days are taken for their hours; null where the rule or they state none. */
export function inDays(rule, planned, earned, hoursPerDay) {
  const counts = counter(rule, rule.count);
  const stated = planned.filter(counts).map(function (one) { return [counts(one), one.hours, one.days]; })
    .concat(earned.filter(function (row) { return rule.count === "all" || earnedHours(row, rule.count); })
      .map(function (row) { return [earnedHours(row, rule.count), row.hours, row.days]; }));
  if (!rule.days || !stated.some(function (one) { return one[2] && one[0] === one[1]; })) {
    return null;
  }
  return stated.reduce(function (sum, one) { return sum + byDays(one[0], one[1], one[2], hoursPerDay); }, 0);
}

/* The smallest whole number that is not below value/divisor, of whole numbers from 0 on. */
export function ceiling(value, divisor) {
  const rest = value % divisor;
  return (value - rest) / divisor + (rest > 0 ? 1 : 0);
}
