/* The form as a whole: builds the fields, keeps the record, checks while typing, opens and saves files. */
import { clear, make } from "../lib/dom.js";
import * as checks from "./checks.js";
import * as controls from "./controls.js";
import * as fields from "./fields.js";
import * as keep from "./keep.js";
import * as opening from "./opening.js";
import * as parcel from "./parcel.js";
import * as preview from "./preview.js";
import * as problems from "./problems.js";
import * as authorRecord from "./record.js";
import * as rows from "./rows.js";
import * as sections from "./sections.js";
import * as authorText from "./text.js";
import * as topic from "./topic.js";
import * as fieldValues from "./values.js";
import * as word from "./word.js";

const DELAY = 200;

function namesOf(raw) {
  const names = raw || { courses: [], lecturers: [], venues: [], classes: [], media: [] };
  const courses = new Map();
  names.courses.forEach(function (row) {
    courses.set(row[0], { title: row[1], kind: row[2], status: row[3], prerequisites: row[4] });
  });
  const titles = new Map(names.courses.map(function (row) { return [row[0], row[1]]; }));
  return { courses: courses, titles: titles, lecturers: new Map(names.lecturers), venues: new Map(names.venues),
    classes: new Map(names.classes || []), media: new Set(names.media) };
}

export const app = {
  fields: {}, seen: new Set(), all: false, dirty: false,
  tell: tell,
  // What the topic filled in by itself, until the author says otherwise.
  filled: {},

  /* A value changed while typing: check soon. */
  changed: function () {
    app.dirty = true;
    window.clearTimeout(app.timer);
    app.timer = window.setTimeout(function () { refresh(true); }, DELAY);
  },

  /* The author left a field: from now on it shows what is wrong with it. */
  touched: function (path) {
    app.seen.add(path);
    delete app.filled[path];
    app.dirty = true;
    window.clearTimeout(app.timer);
    refresh();
    const written = app.record.id;
    if (path === "id") {
      word.pinyin(app, written, function (id) {
        // The author may have gone on meanwhile.
        if (app.record.id === written) {
          app.fields.id.assign(id);
          refresh();
          controls.announce("编号已写成拼音 " + id + "，可以再改。");
        }
      });
    }
  },

  /* Fields below `prefix` are about to be made anew. */
  forget: function (prefix) {
    Object.keys(app.fields).forEach(function (path) {
      if (path.indexOf(prefix) === 0) {
        delete app.fields[path];
      }
    });
  },

  /* Give a field that takes one value another, from elsewhere in the form. */
  put: function (name, value) {
    const field = app.fields[name];
    field.assign(value);
    app.touched(name);
    field.controls[0].focus();
  }
};

function showProblems() {
  problems.show(app, app.problems, { anyway: function () { hand(true); }, dropUnknown: dropUnknown });
}

/* Write files of another kind from now on. */
function choose(kind) {
  app.setting.kind = kind;
  app.setting.schema = kind.schema;
  app.setting.help = kind.help;
  Array.prototype.forEach.call(document.querySelectorAll("[data-cl-for]"), function (node) {
    node.hidden = node.getAttribute("data-cl-for").split(" ").indexOf(kind.name) < 0;
  });
  controls.byId("kind").value = kind.name;
  controls.byId("form").setAttribute("aria-label", kind.label);
}

function kindNamed(name) {
  return app.setting.kinds.filter(function (kind) { return kind.name === name; })[0];
}

function written() {
  return authorRecord.fileText(app.record, app.setting.schema, app.setting.kind.suffix === "yml");
}

/* Make all fields anew from the record. */
function rebuild() {
  app.fields = {};
  sections.build(app, { topicChosen: function () { topic.chosen(app, refresh); } });
  fields.growAll(controls.byId("form"));
}

/* Check and show everything anew. `typing` tells that the author is in the middle of a word: a long body is then left for later. */
function refresh(typing) {
  const data = authorRecord.dataOf(app.record, app.setting.schema);
  app.problems = checks.check(app.record, app.setting, app.names, typing);
  showProblems();
  if (app.setting.kind.outlined) {
    rows.showSum(app, data);
    topic.show(app, data);
  }
  preview.show(controls.byId("preview"), data, app, typing);
  controls.byId("source").value = written();
  controls.byId("download").textContent = "下载 " + (authorText.ID.test(app.record.id) ? app.record.id : app.setting.kind.label) + "." + app.setting.kind.suffix;
  if (app.dirty) {
    app.stored = keep.save(app.record, app.setting.kind.name);
    controls.byId("stored").textContent = app.stored ? "草稿已存在这台电脑的浏览器里。" : "这个浏览器不让存草稿，请及时下载文件。";
  }
}

/* Whether the record may be handed in: its errors are shown where it may not. */
function isReady(anyway) {
  refresh();
  const errors = app.problems.filter(function (problem) { return problem.severity === "error"; });
  if (errors.length && !anyway) {
    app.all = true;
    controls.byId("summary").hidden = false;
    showProblems();
    controls.byId("summary").querySelector("h2").focus();
    return null;
  }
  // Reminders hold nothing up, but whoever hands a course in should have seen them.
  app.all = true;
  showProblems();
  return errors;
}

/* Put the record beside others that are handed in together. */
function addToParcel() {
  if (isReady(false)) {
    const kind = app.setting.kind;
    parcel.put(kind.folder + "/" + app.record.id + "." + kind.suffix, app.record.values.title, written(), reopen);
    app.dirty = false;
  }
}

function reopen(name, text) {
  if (!app.dirty || window.confirm("打开文件会换掉现在写的内容，继续吗？")) {
    opened(name, text);
  }
}

function hand(anyway) {
  const errors = isReady(anyway);
  if (!errors) {
    return;
  }
  const kind = app.setting.kind;
  const name = (authorText.ID.test(app.record.id) ? app.record.id : kind.name + "-draft") + "." + kind.suffix;
  const text = written();
  if (keep.download(name, text)) {
    app.dirty = false;
    tell(errors.length ? "已下载没写完的 " + name + "。它还不能放进课程库。"
      : "已下载 " + name + "。请把它放进 content/" + kind.folder + " 文件夹，或交给管课程库的人。", ["草稿还在这个浏览器里。用公用电脑的，请点“重新开始”删去。"]);
  } else {
    controls.byId("file").open = true;
    controls.byId("source").focus();
    controls.byId("source").select();
    tell("这个浏览器不能直接下载。请复制“文件内容”，用记事本另存为 " + name + "，编码选 UTF-8。", []);
  }
}

function tell(words, notes) {
  const box = clear(controls.byId("notice"));
  box.hidden = false;
  box.appendChild(make("p", { text: words }));
  if (notes.length) {
    box.appendChild(make("ul", {}, notes.map(function (note) { return make("li", { text: note }); })));
  }
  controls.announce(words);
}

function start(record, options) {
  app.record = record;
  app.seen = new Set();
  app.filled = {};
  app.all = Boolean(options.all);
  app.dirty = false;
  controls.byId("summary").hidden = true;
  rebuild();
  refresh();
}

function startAnew() {
  if (app.dirty && !window.confirm("放弃现在写的内容，重新开始吗？")) {
    return;
  }
  keep.forget();
  start(authorRecord.newOf(app.setting.kind), {});
  tell("已重新开始，草稿已从浏览器里删去。", []);
  app.fields.title.control.focus();
}

/* A Word plan was read: its fields are shown with where each came from. */
function openedPlan(name, record, notes, found) {
  if (!record) {
    tell("没有打开 " + name + "：" + notes, []);
    return;
  }
  choose(kindNamed("course"));
  start(record, { all: false });
  app.dirty = true;
  refresh();
  found.forEach(function (one) {
    const field = app.fields[one.name];
    if (field && one.sure !== "missing") {
      field.note.textContent = "来自" + one.where + (one.sure === "guess" ? "，是推测的，请核对。" : "。");
    }
  });
  tell("已打开教案 " + name + "，存成了草稿状态。下面是认出来的各项；其余的文字按原来的次序在正文里。请逐项核对。", notes);
}

function opened(name, text, trouble, note) {
  const kind = trouble ? null : opening.kindOf(name, text, app.setting.kinds, app.setting.kind);
  const result = trouble ? { message: trouble } : opening.open(name, text, kind.schema, kind);
  if (result.message) {
    tell("没有打开 " + name + "：" + result.message, []);
    return;
  }
  const unknown = result.record.origin.unknown;
  const notes = (note ? [note] : []).concat(result.notes);
  if (!result.record.origin.pieces) {
    notes.push("元数据的写法较特别，下载时会整个重写，里面的注释不再保留。");
  } else if (/^\s*#|\s#/m.test(text.split(/^---/m)[1] || "")) {
    notes.push("没有改动的字段连同注释原样保留；改过的字段会重写，字段里面的注释不再保留。");
  }
  ["objectives", "outline"].forEach(function (part) {
    if (result.record.body.raw[part]) {
      notes.push((part === "outline" ? "课程大纲" : "教学目标") + "不是一条一行的写法，请在“其他正文”里直接改。");
    }
  });
  if (kind !== app.setting.kind) {
    notes.push("这是" + kind.label + "的文件，上面已换成“" + kind.label + "”。");
    choose(kind);
  }
  start(result.record, { all: true });
  if (unknown.length) {
    controls.byId("summary").hidden = false;
    showProblems();
  }
  tell("已打开 " + name + "。", notes.concat(unknown.map(function (key) {
    return "不认识的字段 " + authorText.quote(key) + " 已原样留着，检查时会报错，请在下面改名或删去。";
  })));
}

/* Take a field that nobody knows out of the file; `to` names the one that was meant, which gets its value. */
function dropUnknown(name, to) {
  const origin = app.record.origin;
  const schema = app.setting.schema;
  if (origin.pieces) {
    origin.pieces.chunks.forEach(function (chunk) {
      if (chunk.key === name) {
        chunk.lines = chunk.lines.slice(0, chunk.lead);
      }
    });
  }
  origin.unknown = origin.unknown.filter(function (one) { return one !== name; });
  const words = to ? "已把 " + name + " 改成 " + to + "。" : "已删去 " + name + "。";
  const notes = [];
  if (to) {
    app.record.values[to] = fieldValues.filled(schema.properties[to], origin.values[name], schema.properties[to].title, notes);
    delete origin.before[to];
    rebuild();
  }
  app.touched("unknown");
  tell(words, notes);
  controls.byId("download").focus();
}

function ask(file) {
  if (file && (!app.dirty || window.confirm("打开文件会换掉现在写的内容，继续吗？"))) {
    const wayOut = word.wayOut(file.name);
    if (wayOut) {
      tell("没有打开 " + file.name + "：" + wayOut, []);
    } else if (word.isWord(file.name)) {
      tell("正在读 " + file.name + "……", []);
      word.open(app, file, function (record, notes, found) { openedPlan(file.name, record, notes, found); });
    } else {
      keep.read(file, opened);
    }
  }
}

/* Rows were pasted. */
function redraw(words) {
  rebuild();
  app.touched("pasted");
  controls.announce(words);
}

function wire() {
  ["open", "word"].forEach(function (name) {
    controls.byId(name).addEventListener("change", function (/** @type {any} */ event) {
      ask(event.target.files[0]);
      event.target.value = "";
    });
  });
  controls.byId("kind").addEventListener("change", function () {
    const kind = kindNamed(controls.byId("kind").value);
    if (app.dirty && !window.confirm("换一种会放弃现在写的内容，继续吗？")) {
      controls.byId("kind").value = app.setting.kind.name;
      return;
    }
    choose(kind);
    start(authorRecord.newOf(kind), {});
  });
  controls.byId("add").addEventListener("click", addToParcel);
  parcel.begin(reopen);
  controls.byId("anew").addEventListener("click", startAnew);
  controls.byId("download").addEventListener("click", function () { hand(false); });
  Array.prototype.forEach.call(document.querySelectorAll("#cl-author-form details"), function (fold) {
    fold.addEventListener("toggle", function () { fields.growAll(fold); });
  });
  word.pasting(app, redraw);
  controls.byId("form").addEventListener("submit", function (event) { event.preventDefault(); });
  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    ask(event.dataTransfer && event.dataTransfer.files[0]);
  });
  window.addEventListener("beforeunload", function (event) {
    if (app.dirty && !app.stored) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
}

function begin() {
  const setting = JSON.parse(controls.byId("data").textContent);
  setting.kinds.forEach(function (kind) { kind.schema = JSON.parse(kind.schema); });
  app.setting = setting;
  app.names = namesOf(window.CourseLib.names);
  app.titles = { courses: app.names.titles, lecturers: app.names.lecturers, venues: app.names.venues };
  choose(setting.kinds[0]);
  wire();
  controls.byId("app").hidden = false;
  controls.byId("noscript").hidden = true;
  const kept = keep.restore(setting.kinds);
  try {
    if (kept) {
      choose(kept.kind);
    }
    start(kept ? kept.record : authorRecord.newOf(setting.kind), { all: false });
  } catch (error) {
    if (!kept) {
      throw error;
    }
    // A draft that this form cannot show is worth less than a form that works.
    keep.forget();
    choose(setting.kinds[0]);
    start(authorRecord.newOf(setting.kind), {});
  }
  if (kept && app.record === kept.record) {
    // It is nowhere but here: whatever would replace it asks first.
    app.dirty = app.stored = true;
    tell("已接着上次的草稿" + (kept.record.values.title ? "《" + kept.record.values.title + "》" : "") + "。不要它的话，请点“重新开始”。", []);
  }
  if (!window.CourseLib.names) {
    tell("课程、讲师、场地的名单没有读到（data/v1/names.js）。请重新复制整个网站文件夹。", []);
  }
}

begin();
