/* What stands in a row of the form, and how it is written in the file: a cell of a table, an item of a list. */

// What would begin a list, heading, quote, rule, code, box or definition at the start of an item.
const BLOCK_MARK = /^(?:[-*+#>](?=\s|$)|#{2,}|\d+[.)](?=\s|$)|-{3}|\*{3}|_{3}|`{3}|~{3}|!!!|\?\?\?|\[[^\]]*\]:)/;

/* Where the code of a line stands; `escaped` runs of backticks begin none. Source: CommonMark 0.31, section 6.1. */
function outsideCode(line, change) {
  const runs = [];
  line.replace(/`+/g, function (run, at) { runs.push({ at: at, end: at + run.length, length: run.length }); return run; });
  const nextOf = new Array(runs.length);
  const seen = new Map();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    nextOf[index] = seen.get(runs[index].length);
    seen.set(runs[index].length, index);
  }
  let done = 0;
  let result = "";
  let index = 0;
  while (index < runs.length) {
    const partner = isEscaped(line, runs[index].at) ? undefined : nextOf[index];
    if (partner === undefined) {
      index += 1;
    } else {
      result += change(line.slice(done, runs[index].at)) + line.slice(runs[index].at, runs[partner].end);
      done = runs[partner].end;
      index = partner + 1;
    }
  }
  return result + change(line.slice(done));
}

function isEscaped(line, at) {
  let before = at;
  while (before > 0 && line[before - 1] === "\\") {
    before -= 1;
  }
  return (at - before) % 2 === 1;
}

function encodeInline(value) {
  return outsideCode(value, function (part) {
    return part.replace(/<(?=[A-Za-z/!?])(?!(?:https?:|mailto:)[^<>\s]*>)(?!br>)/g, "&lt;");
  });
}

function decodeInline(value) {
  return outsideCode(value, function (part) { return part.replace(/&lt;/g, "<").replace(/&#96;/g, "`"); });
}

/* A bar ends a cell wherever it stands, also in code. */
export function encodeCell(value) {
  return encodeInline(value.trim().replace(/[\t ]*\n[\t ]*/g, "<br>").replace(/\t/g, " ")).replace(/\|/g, "\\|");
}

export function decodeCell(value) {
  return decodeInline(value).replace(/<br>/g, "\n");
}

export function encodeItem(value) {
  const inline = encodeInline(value.trim().replace(/\s*\n\s*/g, " ").replace(/\t/g, " "));
  return BLOCK_MARK.test(inline) ? "\\" + inline : inline;
}

export function decodeItem(value) {
  return decodeInline(value[0] === "\\" && BLOCK_MARK.test(value.slice(1)) ? value.slice(1) : value);
}
