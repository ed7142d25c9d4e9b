/* JSON Schema, as much of it as generator/courselib/exchange/sourceschemas.py writes, and what a finding means in plain words. */
import * as hints from "./hints.js";
import * as text from "./text.js";

const TYPES = {
  string: function (value) { return typeof value === "string"; },
  number: function (value) { return typeof value === "number" && isFinite(value); },
  integer: function (value) { return typeof value === "number" && Math.floor(value) === value; },
  boolean: function (value) { return typeof value === "boolean"; },
  array: Array.isArray,
  object: function (value) { return value !== null && typeof value === "object" && !Array.isArray(value); }
};

const FORMATS = { date: text.isDate, uri: text.isWebAddress };

/* Each keyword tells whether a value of the right type keeps to it. */
const KEYWORDS = {
  "enum": function (value, options) { return options.indexOf(value) >= 0; },
  pattern: function (value, pattern) { return typeof value !== "string" || new RegExp(pattern).test(value); },
  format: function (value, name) { return typeof value !== "string" || !FORMATS[name] || FORMATS[name](value); },
  minLength: function (value, low) { return typeof value !== "string" || text.count(value) >= low; },
  maxLength: function (value, high) { return typeof value !== "string" || text.count(value) <= high; },
  minimum: function (value, low) { return typeof value !== "number" || value >= low; },
  maximum: function (value, high) { return typeof value !== "number" || value <= high; },
  multipleOf: function (value, part) { return typeof value !== "number" || (value / part) % 1 === 0; },
  minItems: function (value, low) { return !Array.isArray(value) || value.length >= low; },
  maxItems: function (value, high) { return !Array.isArray(value) || value.length <= high; }
};

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* All findings: {path, keyword, schema, value, name}; `path` like resources[0].url. */
export function validate(schema, value) {
  const findings = [];
  visit(schema, value, "", findings);
  return findings;
}

function visit(schema, value, path, findings) {
  function say(keyword, at, more) {
    findings.push(Object.assign({ path: at, keyword: keyword, schema: schema, value: value }, more));
  }
  const types = [].concat(schema.type || []);
  if (types.length && !types.some(function (name) { return TYPES[name](value); })) {
    say("type", path);
    return;
  }
  Object.keys(KEYWORDS).some(function (keyword) {
    const wrong = has(schema, keyword) && !KEYWORDS[keyword](value, schema[keyword]);
    if (wrong) {
      say(keyword, path);
    }
    return wrong;
  });
  if (Array.isArray(value)) {
    items(schema, value, path, findings, say);
  } else if (TYPES.object(value)) {
    members(schema, value, path, findings, say);
  }
}

function items(schema, list, path, findings, say) {
  list.forEach(function (item, index) {
    if (schema.uniqueItems && list.indexOf(item) < index) {
      say("uniqueItems", path + "[" + index + "]", { value: item });
    }
    visit(schema.items || {}, item, path + "[" + index + "]", findings);
  });
}

function members(schema, object, path, findings, say) {
  const properties = schema.properties || {};
  const dot = path ? path + "." : "";
  (schema.required || []).forEach(function (name) {
    if (!has(object, name)) {
      say("required", dot + name, { name: name, schema: properties[name], owner: schema });
    }
  });
  Object.keys(object).forEach(function (name) {
    if (has(properties, name)) {
      visit(properties[name], object[name], dot + name, findings);
    } else if (schema.additionalProperties === false) {
      say("additionalProperties", dot + name, { name: name });
    }
  });
  const choices = (schema.oneOf || []).filter(function (one) {
    return one.required.every(function (name) { return has(object, name); });
  });
  if (schema.oneOf && choices.length !== 1) {
    say("oneOf", path);
  }
}

function named(schema) {
  return schema["enum"].map(function (value, index) { return value + "（" + schema.enumDescriptions[index] + "）"; }).join("、");
}

const YES = ["yes", "on", "y", "是", "对", "有", "1"];
const NO = ["no", "off", "n", "否", "不", "无", "0"];

const HOURS = {
  type: function (label, value, help, schema) {
    const meant = text.hoursMeant(value);
    const parsed = text.parseHours(value);
    if (parsed.wrong === "half") {
      return ["M306", label + " " + text.quote(value) + " 不是 " + schema.multipleOf + " 的整数倍。", near(value, schema)];
    }
    return ["M305", label + "应是数字，现在是 " + text.quote(value) + "。", meant && inRange(meant, schema) ? "是否想写 " + meant + "？" : help];
  },
  range: function (label, value, help, schema) {
    return ["M307", label + " " + text.quote(String(value)) + " 超出范围 " + schema.minimum + " 到 " + schema.maximum + "。", help];
  }
};

/* Half-hours within what the field may have; its schema counts in hours. */
function within(half, schema) {
  return half >= schema.minimum * 2 && half <= schema.maximum * 2;
}

function inRange(value, schema) {
  return within(text.parseHours(value).value, schema);
}

function near(value, schema) {
  const match = /^([0-9]{1,2})\.([0-9])/.exec(value);
  if (!match) {
    return "";
  }
  const below = Number(match[1]) * 2 + (match[2] >= "5" ? 1 : 0);
  const close = [below, below + 1].filter(function (half) { return within(half, schema); }).map(text.formatHours);
  return close.length > 1 ? "可写 " + close.join(" 或 ") + "。" : close.length ? "是否想写 " + close[0] + "？" : "";
}

/* The choices of a field with their names, as generator/courselib/content/checks/courses.py knows them. */
function nearestOf(schema, value, setting, otherwise) {
  const rows = schema["x-ref"] === "topic" ? setting.topics : schema["x-ref"] === "sector" ? setting.sectors : [];
  const labels = rows.length ? new Map(rows.map(function (row) { return [row.id, row.title]; }))
    : new Map(schema["enum"].map(function (name, index) { return [name, schema.enumDescriptions[index]]; }));
  return hints.hint(schema["x-ref"] || schema.title, String(value), function () { return schema["enum"]; }, labels, otherwise);
}

/* Code and name of what stands in the plan's lists. */
const NAMED = { role: ["R417", "身份"], task: ["R418", "基本任务"] };

/* [code, message, hint] of a finding, in the words of generator/courselib/library/fields.py. `label` names the field. */
export function words(finding, label, setting) {
  const schema = finding.schema;
  const value = finding.value;
  const kind = schema && schema["x-kind"];
  const help = (schema && schema.description) || "";
  const shown = typeof value === "string" ? text.quote(value) : text.quote(JSON.stringify(value));
  switch (finding.keyword) {
    case "required":
      return ["M301", label + "没有填。", ""];
    case "minItems":
      return ["M301", label + "没有选。", ""];
    case "additionalProperties":
      return ["M302", "不认识的字段 " + text.quote(finding.name) + "。", ""];
    case "oneOf":
      return ["M315", "资源须有 file 或 url，且只有一个。", "文件写 file，网址写 url。"];
    case "uniqueItems":
      return ["M312", label + "里 " + shown + " 写了不止一次。", "只留一处。"];
    case "maxItems":
      return ["M307", label + "有 " + value.length + " 项，超过 " + schema.maxItems + " 项。", ""];
    case "maxLength":
      return ["M311", label + "有 " + text.count(value) + " 字，超过 " + schema.maxLength + " 字：" + text.quote(value, 20) + "。", "请写短些。"];
    case "enum":
      if (schema["x-ref"] === "topic") {
        return ["R401", "专题 " + shown + " 不存在。", nearestOf(schema, value, setting, "专题编号见指南“专题与领域”。")];
      }
      if (schema["x-ref"] === "sector") {
        return ["R402", "领域 " + shown + " 不存在。", nearestOf(schema, value, setting, "可选：" + schema["enum"].join("、") + "。")];
      }
      if (NAMED[schema["x-ref"]]) {
        return NAMED[schema["x-ref"]].slice(0, 1).concat(NAMED[schema["x-ref"]][1] + " " + shown + " 不存在。",
          nearestOf(schema, value, setting, "可选：" + named(schema) + "。"));
      }
      return ["M304", label + "不能是 " + shown + "。", nearestOf(schema, value, setting, "可选：" + named(schema) + "。")];
    default:
      break;
  }
  if (kind === "hours") {
    return finding.keyword === "type" ? HOURS.type(label, value, help, schema) : HOURS.range(label, value, help, schema);
  }
  if (kind === "int") {
    return finding.keyword === "type" ? ["M303", label + "应是整数，现在是 " + shown + "。", text.hoursMeant(value).replace(/^([0-9]+)$/, "是否想写 $1？").replace(/^[0-9].*$/, "")]
      : ["M307", label + " " + text.quote(String(value)) + " 超出范围 " + schema.minimum + " 到 " + schema.maximum + "。", ""];
  }
  if (kind === "time") {
    return ["M316", label + " " + shown + " 不是时间。", "写成 09:00 或 14:30。"];
  }
  if (kind === "bool") {
    const low = String(value).trim().toLowerCase();
    const meant = YES.indexOf(low) >= 0 ? "true" : NO.indexOf(low) >= 0 ? "false" : "";
    return ["M303", label + "应是 true 或 false，现在是 " + shown + "。", meant ? "是否想写 " + meant + "？" : "写 true（是）或 false（否）。"];
  }
  if (kind === "date") {
    const meant = text.dateMeant(value);
    return ["M308", label + " " + shown + " 不是日期。", meant ? "是否想写 " + meant + "？" : text.looksLikeDate(value) ? "这一天在日历上没有。" : "写成 2026-10-15。"];
  }
  if (kind === "month") {
    const meant = text.monthMeant(value);
    return ["M308", label + " " + shown + " 不是年月。", meant ? "是否想写 " + meant + "？" : "写成 2025-10 或 2025。"];
  }
  if (kind === "url") {
    return ["M309", label + " " + shown + " 不是网页地址。", "只能用 http:// 或 https:// 开头的网址。"];
  }
  if (kind === "file") {
    return ["M310", label + "路径 " + shown + " 不安全。", "写 content/media 下的相对路径，不用 .. 、盘符或反斜杠。"];
  }
  if (kind === "id") {
    return ["M313", label + "编号 " + shown + " 写法不对。", "编号只用小写字母、数字和短横线，最多 64 个字符。"];
  }
  return ["M303", label + "写得不对：" + shown + "。", help];
}
