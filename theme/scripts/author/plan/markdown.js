/* Text of a Word file as Markdown that says the same. Mirrors generator/courselib/exchange/teaching_plan/markdown.py. */
import * as emphasis from "./emphasis.js";
import { OBJECT } from "./runs.js";
import { blockText, isTable, labelled } from "./blocks.js";
import { digits } from "./words.js";

const MARKUP = /[\\`*_[\]<>|~{}]|&(?=[#A-Za-z])/g;
const BEGINS = /^(?:[#+=>:-]|!(?!\[)|[0-9]{1,9}[.)])/;
const NUMBERED = /^([0-9]{1,3})[.．)）][ \t\u3000]*(?![0-9])/;
const BULLETS = /^[•●■◆▪➢★☆○◇□·–—-][ \t\u3000]*(?=\S)/;
/* The same, as a word processor puts it on the clipboard. */
export const BULLETS_TYPED = /^[•●■◆▪➢★☆○◇□·§Ø–—-][ \t\u3000\xa0]*(?=\S)/;
const ANSWER = /^(?:参考)?答案[:：]/;
const DEEPEST = 6;

/* An address in which no sign ends a link, a table's cell or anything else. */
function address(text) {
  return text.replace(/[<>()\\`|"'{}]/g, function (sign) { return "%" + sign.charCodeAt(0).toString(16).toUpperCase(); });
}

export function escaped(text) {
  return text.replace(MARKUP, "\\$&");
}

/* Running text: signs of markup escaped, notes, links, pictures and emphasis in their places. */
export function inline(text, objects, pictures, marks) {
  const parts = text.split(OBJECT);
  let behind = text.length - parts[0].length;
  const following = objects.map(function (object) { return object[0] === "note" ? "[" : "x"; }).concat([""]);
  let made = [emphasis.written(parts[0], emphasis.part(marks, behind, parts[0].length), "", following[0], escaped)];
  let openAt = -1;
  objects.slice(0, parts.length - 1).forEach(function (object, at) {
    const value = object[1];
    if (object[0] === "note") {
      made.push("[^" + value + "]");
    } else if (object[0] === "open") {
      openAt = made.length;
    } else if (object[0] === "link") {
      const words = openAt >= 0 ? made.slice(openAt).join("") : "";
      const before = made.slice(0, Math.max(openAt, 0));
      if (words && words.split("\\").join("") !== value) {
        made = before.concat(["[" + words + "](" + address(value).replace(/&/g, "&amp;") + ")"]);
      } else {
        made = words ? before.concat(["<" + address(value) + ">"]) : made.concat(["（<" + address(value) + ">）"]);
      }
      openAt = -1;
    } else {
      made.push(pictures(value));
    }
    const next = parts[at + 1];
    behind -= next.length + 1;
    let last = made.length - 1;
    while (last > 0 && !made[last]) {
      last -= 1;
    }
    // The words of a link stay plain.
    made.push(emphasis.written(next, openAt < 0 ? emphasis.part(marks, behind, next.length) : [], made[last].slice(-1), following[at + 1], escaped));
  });
  return made.join("").split("\t").join(" ").trim();
}

/* A line that begins no list, heading or quotation. */
export function atLine(text) {
  const match = BEGINS.exec(text);
  return match ? text.slice(0, match[0].length - 1) + "\\" + text.slice(match[0].length - 1) : text;
}

/* The mark of a list item and its text; an empty mark for a paragraph. */
export function listed(item) {
  if (item.label === "•") {
    return ["-", item.text];
  }
  const label = NUMBERED.exec(item.label);
  if (label && label[0].length === item.label.length) {
    return [label[1] + ".", item.text];
  }
  if (item.label) {
    return ["", item.label + (/[\x00-\x7f]$/.test(item.label) ? " " : "") + item.text];
  }
  const typed = NUMBERED.exec(digits(item.text));
  if (typed && item.text.length > typed[0].length) {
    return [typed[1] + ".", item.text.slice(typed[0].length)];
  }
  const bullet = BULLETS.exec(item.text);
  return bullet ? ["-", item.text.slice(bullet[0].length)] : ["", item.text];
}

export function headingText(item) {
  const label = item.label === "•" ? "" : item.label;
  const whole = label + (/[\x00-\x7f]$/.test(label) ? " " : "") + item.text;
  return escaped(whole.split(OBJECT).join("").split(/\s+/).filter(Boolean).join(" "));
}

/* A cell on one line; `plain` without emphasis. */
export function cell(one, pictures, plain) {
  return one.blocks.map(function (block) {
    if (isTable(block)) {
      return escaped(blockText(block, "；"));
    }
    return inline(labelled(block).split("\n").join("\u0000"), block.objects, pictures, plain ? [] : block.marks).split("\u0000").join("<br>");
  }).filter(Boolean).join("<br>");
}

/* Rows of Markdown as a table; the column `right` has figures. */
export function grid(rows, right) {
  function line(cells) {
    return "| " + cells.join(" | ") + " |";
  }
  return [line(rows[0]), line(rows[0].map(function (ignored, at) { return at === right ? "---:" : "---"; }))].concat(rows.slice(1).map(line));
}

export function table(one, pictures) {
  const rows = one.rows.map(function (row) {
    return row.reduce(function (texts, part) {
      return texts.concat([cell(part, pictures, false)], new Array(part.span - 1).fill(""));
    }, []);
  });
  const wide = rows.reduce(function (most, row) { return Math.max(most, row.length); }, 0);
  const empty = rows.every(function (row) { return row.every(function (text) { return !text; }); });
  return empty ? [] : grid(rows.map(function (row) { return row.concat(new Array(wide - row.length).fill("")); }), -1);
}

/* Items as lines of Markdown; headings among them begin at a level. */
export function flow(items, pictures, level) {
  const lines = [];
  let before = "";
  let ranks = [];
  let nested = [];

  function block(some, kind, joined) {
    if (some.some(Boolean)) {
      if (lines.length && lines[lines.length - 1] && !joined) {
        lines.push("");
      }
      some.forEach(function (line) { lines.push(line); });
      before = kind;
    }
  }

  function lead() {
    return " ".repeat(nested.reduce(function (sum, one) { return sum + one[1]; }, 0));
  }

  function text(item) {
    const parts = listed(item);
    const mark = parts[0];
    const body = inline(parts[1], item.objects, pictures, item.marks);
    const listing = before === "ordered" || before === "bullet";
    if (mark) {
      const kind = mark.charAt(mark.length - 1) === "." ? "ordered" : "bullet";
      nested = listing ? nested.filter(function (one) { return one[0] < item.depth; }) : [];
      const indent = lead();
      nested.push([item.depth, mark.length + 1]);
      block([(indent + mark + " " + body).replace(/\s+$/, "")], kind, listing && (kind === before || Boolean(indent)));
    } else if (listing && body && ANSWER.test(parts[1])) {
      block([lead() + body], before, true);
    } else if (listing && body && item.follows) {
      block([lead() + atLine(body), ""], before, false);
    } else {
      block([atLine(body)], "text", false);
    }
  }

  items.forEach(function (item) {
    if (item.kind === "table") {
      block(table(item.table, pictures), "table", false);
    } else if (item.kind === "heading") {
      ranks = ranks.slice(0, ranks.filter(function (rank) { return rank < item.rank; }).length);
      ranks.push(item.rank);
      block(["#".repeat(Math.min(level + ranks.length - 1, DEEPEST)) + " " + headingText(item)], "heading", false);
    } else {
      text(item);
    }
  });
  while (lines.length && !lines[lines.length - 1]) {
    lines.pop();
  }
  return lines;
}
