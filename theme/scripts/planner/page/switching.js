/* From one plan to another. The one that was open stays an entry of its own, and the page claims no more than the browser did. */
import * as plans from "../../rules/plans.js";
import * as files from "./files.js";
import * as store from "./store.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

/* A plan that came by link and was not changed is no entry yet: it becomes one before another is opened. */
function keepGuest(app) {
  if (app.guest && app.started()) {
    store.save(app.plan());
  }
}

/* Opens an entry; returns whether it could be read. */
export function openEntry(app, id, lines) {
  const entry = store.get(id);
  const plan = entry && files.checked(entry.plan);
  if (!plan) {
    tools.notice(["这一份读不出来，没有打开；现在的计划没有动。"], [], true);
    return false;
  }
  keepGuest(app);
  store.begin(Object.assign({}, entry, { plan: plan }));
  app.begin(plan, {});
  ["start", "desk"].forEach(function (name) { tools.byId(name).open = false; });
  years.toPlan();
  if (lines) {
    tools.notice(lines);
  } else {
    tools.pastNotice();
    tools.say("已打开《" + plan.title + "》。");
  }
  return true;
}

/* Nothing is open any more. */
export function close(app) {
  store.begin(null);
  app.begin(plans.create({ start: app.data.start, years: app.data.end - app.data.start + 1 }), {});
}

/* Makes a plan the open one, as an entry of its own; the one before stays on the desk. */
export function replace(app, plan, lines, guest) {
  const had = app.started();
  const old = app.plan();
  if (had && plans.same(plan, old)) {
    tools.notice(["与现在的计划完全一样。"]);
    return;
  }
  keepGuest(app);
  const before = store.current();
  const safe = had && !store.fleeting(before);
  const known = store.find(plan);
  store.begin(known);
  app.begin(plan, { guest: guest && !known });
  ["start", "desk"].forEach(function (name) { tools.byId(name).open = false; });
  years.toPlan();
  if (!had && !lines.length && !store.unsaved()) {
    tools.hideNotice();
    tools.say("可以开始了。");
    return;
  }
  // Where the browser keeps nothing at all the page says so all the time.
  const full = store.works() && store.fleeting(store.current());
  const more = had ? [tools.button("回到原来的", function () { openEntry(app, before); })] : [];
  const whereItIs = safe ? "原来的《" + old.title + "》在“我的计划”里。"
    : "浏览器没有存下原来的《" + old.title + "》：关掉本页就没有了。要留着，请回到它，下载计划文件。";
  tools.notice((full ? ["浏览器没有存下这一份，可能是存满了：关掉本页就没有了，请现在就下载计划。"] : []).concat(lines, had ? [whereItIs] : []),
    (full ? [tools.button("下载计划", function () { tools.byId("save").click(); })] : []).concat(more), full || (had && !safe));
}
