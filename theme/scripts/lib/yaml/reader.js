/* YAML of content files read with js-yaml: every value stays the text that stands there, and what content may not hold is refused.
   Mirrors generator/courselib/syntax/yaml/tree.py. */
import * as jsYaml from "../../vendor/js-yaml.js";

const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 12;
const MAX_VALUES = 50000;
const REASONS = [
  ["values", "文件里的值太多"],
  ["depth", "括号或缩进的层次太多"],
  ["duplicated mapping key", "同一个字段写了两次"],
  ["bad indentation", "缩进不齐，或一行里有两个“: ”"],
  ["can not read a block mapping entry", "缩进不齐，或一行里有两个“: ”"],
  ["can not read an implicit mapping pair", "缺少“: ”（冒号后要空一格）"],
  ["implicit mapping pair", "缺少“: ”（冒号后要空一格）"],
  ["missed comma", "方括号、花括号里的各项之间缺少英文逗号"],
  ["unexpected end of the stream within a flow", "方括号或花括号没有配对"],
  ["unexpected end of the", "引号没有配对"],
  ["tab characters must not be used", "用制表符（Tab）缩进，请换成空格"],
  ["escape", "双引号里有不认识的反斜杠写法"],
  ["single document", "文件里有第二份 YAML，请删去多余的“---”行"],
  ["tag", "用了 YAML 标签，请删去叹号开头的部分"],
  ["anchor", "用了 YAML 锚点或别名，请把内容直接写出来"],
  ["alias", "用了 YAML 锚点或别名，请把内容直接写出来"],
  ["non-printable", "有不能用的字符"]
];

let schema = null;

/* Only what is empty, `~` or null without quotes is nothing; all else is the text that stands there. */
function textSchema() {
  if (!schema) {
    const empty = new jsYaml.Type("tag:yaml.org,2002:null", {
      kind: "scalar",
      resolve: function (data) { return data === null || /^(~|null|Null|NULL)?$/.test(data); },
      construct: function () { return null; }
    });
    schema = jsYaml.FAILSAFE_SCHEMA.extend({ implicit: [empty] });
  }
  return schema;
}

/* Watches the parser: refuses what content may not hold, and notes the line, from 1, on which each mapping and list begins. */
function watcher(lines) {
  let depth = 0;
  let values = 0;
  const opened = [];
  return function (event, state) {
    const refuse = function (reason) { throw new jsYaml.YAMLException(reason, { line: state.line }); };
    if (event === "open") {
      depth += 1;
      values += 1;
      opened.push(state.line);
      if (depth > MAX_DEPTH * 2 || values > MAX_VALUES) {
        refuse(values > MAX_VALUES ? "values" : "depth");
      }
      return;
    }
    depth -= 1;
    const line = opened.pop();
    if (state.anchor !== null && state.anchor !== undefined) {
      refuse("anchor");
    }
    if (/^tag:yaml\.org,2002:(str|seq|map)$/.test(state.tag || "")) {
      refuse("tag");
    }
    if (state.result !== null && typeof state.result === "object" && !lines.has(state.result)) {
      lines.set(state.result, line + 1);
    }
  };
}

/* The line, from 0, on which a second document begins. */
function second(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.findIndex(function (line) { return line.trim() !== "" && !/^(#|---)/.test(line); });
  return Math.max(0, lines.findIndex(function (line, n) { return n > first && /^---(\s|$)/.test(line); }));
}

/* {value, lines} or {message, line}; `line` counts from 0 in the text given, `lines` maps mappings and lists to theirs, from 1. */
export function read(text) {
  if (text.length > MAX_LENGTH) {
    return { message: "文件太大", line: 0 };
  }
  const lines = new Map();
  try {
    return { value: jsYaml.load(text, { schema: textSchema(), listener: watcher(lines) }), lines: lines };
  } catch (error) {
    const reason = String(error.reason || error.message || "");
    const known = REASONS.filter(function (pair) { return reason.indexOf(pair[0]) >= 0; })[0];
    const at = error.mark && typeof error.mark.line === "number" ? error.mark.line : 0;
    return { message: known ? known[1] : "写法不合 YAML 规则", line: reason.indexOf("single document") >= 0 ? second(text) : at };
  }
}
