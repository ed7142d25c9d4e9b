/* A plan as the file of content/curricula, and back. What it writes is letter by letter what the command line writes. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const planner = CourseLib.planner = CourseLib.planner || {};
  const MAX_LENGTH = 512 * 1024;
  const MAX_DEPTH = 12;
  const MAX_VALUES = 50000;
  const REASONS = [
    ["values", "文件里的值太多"],
    ["depth", "括号或缩进的层次太多"],
    ["duplicated mapping key", "同一个字段写了两次"],
    ["bad indentation", "缩进不齐，或一行里有两个“: ”"],
    ["can not read a block mapping entry", "缩进不齐，或一行里有两个“: ”"],
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

  function itemLine(item) {
    return "  - {course: " + item.course + ", year: " + item.year + (item.offjob ? ", offjob: true" : "") +
      (item.offjob || item.level !== "county" ? ", level: " + item.level : "") + (item.on ? ", on: " + item.on : "") + "}\n";
  }

  function write(plan) {
    const field = planner.scalars.field;
    let text = field("title", plan.title, 2) + field("sector", plan.sector, 2) + field("role", plan.role, 2) + "start: " + plan.start + "\n";
    text += plan.years === 5 ? "" : "years: " + plan.years + "\n";
    text += plan.exempt ? "exempt: true\n" : "";
    text += plan.summary ? field("summary", plan.summary, 2) : "";
    text += plan.themes.length ? "themes:\n" + plan.themes.map(function (theme) {
      return "- year: " + theme.year + "\n" + field("  title", theme.title, 4);
    }).join("") : "";
    text += "items:\n" + plan.items.map(itemLine).join("");
    text += plan.notes ? field("notes", plan.notes, 2) : "";
    text += plan.updated ? field("updated", plan.updated, 2) : "";
    return text + (plan.status === "published" ? "" : field("status", plan.status, 2));
  }

  /* All values stay the text that stands there; only what is empty, `~` or null without quotes is nothing. */
  function textSchema() {
    if (!schema) {
      const empty = new CourseLib.jsyaml.Type("tag:yaml.org,2002:null", {
        kind: "scalar",
        resolve: function (data) { return data === null || /^(~|null|Null|NULL)?$/.test(data); },
        construct: function () { return null; }
      });
      schema = CourseLib.jsyaml.FAILSAFE_SCHEMA.extend({ implicit: [empty] });
    }
    return schema;
  }

  /* Watches the parser: refuses what content may not hold, and notes the line on which each mapping begins. */
  function watcher(lines) {
    let depth = 0;
    let values = 0;
    const opened = [];
    return function (event, state) {
      const refuse = function (reason) { throw new CourseLib.jsyaml.YAMLException(reason, { line: state.line }); };
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

  /* The line of each field at the top of the file. */
  function fieldLines(text) {
    const found = new Map();
    text.split(/\r\n|\r|\n/).forEach(function (line, n) {
      const match = /^["']?([A-Za-z_][A-Za-z0-9_-]*)["']?[ \t]*:(?:[ \t]|$)/.exec(line);
      if (match && !found.has(match[1])) {
        found.set(match[1], n + 1);
      }
    });
    return found;
  }

  function failed(line, message, hint) {
    return { plan: null, problems: [{ line: line, message: message, hint: hint, severity: "error" }] };
  }

  /* The line on which a second document begins. */
  function second(text) {
    const lines = text.split(/\r\n|\r|\n/);
    const first = lines.findIndex(function (line) { return line.trim() !== "" && !/^(#|---)/.test(line); });
    return lines.findIndex(function (line, n) { return n > first && /^---(\s|$)/.test(line); });
  }

  function syntax(error, text) {
    const reason = String(error.reason || error.message || "");
    const known = REASONS.filter(function (pair) { return reason.indexOf(pair[0]) >= 0; })[0];
    const at = error.mark && typeof error.mark.line === "number" ? error.mark.line : 0;
    const line = 1 + (reason.indexOf("single document") >= 0 ? Math.max(0, second(text)) : at);
    return failed(line, "文件读不懂：" + (known ? known[1] : "写法不合 YAML 规则") + "。", "改好这一行再打开，或换一个文件。");
  }

  /* Returns {plan, problems}; `plan` is null when a problem has the severity "error". Never throws for bad text. */
  function read(given, id) {
    const text = given.replace(/^\ufeff/, "");
    if (text.length > MAX_LENGTH) {
      return failed(1, "文件太大，不像是课程方案。", "课程方案的文件一般只有几千字。");
    }
    const bad = /[^\t\n\r\x20-\x7e\u0085\u00a0-\uffff]|[\ufffe\uffff]/.exec(text) || /\ufffd/.exec(text);
    if (bad) {
      const line = text.slice(0, bad.index).split("\n").length;
      return failed(line, "文件里有读不出来的字符。", "课程方案是 UTF-8 编码的文本文件；换一个文件，或另存为 UTF-8。");
    }
    const lines = new Map();
    let tree;
    try {
      tree = CourseLib.jsyaml.load(text, { schema: textSchema(), listener: watcher(lines) });
    } catch (error) {
      return syntax(error, text);
    }
    if (tree === null || typeof tree !== "object" || Array.isArray(tree)) {
      return failed(1, "这不是课程方案文件。", "课程方案每行写一个字段，如“title: 名称”。");
    }
    return planner.fields.read(tree, { fields: fieldLines(text), records: lines }, id || "");
  }

  /* A name for the file: what the library accepts as an ID, so that it may go into content/curricula as it is. */
  function name(plan) {
    const made = (plan.id || [plan.sector, plan.role, plan.start].filter(Boolean).join("-")).toLowerCase().replace(/[^a-z0-9-]+/g, "-");
    return (made.replace(/^-+|-+$/g, "").slice(0, 64) || "plan") + ".yml";
  }

  planner.yaml = { name: name, read: read, write: write };
})();
