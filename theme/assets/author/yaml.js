/* YAML of front matter: a reader on js-yaml that keeps every value as text, and a writer of the subset that courses need. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};

  const MAX_LENGTH = 1024 * 1024;
  const REASONS = [
    ["duplicated mapping key", "同一个字段写了两次"],
    ["bad indentation", "缩进不齐，或一行里有两个“: ”"],
    ["can not read a block mapping entry", "缩进不齐，或一行里有两个“: ”"],
    ["can not read an implicit mapping pair", "缺少“: ”（冒号后要空一格）"],
    ["implicit mapping pair", "缺少“: ”（冒号后要空一格）"],
    ["missed comma", "方括号、花括号里的各项之间缺少英文逗号"],
    ["unexpected end of the stream within a flow", "方括号或花括号没有配对"],
    ["unexpected end of the stream within a", "引号没有配对"],
    ["unexpected end of the document within a", "引号没有配对"],
    ["tab characters must not be used", "用制表符(Tab)缩进，请换成空格"],
    ["escape", "双引号里有不认识的反斜杠写法"],
    ["unknown tag", "用了 YAML 标签"],
    ["anchor", "用了 YAML 锚点或别名，请把内容直接写出来"],
    ["alias", "用了 YAML 锚点或别名，请把内容直接写出来"],
    ["non-printable", "有不能用的字符"]
  ];

  let schema = null;

  function textSchema() {
    // Only what is empty, `~` or null without quotes is nothing; all else is the text that stands there.
    if (!schema) {
      const empty = new root.jsyaml.Type("tag:yaml.org,2002:null", {
        kind: "scalar",
        resolve: function (data) { return data === null || /^(~|null|Null|NULL)?$/.test(data); },
        construct: function () { return null; }
      });
      schema = root.jsyaml.FAILSAFE_SCHEMA.extend({ implicit: [empty] });
    }
    return schema;
  }

  /* {value} or {message, line}; `line` counts from 0 in the text given. */
  function read(text) {
    if (text.length > MAX_LENGTH) {
      return { message: "文件太大", line: 0 };
    }
    try {
      const value = root.jsyaml.load(text, {
        schema: textSchema(),
        listener: function (event, state) {
          if (event === "close" && state.anchor !== null && state.anchor !== undefined) {
            throw new root.jsyaml.YAMLException("anchor", { line: state.line });
          }
        }
      });
      return { value: value };
    } catch (error) {
      const reason = String(error.reason || error.message || "");
      const known = REASONS.filter(function (pair) { return reason.indexOf(pair[0]) >= 0; })[0];
      return { message: known ? known[1] : "写法不合 YAML 规则", line: error.mark ? error.mark.line : 0 };
    }
  }

  // Words and signs that some reader of YAML takes for something other than text.
  const WORDS = /^(y|n|yes|no|on|off|true|false|null|nil|none|inf|nan)$/i;
  const SAFE = new RegExp("^[A-Za-z\\u4e00-\\u9fff“《（]" +
    "[A-Za-z0-9 _./()+\\u4e00-\\u9fff\\u3001\\u3002\\u300a\\u300b\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1f\\uff01“”‘’…—·-]*$");

  /* A text as a YAML scalar: plain where no reader can take it for anything else, in double quotes elsewhere. */
  function scalar(text) {
    if (SAFE.test(text) && !WORDS.test(text) && text === text.trim() && text.length <= 1000) {
      return text;
    }
    // JSON's escapes are YAML's; what editors show badly or YAML takes for a line break is escaped as well.
    return JSON.stringify(text).replace(/[\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ue000-\uf8ff\ufeff\ufff0-\uffff]/g,
      function (c) {
        return "\\u" + ("0000" + c.charCodeAt(0).toString(16)).slice(-4);
      });
  }

  function value(item) {
    return typeof item === "string" ? scalar(item) : String(item);
  }

  function flow(object) {
    return "{" + Object.keys(object).map(function (key) { return key + ": " + (key === "on" ? object[key] : value(object[key])); }).join(", ") + "}";
  }

  /* The lines of one field. Dates and numbers come without quotes when `bare` says so. */
  function field(name, data, bare) {
    if (Array.isArray(data)) {
      if (data.some(function (item) { return typeof item === "object"; })) {
        return [name + ":"].concat(data.map(function (item) { return "  - " + flow(item); }));
      }
      return [name + ": [" + data.map(value).join(", ") + "]"];
    }
    if (data !== null && typeof data === "object") {
      return [name + ": " + flow(data)];
    }
    return [name + ": " + (bare ? String(data) : value(data))];
  }

  author.yaml = { read: read, field: field, scalar: scalar };
})();
