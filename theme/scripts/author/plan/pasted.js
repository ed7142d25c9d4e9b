/* What is pasted from Word or Excel: a table as units of the outline, a list as lines. */
import { isTotal } from "../outline.js";
import { BULLETS_TYPED, grid, escaped } from "./markdown.js";
import { keyOf, squeezed } from "./words.js";

const HOURS = /^([0-9]{1,2}(?:\.[05])?)\s*(?:个?学时|个?课时)?$/;
const NUMBER = /^(?:[0-9]{1,3}[.．、)）]|[(（][0-9]{1,3}[)）]|[①-⑳])[ \t\u3000]*(?![0-9])/;

/* The rows of a table: of HTML as Word and Excel put it on the clipboard, else of text with tabs; null for no table. */
export function rowsOf(html, text) {
  if (/<table[\s>]/i.test(html)) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const rows = Array.prototype.map.call(page.querySelectorAll("tr"), function (row) {
      return Array.prototype.map.call(row.children, function (cell) {
        const parts = cell.querySelectorAll("p, div, li");
        const lines = parts.length ? Array.prototype.map.call(parts, function (part) { return squeezed(part.textContent); }) : [squeezed(cell.textContent)];
        return lines.filter(Boolean).join("\n");
      });
    });
    return filled(rows);
  }
  return /\t/.test(text) ? filled(text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map(function (line) { return line.split("\t").map(squeezed); })) : null;
}

function filled(rows) {
  const some = rows.filter(function (row) { return row.some(Boolean); });
  return some.length && some.some(function (row) { return row.length > 1; }) ? some : null;
}

/* Units of the outline: {title, content, method, hours} a row; columns by their head, else by what stands in them. */
export function unitsOf(rows, words) {
  const wide = rows.reduce(function (most, row) { return Math.max(most, row.length); }, 0);
  const kinds = rows[0].map(function (text) { return words.columns[keyOf(text)] || (/学时|课时/.test(text) && !HOURS.test(text) ? "hours" : ""); });
  const headed = kinds.filter(Boolean).length > 1;
  const body = headed ? rows.slice(1) : rows;
  const at = {};
  if (headed) {
    kinds.forEach(function (kind, column) {
      if (kind && at[kind] === undefined) {
        at[kind] = column;
      }
    });
    if (at.title === undefined && at.content !== undefined) {
      at.title = at.content;
      delete at.content;
    }
  } else {
    for (let column = wide - 1; column > 0 && at.hours === undefined; column -= 1) {
      at.hours = body.every(function (row) { return !row[column] || HOURS.test(row[column]); }) && body.some(function (row) { return row[column]; }) ? column : undefined;
    }
    const others = rows[0].map(function (ignored, column) { return column; }).filter(function (column) {
      return column !== at.hours && !body.every(function (row) { return /^[0-9]{0,3}$/.test(row[column] || ""); });
    });
    ["title", "content", "method"].forEach(function (kind, place) { at[kind] = others[place]; });
  }
  const used = ["title", "content", "method", "hours", "number"].map(function (kind) { return at[kind]; });
  return body.filter(function (row) { return !row.some(function (text) { return text && isTotal(text); }); }).map(function (row) {
    const hours = HOURS.exec(row[at.hours] || "");
    // What has no column of its own stays with what is taught.
    const rest = row.filter(function (text, column) { return text && used.indexOf(column) < 0; });
    return {
      title: (row[at.title] || "").split("\n").join(" "), content: [row[at.content] || ""].concat(rest).filter(Boolean).join("\n"),
      method: (row[at.method] || "").split("\n").join(" "), hours: hours ? hours[1] : row[at.hours] || ""
    };
  });
}

/* The lines of a list without their numbers. */
export function linesOf(text) {
  return text.replace(/\r\n?/g, "\n").split("\n").map(function (line) {
    return line.trim().replace(BULLETS_TYPED, "").replace(NUMBER, "").trim();
  }).filter(Boolean);
}

/* A table as Markdown. */
export function markdownOf(rows) {
  const wide = rows.reduce(function (most, row) { return Math.max(most, row.length); }, 0);
  return grid(rows.map(function (row) {
    return row.map(function (text) { return escaped(text).split("\n").join("<br>"); }).concat(new Array(wide - row.length).fill(""));
  }), -1).join("\n");
}
