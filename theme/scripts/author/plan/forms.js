/* Tables of a plan told apart: forms, heads of an outline's columns, tables inside a form. Mirrors generator/courselib/exchange/teaching_plan/forms.py. */
import { cellText, isTable } from "./blocks.js";
import { keyOf } from "./words.js";

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* What tells tables apart by their labels: {isLabel, isUpright, isForm, innerTable, lead}. */
export function forms(words, labels) {
  function isLabel(cell) {
    const key = keyOf(cellText(cell, ""));
    return Boolean(key) && (has(words.labels, key) || has(words.sections, key));
  }

  /* Whether a row is of labels alone, with their values in the row below. */
  function isUpright(rows, at) {
    const row = rows[at];
    const below = rows[at + 1] || [];
    return row.length > 2 && row.length === below.length && row.every(isLabel) && !isHead(row) && !below.some(isLabel);
  }

  function isForm(rows) {
    if (isHead(rows[0])) {
      return false;
    }
    const labelled_ = rows.filter(function (row) {
      return (row.length > 1 ? row.slice(0, -1) : row).slice(0, 3).some(isLabel) || (row.length === 1 && isSectionCell(row[0]));
    }).length;
    return labelled_ >= 2 || (labelled_ === 1 && rows.length <= 2);
  }

  function isSectionCell(cell) {
    const block = cell.blocks[0];
    if (!block || isTable(block)) {
      return false;
    }
    const line = block.p.split("\n")[0];
    return has(words.sections, keyOf(line)) || labels.section(line) !== null;
  }

  /* Whether a row names the columns of an outline. */
  function isHead(row) {
    const keys = row.filter(function (cell) { return cellText(cell, "\n"); }).map(function (cell) { return keyOf(cellText(cell, "")); });
    const known = keys.filter(function (key) { return key && has(words.columns, key); }).map(function (key) { return words.columns[key]; });
    if (keys.length < 2 || known.length < keys.length || known.length < 2) {
      return false;
    }
    const timed = known.indexOf("hours") >= 0 || known.indexOf("time") >= 0;
    return known.indexOf("content") >= 0 || (known.length >= 3 && timed) ||
      (known[0] === "title" && ["hours", "time"].indexOf(known[known.length - 1]) >= 0);
  }

  function innerTable(rows, at) {
    const row = rows[at];
    const cut = row.length > 2 && has(words.sections, keyOf(cellText(row[0], ""))) && isHead(row.slice(1));
    if (!cut && !isHead(row)) {
      return at;
    }
    let end = at + 1;
    while (end < rows.length && rows[end].length === row.length) {
      const head = rows[end][0];
      const text = cellText(head, "");
      if (!head.below && isLabel(head) && text.indexOf("计") < 0) {
        break;
      }
      end += 1;
    }
    return end;
  }

  function leadOf(rows, at, end) {
    const row = rows[at];
    const text = cellText(row[0], "");
    const before = rows.slice(at + 1, end).every(function (one) { return one[0].below || !cellText(one[0], ""); });
    const named = row.length > 2 && isHead(row.slice(1)) && !isHead(row);
    return (before || named) && has(words.sections, keyOf(text)) ? text : "";
  }

  return { isLabel: isLabel, isUpright: isUpright, isForm: isForm, innerTable: innerTable, lead: leadOf };
}
