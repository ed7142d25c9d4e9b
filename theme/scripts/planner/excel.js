/* A plan as an Excel workbook: a summary and a sheet a year, as the site's own. */
import * as workbook from "../lib/workbook.js";
import * as plannerSheets from "./sheets.js";
import * as words from "../rules/words.js";

const SUM_COLUMNS = [["年度", 24], ["主题", 40], ["课程门数", 11], ["学时", 11], ["创新理论", 11], ["占比", 11], ["脱产", 11]];
const RULE_COLUMNS = ["学时规则", "结果", "已有", "要求", "缺"];
const cell = workbook.cell;
const row = workbook.row;
const TITLE = workbook.TITLE;
const PLAIN = workbook.PLAIN;
const CELL = workbook.CELL;
const HEAD = workbook.HEAD;
const TOTAL = Object.assign({ fontWeight: "bold" }, CELL);
const SHARE = Object.assign({ format: "0.0%" }, CELL);
const TOTAL_SHARE = Object.assign({ format: "0.0%" }, TOTAL);
const HEAD_ROWS = 3;

/* Thousandths, rounded half up like the pages' percentages; blank for nothing. */
function share(part, whole) {
  return whole ? Math.floor((part * 2000 + whole) / (2 * whole)) / 1000 : "";
}

function figures(totals) {
  return [totals.count, totals.hours / 2, totals.theory / 2, share(totals.theory, totals.hours), totals.offjob / 2];
}

function who(data, plan) {
  const sector = data.sector(plan.sector);
  const name = plan.sector === "all" ? "全体党员" : sector ? sector.title : plan.sector;
  return [name, words.label(data.labels.roles, plan.role), plan.start + "—" + (plan.start + plan.years - 1)].join(" · ");
}

function ruleRow(result) {
  const figure = result.figure;
  const title = result.rule.title + (result.years.length ? "（最少的一年）" : "");
  return [title, words.VERDICTS[result.status], figure.have / 2, figure.need / 2, figure.gap / 2];
}

function summary(data, evaluation, years) {
  const plan = evaluation.plan;
  const yearStyles = [CELL, CELL, CELL, CELL, CELL, SHARE, CELL];
  const all = { count: evaluation.counted.length, hours: evaluation.hours, theory: evaluation.theory, offjob: evaluation.offjob };
  const rows = [[cell(plan.title, TITLE)], [cell(who(data, plan), PLAIN)], [], row(workbook.names(SUM_COLUMNS), HEAD)].concat(
    years.map(function (year) { return row([year.year, year.theme].concat(figures(year.totals)), yearStyles); }),
    [row(["合计", ""].concat(figures(all)), [TOTAL, TOTAL, TOTAL, TOTAL, TOTAL, TOTAL_SHARE, TOTAL])],
    [[], row(RULE_COLUMNS, HEAD)],
    evaluation.rules.map(function (result) { return row(ruleRow(result), CELL); }),
    plan.notes ? [[], [cell("说明", TITLE)]].concat(plan.notes.split("\n").map(function (line) { return [cell(line, PLAIN)]; })) : []
  );
  return workbook.sheet("汇总", SUM_COLUMNS, rows, 4, 1);
}

function yearSheet(plan, year) {
  const columns = plannerSheets.COLUMNS;
  const totals = year.totals;
  const title = plan.title + " " + year.year + " 年度计划" + (year.theme ? "：" + year.theme : "");
  const sums = ["", "合计", totals.count + " 门", totals.hours / 2, totals.theory / 2, totals.offjob / 2, "", "", "", ""];
  const rows = [
    [cell(title, TITLE)], [cell("单位：____________    负责人：____________    备案日期：____________", PLAIN)], row(workbook.names(columns), HEAD)
  ].concat(year.rows.map(function (values) { return row(values, CELL); }), [row(sums, TOTAL)]);
  return workbook.sheet(year.year + "年", columns, rows, HEAD_ROWS, 2);
}

/* Returns a promise of a Blob; rejects with `code` "missing" or "damaged" and `file` where the library does not load. */
export function save(data, evaluation, base) {
  return workbook.loaded(base || "").then(function () {
    const years = plannerSheets.years(data, evaluation);
    const sheets = [summary(data, evaluation, years)].concat(years.map(function (year) { return yearSheet(evaluation.plan, year); }));
    return workbook.write(sheets, function (n) { return n ? HEAD_ROWS : 0; }, base);
  });
}
