/* What is out of order among the items that count: for whom courses and classes are, when they are given, what comes before what. */
import { finding } from "./items.js";

export function givenTo(record, role) {
  return !record.roles.length || record.roles.indexOf(role) >= 0;
}

/* Whether a course can be given in some month of a year. */
export function givenIn(course, year) {
  return (course.notBefore.slice(0, 4) || "0") <= String(year) && String(year) <= (course.until.slice(0, 4) || "9");
}

/* Whether a course can be given in a year, or on a day of it where that is known. */
function given(course, year, day) {
  if (day.slice(0, 4) !== String(year)) {
    return givenIn(course, year);
  }
  return course.notBefore <= day.slice(0, 7) && (!course.until || day.slice(0, course.until.length) <= course.until);
}

/* The day on which a course begins, of an item or in a class; "" where it is not settled. */
function dayOf(item, name, of) {
  if (!item.class) {
    return item.on;
  }
  const own = of.items.filter(function (row) { return row.course === name && row.on; })[0];
  return own ? own.on : of.start;
}

/* The plan's years beyond the period, and what was earned outside of it or after the plan. */
function ofYears(data, plan) {
  const last = plan.start + plan.years - 1;
  const beyond = plan.start < data.start || last > data.end ? [finding("C610", -1, "", "", last > data.end ? last : plan.start)] : [];
  return beyond.concat(plan.earned.filter(function (row) { return row.year < data.start || row.year > data.end || row.year > last; })
    .map(function (row) { return finding("C614", -1, "", "", row.year); }));
}

function before(data, course, index, year, years, lineage) {
  const findings = [];
  course.prerequisites.forEach(function (required) {
    const other = data.course(required);
    if (years.has(required)) {
      if (years.get(required) > year) {
        findings.push(finding("C605", index, course.id, required, years.get(required)));
      }
    } else if (other && other.status === "published" && data.serves(other, lineage)) {
      // Only what could be planned here is missed: a course for others is the course's own concern.
      findings.push(finding("C606", index, course.id, required, 0));
    }
  });
  return findings;
}

export function disorder(data, plan, studied) {
  const lineage = data.lineage(plan.sector);
  const years = new Map();
  studied.planned.forEach(function (one) {
    one.courses.forEach(function (course) { years.set(course, one.year); });
  });
  return studied.counted.reduce(function (findings, index, n) {
    const item = plan.items[index];
    const of = item.class ? data.trainingClass(item.class) : data.course(item.course);
    if (!data.serves(of, lineage)) {
      findings.push(finding("C604", index, of.id, "", 0));
    }
    if (!givenTo(of, plan.role)) {
      findings.push(finding("C612", index, of.id, "", 0));
    }
    studied.planned[n].courses.forEach(function (name) {
      const course = data.course(name);
      if (item.class && !givenTo(course, plan.role)) {
        findings.push(finding("C612", index, name, item.class, 0));
      }
      if (!given(course, item.year, dayOf(item, name, of))) {
        findings.push(finding("C613", index, name, item.class, item.year));
      }
      findings.push.apply(findings, before(data, course, index, item.year, years, lineage));
    });
    return findings;
  }, ofYears(data, plan));
}
