/* What can be done to the items of a plan, each with the name under which it can be undone. */
import * as classes from "../../rules/classes.js";
import * as plans from "../../rules/plans.js";

export function title(app, id) {
  const known = app.data.course(id) || app.data.trainingClass(id);
  return "《" + (known ? known.title : id) + "》";
}

/* The item of a plan that the one before did not have. */
function fresh(plan, before) {
  const known = new Set(before.items);
  return plan.items.filter(function (item) { return !known.has(item); })[0] || null;
}

/* Puts a changed plan to use; `old` is the item that became another one, `control` what keeps the focus on it. */
function edit(app, plan, old, name, say, control) {
  const made = fresh(plan, app.plan());
  app.use(plan, name, { say: say, rekeyed: made ? [[made, old]] : [], item: made || old, control: control });
}

/* `place` counts among the year's items; without it the course comes last. */
export function add(app, id, year, place) {
  let plan = plans.add(app.plan(), id, year);
  if (place !== undefined) {
    plan = plans.move(plan, plan.items.indexOf(fresh(plan, app.plan())), year, place);
  }
  const name = "加入" + title(app, id) + "到 " + year + " 年";
  app.use(plan, name, { say: "已" + name });
}

/* A class comes into its own year. */
export function addClass(app, id) {
  const year = classes.year(app.data.trainingClass(id));
  const name = "加入培训班" + title(app, id) + "到 " + year + " 年";
  app.use(plans.addClass(app.plan(), id, year), name, { say: "已" + name });
}

/* `say` is left out by those who say it themselves. */
export function move(app, item, year, place, control) {
  const index = app.plan().items.indexOf(item);
  const plan = plans.move(app.plan(), index, year, place);
  const at = plans.inYear(plan, year).map(function (pair) { return pair[0]; });
  const made = fresh(plan, app.plan());
  const where = year + " 年第 " + (at.indexOf(made) + 1) + " 门";
  const dropped = item.on && !made.on ? "，原来的日期已去掉" : "";
  edit(app, plan, item, "移动" + title(app, item.class || item.course), "已移到 " + where + dropped, control || "handle");
}

/* One step up or down; past the end of a year into the next one. */
export function step(app, item, down, control) {
  const plan = app.plan();
  const own = plans.inYear(plan, item.year).map(function (pair) { return pair[0]; });
  const place = own.indexOf(item) + (down ? 1 : -1);
  const year = item.year + (down ? 1 : -1);
  if (place >= 0 && place < own.length) {
    move(app, item, item.year, place, control);
  } else if (plans.years(plan).indexOf(year) >= 0) {
    move(app, item, year, down ? 0 : undefined, control);
  }
}

export function toYear(app, item, year, control) {
  if (plans.years(app.plan()).indexOf(year) >= 0 && year !== item.year) {
    move(app, item, year, undefined, control);
  }
}

export function change(app, item, changes, name, control) {
  const index = app.plan().items.indexOf(item);
  const label = name + "：" + title(app, item.class || item.course);
  edit(app, plans.change(app.plan(), index, changes), item, label, label, control);
}

export function remove(app, item) {
  const index = app.plan().items.indexOf(item);
  const own = plans.inYear(app.plan(), item.year).map(function (pair) { return pair[0]; });
  const at = own.indexOf(item);
  const name = "去掉" + title(app, item.class || item.course);
  app.use(plans.remove(app.plan(), index), name, { say: "已" + name, item: own[at + 1] || own[at - 1] || null, year: item.year, control: "handle" });
}
