/* Two plans side by side: which courses are in both or in one alone, and how hours differ by year, task and strand. */
import { evaluate } from "../rules/evaluate.js";
import * as plans from "../rules/plans.js";

function yearsOf(plan) {
  const found = new Map();
  plan.items.forEach(function (item) {
    if (!found.has(item.course)) {
      found.set(item.course, item.year);
    }
  });
  return found;
}

/* Half-hours of what counts in an evaluation, by a key of year and course. */
function sums(data, evaluation, keyOf) {
  const found = new Map();
  evaluation.counted.forEach(function (index) {
    const item = evaluation.plan.items[index];
    const course = data.course(item.course);
    const key = keyOf(item, course);
    found.set(key, (found.get(key) || 0) + course.hours);
  });
  return found;
}

export function compare(data, one, other) {
  const evaluations = [one, other].map(function (plan) { return evaluate(data, plan); });
  const first = yearsOf(one);
  const second = yearsOf(other);
  const row = function (id) {
    const course = data.course(id);
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
    tasks: table(data.tasks, function (item, course) { return course.task; }),
    strands: table([{ id: "all", title: "全体党员" }].concat(data.sectors), function (item, course) {
      return data.topic(course.topic).sector;
    }).filter(used)
  };
}
