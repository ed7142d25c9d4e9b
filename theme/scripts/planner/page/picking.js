/* Several courses at once: ticked in their rows, then moved to a year, held off the job or not, or taken out, each in one step of undo. */
import { make } from "../../lib/dom.js";
import * as plans from "../../rules/plans.js";
import * as tools from "./tools.js";

let picked = new Set();
/* The row that was ticked last: with Shift all up to it follow. */
let last = null;

function rows() {
  return Array.prototype.map.call(tools.byId("list").querySelectorAll(".cl-pl-item"), function (element) { return element.clRow; });
}

function isOn() {
  return !tools.byId("picked").hidden;
}

function tell() {
  const count = picked.size;
  tools.setText(tools.byId("picked-count"), count ? "已选 " + count + " 门" : "在课程前面的方框里打勾");
  rows().forEach(function (row) {
    const box = row.controls.pick;
    box.parentNode.hidden = !isOn();
    box.checked = picked.has(row.item);
  });
}

/* A row's box was ticked or cleared. */
function tick(row, on, withShift) {
  const all = rows();
  const from = withShift && last ? all.indexOf(last) : -1;
  const to = all.indexOf(row);
  all.slice(from < 0 ? to : Math.min(from, to), (from < 0 ? to : Math.max(from, to)) + 1).forEach(function (one) {
    picked[on ? "add" : "delete"](one.item);
  });
  last = row;
  tell();
  tools.say(tools.byId("picked-count").textContent);
}

/* The box of a row, which stands there while several are chosen. */
export function box(row) {
  const input = row.control("pick", make("input", { type: "checkbox", "aria-label": "选中：" + row.title }));
  input.addEventListener("click", function (event) { tick(row, input.checked, event.shiftKey); });
  const place = make("span", { "class": "cl-pl-item__pick" }, input);
  place.hidden = !isOn();
  return place;
}

function turn(on) {
  picked = new Set();
  last = null;
  tools.byId("picked").hidden = !on;
  tools.byId("pick").setAttribute("aria-pressed", String(on));
  tell();
  if (!on) {
    tools.byId("pick").focus();
  }
}

/* Items of the plan that are ticked, in order; classes only where they can be changed alike. */
function chosen(app, withClasses) {
  return app.plan().items.filter(function (item) { return picked.has(item) && (withClasses || !item.class); });
}

/* Changes what is ticked by `step(plan, item)`, which gives a new plan and the item as it is there. */
function each(app, name, withClasses, step) {
  const items = chosen(app, withClasses);
  const left = picked.size - items.length;
  const rekeyed = [];
  let plan = app.plan();
  items.forEach(function (item) {
    const done = step(plan, item);
    plan = done[0];
    if (done[1] && done[1] !== item) {
      rekeyed.push([done[1], item]);
    }
  });
  if (!picked.size) {
    tools.notice(["先在课程前面的方框里打勾，再点这里。"]);
  } else if (!app.use(plan, name + "（" + items.length + " 门）", { say: "已" + name + "，" + items.length + " 门", rekeyed: rekeyed })) {
    tools.notice([items.length ? "选中的课已经是这样，没有改。" : "培训班自己定年份和脱产，没有改。"]);
  } else if (left) {
    tools.notice(["已" + name + "，" + items.length + " 门。培训班自己定年份和脱产，" + left + " 个没有改。"]);
  }
}

function toYear(app) {
  const year = Number(tools.byId("picked-year").value);
  each(app, "移到 " + year + " 年", false, function (plan, item) {
    if (item.year === year) {
      return [plan, item];
    }
    const moved = plans.move(plan, plan.items.indexOf(item), year);
    const own = plans.inYear(moved, year);
    return [moved, own[own.length - 1][0]];
  });
}

function offjob(app, on) {
  each(app, on ? "改为脱产" : "改为不脱产", false, function (plan, item) {
    if (item.offjob === on) {
      return [plan, item];
    }
    const index = plan.items.indexOf(item);
    const changed = plans.change(plan, index, { offjob: on });
    return [changed, changed.items[index]];
  });
}

function remove(app) {
  each(app, "去掉", true, function (plan, item) { return [plans.remove(plan, plan.items.indexOf(item)), null]; });
}

/* What is ticked stays so when its item becomes another one, by a change or by undoing it. */
function follow(app, how) {
  const items = app.plan().items;
  const there = new Set(items);
  const became = new Map((how.rekeyed || []).map(function (pair) { return [pair[1], pair[0]]; }));
  const next = new Set();
  picked.forEach(function (item) {
    const now = there.has(item) ? item : became.get(item) || items.filter(function (one) {
      return one.course === item.course && one.class === item.class && !picked.has(one);
    })[0];
    if (now && there.has(now)) {
      next.add(now);
    }
  });
  picked = next;
}

function show(app, how) {
  follow(app, how);
  tools.options(tools.byId("picked-year"), plans.years(app.plan()).map(function (year) { return [year, year + " 年"]; }));
  tools.byId("pick").hidden = !app.plan().items.length;
  if (isOn() && !app.plan().items.length) {
    tools.byId("picked").hidden = true;
    tools.byId("pick").setAttribute("aria-pressed", "false");
  }
  tell();
}

export function listen(app) {
  const actions = {
    "pick": function () { turn(!isOn()); },
    "picked-all": function () {
      picked = new Set(picked.size === app.plan().items.length ? [] : app.plan().items);
      tell();
      tools.say(tools.byId("picked-count").textContent);
    },
    "picked-move": function () { toYear(app); },
    "picked-offjob": function () { offjob(app, true); },
    "picked-onjob": function () { offjob(app, false); },
    "picked-remove": function () { remove(app); },
    "picked-end": function () { turn(false); }
  };
  Object.keys(actions).forEach(function (name) { tools.byId(name).addEventListener("click", actions[name]); });
  app.register(show);
}
