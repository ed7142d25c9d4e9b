/* One course between three forms: what stands in the fields (texts), data as the schema knows it, and the text of a file. */
import { read } from "../lib/yaml/reader.js";
import * as writer from "../lib/yaml/writer.js";
import * as authorBody from "./body.js";
import * as text from "./text.js";
import { isBlank } from "./unfilled.js";
import * as fieldValues from "./values.js";

/* Numbers, dates and truth values are what they look like; everything else is text, which must not look like them. */
const BARE = { hours: true, date: true, bool: true, int: true };

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

function blankRecord(schema) {
  return { id: "", values: fieldValues.empty(schema), body: authorBody.parse(""), origin: null };
}

/* What a new record of another kind than a course begins with. */
export function newOf(kind) {
  return kind.outlined ? newRecord(kind.schema) : { id: "", values: fieldValues.empty(kind.schema), body: authorBody.whole(""), origin: null };
}

/* What a new course begins with: a line and a row to fill in. Left empty, they are not written. */
function newRecord(schema) {
  const record = blankRecord(schema);
  record.body.objectives = [""];
  record.body.outline = [{ title: "", content: "", method: "", hours: "" }];
  return record;
}

function single(schema, value) {
  const kind = schema["x-kind"];
  if (kind === "object") {
    return object(schema, value);
  }
  const plain = text.clean(value, kind === "long");
  if (kind === "hours") {
    const parsed = text.parseHours(plain);
    return parsed.value === undefined ? plain : parsed.value / 2;
  }
  if (kind === "bool") {
    return plain === "true" ? true : plain === "false" ? false : plain;
  }
  if (kind === "int") {
    return /^-?[0-9]{1,9}$/.test(plain) ? Number(plain) : plain;
  }
  return plain;
}

function object(schema, values) {
  const data = {};
  Object.keys(schema.properties).forEach(function (name) {
    const field = schema.properties[name];
    const value = values[name];
    if (field.type === "array") {
      const items = (value || []).map(function (item) { return single(field.items, item); }).filter(isSomething);
      if (items.length) {
        data[name] = items;
      }
    } else {
      const item = value === undefined ? "" : single(field, value);
      if (isSomething(item)) {
        data[name] = item;
      }
    }
  });
  return data;
}

function isSomething(value) {
  return value !== "" && !(value !== null && typeof value === "object" && !Object.keys(value).length);
}

/* Data as the schema knows it; what is empty is left out. */
export function dataOf(record, schema) {
  return object(schema, record.values);
}

/* One value on one line, as it may stand inside brackets too. Mirrors generator/courselib/library/writing.py. */
function one(schema, value) {
  if (schema["x-kind"] === "object") {
    return writer.mapping(Object.keys(value).map(function (name) { return [name, written(schema.properties[name], value[name])]; }));
  }
  return typeof value !== "string" || (BARE[schema["x-kind"]] && /^[0-9-]+$/.test(value)) ? String(value) : writer.scalar(value);
}

function written(schema, value) {
  if (isBlank(value)) {
    // A mark stands for the whole value, of a list too.
    return writer.scalar([].concat(value)[0]);
  }
  return schema.type === "array" ? writer.sequence(value.map(function (item) { return one(schema.items, item); })) : one(schema, value);
}

/* The lines of a field: lists of objects have an item a line, texts of several lines are a block of lines. */
function fieldLines(name, schema, value) {
  const kind = (schema.items || schema)["x-kind"];
  const text = schema.type === "array" && kind === "object"
    ? writer.rows(value.map(function (item) { return one(schema.items, item); }), 0)
    : " " + (schema.type !== "array" && kind === "long" ? writer.block(value, 0) : written(schema, value));
  return (name + ":" + text).split("\n");
}

/* The lines of the front matter: those of untouched fields as they were, the others written anew. */
function frontLines(record, schema) {
  const data = dataOf(record, schema);
  const order = Object.keys(schema.properties).filter(function (name) { return has(data, name); });
  const origin = record.origin;
  const rows = [];
  const unknown = origin ? origin.unknown : [];
  function write(name) {
    return fieldLines(name, schema.properties[name], data[name]);
  }
  if (!origin || !origin.pieces) {
    order.forEach(function (name) { rows.push({ name: name, lines: write(name) }); });
    unknown.forEach(function (name) { rows.push({ name: name, lines: rawField(name, origin.values[name]) }); });
  } else {
    origin.pieces.chunks.forEach(function (chunk) {
      if (unknown.indexOf(chunk.key) >= 0) {
        rows.push({ name: chunk.key, lines: chunk.lines });
      } else if (has(data, chunk.key)) {
        const same = JSON.stringify(origin.before[chunk.key]) === JSON.stringify(data[chunk.key]);
        rows.push({ name: chunk.key, lines: same ? chunk.lines : chunk.lines.slice(0, chunk.lead).concat(write(chunk.key)) });
      } else {
        // The field is gone; what was said above it may well be about something else.
        rows.push({ name: chunk.key, lines: chunk.lines.slice(0, chunk.lead).filter(function (line) { return line.trim(); }) });
      }
    });
    order.forEach(function (name, index) {
      if (!rows.some(function (row) { return row.name === name; })) {
        const after = order.slice(0, index);
        const at = rows.reduce(function (last, row, place) { return after.indexOf(row.name) >= 0 ? place + 1 : last; }, 0);
        rows.splice(at, 0, { name: name, lines: write(name) });
      }
    });
  }
  const tail = origin && origin.pieces ? origin.pieces.tail : [];
  return rows.reduce(function (all, row) { return all.concat(row.lines); }, []).concat(tail);
}

function rawField(name, value) {
  // Deep structures of a field that nobody knows come out as JSON, which is YAML too.
  return [writer.scalar(name) + ": " + JSON.stringify(value)];
}

/* Whether lines of front matter say exactly what the fields say. */
function agrees(lines, record, schema) {
  const again = read(lines.join("\n"));
  if (!again.value) {
    return Boolean(!again.message && !Object.keys(dataOf(record, schema)).length);
  }
  const copy = blankRecord(schema);
  Object.keys(again.value).forEach(function (key) {
    if (has(schema.properties, key) && again.value[key] !== null) {
      copy.values[key] = fieldValues.filled(schema.properties[key], again.value[key], "", []);
    }
  });
  return JSON.stringify(dataOf(copy, schema)) === JSON.stringify(dataOf(record, schema));
}

/* Walked from its end: a pattern for the end alone looks at every run of blanks as often as it is long. */
function withoutEnd(whole) {
  let end = whole.length;
  while (end > 0 && /\s/.test(whole.charAt(end - 1))) {
    end -= 1;
  }
  return whole.slice(0, end);
}

/* The text of the file; of a kind that has no body, its metadata alone. */
export function fileText(record, schema, bare) {
  let lines = frontLines(record, schema);
  if (record.origin && record.origin.pieces && !agrees(lines, record, schema)) {
    // The old lines and the new ones do not go together: everything is written anew.
    lines = frontLines({ values: record.values, origin: Object.assign({}, record.origin, { pieces: null }) }, schema);
  }
  if (bare) {
    return withoutEnd(lines.join("\n")) + "\n";
  }
  const body = withoutEnd(text.cleanBody(authorBody.compose(record.body)).replace(/^(?:[ \t]*\n)+/, ""));
  return withoutEnd(["---"].concat(lines, ["---", "", body]).join("\n")) + "\n";
}

export { newRecord as blank };
