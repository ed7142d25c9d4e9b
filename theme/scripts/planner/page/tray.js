/* “待安排”: courses that were chosen on other pages and have no year yet. */
import { clear, make } from "../../lib/dom.js";
import * as siteKept from "../../site/kept.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as actions from "./actions.js";
import * as find from "./find.js";
import * as store from "./store.js";
import * as takeaway from "./takeaway.js";
import * as tools from "./tools.js";
import * as pageYears from "./years.js";

/* Where the browser keeps nothing, courses come in the address and stay for the page's life. */
let given = [];
let shown = "";
/* What the plan had when it was last looked at. */
let had = null;

function pending() {
  const kept = siteKept.kept ? siteKept.kept.pending() : [];
  return kept.concat(given.filter(function (id) { return kept.indexOf(id) < 0; }));
}

function drop(id) {
  given = given.filter(function (other) { return other !== id; });
  if (siteKept.kept) {
    siteKept.kept.remove(id);
  }
}

/* Takes over "#add=ID1,ID2". */
function fromAddress(app) {
  const match = /[#&]add=([^&]*)/.exec(window.location.hash);
  const ids = match ? match[1].split(",").filter(Boolean) : [];
  const known = ids.filter(function (id) { return app.data.course(id); });
  known.forEach(function (id) {
    if (pending().indexOf(id) < 0) {
      given.push(id);
    }
  });
  if (known.length < ids.length) {
    tools.notice(["链接里有 " + (ids.length - known.length) + " 门课本站没有，没有放进待安排。"], [], true);
  }
  if (match) {
    takeaway.forgetAddress();
  }
}

function yearOf(app, id) {
  const item = app.plan().items.filter(function (one) { return one.course === id; })[0];
  return item ? item.year : 0;
}

function done(app, ids) {
  ids.forEach(drop);
  show(app, true);
  if (tools.byId("tray").hidden) {
    pageYears.toPlan();
  } else {
    tools.byId("tray-title").focus();
  }
}

/* Adds several in one step, so that one undo takes them back. */
function add(app, ids, year) {
  const fresh = ids.filter(function (id) { return !yearOf(app, id); });
  const plan = fresh.reduce(function (made, id) { return plans.add(made, id, year); }, app.plan());
  const what = fresh.length === 1 ? actions.title(app, fresh[0]) : " " + fresh.length + " 门课";
  app.use(plan, "加入" + what + "到 " + year + " 年", { say: "已加入" + what + "到 " + year + " 年" });
  done(app, ids);
}

function years(app, name) {
  return tools.options(make("select", { "aria-label": name }), plans.years(app.plan()).map(function (year) { return [year, year + " 年"]; }),
    find.year());
}

function row(app, id) {
  const course = app.data.course(id);
  const title = course ? course.title : id;
  const at = yearOf(app, id);
  const line = make("li", { "class": "cl-pl-result", "data-course": course && !at && app.started() ? id : null, draggable: course && !at && app.started() ? "true" : null },
    make("div", { "class": "cl-pl-item__main" }, make("p", { "class": "cl-pl-item__title" }, course ? tools.courseLink(id, title) : title),
      make("p", { "class": "cl-pl-item__meta" }, course ? tools.chip(words.hours(course.hours) + " 学时", "hours") : "本站没有这门课",
        course && course.theory ? tools.chip("创新理论", "theory") : null, at ? "已经排在 " + at + " 年" : null)));
  const buttons = make("div", { "class": "cl-pl-item__tools" });
  if (course && !at && app.started()) {
    const year = years(app, "安排到哪一年：" + title);
    buttons.appendChild(year);
    buttons.appendChild(tools.button("加入", function () { add(app, [id], Number(year.value)); }, { "aria-label": "加入：" + title }));
  }
  buttons.appendChild(tools.button(at ? "移出" : "不要", function () { done(app, [id]); }, { "aria-label": (at ? "移出：" : "不要：") + title }));
  line.appendChild(buttons);
  return line;
}

/* What was chosen and now has got its year, by whatever way, is chosen no longer. Another plan's courses say nothing of this. */
function forgetPlaced(app) {
  const now = new Set(app.plan().items.map(function (item) { return item.course; }));
  if (had && had.entry === store.current() && !app.guest) {
    pending().filter(function (id) { return now.has(id) && !had.courses.has(id); }).forEach(drop);
  }
  had = { entry: store.current(), courses: now };
}

function show(app, always) {
  const ids = pending();
  const key = JSON.stringify([ids, ids.map(function (id) { return yearOf(app, id); }), plans.years(app.plan()), app.started()]);
  const place = tools.byId("tray");
  if (key === shown && always !== true) {
    return;
  }
  shown = key;
  clear(place);
  place.hidden = !ids.length;
  if (!ids.length) {
    return;
  }
  place.appendChild(make("h2", { "class": "cl-pl-h", id: "cl-pl-tray-title", tabindex: "-1" }, "待安排 ", make("small", null, ids.length + " 门")));
  place.appendChild(make("p", { "class": "cl-small" }, app.started() ? "这些课是在别的页面上选的，请分到各年。" : "这些课是在别的页面上选的。先在上面选好从哪里开始，再分到各年。"));
  const list = make("ol", { "class": "cl-pl-results" });
  ids.forEach(function (id) { list.appendChild(row(app, id)); });
  place.appendChild(list);
  const buttons = make("p", { "class": "cl-pl-take" });
  const fit = ids.filter(function (id) { return app.data.course(id) && !yearOf(app, id); });
  if (app.started() && fit.length > 1) {
    const year = years(app, "全部安排到哪一年");
    buttons.appendChild(year);
    buttons.appendChild(tools.button("全部加入这一年", function () { add(app, fit, Number(year.value)); }));
  }
  buttons.appendChild(tools.button("全部不要", function () { done(app, ids); }));
  place.appendChild(buttons);
}

export function listen(app) {
  fromAddress(app);
  app.register(function () {
    forgetPlaced(app);
    show(app);
  });
  window.addEventListener("hashchange", function () {
    fromAddress(app);
    show(app);
  });
  // Another window may have chosen more meanwhile.
  window.addEventListener("storage", function () { show(app); });
  window.addEventListener("focus", function () { show(app); });
}
