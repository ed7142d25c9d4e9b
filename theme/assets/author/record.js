/* One course between three forms: what stands in the fields (texts), data as the schema knows it, and the text of a file. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const text = author.text;

  const BARE = { hours: true, date: true, bool: true };

  function has(object, name) {
    return Object.prototype.hasOwnProperty.call(object, name);
  }

  function kindOf(schema) {
    return (schema.items || schema)["x-kind"];
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

  function blankRecord(schema) {
    return { id: "", values: empty(schema), body: author.body.parse(""), origin: null };
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
  function dataOf(record, schema) {
    return object(schema, record.values);
  }

  /* Cut front matter into the stretches of lines of its fields; null when that cannot be done safely. */
  function cut(front, whole) {
    const chunks = [];
    let lead = [];
    front.split("\n").forEach(function (line) {
      const key = /^(?:([A-Za-z_][\w-]*)|"([^"\\]*)"|'([^']*)')\s*:(?:\s|$)/.exec(line);
      if (key) {
        chunks.push({ key: key[1] || key[2] || key[3], lines: lead.concat(line), lead: lead.length });
        lead = [];
      } else if (!chunks.length || /^#/.test(line) || !line.trim()) {
        lead.push(line);
      } else {
        const last = chunks[chunks.length - 1];
        last.lines = last.lines.concat(lead, line);
        lead = [];
      }
    });
    const names = Object.keys(whole);
    const sound = chunks.length === names.length && chunks.every(function (chunk, index) {
      const alone = author.yaml.read(chunk.lines.join("\n"));
      return chunk.key === names[index] && alone.value && typeof alone.value === "object" &&
        JSON.stringify(alone.value) === "{" + JSON.stringify(chunk.key) + ":" + JSON.stringify(whole[chunk.key]) + "}";
    });
    return sound ? { chunks: chunks, tail: lead } : null;
  }

  function filled(schema, value, label, notes) {
    if (schema.type === "array") {
      const list = Array.isArray(value) ? value : [value];
      if (!Array.isArray(value)) {
        notes.push(label + "应是列表，已当作只有一项。");
      }
      return list.filter(function (item) { return item !== null; }).map(function (item) {
        return filled(schema.items, item, label, notes);
      });
    }
    if (schema.type === "object") {
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
    if (typeof value !== "string") {
      notes.push(label + "应是一个值，没有读进来。");
      return "";
    }
    if (schema["x-kind"] === "bool") {
      const low = value.toLowerCase();
      return low === "true" || low === "false" ? low : value;
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
    const found = author.yaml.read(front);
    if (found.message) {
      return { message: "第 " + (found.line + 2) + " 行的元数据写法有误：" + found.message + "。请先在原文件里改好，再打开。" };
    }
    if (found.value === null || typeof found.value !== "object" || Array.isArray(found.value)) {
      return { message: "元数据不是“字段: 值”的形式，读不懂。" };
    }
    return opened(name, front, lines.slice(close + 1).join("\n"), found.value, schema);
  }

  function opened(name, front, body, values, schema) {
    const record = blankRecord(schema);
    const unknown = [];
    const notes = [];
    Object.keys(values).forEach(function (key) {
      if (!has(schema.properties, key)) {
        unknown.push(key);
      } else if (values[key] !== null) {
        record.values[key] = filled(schema.properties[key], values[key], schema.properties[key].title, notes);
      }
    });
    record.id = name.replace(/\.(md|markdown|txt)$/i, "");
    record.body = author.body.parse(body);
    const pieces = cut(front, values);
    record.origin = { id: record.id, unknown: unknown, pieces: pieces, before: dataOf(record, schema), values: values };
    return { record: record, notes: notes };
  }

  function bareField(name, schema, data) {
    return author.yaml.field(name, data, BARE[kindOf(schema)] && !Array.isArray(data));
  }

  /* The lines of the front matter: those of untouched fields as they were, the others written anew. */
  function frontLines(record, schema) {
    const data = dataOf(record, schema);
    const order = Object.keys(schema.properties).filter(function (name) { return has(data, name); });
    const origin = record.origin;
    const rows = [];
    const unknown = origin ? origin.unknown : [];
    function write(name) {
      return bareField(name, schema.properties[name], data[name]);
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
    return [author.yaml.scalar(name) + ": " + JSON.stringify(value)];
  }

  /* Whether lines of front matter say exactly what the fields say. */
  function agrees(lines, record, schema) {
    const again = author.yaml.read(lines.join("\n"));
    if (!again.value) {
      return Boolean(!again.message && !Object.keys(dataOf(record, schema)).length);
    }
    const copy = blankRecord(schema);
    Object.keys(again.value).forEach(function (key) {
      if (has(schema.properties, key) && again.value[key] !== null) {
        copy.values[key] = filled(schema.properties[key], again.value[key], "", []);
      }
    });
    return JSON.stringify(dataOf(copy, schema)) === JSON.stringify(dataOf(record, schema));
  }

  /* The text of the file. */
  function fileText(record, schema) {
    let lines = frontLines(record, schema);
    if (record.origin && record.origin.pieces && !agrees(lines, record, schema)) {
      // The old lines and the new ones do not go together: everything is written anew.
      lines = frontLines({ values: record.values, origin: Object.assign({}, record.origin, { pieces: null }) }, schema);
    }
    const body = author.text.cleanBody(author.body.compose(record.body)).replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
    return ["---"].concat(lines, ["---", "", body]).join("\n").replace(/\s+$/, "") + "\n";
  }

  author.record = { blank: newRecord, open: open, dataOf: dataOf, fileText: fileText, empty: empty };
})();
