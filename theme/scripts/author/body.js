/* The body of a course: objectives and outline as rows, everything else as the Markdown it is. One that nobody changed stays as it was. */
import { stripEnd } from "../lib/markdown/text.js";
import * as cutting from "./cutting.js";
import * as encoding from "./encoding.js";

const HEAD = "| 单元 | 内容要点 | 方式 | 学时 |\n| --- | --- | --- | ---: |";
const CELLS = ["title", "content", "method", "hours"];

function trimLines(value) {
  return stripEnd(value.replace(/^(?:[ \t]*\n)+/, ""));
}

/* Take a body apart: `objectives`, `outline` rows and the text before, between and after them. */
export function parse(body) {
  const lines = body.split("\n");
  const known = cutting.cut(body);
  const result = { objectives: [], outline: [], before: "", between: "", after: "", order: ["objectives", "outline"],
    raw: { objectives: false, outline: false }, source: {}, whole: body };
  function piece(from, to) {
    return trimLines(lines.slice(from, to).join("\n"));
  }
  const sections = sectionsOf(known);
  ["objectives", "outline"].forEach(function (name) { result.raw[name] = Boolean(known[name] && known[name].raw); });
  sections.forEach(function (section) {
    result[section.name] = section.rows;
    result.source[section.name] = { head: section.head, text: piece(section.at, section.end), same: JSON.stringify(section.rows) };
  });
  const first = sections[0];
  const last = sections[sections.length - 1];
  result.before = first ? piece(0, first.at) : "";
  result.between = sections.length === 2 ? piece(first.end, last.at) : "";
  result.after = last ? piece(last.end, lines.length) : trimLines(body);
  if (sections.length === 2) {
    result.order = [first.name, last.name];
  }
  result.same = JSON.stringify(plain(result));
  return result;
}

/* The body of a record that has no outline: one text, whatever its headings are. */
export function whole(body) {
  const result = { objectives: [], outline: [], before: "", between: "", after: trimLines(body), order: ["objectives", "outline"],
    raw: { objectives: false, outline: false }, source: {}, whole: body, plain: true };
  result.same = JSON.stringify(plain(result));
  return result;
}

function sectionsOf(known) {
  return ["objectives", "outline"].filter(function (name) { return known[name] && known[name].rows; }).map(function (name) {
    return Object.assign({ name: name }, known[name]);
  }).sort(function (a, b) { return a.at - b.at; });
}

function plain(parts) {
  return [parts.objectives, parts.outline, parts.before, parts.between, parts.after];
}

export function isEmptyRow(row) {
  return !row.title.trim() && !row.content.trim() && !row.hours.trim() && !row.method.trim();
}

function isUntouched(parts) {
  return Boolean(parts.whole) && parts.same === JSON.stringify(plain(parts));
}

/* A section as text, with the path of the form's field for each of its lines. */
function section(name, parts) {
  const source = parts.source[name];
  if (source && source.same === JSON.stringify(parts[name])) {
    return { text: source.text, paths: null };
  }
  const isList = name === "objectives";
  const rows = [];
  const paths = [];
  parts[name].forEach(function (row, index) {
    if (isList ? row.trim() : !isEmptyRow(row)) {
      rows.push(isList ? "- " + encoding.encodeItem(row)
        : "| " + CELLS.map(function (cell) { return encoding.encodeCell(row[cell]); }).join(" | ") + " |");
      paths.push(name + "[" + index + "]");
    }
  });
  const head = (source ? source.head : isList ? "## 教学目标" : "## 课程大纲") + "\n" + (isList ? "" : "\n" + HEAD);
  const lead = head.split("\n").map(function () { return name; });
  return rows.length ? { text: [head].concat(rows).join("\n"), paths: lead.concat(paths) } : { text: "", paths: null };
}

/* The pieces that a changed body is put together from: {path, text, paths}. */
function pieces(parts) {
  const texts = ["before", parts.order[0], "between", parts.order[1], "after"];
  return texts.map(function (path) {
    const made = path === "objectives" || path === "outline" ? section(path, parts) : { text: parts[path], paths: null };
    return { path: path, text: trimLines(made.text), paths: made.paths };
  }).filter(function (piece) { return piece.text; });
}

/* Put a body together; one that nobody changed comes back as it was. */
export function compose(parts) {
  return isUntouched(parts) ? parts.whole : pieces(parts).map(function (piece) { return piece.text; }).join("\n\n");
}

/* Which lines of an untouched body belong to which field. */
function pathsOfWhole(body) {
  const sections = sectionsOf(cutting.cut(body));
  return function (line) {
    const at = line - 1;
    const own = sections.filter(function (one) { return at >= one.at && at < one.end; })[0];
    const isBefore = sections.length && at < sections[0].at;
    const isBetween = sections.length === 2 && at < sections[1].at;
    return own ? own.name : isBefore ? "before" : isBetween ? "between" : "after";
  };
}

function cellOf(line, column) {
  const before = line.slice(0, column - 1).replace(/\\\|/g, "").split("|").length - 2;
  return CELLS[Math.max(0, Math.min(before, CELLS.length - 1))];
}

/* A function that tells the path of the form's field for a line and column of the body as it is composed. */
export function locate(parts) {
  if (parts.plain) {
    return function () { return "after"; };
  }
  if (isUntouched(parts)) {
    return pathsOfWhole(parts.whole);
  }
  const lines = [];
  pieces(parts).forEach(function (piece) {
    piece.text.split("\n").forEach(function (text, index) {
      lines.push({ path: piece.paths ? piece.paths[index] : piece.path, text: text });
    });
    lines.push({ path: piece.path, text: "" });
  });
  return function (line, column) {
    const place = lines[line - 1] || { path: "after", text: "" };
    return place.path.indexOf("outline[") === 0 ? place.path + "." + cellOf(place.text, column) : place.path;
  };
}
