/* A body cut at its headings, and what stands in each part. Mirrors generator/courselib/syntax/markdown/sections.py. */
import * as text from "./text.js";

function piece(document, block, shown, offset, item) {
  const place = document.lines.inside(block, offset);
  return { text: shown, line: place[0], column: place[1], item: item };
}

/* Each written line of running text; only the first can begin an item. */
function linesOf(document, block, item) {
  const written = block.meta && block.meta.raw ? [] : block.content.split("\n");
  if (written.length < 2) {
    return [piece(document, block, text.strip(text.ofInline(block)), 0, item)];
  }
  const lines = text.writtenLines(block);
  // Code or a tag may run over several lines.
  const shown = lines.length === written.length ? lines : written;
  let start = 0;
  return written.reduce(function (pieces, line, number) {
    if (!text.isBlank(shown[number])) {
      pieces.push(piece(document, block, text.strip(shown[number]), start, item && number === 0));
    }
    start += line.length + 1;
    return pieces;
  }, []);
}

/* The offset that lies so many characters behind another. */
function further(written, offset, characters) {
  let at = offset;
  for (let passed = 0; passed < characters; passed += 1) {
    at += at < written.length && written.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

function table(document, from) {
  const tokens = document.tokens;
  const rows = [];
  let column = 0;
  let at = from;
  for (; tokens[at].type !== "table_close"; at += 1) {
    const token = tokens[at];
    if (token.type === "tr_open") {
      rows.push([]);
      column = 0;
    } else if (token.type === "inline" && rows.length) {
      const line = document.lines.of(token);
      const written = document.lines.text(line);
      const place = token.content ? written.indexOf(token.content, column) : -1;
      column = place >= 0 ? place : Math.max(column, written.indexOf("|", column) + 1);
      rows[rows.length - 1].push({
        text: text.strip(text.ofInline(token)), line: line, column: text.count(written.slice(0, column)) + 1, item: false, source: token.content
      });
      column = further(written, column, text.count(token.content));
    }
  }
  return { part: { head: rows[0], rows: rows.slice(1) }, at: at + 1 };
}

/* The parts of a body, {title, level, line, parts}; the one before the first heading has level 0 and no title. A part is a piece
   {text, line, column, item} or a table {head, rows} of such. */
export function sections(document) {
  const tokens = document.tokens;
  const parts = [{ title: "", level: 0, line: document.lines.firstLine, parts: [] }];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    const current = parts[parts.length - 1];
    if (token.type === "heading_open") {
      parts.push({ title: text.squeeze(text.ofInline(tokens[at + 1])), level: Number(token.tag[1]), line: document.lines.of(token), parts: [] });
      at += 3;
    } else if (token.type === "table_open") {
      const read = table(document, at);
      current.parts.push(read.part);
      at = read.at;
    } else {
      if (token.type === "inline") {
        linesOf(document, token, at > 1 && tokens[at - 2].type === "list_item_open").forEach(function (one) { current.parts.push(one); });
      }
      at += 1;
    }
  }
  return parts;
}
