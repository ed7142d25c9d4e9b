/* A plan as rows for a sheet, the same for every form in which it is taken away. */
import * as rules from "../rules/rules.js";
import * as plans from "../rules/plans.js";
import * as words from "../rules/words.js";

export const COLUMNS = [
  ["序号", 6], ["课程", 44], ["专题", 26], ["学时", 8], ["创新理论", 10], ["脱产", 8], ["举办层级", 12], ["方式", 24], ["开始日期", 12],
  ["课程编号", 36]
];

/* The cells of one course: numbers, and texts for what a column's sum leaves out. */
function cells(data, item, number, counted) {
  const course = data.course(item.course);
  const high = item.offjob && rules.counter({ offjob_level: "county" }, "offjob")(item);
  const level = item.offjob || item.level !== "county" ? item.level : "";
  return [
    number, course.title, data.topic(course.topic).title, counted ? course.hours / 2 : "不计入",
    counted && course.theory ? course.hours / 2 : "",
    item.offjob ? (counted && high ? course.hours / 2 : "不计入") : "",
    level ? words.label(data.labels.levels, level) : "",
    course.methods.map(function (id) { return words.label(data.labels.methods, id); }).join("、"), item.on, course.id
  ];
}

/* For each year {year, theme, rows, totals}; items whose course is unknown are left out. */
export function years(data, evaluation) {
  const plan = evaluation.plan;
  const counted = new Set(evaluation.counted);
  const themes = new Map(plan.themes.map(function (theme) { return [theme.year, theme.title]; }));
  return evaluation.years.map(function (totals) {
    const own = plans.inYear(plan, totals.year).filter(function (pair) { return data.course(pair[0].course); });
    return {
      year: totals.year, theme: themes.get(totals.year) || "", totals: totals,
      rows: own.map(function (pair, n) { return cells(data, pair[0], n + 1, counted.has(pair[1])); })
    };
  });
}
