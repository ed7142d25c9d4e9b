/* The rows of a plan's workbook: which course each is of, in which year. Whatever cannot be told is a fault at its cell. */
import * as spreadsheet from "../../lib/spreadsheet.js";
import * as cells from "./cells.js";

const HEAD_WITHIN = 20;
export const ID = "课程编号";
export const TITLE = "课程";
export const YEAR = "年度";

/* Where the columns stand: {row, columns: Map of name → column} of the first row that names all of `asked`, or null. */
function headOf(sheet, asked) {
  let found = null;
  sheet.rows.slice(0, HEAD_WITHIN).forEach(function (row) {
    const columns = new Map();
    row[1].forEach(function (value, n) {
      const name = typeof value === "string" ? value.replace(/\s+/g, "") : "";
      if (name && !columns.has(name)) {
        columns.set(name, n);
      }
    });
    if (!found && asked.every(function (name) { return columns.has(name); })) {
      found = { row: row[0], columns: columns };
    }
  });
  return found;
}

function Reader(data, plan, byTitle) {
  this.data = data;
  this.years = [];
  for (let n = 0; n < plan.years; n += 1) {
    this.years.push(plan.start + n);
  }
  this.byTitle = byTitle;
  this.faults = [];
}

/* `column` may be missing: then the whole row is meant. */
Reader.prototype.tell = function (sheet, row, column, message) {
  this.faults.push({ place: sheet.name + (row ? "!" + (column === undefined ? "第 " + row + " 行" : spreadsheet.cellName(column, row)) : ""), message: message });
};

/* The ID of a row's course or class; null where it cannot be told, undefined for a row of none. */
Reader.prototype.idOf = function (sheet, row, cell, at) {
  const given = cell(ID);
  const title = cell(TITLE);
  const known = function (id) { return this.data.course(id) || this.data.trainingClass(id); }.bind(this);
  if (typeof given === "object") {
    this.tell(sheet, row, at(ID), "这一格坏了（" + given.damaged + "），这一行没有读。");
    return null;
  }
  const id = String(given).trim();
  if (id && known(id)) {
    return id;
  }
  if (id) {
    const meant = this.data.meant("courses", id);
    this.tell(sheet, row, at(ID), "没有编号是“" + cells.text(id) + "”的课程，这一行没有读。" + (meant ? "是不是 " + meant + "？" : ""));
    return null;
  }
  const name = typeof title === "object" ? "" : String(title).trim();
  if (name === "合计" || (!name && typeof title !== "object")) {
    return undefined;
  }
  const meant = this.byTitle.get(name) || [];
  if (meant.length === 1) {
    return meant[0];
  }
  this.tell(sheet, row, at(TITLE), (meant.length ? "有 " + meant.length + " 门课叫“" : "没有课程叫“") + cells.text(title) + "”，这一行没有读；请填课程编号。");
  return null;
};

Reader.prototype.sheet = function (sheet, own) {
  const head = headOf(sheet, [ID]) || headOf(sheet, [TITLE]);
  const made = { year: own, rows: [], unsure: sheet.cut, read: Boolean(head) };
  if (!head) {
    this.tell(sheet, 0, undefined, "没有“课程编号”这一列的表头，这张表没有读，这一年没有动。");
    return made;
  }
  if (sheet.cut) {
    this.tell(sheet, 0, undefined, "行数太多，后面的没有读。");
  }
  const at = function (name) { return head.columns.get(name); };
  sheet.rows.filter(function (row) { return row[0] > head.row; }).forEach(function (row) {
    const cell = function (name) {
      const value = head.columns.has(name) ? row[1][at(name)] : undefined;
      return value === undefined ? "" : value;
    };
    const id = this.idOf(sheet, row[0], cell, at);
    if (!id) {
      made.unsure = made.unsure || id === null;
      return;
    }
    // A year that is not the plan's leaves a course where it was.
    let year = this.years.indexOf(own) >= 0 ? own : 0;
    try {
      year = cells.blank(cell(YEAR)) ? year : cells.year(cell(YEAR), this.years);
    } catch (reason) {
      year = 0;
      this.tell(sheet, row[0], at(YEAR), String(reason) + "，年份没有动。");
    }
    made.rows.push({
      id: id, year: year, cell: cell, has: function (name) { return head.columns.has(name); },
      tell: function (name, message) { this.tell(sheet, row[0], at(name), message); }.bind(this)
    });
  }, this);
  return made;
};

/* The themes that the summary's table gives, as [year, theme, tell]. */
Reader.prototype.themes = function (sheet) {
  const head = headOf(sheet, [YEAR, "主题"]);
  return (head ? sheet.rows : []).filter(function (row) {
    return row[0] > head.row && this.years.indexOf(row[1][head.columns.get(YEAR)]) >= 0;
  }, this).map(function (row) {
    const column = head.columns.get("主题");
    const value = row[1][column] === undefined ? "" : row[1][column];
    return [row[1][head.columns.get(YEAR)], value, function (message) { this.tell(sheet, row[0], column, message); }.bind(this)];
  }, this);
};

/* What a workbook says of a plan: {title, sheets: [{year, rows, unsure, read}], themes, faults}. */
export function read(data, plan, book) {
  const byTitle = new Map();
  data.courses.concat(data.classes).forEach(function (record) { byTitle.set(record.title, (byTitle.get(record.title) || []).concat(record.id)); });
  const reader = new Reader(data, plan, byTitle);
  const sheets = [];
  let themes = [];
  let title = "";
  book.sheets.forEach(function (sheet) {
    const match = /^\s*([0-9]{4})\s*年?\s*$/.exec(sheet.name);
    if (match && reader.years.indexOf(Number(match[1])) < 0) {
      reader.tell(sheet, 0, undefined, "计划里没有 " + match[1] + " 年，这张表里的课程年份没有动，新加的没有读。");
    }
    if (match) {
      sheets.push(reader.sheet(sheet, Number(match[1])));
    } else if (sheet.name.trim() === "汇总") {
      themes = reader.themes(sheet);
      title = sheet.rows.length && sheet.rows[0][0] === 1 ? String(sheet.rows[0][1][0] || "") : "";
    }
  });
  reader.years.forEach(function (year) {
    if (sheets.length && !sheets.some(function (sheet) { return sheet.year === year; })) {
      reader.faults.push({ place: year + "年", message: "没有这张表，这一年的课程没有动。" });
    }
  });
  return { title: title, sheets: sheets, themes: themes, faults: reader.faults };
}
