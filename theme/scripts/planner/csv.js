/* A plan as CSV for any spreadsheet: UTF-8 with a mark, so that Chinese shows, and nothing that a program runs as a formula. */
import * as sheets from "./sheets.js";

const MARK = "\ufeff";

export function cell(value) {
  if (typeof value === "number") {
    return String(value);
  }
  const safe = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? "'" + value : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? "\"" + safe.replace(/"/g, "\"\"") + "\"" : safe;
}

function line(values) {
  return values.map(cell).join(",") + "\r\n";
}

export function write(data, evaluation) {
  const years = sheets.years(data, evaluation);
  const head = ["年度"].concat(sheets.COLUMNS.map(function (column) { return String(column[0]); }));
  const total = function (name, sums) {
    return line([name, "", "合计", sums.count + " 门", sums.hours / 2, sums.theory / 2, sums.offjob / 2, "", "", "", ""]);
  };
  const all = { count: evaluation.counted.length, hours: evaluation.hours, theory: evaluation.theory, offjob: evaluation.offjob };
  return MARK + line(head) + years.map(function (year) {
    return year.rows.map(function (row) { return line([year.year].concat(row)); }).join("") + total(year.year, year.totals);
  }).join("") + total("全部", all);
}
