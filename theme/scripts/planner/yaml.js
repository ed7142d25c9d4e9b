/* A plan as the file of content/curricula, and back. What it writes is letter by letter what the command line writes. */
import * as reader from "../lib/yaml/reader.js";
import * as writer from "../lib/yaml/writer.js";
import { hours } from "../lib/hours.js";
import * as fields from "./fields.js";

const MAX_LENGTH = 512 * 1024;
const EARNED = ["hours", "theory_hours", "offjob_hours", "days"];

function itemPairs(item) {
  const yaml = writer;
  return [item.course ? ["course", yaml.scalar(item.course)] : ["class", yaml.scalar(item.class)], ["year", String(item.year)]].concat(
    item.offjob ? [["offjob", "true"]] : [],
    item.offjob || item.level !== "county" ? [["level", yaml.scalar(item.level)]] : [],
    item.hours ? [["hours", hours(item.hours)]] : [], item.days ? [["days", hours(item.days)]] : [],
    item.on ? [["on", item.on]] : []);
}

/* What was earned stands below its year; half-days are written as half-hours are. */
function earnedLine(row) {
  return "\n  " + row.year + ": " + writer.mapping(EARNED.filter(function (name) { return row[name]; }).map(function (name) {
    return [name, hours(row[name])];
  }));
}

/* Mirrors generator/courselib/curricula/writing.py: what has its usual value is left out. */
export function write(plan) {
  const yaml = writer;
  const lines = ["title: " + yaml.scalar(plan.title), "sector: " + yaml.scalar(plan.sector), "role: " + yaml.scalar(plan.role), "start: " + plan.start]
    .concat(plan.years === fields.usualYears(plan.start) ? [] : "years: " + plan.years, plan.exempt ? "exempt: true" : [], plan.summary ? "summary: " + yaml.block(plan.summary, 0) : [],
      plan.themes.length ? "themes:" + yaml.rows(plan.themes.map(function (theme) {
        return yaml.mapping([["year", String(theme.year)], ["title", yaml.scalar(theme.title)]]);
      })) : [],
      plan.earned.length ? "earned:" + plan.earned.map(earnedLine).join("") : [],
      "items:" + (plan.items.length ? yaml.rows(plan.items.map(function (item) { return yaml.mapping(itemPairs(item)); })) : " []"),
      plan.notes ? "notes: " + yaml.block(plan.notes, 0) : [], plan.updated ? "updated: " + plan.updated : [],
      plan.status === "published" ? [] : "status: " + yaml.scalar(plan.status));
  return lines.join("\n") + "\n";
}

/* The line of each field at the top of the file. */
function fieldLines(text) {
  const lineNumbers = new Map();
  text.split(/\r\n|\r|\n/).forEach(function (line, n) {
    const match = /^["']?([A-Za-z_][A-Za-z0-9_-]*)["']?[ \t]*:(?:[ \t]|$)/.exec(line);
    if (match && !lineNumbers.has(match[1])) {
      lineNumbers.set(match[1], n + 1);
    }
  });
  return lineNumbers;
}

function failed(line, message, hint) {
  return { plan: null, problems: [{ line: line, message: message, hint: hint, severity: "error" }] };
}

/* Returns {plan, problems}; `plan` is null when a problem has the severity "error". Never throws for bad text. */
export function read(given, id) {
  const text = given.replace(/^\ufeff/, "");
  if (text.length > MAX_LENGTH) {
    return failed(1, "文件太大，不像是课程方案。", "课程方案的文件一般只有几千字。");
  }
  const bad = /[^\t\n\r\x20-\x7e\u0085\u00a0-\uffff]|[\ufffe\uffff]/.exec(text) || /\ufffd/.exec(text);
  if (bad) {
    const line = text.slice(0, bad.index).split("\n").length;
    return failed(line, "文件里有读不出来的字符。", "课程方案是 UTF-8 编码的文本文件；换一个文件，或另存为 UTF-8。");
  }
  const parsed = reader.read(text);
  if (parsed.message) {
    return failed(parsed.line + 1, "文件读不懂：" + parsed.message + "。", "改好这一行再打开，或换一个文件。");
  }
  const tree = parsed.value;
  if (tree === null || typeof tree !== "object" || Array.isArray(tree)) {
    return failed(1, "这不是课程方案文件。", "课程方案每行写一个字段，如“title: 名称”。");
  }
  return fields.read(tree, { fields: fieldLines(text), records: parsed.lines }, id || "");
}

/* A name for the file: what the library accepts as an ID, so that it may go into content/curricula as it is. */
export function name(plan) {
  const made = (plan.id || [plan.sector, plan.role, plan.start].filter(Boolean).join("-")).toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  return (made.replace(/^-+|-+$/g, "").slice(0, 64) || "plan") + ".yml";
}
