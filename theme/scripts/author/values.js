/* The values of a file as the fields of the form hold them; what cannot be kept as it stands is noted. */
import * as text from "./text.js";
import { isBlank } from "./unfilled.js";

const TEXTS = { text: true, "long": true };
const BOOLEANS = /^(?:true|True|TRUE|false|False|FALSE)$/;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* Empty fields: a text for a single value, a list for many, an object of texts for a group. */
export function empty(schema) {
  const values = {};
  Object.keys(schema.properties).forEach(function (name) {
    const field = schema.properties[name];
    values[name] = field.type === "array" ? [] : field.type === "object" ? empty(field) : "";
  });
  return values;
}

/* A value of the file as its field holds it. `notes` get what is not kept: then the field's lines are written anew. */
export function filled(schema, value, label, notes) {
  if (schema.type === "array") {
    return list(schema, value, label, notes);
  }
  if (schema.type === "object") {
    return group(schema, value, label, notes);
  }
  if (typeof value !== "string") {
    notes.push(label + "应是一个值，没有读进来。");
    return "";
  }
  return single(schema["x-kind"], value, label, notes);
}

function list(schema, value, label, notes) {
  if (!Array.isArray(value) && !isBlank(value)) {
    notes.push(label + "应是列表，已当作只有一项。");
  }
  const all = Array.isArray(value) ? value : [value];
  const there = all.filter(function (item) { return item !== null && item !== ""; });
  if (there.length < all.length) {
    notes.push(label + "里有空的一项，已略去。");
  }
  return there.map(function (item) { return filled(schema.items, item, label, notes); });
}

function group(schema, value, label, notes) {
  const values = empty(schema);
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    notes.push(label + "的写法读不懂，没有读进来。");
    return values;
  }
  Object.keys(value).forEach(function (name) {
    if (!has(schema.properties, name)) {
      notes.push(label + "里不认识的 " + text.quote(name) + " 没有读进来。");
    } else if (value[name] !== null) {
      values[name] = filled(schema.properties[name], value[name], schema.properties[name].title, notes);
    }
  });
  return values;
}

function single(kind, value, label, notes) {
  if (kind === "bool") {
    const low = value.trim().toLowerCase();
    if ((low === "true" || low === "false") && !BOOLEANS.test(value)) {
      notes.push(label + "已写成 " + low + "。");
    }
    return low === "true" || low === "false" ? low : value;
  }
  const clean = text.clean(value, kind === "long");
  if (text.hasHidden(value)) {
    notes.push(label + "里看不见的特殊字符已去掉。");
  } else if (TEXTS[kind] && clean !== value.trim().normalize("NFC").trim()) {
    notes.push(label + "写成了几行，已接成一行。");
  } else if (!TEXTS[kind] && clean !== value) {
    notes.push(label + "前后的空白已去掉。");
  }
  return value;
}
