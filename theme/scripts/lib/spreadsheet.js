/* An Excel workbook of bytes as texts, numbers and damaged cells. Formulas are not run: what they last showed is read. */
import * as office from "./office.js";

const MEGABYTE = 1024 * 1024;
const EXCEL = {
  megabytes: 8, unpacked: 64 * MEGABYTE, parts: 1000, xml: 24 * MEGABYTE, elements: 600000,
  program: "Excel 或 WPS", ending: ".xlsx", old: ".xls 或 .et", tooLarge: "请删去与计划无关的工作表和图片，再试。"
};
const MAX_SHEETS = 60;
const MAX_ROWS = 5000;
const MAX_COLUMNS = 60;
const DAY = 24 * 60 * 60 * 1000;

/* What is shown of a text: phonetic signs beside it are none of it. */
function shown(parent) {
  return office.elements(parent).map(function (child) {
    return child.name === "t" ? office.textOf(child) : child.name === "r" ? shown(child) : "";
  }).join("");
}

function named(parent, name) {
  return parent ? office.elements(parent).filter(function (child) { return child.name === name; }) : [];
}

/* The value of a cell: text or number, or {damaged: what it shows}. */
function valueOf(cell, texts) {
  const kind = cell.attrs.t || "n";
  const inner = office.first(cell, "v");
  const raw = inner ? office.textOf(inner) : "";
  if (kind === "inlineStr") {
    const inline = office.first(cell, "is");
    return inline ? shown(inline) : "";
  }
  if (kind === "s") {
    const text = texts[Number(raw)];
    return text === undefined ? { damaged: "（空的引用）" } : text;
  }
  if (kind === "e") {
    return { damaged: raw || "#N/A" };
  }
  if (kind === "b") {
    return raw === "1" ? "是" : "否";
  }
  if (kind !== "n" || raw === "") {
    return raw;
  }
  const number = Number(raw);
  return isFinite(number) ? number : { damaged: raw };
}

/* A1 → [row, column], counted from 0; null for anything else. */
function placeOf(reference) {
  const match = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference || "");
  return match ? [Number(match[2]) - 1, match[1].split("").reduce(function (sum, letter) { return sum * 26 + letter.charCodeAt(0) - 64; }, 0) - 1] : null;
}

/* The rows of a sheet as [number in the sheet, values]; `cut` tells that there were more. */
function rowsOf(tree, texts) {
  const rows = [];
  let at = -1;
  let cut = false;
  named(office.first(tree, "sheetData"), "row").forEach(function (row) {
    const own = /^[0-9]{1,7}$/.test(row.attrs.r || "") ? Number(row.attrs.r) - 1 : at + 1;
    at = own;
    let column = -1;
    const values = [];
    named(row, "c").forEach(function (cell) {
      const place = placeOf(cell.attrs.r);
      column = place ? place[1] : column + 1;
      if (column < MAX_COLUMNS) {
        values[column] = valueOf(cell, texts);
      }
    });
    if (values.some(function (value) { return value !== undefined && value !== ""; })) {
      cut = cut || rows.length >= MAX_ROWS;
      if (!cut) {
        rows.push([at + 1, Array.from(values, function (value) { return value === undefined ? "" : value; })]);
      }
    }
  });
  return { rows: rows, cut: cut };
}

/* {sheets: [{name, rows, cut}], late}: `late` tells that days are counted from 1904. Throws an error with `unreadable` for anything that is no
   workbook. */
export function open(bytes) {
  const file = office.open(bytes, EXCEL, "workbook");
  const book = file.tree(file.main);
  const relations = file.relations(file.main);
  const kinds = Array.from(relations.values());
  const strings = kinds.filter(function (one) { return !one.outside && /\/sharedStrings$/.test(one.kind); })[0];
  const texts = strings ? named(file.tree(strings.name), "si").map(shown) : [];
  const about = office.first(book, "workbookPr");
  const sheets = named(office.first(book, "sheets"), "sheet").slice(0, MAX_SHEETS).map(function (sheet) {
    const relation = relations.get(sheet.attrs["r:id"] || sheet.attrs.id || "");
    const tree = relation && !relation.outside && /\/worksheet$/.test(relation.kind) ? file.tree(relation.name) : null;
    return Object.assign({ name: sheet.attrs.name || "" }, tree ? rowsOf(tree, texts) : { rows: [], cut: false });
  });
  return { sheets: sheets, late: Boolean(about) && /^(1|true)$/.test(about.attrs.date1904 || "") };
}

/* The day that a number of a cell means, 2026-03-09; empty for none. */
export function dayOf(number, late) {
  const days = Math.floor(number) + (late ? 1462 : 0);
  return days > 60 && days < 2958466 ? new Date(Date.UTC(1899, 11, 30) + days * DAY).toISOString().slice(0, 10) : "";
}

/* B7, as a sheet names a cell. */
export function cellName(column, row) {
  const letters = (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : "") + String.fromCharCode(65 + column % 26);
  return letters + row;
}
