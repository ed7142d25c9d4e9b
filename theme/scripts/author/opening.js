/* Opening a file: its front matter into fields, with a note on everything that cannot be kept as it stands. */
import { cut } from "../lib/yaml/pieces.js";
import { read } from "../lib/yaml/reader.js";
import * as authorBody from "./body.js";
import * as authorRecord from "./record.js";
import { empty, filled } from "./values.js";

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* Read a file: {record, notes} or {message}. `notes` say what could not be kept. */
export function open(name, raw, schema) {
  const content = raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "");
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
  return opened(name, front, lines.slice(close + 1).join("\n"), metadata.value, schema);
}

function opened(name, front, body, values, schema) {
  const id = name.replace(/\.(md|markdown|txt)$/i, "");
  const record = { id: id, values: empty(schema), body: authorBody.parse(body), origin: null };
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
