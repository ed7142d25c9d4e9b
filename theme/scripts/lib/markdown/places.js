/* Where things stand in a body: line and column of what the parser keeps no place of. Mirrors generator/courselib/syntax/markdown/places.py. */
import * as text from "./text.js";

const PLACED = ["link_open", "image", "html_inline", "footnote_ref"];

/* A rule whose first token keeps where in its block it begins. */
export function placed(rule) {
  return function (state, silent) {
    const start = state.pos;
    const before = state.tokens.length;
    if (!rule(state, silent)) {
      return false;
    }
    if (!silent) {
      // Pending text may stand before it.
      const token = state.tokens.slice(before, before + 2).filter(function (one) { return PLACED.indexOf(one.type) >= 0; })[0];
      if (token) {
        token.meta = Object.assign({}, token.meta, { at: start });
      }
    }
    return true;
  };
}

function escapedSplit(line) {
  const cells = [];
  let current = "";
  let last = 0;
  let escaped = false;
  for (let pos = 0; pos < line.length; pos += 1) {
    if (line[pos] === "|" && !escaped) {
      cells.push(current + line.slice(last, pos));
      current = "";
      last = pos + 1;
    } else if (line[pos] === "|") {
      current += line.slice(last, pos - 1);
      last = pos;
    }
    escaped = line[pos] === "\\";
  }
  return cells.concat(current + line.slice(last));
}

/* The cells of a table's row as the parser cuts it; an escaped bar belongs to its cell. */
export function cellsOf(line) {
  const cells = escapedSplit(text.strip(line));
  if (cells.length && cells[0] === "") {
    cells.shift();
  }
  if (cells.length && cells[cells.length - 1] === "") {
    cells.pop();
  }
  return cells.map(text.strip);
}

function lineOf(state, line) {
  return state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
}

/* The table rule with lines for its cells, and with rows that keep the cells which their head has no column for.
   A line of nothing but dashes underlines a heading, also where a bar stands above it. */
export function withExtraCells(rule) {
  return function (state, start, end, silent) {
    const before = state.tokens.length;
    if ((start + 1 < end && /^[- \t]*$/.test(lineOf(state, start + 1))) || !rule(state, start, end, silent)) {
      return false;
    }
    let columns = 0;
    let row = null;
    state.tokens.slice(silent ? state.tokens.length : before).forEach(function (token) {
      if (token.type === "th_open") {
        columns += 1;
      } else if (token.type === "inline") {
        token.map = row;
      } else if (token.type === "tr_open") {
        const line = token.map ? token.map[0] : start;
        row = [line, line + 1];
        token.map = row;
        if (columns) {
          const cells = cellsOf(lineOf(state, line));
          if (cells.length > columns) {
            token.meta = Object.assign({}, token.meta, { extra: cells.slice(columns) });
          }
        }
      }
    });
    return true;
  };
}

/* The lines of a body that begins at `firstLine` of its file; places are told as line and column from 1. */
export function Lines(body, firstLine) {
  this.lines = body.split("\n");
  this.firstLine = firstLine;
}

Lines.prototype.of = function (token) {
  return this.firstLine + (token.map ? token.map[0] : 0);
};

Lines.prototype.text = function (number) {
  return this.lines[number - this.firstLine] || "";
};

/* Where the lines of a block's content begin, worked out once. */
function startsOf(block) {
  if (!block.starts) {
    block.starts = [0];
    for (let at = block.content.indexOf("\n"); at >= 0; at = block.content.indexOf("\n", at + 1)) {
      block.starts.push(at + 1);
    }
    block.shifts = new Map();
    block.wide = /[\ud800-\udbff]/.test(block.content);
  }
  return block.starts;
}

function lineAt(starts, offset) {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/* How many characters stand before the content of a block in one of its lines. */
Lines.prototype.shift = function (block, line, index) {
  if (!block.shifts.has(index)) {
    const written = this.text(line);
    const end = block.content.indexOf("\n", block.starts[index]);
    const part = block.content.slice(block.starts[index], end < 0 ? block.content.length : end);
    const place = written.indexOf(part);
    const at = place >= 0 ? place : Math.max(written.indexOf(text.cut(part, 8)), 0);
    block.shifts.set(index, text.count(written.slice(0, at)));
  }
  return block.shifts.get(index);
};

/* [line, column] of an offset in the content of a block's inline token. */
Lines.prototype.inside = function (block, offset) {
  const starts = startsOf(block);
  const index = lineAt(starts, offset);
  const line = this.of(block) + index;
  const within = block.wide ? text.count(block.content.slice(starts[index], offset)) : offset - starts[index];
  return [line, this.shift(block, line, index) + within + 1];
};
