/* Two plans side by side: which courses are in both or in one alone, and how hours differ by year, task and strand. */
import { evaluate } from "../rules/evaluate.js";
import * as plans from "../rules/plans.js";

function yearsOf(plan) {
  const yearsById = new Map();
  plan.items.forEach(function (item) {
    const id = item.class || item.course;
    if (!yearsById.has(id)) {
      yearsById.set(id, item.year);
    }
  });
  return yearsById;
}

/* Half-hours of what counts in an evaluation, by a key of year and course. */
function sums(data, evaluation, keyOf) {
  const hoursByKey = new Map();
  evaluation.planned.forEach(function (one) {
    // A class belongs to several tasks and strands: its hours stand in its year alone.
    const key = keyOf(one, data.course(one.course));
    hoursByKey.set(key, (hoursByKey.get(key) || 0) + one.hours);
  });
  return hoursByKey;
}

export function compare(data, one, other) {
  const evaluations = [one, other].map(function (plan) { return evaluate(data, plan); });
  const first = yearsOf(one);
  const second = yearsOf(other);
  const row = function (id) {
    const course = data.course(id) || data.trainingClass(id);
    return { course: id, title: course ? course.title : id, one: first.get(id) || 0, other: second.get(id) || 0 };
  };
  const listed = Array.from(first.keys());
  const table = function (records, keyOf) {
    const both = evaluations.map(function (evaluation) { return sums(data, evaluation, keyOf); });
    return records.map(function (record) {
      return { id: record.id, title: record.title, one: both[0].get(record.id) || 0, other: both[1].get(record.id) || 0 };
    });
  };
  const used = function (record) { return record.one > 0 || record.other > 0; };
  const years = plans.years(one).concat(plans.years(other)).sort().filter(function (year, n, all) {
    return year !== all[n - 1];
  });
  return {
    both: listed.filter(function (id) { return second.has(id); }).map(row),
    onlyOne: listed.filter(function (id) { return !second.has(id); }).map(row),
    onlyOther: Array.from(second.keys()).filter(function (id) { return !first.has(id); }).map(row),
    years: table(years.map(function (year) { return { id: year, title: year + " 年" }; }), function (item) { return item.year; }),
    tasks: table(data.tasks, function (one, course) { return course ? course.task : ""; }),
    strands: table([{ id: "all", title: "全体党员" }].concat(data.sectors), function (one, course) {
      return course ? data.topic(course.topic).sector : "";
    }).filter(used)
  };
}
