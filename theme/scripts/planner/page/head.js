/* The plan's own fields: name, whom it is for, its years, notes. A field counts when it is left, so that undo takes back whole words. */
import * as plans from "../../rules/plans.js";
import { sectorRows, usualTitle } from "./naming.js";
import * as tools from "./tools.js";

const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]/g;

/* A text as a file may hold it. */
export function cleaned(text, long) {
  const kept = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").normalize("NFC");
  return (long ? kept : kept.replace(/\s+/g, " ")).trim();
}

/* Changes fields; a name that was only the usual one follows. */
function change(app, changes, name) {
  const plan = app.plan();
  const made = plans.head(plan, changes);
  const follows = plan.title === usualTitle(app.data, plan) && changes.title === undefined;
  const title = follows ? usualTitle(app.data, made) : made.title;
  app.use(plans.head(made, { title: title }), name, { say: "已" + name });
}

/* Another first year takes everything along; days are of one year only and go. */
function shifted(plan, start) {
  const by = start - plan.start;
  return {
    start: start,
    // A class is held in its own year.
    items: plan.items.map(function (item) { return item.class ? item : Object.assign({}, item, { year: item.year + by, on: "" }); }),
    themes: plan.themes.map(function (theme) { return { year: theme.year + by, title: theme.title }; })
  };
}

/* A whole number from a field within its bounds, or null; then the field shows the old one again. */
function numberIn(input, old) {
  const low = Number(input.min);
  const high = Number(input.max);
  const value = Number(input.value);
  if (input.value !== "" && value % 1 === 0 && value >= low && value <= high) {
    return value;
  }
  input.value = String(old);
  tools.say("要写 " + low + " 到 " + high + " 之间的整数，没有改。");
  return null;
}

function onChange(name, action) {
  tools.byId(name).addEventListener("change", function (event) { action(event.target); });
}

export function listen(app) {
  const data = app.data;
  onChange("title", function (input) {
    const title = cleaned(input.value, false) || usualTitle(data, app.plan());
    input.value = title;
    change(app, { title: title }, "改计划名称");
  });
  onChange("sector", function (input) { change(app, { sector: input.value }, "改领域"); });
  onChange("role", function (input) { change(app, { role: input.value }, "改对象"); });
  onChange("from", function (input) {
    const start = numberIn(input, app.plan().start);
    if (start !== null && start !== app.plan().start) {
      change(app, shifted(app.plan(), start), "改起始年，各项安排一起移动");
    }
  });
  onChange("years", function (input) {
    const years = numberIn(input, app.plan().years);
    if (years !== null) {
      change(app, { years: years }, "改年数");
    }
  });
  onChange("exempt", function (input) { change(app, { exempt: input.checked }, "改学时要求"); });
  ["summary", "notes"].forEach(function (name) {
    onChange(name, function (input) {
      const changes = {};
      changes[name] = cleaned(input.value, true);
      change(app, changes, name === "notes" ? "改说明" : "改简介");
    });
  });
  app.register(show);
}

function show(app) {
  const plan = app.plan();
  const known = app.data.sector(plan.sector);
  const sectors = sectorRows(app.data);
  tools.options(tools.byId("sector"), known ? sectors : [[plan.sector, "（不认识）" + plan.sector]].concat(sectors), plan.sector);
  tools.options(tools.byId("role"), app.data.labels.roles, plan.role);
  ["title", "years", "summary", "notes"].forEach(function (name) { tools.setValue(tools.byId(name), plan[name]); });
  tools.setValue(tools.byId("from"), plan.start);
  tools.byId("exempt").checked = plan.exempt;
}
