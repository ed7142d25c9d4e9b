/* A plan's blocks as one line of headings, labelled values, texts and tables. Mirrors generator/courselib/exchange/teaching_plan/stream.py. */
import { usualHeading } from "../outline.js";
import * as emphasis from "./emphasis.js";
import { OBJECT } from "./runs.js";

const RANKS = [
  [/^(?:第[一二三四五六七八九十0-9]{1,3}[部章讲编篇]|[Ⅰ-Ⅻ]{1,3}[、.．\s]|[IVX]{1,4}[、.．]|[一二三四五六七八九十]{1,3}[、.．])/, 1],
  [/^(?:第[一二三四五六七八九十0-9]{1,3}节|[(（][一二三四五六七八九十]{1,3}[)）])/, 2],
  [/^[0-9]{1,2}[、.．](?![0-9])/, 3],
  [/^(?:[(（][0-9]{1,2}[)）]|[①-⑳])/, 4]
];
const LONGEST_HEADING = 40;
const ENDS = "。；，：、？！;,:?!";
const GAP = /^[\s；;，,/|]/;
const MAX_LABEL = 14;
/* A label may be written with gaps between so many characters. */
const MOST_GAPS = 6;
const SIBLING = /^(?!第?[一二三四五六七八九十])([\u4e00-\u9fff]{2,8})[：:]\s*(\S.*)$/;
const BRACKETED = /^[【\[〔]([^【】\[\]〔〕]{2,14})[】\]〕]\s{0,4}[：:]?\s{0,4}(?=\S)/;
/* What a heading or item may end with to be a unit: its hours or minutes in brackets. */
export const TIMED = /(?:[(（]\s*(?:约|共)?\s*|[ \t\u3000])([0-9一二三四五六七八九十半两]+(?:\.[0-9])?)\s*(个?学时|个?课时|分钟|小时)(?:\s*[)）]\s*(?:[：:。]\s*(.*))?)?$/;

export function normal(text) {
  return text.normalize("NFKC").trim();
}

export function squeezed(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

export function solid(text) {
  return text.split(/\s+/).join("");
}

/* A heading's own words. */
function nameOf(text) {
  return usualHeading(text.replace(/^\s*(?:[Ⅰ-Ⅻ]{1,3}[、.．:：\s]*|[IVX]{1,4}[、.．]\s*)/, "")).replace(/^附(?:录|件)?[：:]/, "");
}

/* A label, heading or column as the tables of words have it. */
export function keyOf(text) {
  return text.length < 60 ? nameOf(text).replace(/[、,，及与和/／\s]/g, "") : "";
}

export function isTable(block) {
  return Boolean(block.rows);
}

export function labelled(p) {
  const label = p.label === "•" ? "" : p.label;
  return /[\x00-\x7f]$/.test(label) ? label + " " + p.p : label + p.p;
}

export function blockText(block, between) {
  return isTable(block) ? block.rows.map(function (row) {
    return row.map(function (cell) { return cellText(cell, "；"); }).filter(Boolean).join("，");
  }).join(between) : labelled(block);
}

export function cellText(cell, between) {
  return cell.blocks.map(function (block) { return blockText(block, between); }).filter(Boolean).join(between);
}

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
  const styled = blocks.some(function (block) { return block.level > 0; });

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
      const line = unbracketed(written);
      const count = line.split(OBJECT).length - 1;
      const own = objects.slice(0, count);
      objects = objects.slice(count);
      const label = number ? "" : p.label;
      const pairs = own.length || p.title ? [] : pairsOf(line);
      if (pairs.length) {
        return found.concat(pairs.map(function (pair) { return item("pair", pair[1], p.where, { label: solid(pair[0]) }); }));
      }
      const built = !own.length && afterSplit ? SIBLING.exec(line) : null;
      const split = own.length ? null : sectionOf(line) || (built && !/目标$/.test(built[1]) ? built.slice(1) : null);
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

  /* 【课题】乡村治理 as 课题：乡村治理. */
  function unbracketed(line) {
    const match = BRACKETED.exec(line);
    const key = match ? keyOf(match[1]) : "";
    return match && (has(words.labels, key) || has(words.sections, key)) ? match[1] + "：" + line.slice(match[0].length) : line;
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
    const form = RANKS.filter(function (one) { return /** @type {RegExp} */ (one[0]).test(label + line); })[0];
    const numbered = form ? Number(form[1]) : 0;
    const key = keyOf(line.replace(TIMED, "")) || keyOf(line);
    if (has(words.sections, key) && (words.sections[key] || p.bold || numbered || key.length > 2)) {
      return numbered;
    }
    if (!alone || ENDS.indexOf(line.charAt(line.length - 1)) >= 0) {
      return -1;
    }
    return numbered === 1 || numbered === 2 || (numbered && p.bold) ? numbered : -1;
  }

  /* The labels of a line with their values, nothing for a line that begins otherwise. */
  function pairsOf(line) {
    if (line.length > 300 || !/[：:]/.test(line)) {
      return line.length > 300 ? [] : spaced(line);
    }
    const found = [];
    let done = 0;
    for (let at = 0; at < line.length; at += 1) {
      if ("：:".indexOf(line.charAt(at)) >= 0) {
        const begin = labelBefore(line, done, at);
        if (begin >= 0) {
          found.push([line.slice(begin, at), begin, at + 1]);
          done = at + 1;
        }
      }
    }
    if (!found.length || found[0][1] > 0) {
      return [];
    }
    return found.map(function (one, index) {
      const end = index + 1 < found.length ? found[index + 1][1] : line.length;
      return [one[0].trim(), line.slice(one[2], end).replace(/^[ \t\u3000；;，,/|]+/, "").replace(/[ \t\u3000；;，,/|]+$/, "")];
    });
  }

  /* Labels and values of a line that has only wide gaps between them (授课人  张三    学时  2). */
  function spaced(line) {
    function isName(text) {
      const key = keyOf(text);
      return Boolean(key) && has(words.labels, key) && !has(words.sections, key);
    }
    const pieces = line.split(/\t|\u3000| {2,}/).filter(Boolean);
    const parts = [];
    let gapped = false;
    while (pieces.length) {
      let end = 0;
      while (parts.length % 2 === 0 && end < Math.min(pieces.length, MOST_GAPS) && pieces[end].length === 1) {
        end += 1;
      }
      while (end > 1 && !isName(pieces.slice(0, end).join(""))) {
        end -= 1;
      }
      // 题　　目 is one label.
      gapped = gapped || (!parts.length && end > 1);
      parts.push(pieces.splice(0, Math.max(end, 1)).join(""));
    }
    const known = parts.every(function (part, at) { return at % 2 === 1 || isName(part); });
    if (gapped && parts.length > 1 && !(known && parts.length % 2 === 0)) {
      return [[parts[0], parts.slice(1).join(" ")]];
    }
    return parts.length >= (gapped ? 2 : 4) && parts.length % 2 === 0 && known ?
      parts.filter(function (ignored, at) { return at % 2 === 0; }).map(function (label, at) { return [label, parts[at * 2 + 1]]; }) : [];
  }

  function labelBefore(line, low, at) {
    for (let begin = Math.max(low, at - 3 * MAX_LABEL); begin < at; begin += 1) {
      const apart = begin === 0 || (begin > low && GAP.test(line.charAt(begin - 1)));
      if (apart && !GAP.test(line.charAt(begin))) {
        const key = keyOf(line.slice(begin, at));
        if (key && has(words.labels, key) && !has(words.sections, key)) {
          return begin;
        }
      }
    }
    return -1;
  }

  /* The heading and the rest of a line that begins with one, or null. */
  function sectionOf(line) {
    const at = line.search(/[：:]/);
    if (at > 0 && at <= MAX_LABEL + 4 && line.slice(at + 1).trim()) {
      const key = keyOf(line.slice(0, at));
      if (has(words.sections, key) && (words.sections[key] || (key.length > 2 && !styled))) {
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }
    }
    return null;
  }

  function table(one) {
    const rows = one.rows;
    if (rows.every(function (row) { return row.length === 1; })) {
      return rows.reduce(function (found, row) { return found.concat(items(row[0].blocks)); }, []);
    }
    if (!isForm(rows)) {
      return [item("table", "", one.where, { table: one })];
    }
    if (rows.length === 2 && rows[0].length === rows[1].length && rows[0].every(isLabel)) {
      return rows[0].reduce(function (found, head, at) { return found.concat(valued(cellText(head, "\n"), rows[1][at], one.where + " 第 2 行")); }, []);
    }
    let found = [];
    let at = 0;
    while (at < rows.length) {
      if (isUpright(rows, at)) {
        const below = rows[at + 1];
        const second = one.where + " 第 " + (at + 2) + " 行";
        found = rows[at].reduce(function (all, head, column) { return all.concat(valued(cellText(head, "\n"), below[column], second)); }, found);
        at += 2;
        continue;
      }
      const end = innerTable(rows, at);
      const place = one.where + " 第 " + (at + 1) + " 行";
      if (end > at + 1) {
        const lead = leadOf(rows, at, end);
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
    return has(words.sections, keyOf(line)) || sectionOf(line) !== null;
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

  function formRow(row, where) {
    const cells = row.filter(function (cell) { return !(cell.below && !cellText(cell, "\n")); });
    if (cells.length === 1) {
      return items(cells[0].blocks);
    }
    let found = [];
    let at = 0;
    while (at < cells.length) {
      const cell = cells[at];
      const text = cellText(cell, "");
      const next = cells[at + 1];
      const labelNext = next && isLabel(next) && cells.length > 2 && at + 2 < cells.length && !isLabel(cells[at + 2]);
      if (isLabel(cell) && next) {
        found = found.concat(valued(text, labelNext ? { blocks: [], span: 1, below: false } : next, where));
        at += labelNext ? 1 : 2;
      } else if (at === 0 && !row[0].below && cells.length === 2 && solid(text).length > 0 && solid(text).length <= 10) {
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
