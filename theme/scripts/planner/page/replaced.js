/* Plans that another took the place of: kept in this browser, the last of them first, and offered by name. Nothing here is promised
   that the browser did not do. */
import { kept } from "../../site/kept.js";
import * as draft from "./draft.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

const MOST = 20;

/* Whatever stands in the storage, this is a list of {plan, at}; the plans are looked at closely only when one is taken. */
function all() {
  let entries = null;
  try {
    entries = JSON.parse((draft.works() && kept.replaced()) || "[]");
  } catch (error) {
    entries = null;
  }
  return Array.isArray(entries) ? entries.filter(function (entry) {
    return entry && typeof entry.at === "string" && entry.plan && typeof entry.plan.title === "string" && Array.isArray(entry.plan.items);
  }) : [];
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/* Stores entries, the oldest left out until the rest has room; returns whether the first is safe. */
function store(entries) {
  let rest = entries.slice(0, MOST);
  while (rest.length && !kept.keepReplaced(JSON.stringify(rest))) {
    rest = rest.slice(0, Math.floor(rest.length / 2));
  }
  if (!entries.length) {
    kept.keepReplaced(null);
  }
  return rest.length > 0;
}

/* Keeps a plan that is about to be replaced; returns whether the browser did. */
export function keep(plan) {
  return draft.works() && store([{ at: new Date().toISOString(), plan: plan }].concat(all().filter(function (entry) {
    return !same(entry.plan, plan);
  })));
}

function two(number) {
  return (number < 10 ? "0" : "") + number;
}

function nameOf(entry) {
  const at = new Date(entry.at);
  const when = isNaN(at.getTime()) ? "" : "，" + (at.getMonth() + 1) + " 月 " + at.getDate() + " 日 " + two(at.getHours()) + ":" + two(at.getMinutes()) + " 换下";
  return "《" + entry.plan.title + "》" + entry.plan.items.length + " 门课" + when;
}

/* What may be taken back: all but the present plan. */
function offered(app) {
  return all().filter(function (entry) { return !same(entry.plan, app.plan()); });
}

export function show(app) {
  const entries = offered(app);
  tools.byId("way-replaced").hidden = !entries.length;
  tools.options(tools.byId("replaced"), entries.map(function (entry) { return [entry.at, nameOf(entry)]; }));
}

function chosen(app) {
  const at = tools.byId("replaced").value;
  return offered(app).filter(function (entry) { return entry.at === at; })[0];
}

function take(app) {
  const entry = chosen(app);
  const plan = entry ? draft.checked(entry.plan) : null;
  if (plan) {
    replace(app, plan, "取回《" + plan.title + "》", ["已取回《" + plan.title + "》。"], false);
  } else {
    tools.notice(["这一份读不出来，没有取回；现在的计划没有动。"], [], true);
  }
}

function drop(app) {
  const entry = chosen(app);
  const before = all();
  if (!entry) {
    return;
  }
  store(before.filter(function (other) { return other.at !== entry.at; }));
  show(app);
  tools.notice(["已删去《" + entry.plan.title + "》。"], [tools.button("放回", function () {
    store(before);
    show(app);
    tools.hideNotice();
  })]);
}

/* Puts a plan in the place of the present one, which is kept by its name; `name` says in the history what was done. */
export function replace(app, plan, name, lines, guest) {
  const had = app.started();
  const old = app.plan();
  if (!had) {
    app.begin(plan, { guest: guest });
  } else if (!app.use(plan, name, { guest: guest })) {
    tools.notice(["与现在的计划完全一样。"]);
    return;
  }
  const safe = had && keep(old);
  tools.byId("start").open = false;
  years.toPlan();
  if (!had && !lines.length) {
    tools.hideNotice();
    tools.say("可以开始了。");
    return;
  }
  if (safe) {
    show(app);
  }
  const more = had ? [tools.button("撤销，回到原来的计划", function () {
    app.undo();
    tools.hideNotice();
    years.toPlan();
  })] : [];
  const whereItIs = safe ? "原来的《" + old.title + "》已存到这个浏览器里，随时可以在“换一份，或重新开始”里取回。"
    : "浏览器没有存下原来的《" + old.title + "》：关掉本页以前可以撤销回来，关掉就没有了。要留着，请先撤销，再下载计划文件。";
  tools.notice(lines.concat(had ? [whereItIs] : []), more, had && !safe);
}

export function listen(app) {
  tools.byId("replaced-take").addEventListener("click", function () { take(app); });
  tools.byId("replaced-drop").addEventListener("click", function () { drop(app); });
  app.register(show);
  window.addEventListener("storage", function () { show(app); });
}
