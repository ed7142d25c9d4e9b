/* Opening a file: its front matter into fields, with a note on everything that cannot be kept as it stands. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const text = author.text;
  const TEXTS = { text: true, "long": true };
  const BOOLEANS = /^(?:true|True|TRUE|false|False|FALSE)$/;

  function has(object, name) {
    return Object.prototype.hasOwnProperty.call(object, name);
  }

  /* Empty fields: a text for a single value, a list for many, an object of texts for a group. */
  function empty(schema) {
    const values = {};
    Object.keys(schema.properties).forEach(function (name) {
      const field = schema.properties[name];
      values[name] = field.type === "array" ? [] : field.type === "object" ? empty(field) : "";
    });
    return values;
  }

  /* A value of the file as its field holds it. `notes` get what is not kept: then the field's lines are written anew. */
  function filled(schema, value, label, notes) {
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
    if (!Array.isArray(value)) {
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

  /* Read a file: {record, notes} or {message}. `notes` say what could not be kept. */
  function open(name, raw, schema) {
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
    const found = root.yaml.read(front);
    if (found.message) {
      return { message: "第 " + (found.line + 2) + " 行的元数据写法有误：" + found.message + "。请先在原文件里改好，再打开。" };
    }
    if (found.value === null || typeof found.value !== "object" || Array.isArray(found.value)) {
      return { message: "元数据不是“字段: 值”的形式，读不懂。" };
    }
    return opened(name, front, lines.slice(close + 1).join("\n"), found.value, schema);
  }

  function opened(name, front, body, values, schema) {
    const id = name.replace(/\.(md|markdown|txt)$/i, "");
    const record = { id: id, values: empty(schema), body: author.body.parse(body), origin: null };
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
    const data = author.record.dataOf(record, schema);
    changed.forEach(function (key) { delete data[key]; });
    record.origin = { id: id, unknown: unknown, pieces: root.yaml.cut(front, values), before: data, values: values };
    return { record: record, notes: notes };
  }

  author.opening = { open: open, filled: filled, empty: empty };
})();
