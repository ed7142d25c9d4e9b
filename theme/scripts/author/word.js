/* Word plans in the form, pasting from Word and Excel, IDs of Chinese titles: all by a script that is loaded when it is needed. */
import { run } from "../lib/script.js";
import * as authorBody from "./body.js";
import * as controls from "./controls.js";
import * as authorRecord from "./record.js";
import { empty } from "./values.js";

const MAX_FILE = 64 * 1024 * 1024;
const SURE = { sure: "确定", guess: "推测，请核对", missing: "没有认出来" };
const PARTS = { objectives: "教学目标", outline: "课程大纲", materials: "学习材料", questions: "思考题", id: "编号", fingerprint: "" };
const LONGEST = 60;
const HAN = /[\u3400-\u9fff]/;

export function isWord(name) {
  return /\.(?:docx|docm|dotx)$/i.test(name);
}

/* A file of a word processor that no form can open: the way out, else an empty text. */
export function wayOut(name) {
  return /\.(?:doc|wps|wpt|dot|rtf|odt)$/i.test(name) ? "这是旧格式的文档。请在 Word 或 WPS 里用“另存为”存成 .docx，再打开。" : "";
}

/* A promise of what the script that is loaded later brings: {idOf, open, pasted}. */
function later() {
  const there = window.CourseLib.plans;
  return there ? Promise.resolve(there)
    : run(controls.byId("data").getAttribute("data-cl-plan"), "author-plan").then(function () { return window.CourseLib.plans; });
}

function byTitle(names) {
  const found = {};
  names.forEach(function (name, id) { found[name.title || name] = id; });
  return found;
}

/* The words by which plans are read, with the names of this library's records. */
function words(app) {
  const given = app.setting.plan_words;
  const names = Object.assign({}, given.names, {
    lecturers: byTitle(app.names.lecturers), venues: byTitle(app.names.venues), prerequisites: byTitle(app.names.courses), series: byTitle(app.names.courses)
  });
  return Object.assign({}, given, { names: names });
}

function labelOf(app, name) {
  return PARTS[name] || app.setting.schema.properties[name].title;
}

function shown(app, field) {
  const names = app.setting.plan_words.names[field.name] || {};
  const titles = {};
  Object.keys(names).forEach(function (title) { titles[names[title]] = title; });
  const all = [].concat(field.value).map(function (value) { return titles[value] || { "true": "是", "false": "否" }[value] || value; });
  const text = (Array.isArray(field.value) && PARTS[field.name] ? all.length + " 条：" : "") + all.join("、");
  return text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text;
}

/* What was found, a line a field: for people. */
function told(app, made) {
  return made.fields.filter(function (field) { return field.name !== "fingerprint"; }).map(function (field) {
    const label = labelOf(app, field.name) + "：";
    if (field.sure === "missing") {
      return label + (field.said ? "没有认出来（" + field.where + "，原文“" + field.said.slice(0, LONGEST) + "”）" : "没有找到");
    }
    return label + shown(app, field) + "（" + field.where + "，" + SURE[field.sure] + "）";
  }).concat(made.remarks.map(function (remark) { return "注意：" + remark; }));
}

function recordOf(app, made, idOf) {
  const schema = app.setting.schema;
  const record = authorRecord.blank(schema);
  record.values = empty(schema);
  made.fields.forEach(function (field) {
    if (field.sure !== "missing" && schema.properties[field.name]) {
      record.values[field.name] = field.value;
    }
  });
  record.values.status = "draft";
  const body = authorBody.parse(made.body.join("\n"));
  ["objectives", "outline"].forEach(function (part) {
    if (!body[part].length && !body.raw[part]) {
      body[part] = record.body[part];
      body.whole = "";
    }
  });
  record.body = body;
  const own = made.fields.filter(function (field) { return field.name === "id"; })[0];
  record.id = own ? own.value : record.values.title ? idOf(record.values.title, function (id) { return app.names.courses.has(id); }) : "";
  return record;
}

/* Read a Word file; `done` gets (record, notes, fields), or (null, words of what is wrong). */
export function open(app, file, done) {
  if (file.size > MAX_FILE) {
    done(null, "文件超过 64 MB，没有读。请删去不用的图片，或分成几个文件。");
    return;
  }
  const reader = new FileReader();
  reader.onerror = function () { done(null, "文件读不出来。"); };
  reader.onload = function () {
    later().then(function (plans) {
      const stem = file.name.replace(/\.[^.]*$/, "");
      const made = plans.open(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)), stem, words(app));
      if (made.empty) {
        done(null, "文件里没有文字。是扫描件或图片的，先在 Word 里打成文字。");
      } else {
        done(recordOf(app, made, plans.idOf), told(app, made), made.fields);
      }
    }).catch(function (error) {
      done(null, error.unreadable ? error.message : error.code ? "读 Word 的程序没有加载（author-plan）。请重新复制整个网站文件夹。" : "文件损坏了，读不出来。请在 Word 或 WPS 里打开，另存一份再试。");
    });
  };
  reader.readAsArrayBuffer(file);
}

/* Make an ID of one that was written in Chinese; `done` gets it. */
export function pinyin(app, written, done) {
  if (HAN.test(written)) {
    later().then(function (plans) { done(plans.idOf(written, function (id) { return app.names.courses.has(id); })); }).catch(function () { return null; });
  }
}

function pathAt(node) {
  let at = node;
  while (at && at.getAttribute && !at.getAttribute("data-path")) {
    at = at.parentNode;
  }
  return at && at.getAttribute ? at.getAttribute("data-path") || "" : "";
}

/* Put rows where the one of `index` stood, or behind it where something is written there already. */
function spliced(list, index, rows, isEmpty) {
  const before = list.slice(0, index);
  const own = list[index] === undefined || isEmpty(list[index]) ? [] : [list[index]];
  return before.concat(own, rows, list.slice(index + 1));
}

function insertText(area, text) {
  const from = area.selectionStart;
  const before = area.value.slice(0, from).replace(/\s+$/, "");
  const rest = area.value.slice(area.selectionEnd);
  area.value = (before ? before + "\n\n" : "") + text + "\n" + (rest ? "\n" + rest.replace(/^\n+/, "") : "");
  ["input", "change"].forEach(function (name) {
    const event = document.createEvent("Event");
    event.initEvent(name, true, false);
    area.dispatchEvent(event);
  });
}

/* Take part in pasting: lists become rows, a table becomes units or a table, pictures are refused. `redraw` shows the record anew. */
export function pasting(app, redraw) {
  controls.byId("form").addEventListener("paste", function (/** @type {any} */ event) {
    const data = event.clipboardData;
    const path = pathAt(event.target);
    if (!data) {
      return;
    }
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    const field = /^(objectives|outline)(?:\[(\d+)\])?/.exec(path);
    const picture = !text.trim() && (/<img[\s>]/i.test(html) || Array.prototype.some.call(data.types || [], function (type) { return type === "Files"; }));
    if (picture) {
      event.preventDefault();
      app.tell("图片不能粘贴进来。请把图片另存成文件，放进 content/media 文件夹，在正文里写 ![图里有什么](../../media/文件名.png)；或者把整份 Word 教案交给管课程库的人，用 courselib import 导入，图片会一起带进去。", []);
      return;
    }
    const isTable = /<table[\s>]/i.test(html) || /\t/.test(text);
    const isArea = event.target.tagName === "TEXTAREA";
    const isList = field && field[1] === "objectives" && text.trim().indexOf("\n") >= 0;
    if (!(isTable && (field || isArea)) && !isList) {
      return;
    }
    event.preventDefault();
    later().then(function (plans) {
      const pasted = plans.pasted;
      const rows = isTable ? pasted.rowsOf(html, text) : null;
      const body = app.record.body;
      const index = field ? parseInt(field[2] || "0", 10) : 0;
      if (field && field[1] === "outline" && rows) {
        const units = pasted.unitsOf(rows, app.setting.plan_words);
        body.outline = spliced(body.outline, index, units, authorBody.isEmptyRow);
        redraw("已粘贴 " + units.length + " 个单元。");
      } else if (field && field[1] === "objectives") {
        const lines = pasted.linesOf(rows ? rows.map(function (row) { return row.filter(Boolean).join(" "); }).join("\n") : text);
        body.objectives = spliced(body.objectives, index, lines, function (line) { return !line.trim(); });
        redraw("已粘贴 " + lines.length + " 条目标。");
      } else {
        insertText(event.target, rows ? pasted.markdownOf(rows) : text);
      }
    }).catch(function () { insertText(event.target, text); });
  });
}
