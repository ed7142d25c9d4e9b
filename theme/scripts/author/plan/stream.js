/* A plan's blocks as one line of headings, labelled values, texts and tables. Mirrors generator/courselib/exchange/teaching_plan/stream.py. */
import { cellText, isTable } from "./blocks.js";
import * as emphasis from "./emphasis.js";
import { forms as newForms } from "./forms.js";
import { labels as newLabels } from "./labels.js";
import { OBJECT } from "./runs.js";
import { digits, keyOf, nameOf, solid, squeezed } from "./words.js";

const RANKS = [
  [/^(?:第[一二三四五六七八九十0-9]{1,3}[部章讲编篇]|[Ⅰ-Ⅻ]{1,3}[、.．\s]|[IVX]{1,4}[、.．]|[一二三四五六七八九十]{1,3}[、.．])/, 1],
  [/^(?:第[一二三四五六七八九十0-9]{1,3}节|[(（][一二三四五六七八九十]{1,3}[)）])/, 2],
  [/^[0-9]{1,2}[、.．](?![0-9])/, 3],
  [/^(?:[(（][0-9]{1,2}[)）]|[①-⑳])/, 4]
];
const LONGEST_HEADING = 40;
const ENDS = "。；，：、？！;,:?!";
/* What a heading or item may end with to be a unit: its hours or minutes in brackets. */
export const TIMED = /(?:[(（]\s*(?:约|共)?\s*|[ \t\u3000])([0-9一二三四五六七八九十半两]+(?:\.[0-9])?)\s*(个?学时|个?课时|分钟|小时)(?:\s*[)）]\s*(?:[：:。]\s*(.*))?)?$/;

export function item(kind, text, where, more) {
  return Object.assign({ kind: kind, text: text, where: where, label: "", rank: 0, styled: false, title: false, centre: false, bold: false,
    depth: 0, follows: false, objects: [], marks: [], table: null, form: false }, more || {});
}

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* The items of blocks, in order; `words` is the table of generator/courselib/exchange/teaching_plan/words.py. */
export function stream(blocks, words) {
  /* Whether the line before was a heading with its text (教学目标：使学员……); one of an unknown name below it is built alike. */
  let afterSplit = false;
  const labels = newLabels(words, blocks.some(function (block) { return block.level > 0; }));
  const forms = newForms(words, labels);

  function items(some) {
    return some.reduce(function (found, block) { return found.concat(isTable(block) ? table(block) : paragraph(block)); }, []);
  }

  function paragraph(p) {
    let objects = p.objects;
    const lines = p.p.split("\n");
    let behind = p.p.length + 1;
    return lines.reduce(function (found, written, number) {
      behind -= written.length + 1;
      const marks = emphasis.part(p.marks, behind, written.length);
      const line = labels.unbracketed(written);
      const count = line.split(OBJECT).length - 1;
      const own = objects.slice(0, count);
      objects = objects.slice(count);
      const label = number ? "" : p.label;
      const pairs = own.length || p.title ? [] : labels.pairs(line);
      if (pairs.length) {
        return found.concat(pairs.map(function (pair) { return item("pair", pair[1], p.where, { label: solid(pair[0]) }); }));
      }
      const split = own.length ? null : labels.section(line) || (afterSplit ? labels.sibling(line) : null);
      afterSplit = Boolean(split);
      if (split) {
        return found.concat([item("heading", split[0], p.where, { label: label, rank: label ? 1 : 0, form: true }), item("text", split[1], p.where, { marks: marks })]);
      }
      const rank = rankOf(p, line, label, lines.length === 1);
      const about = { label: label, rank: rank >= 0 && !own.length ? rank : 9, styled: p.level > 0, title: p.title, centre: p.centre, bold: p.bold };
      return found.concat([rank >= 0 && !own.length ? item("heading", line, p.where, about)
        : item("text", line, p.where, Object.assign(about, { depth: p.depth, follows: p.follows, objects: own, marks: marks }))]);
    }, []);
  }

  /* How deep a heading a line is; -1 for none. */
  function rankOf(p, line, label, alone) {
    if (p.title || p.follows) {
      return -1;
    }
    if (p.level && line.length <= 100) {
      return p.level;
    }
    if (line.length > LONGEST_HEADING || label === "•") {
      return -1;
    }
    const form = RANKS.filter(function (one) { return /** @type {RegExp} */ (one[0]).test(digits(label + line)); })[0];
    const numbered = form ? Number(form[1]) : 0;
    const key = keyOf(digits(line).replace(TIMED, "")) || keyOf(line);
    if (has(words.sections, key) && (words.sections[key] || p.bold || numbered || key.length > 2)) {
      return numbered;
    }
    if (!alone || ENDS.indexOf(line.charAt(line.length - 1)) >= 0) {
      return -1;
    }
    return numbered === 1 || numbered === 2 || (numbered && p.bold) ? numbered : -1;
  }

  function table(one) {
    const rows = one.rows;
    if (rows.every(function (row) { return row.length === 1; })) {
      return rows.reduce(function (found, row) { return found.concat(items(row[0].blocks)); }, []);
    }
    if (!forms.isForm(rows)) {
      return [item("table", "", one.where, { table: one })];
    }
    if (rows.length === 2 && rows[0].length === rows[1].length && rows[0].every(forms.isLabel)) {
      return rows[0].reduce(function (found, head, at) { return found.concat(valued(cellText(head, "\n"), rows[1][at], one.where + " 第 2 行")); }, []);
    }
    let found = [];
    let at = 0;
    while (at < rows.length) {
      if (forms.isUpright(rows, at)) {
        const below = rows[at + 1];
        const second = one.where + " 第 " + (at + 2) + " 行";
        found = rows[at].reduce(function (all, head, column) { return all.concat(valued(cellText(head, "\n"), below[column], second)); }, found);
        at += 2;
        continue;
      }
      const end = forms.innerTable(rows, at);
      const place = one.where + " 第 " + (at + 1) + " 行";
      if (end > at + 1) {
        const lead = forms.lead(rows, at, end);
        found = lead ? found.concat([item("heading", lead, place, { rank: 1, form: true })]) : found;
        // Where more stands below it, it is the head of the units' column as well.
        const cut = lead && rows.slice(at + 1, end).every(function (row) { return !cellText(row[0], ""); }) ? 1 : 0;
        const inner = rows.slice(at, end).map(function (row) { return row.slice(cut); });
        found.push(item("table", "", place, { table: { rows: inner, where: place } }));
        at = end;
      } else {
        found = found.concat(formRow(rows[at], place));
        at += 1;
      }
    }
    return found;
  }

  function formRow(row, where) {
    const cells = row.filter(function (cell) { return !(cell.below && !cellText(cell, "\n")); });
    if (cells.length === 1) {
      return items(cells[0].blocks);
    }
    // Beside a label that is known, others are labels too: 学科 | 党员教育 | 授课班级 | ….
    const paired = cells.length % 2 === 0 && cells.some(function (cell, column) { return column % 2 === 0 && forms.isLabel(cell); }) &&
      !cells.some(function (cell, column) { return column % 2 === 1 && forms.isLabel(cell); });
    let found = [];
    let at = 0;
    while (at < cells.length) {
      const cell = cells[at];
      const text = cellText(cell, "");
      const next = cells[at + 1];
      const labelNext = next && forms.isLabel(next) && cells.length > 2 && at + 2 < cells.length && !forms.isLabel(cells[at + 2]);
      if (forms.isLabel(cell) && next) {
        found = found.concat(valued(text, labelNext ? { blocks: [], span: 1, below: false } : next, where));
        at += labelNext ? 1 : 2;
      } else if (((at === 0 && !row[0].below && cells.length === 2) || paired) && next && solid(text).length > 0 && solid(text).length <= 10) {
        found = found.concat(valued(text, next, where));
        at += 2;
      } else {
        found = found.concat(items(cell.blocks));
        at += 1;
      }
    }
    return found;
  }

  /* A label and its value: a section of its own where the label is a section's, or the value is long. */
  function valued(label, cell, where) {
    const name = /[A-Za-z]/.test(label) ? squeezed(label) : solid(label);
    const key = keyOf(name);
    const value = cellText(cell, "\n");
    const isSection = has(words.sections, key);
    const plain = value.indexOf("\n") < 0 && value.length <= 200 && !cell.blocks.some(isTable);
    if (value.indexOf(OBJECT) < 0 && !isSection && (has(words.labels, key) || plain)) {
      return [item("pair", squeezed(value), where, { label: name, form: true })];
    }
    return [item("heading", name, where, { form: true })].concat(items(cell.blocks));
  }

  /* Labels that stand alone on a line are joined with the line below (一、授课对象 / 机关党员). */
  function joined(all) {
    function labelOf(one) {
      const key = (one.kind === "heading" || one.kind === "text") && !one.objects.length ? keyOf(one.text) : "";
      const name = key && has(words.labels, key) && !has(words.sections, key) ? words.labels[key] : "";
      return name === "methods" ? "" : name;
    }
    const made = [];
    for (let at = 0; at < all.length; at += 1) {
      const one = all[at];
      const value = all[at + 1];
      const apart = one.kind === "heading" || one.bold || Boolean(one.label);
      if (apart && labelOf(one) && value && value.kind === "text" && !value.objects.length && !labelOf(value)) {
        made.push(item("pair", squeezed(value.text), one.where, { label: solid(nameOf(one.text)) }));
        at += 1;
      } else {
        made.push(one);
      }
    }
    return made;
  }

  return joined(items(blocks));
}
