/* Opening a file: its front matter into fields, with a note on everything that cannot be kept as it stands. */
import { cut } from "../lib/yaml/pieces.js";
import { read } from "../lib/yaml/reader.js";
import * as authorBody from "./body.js";
import * as authorRecord from "./record.js";
import { empty, filled } from "./values.js";

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* Which of `kinds` a file is of: the one that knows most of its fields, of several the one chosen. */
export function kindOf(name, raw, kinds, chosen) {
  const isYaml = /\.ya?ml$/i.test(name);
  const front = isYaml ? raw : (/^\s*---[ \t]*\r?\n([\s\S]*?)\n---/.exec(raw.replace(/^\ufeff/, "")) || ["", ""])[1];
  const keys = (front.match(/^[a-z_]+(?=:)/gm) || []);
  let best = null;
  let most = -1;
  kinds.filter(function (kind) { return (kind.suffix === "yml") === isYaml; }).forEach(function (kind) {
    const known = keys.filter(function (key) { return has(kind.schema.properties, key); }).length * 2 + (kind === chosen ? 1 : 0);
    if (known > most) {
      best = kind;
      most = known;
    }
  });
  return best;
}

/* Read a file: {record, notes} or {message}. `notes` say what could not be kept. Without a `kind` it is a course's. */
export function open(name, raw, schema, kind) {
  const content = raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "");
  if (kind && kind.suffix === "yml") {
    return openBare(name, content, schema);
  }
  const lines = content.split("\n");
  if (!/^---[ \t]*$/.test(lines[0])) {
    return { message: "文件开头没有元数据区（第一行应是“---”）。请确认打开的是课程文件。" };
  }
  let close = 1;
  while (close < lines.length && !/^---[ \t]*$/.test(lines[close])) {
    close += 1;
  }
  if (close === lines.length) {
    return { message: "元数据区没有结束线“---”。请在元数据的最后一行下面，单独写一行“---”。" };
  }
  const front = lines.slice(1, close).join("\n");
  const metadata = read(front);
  if (metadata.message) {
    return { message: "第 " + (metadata.line + 2) + " 行的元数据写法有误：" + metadata.message + "。请先在原文件里改好，再打开。" };
  }
  if (metadata.value === null || typeof metadata.value !== "object" || Array.isArray(metadata.value)) {
    return { message: "元数据不是“字段: 值”的形式，读不懂。" };
  }
  const body = lines.slice(close + 1).join("\n");
  return opened(name, front, kind && !kind.outlined ? authorBody.whole(body) : authorBody.parse(body), metadata.value, schema);
}

/* A file that is all metadata. */
function openBare(name, content, schema) {
  const front = content.replace(/\n+$/, "");
  const metadata = read(front);
  if (metadata.message) {
    return { message: "第 " + (metadata.line + 1) + " 行的写法有误：" + metadata.message + "。请先在原文件里改好，再打开。" };
  }
  if (metadata.value === null || typeof metadata.value !== "object" || Array.isArray(metadata.value)) {
    return { message: "文件不是“字段: 值”的形式，读不懂。" };
  }
  if (has(metadata.value, "sector") && !has(schema.properties, "sector")) {
    return { message: "这是课程方案，请在选课页里打开。" };
  }
  return opened(name, front, authorBody.whole(""), metadata.value, schema);
}

function opened(name, front, body, values, schema) {
  const id = name.replace(/\.(md|markdown|txt|ya?ml)$/i, "");
  const record = { id: id, values: empty(schema), body: body, origin: null };
  const unknown = [];
  const notes = [];
  const changed = [];
  Object.keys(values).forEach(function (key) {
    const before = notes.length;
    if (!has(schema.properties, key)) {
      unknown.push(key);
    } else if (values[key] !== null) {
      record.values[key] = filled(schema.properties[key], values[key], schema.properties[key].title, notes);
    }
    if (notes.length > before) {
      changed.push(key);
    }
  });
  const data = authorRecord.dataOf(record, schema);
  changed.forEach(function (key) { delete data[key]; });
  record.origin = { id: id, unknown: unknown, pieces: cut(front, values), before: data, values: values };
  return { record: record, notes: notes };
}
