/* A plan as rows for a sheet, the same for every form in which it is taken away. */
import * as counting from "../rules/counting.js";
import * as plans from "../rules/plans.js";
import * as words from "../rules/words.js";

export const COLUMNS = [
  ["序号", 6], ["课程", 44], ["专题", 26], ["学时", 8], ["创新理论", 10], ["脱产", 8], ["举办层级", 12], ["方式", 24], ["开始日期", 12],
  ["课程编号", 36]
];

/* The cells of one course: numbers, and texts for what a column's sum leaves out. `one` is what it brings, null where it does not count. */
function ofCourse(data, item, number, one) {
  const course = data.course(item.course);
  const level = item.offjob || item.level !== "county" ? item.level : "";
  return [
    number, course.title, data.topic(course.topic).title, one ? one.hours / 2 : "不计入", one && one.theory ? one.theory / 2 : "",
    offjob(one, item.offjob), level ? words.label(data.labels.levels, level) : "",
    course.methods.map(function (id) { return words.label(data.labels.methods, id); }).join("、"), item.on, course.id
  ];
}

function ofClass(data, item, number, one) {
  const of = data.trainingClass(item.class);
  const level = of.offjob || of.level !== "county" ? of.level : "";
  return [
    number, of.title, "培训班", one ? one.hours / 2 : "不计入", one && one.theory ? one.theory / 2 : "", offjob(one, of.offjob),
    level ? words.label(data.labels.levels, level) : "", "", of.start, of.id
  ];
}

function offjob(one, isOff) {
  const hours = one ? counting.counter({ offjob_level: "county" }, "offjob")(one) : 0;
  return hours ? hours / 2 : isOff ? "不计入" : "";
}

function known(data, item) {
  return item.class ? data.trainingClass(item.class) : data.course(item.course);
}

/* For each year {year, theme, rows, indexes, totals}, `indexes` being where the items of the rows stand in the plan; items whose course or class is unknown are left out. */
export function years(data, evaluation) {
  const plan = evaluation.plan;
  const counted = new Map(evaluation.counted.map(function (index, n) { return [index, evaluation.planned[n]]; }));
  const themes = new Map(plan.themes.map(function (theme) { return [theme.year, theme.title]; }));
  return evaluation.years.map(function (totals) {
    const own = plans.inYear(plan, totals.year).filter(function (pair) { return known(data, pair[0]); });
    return {
      year: totals.year, theme: themes.get(totals.year) || "", totals: totals,
      indexes: own.map(function (pair) { return pair[1]; }),
      rows: own.map(function (pair, n) { return (pair[0].class ? ofClass : ofCourse)(data, pair[0], n + 1, counted.get(pair[1]) || null); })
    };
  });
}
