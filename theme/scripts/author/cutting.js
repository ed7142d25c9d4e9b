/* The two sections of a body that the form knows as rows, found on the tree; everything else stays the Markdown it is. */
import * as budget from "../lib/markdown/budget.js";
import * as document from "../lib/markdown/document.js";
import * as text from "../lib/markdown/text.js";
import * as encoding from "./encoding.js";
import * as authorOutline from "./outline.js";

const ITEM = /^[0-9]+、\s*/;

function isList(token) {
  return token.type === "bullet_list_open" || token.type === "ordered_list_open";
}

/* The tree of a body; null for one beyond the budget. */
function treeOf(body) {
  try {
    return document.parse(body, 1, authorOutline.usualAnchor, authorOutline.asks);
  } catch (error) {
    if (error instanceof budget.BeyondBudget) {
      return null;
    }
    throw error;
  }
}

/* The headings of level 1 and 2 that stand by themselves: {at, end, kind, tokens}, with the blocks below them. */
function headsOf(tree) {
  const heads = [];
  tree.tokens.some(function (token, index) {
    const current = heads[heads.length - 1];
    if (token.type === "heading_open" && token.level === 0 && token.map && /^h[12]$/.test(token.tag)) {
      heads.push({
        at: token.map[0], end: token.map[1], tokens: [],
        kind: authorOutline.kindOf(text.ofInline(tree.tokens[index + 1]), Number(token.tag[1]))
      });
    } else if (current) {
      current.tokens.push(token);
    }
    return token.type === "footnote_block_open";
  });
  heads.forEach(function (head) { head.tokens = head.tokens.slice(2); });
  return heads;
}

/* The one-line items of lists that make up blocks: [{line, source}]; null where something else stands there. */
function itemsOf(tokens) {
  const items = [];
  let at = 0;
  while (at < tokens.length && tokens[at].type !== "footnote_block_open") {
    const token = tokens[at];
    if (token.level === 0 && isList(token)) {
      at += 1;
    } else if (token.level === 0 && /^(?:bullet|ordered)_list_close$/.test(token.type)) {
      at += 1;
    } else {
      const kinds = tokens.slice(at, at + 5).map(function (one) { return one.type; }).join(" ");
      const inline = tokens[at + 2];
      if (kinds !== "list_item_open paragraph_open inline paragraph_close list_item_close" || inline.map[1] - inline.map[0] !== 1 || !inline.content) {
        return null;
      }
      items.push({ line: inline.map[0], source: inline.content });
      at += 5;
    }
  }
  return items.length ? items : null;
}

/* Lines `1、看（1 学时）` of a paragraph, which Markdown takes for no list. */
function numberedLines(tokens) {
  if (tokens.length < 3 || tokens[0].type !== "paragraph_open" || (tokens[3] && tokens[3].type !== "footnote_block_open")) {
    return null;
  }
  const first = tokens[1].map[0];
  const lines = tokens[1].content.split("\n").map(function (line, index) { return { line: first + index, source: text.strip(line) }; });
  return lines.every(function (one) { return ITEM.test(one.source); })
    ? lines.map(function (one) { return { line: one.line, source: one.source.replace(ITEM, "") }; }) : null;
}

/* Whether nothing else is written from one line to another: definitions and comments leave no trace in the tree. */
function isAll(lines, from, to, items) {
  const own = new Set(items.map(function (item) { return item.line; }));
  return lines.slice(from, to).every(function (line, index) { return text.isBlank(line) || own.has(from + index); });
}

/* A section that is a plain list of one-line items: {rows, end}, else null. */
function objectives(head, lines, to) {
  const items = itemsOf(head.tokens);
  return items && isAll(lines, head.end, to, items)
    ? { rows: items.map(function (item) { return encoding.decodeItem(item.source); }), end: to } : null;
}

function cellsOf(tokens) {
  const rows = [];
  tokens.some(function (token) {
    if (token.type === "tr_open") {
      rows.push({ cells: [], extra: Boolean(token.meta && token.meta.extra) });
    } else if (token.type === "inline") {
      rows[rows.length - 1].cells.push({ source: token.content, text: text.strip(text.ofInline(token)) });
    }
    return token.type === "table_close";
  });
  return rows;
}

/* A section that begins with one table of known columns. */
function table(head, lines) {
  const opening = head.tokens[0];
  if (!opening || opening.type !== "table_open" || opening.level !== 0 || !isAll(lines, head.end, opening.map[0], [])) {
    return null;
  }
  const rows = cellsOf(head.tokens);
  const heads = rows[0].cells;
  const columns = authorOutline.columnsOf(heads.map(function (cell) { return cell.text; }));
  const known = ["hours", "content", "method"].filter(function (name) { return columns[name] > 0; }).length;
  const plain = rows.slice(1).every(function (row) {
    return !row.extra && !row.cells.some(function (cell) { return authorOutline.isTotal(cell.text); });
  });
  if (columns.hours < 1 || known !== heads.length - 1 || !plain || rows.length < 2) {
    return null;
  }
  return {
    rows: rows.slice(1).map(function (row) {
      function cell(name) {
        return columns[name] >= 0 ? encoding.decodeCell(row.cells[columns[name]].source) : "";
      }
      return { title: encoding.decodeCell(row.cells[0].source), content: cell("content"), method: cell("method"), hours: cell("hours") };
    }),
    end: opening.map[1]
  };
}

/* A section of units, one a line, each with its hours in brackets at the end. Once changed, it is written as a table. */
function units(head, lines, to) {
  const items = itemsOf(head.tokens) || numberedLines(head.tokens);
  const read = (items || []).map(function (item) { return authorOutline.withHours(item.source); });
  const plain = items && read.every(function (unit) { return unit && !authorOutline.isTotal(unit.title); });
  return plain && isAll(lines, head.end, to, items) ? {
    rows: read.map(function (unit) { return { title: encoding.decodeItem(unit.title), content: "", method: "", hours: unit.hours }; }),
    end: to
  } : null;
}

function outline(head, lines, to) {
  return table(head, lines) || units(head, lines, to);
}

/* What the form knows of a body: {objectives, outline}, each null when it is not there, {raw: true} when it is no rows, else
   {at, end, rows, head}: its lines, and its heading as written. */
export function cut(body) {
  const tree = treeOf(body);
  if (!tree) {
    return { objectives: { raw: true }, outline: { raw: true } };
  }
  const lines = tree.lines.lines;
  const heads = headsOf(tree);
  const whole = authorOutline.read(tree);
  function section(kind, isThere, read) {
    const mine = heads.filter(function (head) { return head.kind === kind; });
    if (!mine.length) {
      return isThere ? { raw: true } : null;
    }
    const next = heads[heads.indexOf(mine[0]) + 1];
    const rowsAndEnd = mine.length === 1 ? read(mine[0], lines, next ? next.at : lines.length) : null;
    return rowsAndEnd ? { at: mine[0].at, end: rowsAndEnd.end, rows: rowsAndEnd.rows, head: lines.slice(mine[0].at, mine[0].end).join("\n") } : { raw: true };
  }
  return { objectives: section(authorOutline.OBJECTIVES, whole.hasObjectives, objectives), outline: section(authorOutline.OUTLINES, whole.hasOutline, outline) };
}
