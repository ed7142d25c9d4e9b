/* Which items of a plan count, and what each brings: a course, a part of one, or a whole class. */
import * as classes from "./classes.js";

const NONE = new Set();

export function finding(code, item, subject, other, year) {
  return { code: code, item: item, subject: subject, other: other, year: year };
}

/* The code of what keeps an item's course from counting, or "". */
function fault(item, course, years, known) {
  if (!course) {
    return "R403";
  }
  if (years.indexOf(item.year) < 0) {
    return "C601";
  }
  if (known.has(item.course)) {
    return "C602";
  }
  return course.status === "published" ? "" : "C603";
}

function classFault(item, of, years, attended) {
  if (!of) {
    return "R419";
  }
  if (years.indexOf(item.year) < 0) {
    return "C601";
  }
  if (attended.has(item.class)) {
    return "C602";
  }
  if (of.status !== "published") {
    return "C603";
  }
  return item.year === classes.year(of) ? "" : "C616";
}

/* An item of a known course or class as the rules see it; `known` are courses that count elsewhere. */
export function planned(data, item, known) {
  if (item.class) {
    const of = data.trainingClass(item.class);
    const given = classes.studied(of, data, known || NONE);
    return {
      course: item.class, year: item.year, hours: given.hours, theory: given.theory, offjob: of.offjob, level: of.level,
      days: item.days || given.days, courses: given.courses
    };
  }
  const course = data.course(item.course);
  const hours = Math.min(item.hours || course.hours, course.hours);
  return {
    course: item.course, year: item.year, hours: hours, theory: course.theory ? hours : 0, offjob: item.offjob, level: item.level,
    days: item.days, courses: [item.course]
  };
}

/* {counted, planned, findings}: the items that count by their index, the same as the rules see them, and what is wrong with items. */
export function studies(data, plan, years) {
  const counted = [];
  const asPlanned = [];
  const findings = [];
  const known = new Set();
  const attended = new Set();
  plan.items.forEach(function (item, index) {
    const of = item.class ? data.trainingClass(item.class) : null;
    const code = item.class ? classFault(item, of, years, attended) : fault(item, data.course(item.course), years, known);
    if (code) {
      findings.push(finding(code, index, item.class || item.course, "", item.year));
      return;
    }
    const one = planned(data, item, known);
    if (of) {
      attended.add(of.id);
      new Set(of.items.map(function (row) { return row.course; })).forEach(function (course) {
        if (known.has(course)) {
          findings.push(finding("C602", index, course, of.id, item.year));
        }
      });
    }
    one.courses.forEach(function (course) { known.add(course); });
    counted.push(index);
    asPlanned.push(one);
  });
  return { counted: counted, planned: asPlanned, findings: findings };
}
