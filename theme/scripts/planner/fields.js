/* From the values of a file to a plan: every field checked, every fault told with its line, nothing dropped in silence. */
import * as plans from "../rules/plans.js";
import { hours } from "../lib/hours.js";
import * as words from "../rules/words.js";

/* What the library's schema says of a plan's file, as the planner's data bring it: its fields, how an ID is written, the most items of a list. */
let file = { fields: [], id: "^$", items: 0, period: [0, -1] };
/* Signs that make a text look like what it is not; the library refuses them too. */
const INVISIBLE = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064" +
  "\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb]|\\udb40[\\udc00-\\udc7f]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?:[^\\ud800-\\udbff]|^)[\\udc00-\\udfff]");
/* What a field may refer to that stands in the plan of training, by its own names. */
const IN_PLAN = ["topic", "sector", "role", "task"];
/* What the library strips from the ends of a text; the browser's own way takes some signs more and some fewer. */
const AROUND = /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/* Walked from both ends: a pattern for the end alone looks at every run of blanks as often as it is long. */
function stripped(text) {
  let start = 0;
  let end = text.length;
  while (start < end && AROUND.test(text.charAt(start))) {
    start += 1;
  }
  while (end > start && AROUND.test(text.charAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}

/* Takes what the data say of files; nothing is read before. */
export function use(described) {
  file = described;
}

/* The field with this name, or one inside it. */
export function field(name, inner) {
  return [name].concat(inner || []).reduce(function (owner, part) {
    return owner.fields.filter(function (one) { return one.name === part; })[0];
  }, file);
}

/* How many years a plan has that says only when it begins: to the period's end; outside of it as many as the period. */
export function usualYears(start) {
  const inside = start >= file.period[0] && start <= file.period[1];
  return file.period[1] - (inside ? start : file.period[0]) + 1;
}

export function isId(text) {
  return new RegExp(file.id).test(text);
}

function quote(value) {
  return words.quote(String(value).replace(/\s+/g, " "));
}

function length(text) {
  return Array.from(text).length;
}

/* Each reader returns the value, or throws a text that says what is wrong. */
const READERS = {
  long: function (text, field) {
    const value = stripped(text).normalize("NFC");
    if (!value) {
      throw "是空的";
    }
    if (length(value) > field.high) {
      throw "有 " + length(value) + " 字，超过 " + field.high + " 字";
    }
    if (INVISIBLE.test(value)) {
      throw "里有看不见的特殊字符";
    }
    return value;
  },
  text: function (text, field) {
    if (stripped(text).indexOf("\n") >= 0) {
      throw "只能写一行";
    }
    return READERS.long(text, field);
  },
  id: function (text) {
    if (!isId(text)) {
      throw "编号 " + quote(text) + " 写法不对，只用小写字母、数字和短横线";
    }
    return text;
  },
  reference: function (text, field) {
    return READERS.text(text, { high: 200, label: field.label });
  },
  choice: function (text, field) {
    if (field.choices.indexOf(text) < 0) {
      throw "不能是 " + quote(text) + "，可选：" + field.choices.join("、");
    }
    return text;
  },
  bool: function (text) {
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text)) {
      throw "应是 true 或 false，现在是 " + quote(text);
    }
    return text.toLowerCase() === "true";
  },
  int: function (text, field) {
    const value = Number(text.trim());
    if (!/^-?[0-9]{1,9}$/.test(text.trim())) {
      throw "应是整数，现在是 " + quote(text);
    }
    if (value < field.low || value > field.high) {
      throw "应在 " + field.low + " 到 " + field.high + " 之间，现在是 " + quote(text);
    }
    return value;
  },
  /* Half-hours of hours, and half-days of days. */
  hours: function (text, field) {
    const match = /^([0-9]{1,6})(?:\.([0-9]{1,6}))?$/.exec(text.trim());
    const rest = match && (match[2] || "").replace(/0+$/, "");
    if (!match) {
      throw "应是数字，现在是 " + quote(text);
    }
    if (rest && rest !== "5") {
      throw " " + quote(text) + " 不是 0.5 的整数倍";
    }
    const value = Number(match[1]) * 2 + (rest ? 1 : 0);
    if (value < (field.low || 0) || value > field.high) {
      throw "应在 " + hours(field.low || 0) + " 到 " + hours(field.high) + " 之间，现在是 " + quote(text);
    }
    return value;
  },
  date: function (text) {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text.trim());
    const day = match && new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
    if (!match || Number(match[1]) < 1000 || day.getUTCMonth() !== Number(match[2]) - 1 || day.getUTCDate() !== Number(match[3])) {
      throw "应写成 2026-10-15 这样，现在是 " + quote(text);
    }
    return text.trim();
  }
};

function Reader(places) {
  this.places = places;
  this.problems = [];
}

Reader.prototype.say = function (line, message, hint, severity) {
  this.problems.push({ line: line, message: message, hint: hint || "", severity: severity || "error" });
};

/* The items of a list that is written by key, `2024: {…}`: each with its key as its first field. */
Reader.prototype.byKey = function (field, value, line) {
  const name = field.fields[0].name;
  return Object.keys(value).map(function (key) {
    const inner = value[key];
    const record = Object.assign({}, inner === null || typeof inner !== "object" ? {} : inner);
    if (inner !== null && typeof inner !== "object") {
      this.say(line, field.label + " " + quote(key) + " 应写成“字段: 值”。", "如 " + key + ": {hours: 30}。");
    }
    record[name] = key;
    this.places.records.set(record, this.places.records.get(inner) || line);
    return record;
  }, this);
};

Reader.prototype.list = function (field, given, line) {
  const value = field.keyed && given !== null && typeof given === "object" && !Array.isArray(given) ? this.byKey(field, given, line) : given;
  if (!Array.isArray(value)) {
    this.say(line, field.label + "（" + field.name + "）应是列表，每一项前面加“- ”。");
    return undefined;
  }
  if (value.length > file.items) {
    this.say(line, field.label + "有 " + value.length + " 项，超过 " + file.items + " 项。");
    return undefined;
  }
  return value.map(function (record, n) {
    const place = this.places.records.get(record) || line;
    if (record === null || typeof record !== "object" || Array.isArray(record)) {
      this.say(place, field.label + "的第 " + (n + 1) + " 项应写成“字段: 值”。", "如 {course: 课程编号, year: 2026}。");
      return {};
    }
    const owner = field.label + "第 " + (n + 1) + " 项";
    const values = this.record(field.fields, record, owner + "的", function () { return place; });
    const choice = field.oneOf || [];
    if (choice.length && choice.filter(function (name) { return record[name]; }).length !== 1) {
      this.say(place, owner + "须有 " + choice.join(" 或 ") + "，且只有一个。");
    }
    return values;
  }, this);
};

Reader.prototype.value = function (field, value, line, owner) {
  if (field.kind === "object") {
    return this.list(field, value, line);
  }
  if (typeof value !== "string") {
    this.say(line, owner + field.label + "（" + field.name + "）应是一个值。");
    return undefined;
  }
  try {
    return READERS[IN_PLAN.indexOf(field.ref) >= 0 ? "reference" : field.kind](value, field);
  } catch (reason) {
    if (typeof reason !== "string") {
      throw reason;
    }
    this.say(line, owner + field.label + "（" + field.name + "）" + reason + "。");
    return undefined;
  }
};

/* `lineOf` gives the line of a field. */
Reader.prototype.record = function (fields, record, owner, lineOf) {
  const values = {};
  Object.keys(record).forEach(function (name) {
    if (!fields.some(function (field) { return field.name === name; })) {
      this.say(lineOf(name), owner + "字段 " + quote(name) + " 不认识，没有读入。", "保存后文件里不再有它。", "warning");
    }
  }, this);
  fields.forEach(function (field) {
    const value = Object.prototype.hasOwnProperty.call(record, field.name) ? record[field.name] : null;
    if (value !== null) {
      const read = this.value(field, value, lineOf(field.name), owner);
      if (read !== undefined) {
        values[field.name] = read;
      }
    } else if (field.required) {
      this.say(lineOf(field.name), owner + "缺少必填字段 " + field.name + "（" + field.label + "）。");
    }
  }, this);
  return values;
};

/* `places` has the lines of the top `fields` and of the `records` in lists. */
export function read(tree, places, id) {
  const reader = new Reader(places);
  const values = reader.record(file.fields, tree, "", function (name) { return places.fields.get(name) || 1; });
  const broken = reader.problems.some(function (problem) { return problem.severity === "error"; });
  const named = Object.assign({ id: isId(id) ? id : "", years: usualYears(values.start) }, values);
  return { plan: broken ? null : plans.create(named), problems: reader.problems };
}
