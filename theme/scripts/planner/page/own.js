/* “我的计划”: the plans of this browser in a list, with what can be done to each, and all of them as one file. */
import { clear, make } from "../../lib/dom.js";
import { download } from "../../lib/download.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as bundle from "../bundle.js";
import * as fields from "../fields.js";
import * as files from "./files.js";
import { cleaned } from "./head.js";
import * as store from "./store.js";
import * as switching from "./switching.js";
import * as tools from "./tools.js";

const LONGEST_UNIT = 100;
let shown = "";
let editing = "";
/* What was deleted while this page is open: {entry, wasOpen}. */
let gone = [];

function two(value) {
  return (value < 10 ? "0" : "") + value;
}

function when(saved) {
  const at = new Date(saved);
  return isNaN(at.getTime()) ? "" : (at.getMonth() + 1) + " 月 " + at.getDate() + " 日 " + two(at.getHours()) + ":" + two(at.getMinutes());
}

function span(plan) {
  const last = plan.start + plan.years - 1;
  return plan.start + (last > plan.start ? "—" + last : "") + " 年";
}

function copied(app, entry) {
  const ending = "（副本）";
  const most = fields.field("title").high - ending.length;
  const plan = Object.assign({}, entry.plan, { title: Array.from(entry.plan.title).slice(0, most).join("") + ending, id: "" });
  const made = { id: store.number(), rev: store.number(), saved: new Date().toISOString(), unit: entry.unit, note: "", shared: [], plan: plan };
  const safe = store.put(made);
  show(app);
  tools.notice(["已复制成《" + plan.title + "》。" + (safe ? "" : "浏览器没有存下它，关掉本页就没有了。")], [], !safe);
}

function remove(app, entry) {
  const wasOpen = entry.id === store.current();
  gone = gone.concat([{ entry: store.get(entry.id) || entry, wasOpen: wasOpen }]);
  store.drop(entry.id);
  if (wasOpen) {
    switching.close(app);
  }
  show(app);
  tools.say("已删去《" + entry.plan.title + "》，下面可以放回。");
  const back = tools.byId("desk").querySelector("[data-back='" + entry.id + "']");
  (back || tools.byId("desk-title")).focus();
}

function back(app, row) {
  gone = gone.filter(function (other) { return other !== row; });
  // Somebody may have saved it again in another window: that stays.
  store.put(store.get(row.entry.id) ? Object.assign({}, row.entry, { id: store.number() }) : row.entry);
  if (row.wasOpen && !app.started()) {
    switching.openEntry(app, row.entry.id);
  }
  show(app);
  tools.say("已放回《" + row.entry.plan.title + "》。");
}

function rename(app, entry, title, unit) {
  const now = store.get(entry.id) || entry;
  const own = { unit: cleaned(unit, false).slice(0, LONGEST_UNIT) };
  const name = cleaned(title, false) || now.plan.title;
  editing = "";
  if (entry.id === store.current()) {
    if (own.unit !== now.unit) {
      store.change(now, own);
    }
    app.use(plans.head(app.plan(), { title: name }), "改计划名称", { say: "已改计划名称" });
  } else {
    store.change(now, Object.assign(own, { plan: Object.assign({}, now.plan, { title: name }) }));
  }
  show(app);
}

function form(app, entry) {
  const title = make("input", { "aria-label": "计划名称", maxlength: String(fields.field("title").high), autocomplete: "off", value: entry.plan.title });
  const unit = make("input", { "aria-label": "单位", maxlength: String(LONGEST_UNIT), autocomplete: "off", placeholder: "单位（可不填）", value: entry.unit });
  const whole = make("form", { "class": "cl-pl-desk__form" }, title, unit, make("button", { type: "submit", "class": "cl-pl-button" }, "存下名称"),
    tools.button("不改了", function () {
      editing = "";
      show(app);
    }));
  whole.addEventListener("submit", function (event) {
    event.preventDefault();
    rename(app, entry, title.value, unit.value);
  });
  return whole;
}

function row(app, entry) {
  const plan = entry.plan;
  const sector = app.data.sector(plan.sector);
  const here = entry.id === store.current();
  const named = function (text) { return { "aria-label": text + "：" + plan.title, "data-desk": text }; };
  const meta = [entry.unit, (sector ? sector.title : plan.sector) + " · " + words.label(app.data.labels.roles, plan.role), span(plan), plan.items.length + " 项",
    store.fleeting(entry.id) ? "没有存下，关掉本页就没有了" : when(entry.saved) + " 存", entry.note];
  const line = make("li", { "class": "cl-pl-desk__row", "data-entry": entry.id }, make("div", { "class": "cl-pl-item__main" },
    make("p", { "class": "cl-pl-item__title" }, make("strong", null, plan.title), here ? " " : null, here ? tools.chip("正在编") : null),
    make("p", { "class": "cl-pl-item__meta" }, meta.filter(Boolean).join(" · "))));
  line.appendChild(editing === entry.id ? form(app, entry) : make("div", { "class": "cl-pl-item__tools" },
    here ? null : tools.button("打开", function () { switching.openEntry(app, entry.id); }, named("打开")),
    tools.button("改名", function () {
      editing = entry.id;
      show(app);
      tools.byId("desk").querySelector(".cl-pl-desk__form input").focus();
    }, named("改名")),
    tools.button("复制", function () { copied(app, store.get(entry.id) || entry); }, named("复制")),
    tools.button("删除", function () { remove(app, entry); }, named("删除"))));
  return line;
}

export function show(app) {
  const entries = store.all();
  const key = JSON.stringify([entries.map(function (entry) {
    return [entry.id, entry.rev, entry.unit, entry.plan.title, store.fleeting(entry.id)];
  }), store.current(), editing, gone.length, app.guest]);
  if (key === shown) {
    return;
  }
  const held = document.activeElement && document.activeElement.closest ? document.activeElement.closest("[data-entry]") : null;
  const control = held && document.activeElement.getAttribute("data-desk");
  shown = key;
  tools.byId("desk").hidden = !entries.length && !gone.length;
  tools.setText(tools.byId("desk-title"), "我的计划（" + entries.length + " 份）" + (store.unsaved() ? "，有没存下的" : ""));
  const list = clear(tools.byId("desk-list"));
  entries.forEach(function (entry) { list.appendChild(row(app, entry)); });
  const taken = clear(tools.byId("desk-gone"));
  gone.forEach(function (one) {
    taken.appendChild(make("p", null, "已删去《" + one.entry.plan.title + "》 ",
      tools.button("放回", function () { back(app, one); }, { "data-back": one.entry.id, "aria-label": "放回：" + one.entry.plan.title })));
  });
  const again = held && control && list.querySelector("[data-entry='" + held.getAttribute("data-entry") + "'] [data-desk='" + control + "']");
  if (again) {
    again.focus();
  }
}

function saveAll(app) {
  const entries = store.all().map(bundle.handed);
  if (!download("courselib-plans.json", files.text(bundle.write(entries), "application/json"))) {
    tools.notice(["这个浏览器不能由网页下载文件，请换一个较新的浏览器。"], [], true);
    return;
  }
  entries.forEach(function (entry) {
    if (!store.fleeting(entry.id)) {
      store.put(entry);
    }
  });
  if (store.current() && store.get(store.current())) {
    const open = store.get(store.current());
    store.begin(Object.assign({}, open, { plan: app.plan() }));
  }
  tools.notice(["已把 " + entries.length + " 份计划下载成“courselib-plans.json”。换电脑、换浏览器时，用“打开计划文件”打开它。"]);
}

function listed(count, text) {
  return count.length ? [text.replace("#", String(count.length))] : [];
}

/* Joins the plans of a file to those here. */
export function join(app, name, content) {
  const file = bundle.read(content, files.checked);
  if (file.message) {
    tools.notice(["没有打开“" + name + "”：" + file.message + "这里的计划没有动。"], [], true);
    return;
  }
  if (app.guest && app.started()) {
    store.save(app.plan());
  }
  const result = bundle.merge(store.all(), file.entries, store.number);
  const refused = result.put.filter(function (entry) { return !store.put(entry); }).length;
  const open = result.put.filter(function (entry) { return entry.id === store.current(); })[0];
  if (open) {
    switching.openEntry(app, open.id);
  }
  show(app);
  tools.byId("desk").open = true;
  const older = result.older.length ? ["这里的更新、没有换的：" + result.older.map(function (title) { return "《" + title + "》"; }).join("") + "。"] : [];
  const lines = ["已打开“" + name + "”。" + [].concat(listed(result.fresh, "新来 # 份"), listed(result.newer, "换成较新的 # 份"),
    listed(result.both, "两边都改过、并排留下 # 份"), listed(result.same, "一样的 # 份"), file.bad ? ["读不出来、没有取 " + file.bad + " 份"] : []).join("，") + "。"].concat(older);
  tools.notice(refused ? lines.concat(["浏览器没有存下其中 " + refused + " 份，关掉本页就没有了。"]) : lines, [], Boolean(refused || file.bad));
}

export function listen(app) {
  tools.byId("desk-save").addEventListener("click", function () { saveAll(app); });
  window.addEventListener("storage", function () { show(app); });
  window.addEventListener("focus", function () { show(app); });
}
