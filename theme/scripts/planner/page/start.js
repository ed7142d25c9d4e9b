/* Where a plan comes from: nothing, a ready curriculum, a file, or a link. What cannot be read changes nothing, and whatever
   replaces a plan leaves the one that was there on the desk. */
import * as fields from "../fields.js";
import * as plans from "../../rules/plans.js";
import { isDesk } from "../bundle.js";
import * as share from "../share.js";
import * as bringback from "./bringback.js";
import * as files from "./files.js";
import { sectorRows, usualTitle } from "./naming.js";
import * as own from "./own.js";
import * as store from "./store.js";
import { replace } from "./switching.js";
import * as tools from "./tools.js";

const MOST_NOTES = 5;

/* Ready curricula: those of the chosen sector and role first. */
export function readyRows(data, sector, role) {
  const lineage = data.lineage(sector);
  const fits = function (plan) { return lineage.indexOf(plan.sector) >= 0 && plan.role === role; };
  const order = data.sectors.map(function (one) { return one.id; });
  const published = data.curricula.filter(function (plan) { return plan.status === "published"; }).sort(function (one, other) {
    return order.indexOf(one.sector) - order.indexOf(other.sector) || (one.role < other.role ? -1 : 1);
  });
  const row = function (plan) { return [plan.id, plan.title]; };
  const own = published.filter(fits);
  const others = published.filter(function (plan) { return !fits(plan); });
  return own.length && others.length ? [["适合所选领域和对象", own.map(row)], ["其他方案", others.map(row)]] : published.map(row);
}

function troubleOf(opened) {
  const errors = opened.problems.filter(function (problem) { return problem.severity === "error"; });
  const lines = errors.slice(0, MOST_NOTES).map(function (problem) {
    return "第 " + problem.line + " 行：" + problem.message + problem.hint;
  });
  return errors.length > MOST_NOTES ? lines.concat(["还有 " + (errors.length - MOST_NOTES) + " 处。"]) : lines;
}

/* Reads a file as a plan: `done(plan, notes)`; trouble is told, and nothing else happens. A file of a whole desk goes to `desk`. */
export function readPlan(file, done, desk) {
  files.read(file, function (name, text, trouble) {
    if (desk && !trouble && isDesk(text)) {
      desk(name, text);
      return;
    }
    const opened = trouble ? null : files.planOf(name, text);
    if (!opened || !opened.plan) {
      tools.notice(["没有打开“" + name + "”，现在的计划没有动。"].concat(opened ? troubleOf(opened) : [trouble]), [], true);
      return;
    }
    done(opened.plan, opened.problems.slice(0, MOST_NOTES).map(function (problem) {
      return "第 " + problem.line + " 行：" + problem.message + problem.hint;
    }));
  });
}

export function openFile(app, file) {
  if (files.isWorkbook(file.name)) {
    bringback.open(app, file);
    return;
  }
  readPlan(file, function (plan, notes) {
    replace(app, plan, ["已打开“" + file.name + "”。"].concat(notes), false);
  }, function (name, text) { own.join(app, name, text); });
}

/* Opens what the page's address asks for, a plan or a ready curriculum; returns whether it asks for any. */
export function openLink(app) {
  const packed = share.packedIn(window.location.hash);
  const ready = /[#&]start=([^&]*)/.exec(window.location.hash);
  if (packed) {
    openPacked(app, packed);
  } else if (ready) {
    openReady(app, ready[1], true);
  }
  return Boolean(packed || ready);
}

function openPacked(app, packed) {
  const shared = share.read(packed);
  if (shared.plan) {
    replace(app, shared.plan, ["已打开链接里的计划《" + shared.plan.title + "》。" + (store.find(shared.plan) ? "它已经在“我的计划”里。" : "改动以后，它才存进“我的计划”。")], true);
  } else {
    tools.notice([shared.message], [], true);
  }
}

function openReady(app, id, guest) {
  const ready = app.data.curricula.filter(function (plan) { return plan.id === id; })[0];
  if (!ready) {
    tools.notice(["链接要的课程方案本站没有，没有读入。"], [], true);
    return;
  }
  const plan = plans.head(ready, { id: "", title: shortened(ready.title, "（自编）"), updated: "", status: "published" });
  const sector = app.data.sector(ready.sector);
  const own = tools.byId("new-sector").value;
  const other = own && own !== ready.sector ? ["这份方案是给“" + sector.title + "”的，需要时在“领域”里改。"] : [];
  replace(app, plan, ["已取用《" + ready.title + "》，改成您自己的吧。"].concat(other), guest);
}

function chosen(app) {
  const input = tools.byId("new-start");
  const given = Number(input.value);
  const start = given >= Number(input.min) && given <= Number(input.max) && given % 1 === 0 ? given : app.data.start;
  return {
    sector: tools.byId("new-sector").value, role: tools.byId("new-role").value,
    start: start, years: fields.usualYears(start)
  };
}

function fromNothing(app) {
  const values = chosen(app);
  if (!values.sector) {
    tools.notice(["请先选领域。"], [], true);
    tools.byId("new-sector").focus();
    return;
  }
  const plan = plans.create(Object.assign(values, { title: usualTitle(app.data, values) }));
  replace(app, plan, [], false);
}

/* A title with an ending, within what a title may have. */
function shortened(title, ending) {
  const characters = Array.from(title);
  return characters.slice(0, fields.field("title").high - ending.length).join("") + ending;
}

export function listen(app) {
  const ready = function () {
    tools.options(tools.byId("ready"), readyRows(app.data, tools.byId("new-sector").value, tools.byId("new-role").value));
  };
  tools.options(tools.byId("new-sector"), [["", "请选领域"]].concat(sectorRows(app.data)), "");
  tools.options(tools.byId("new-role"), app.data.labels.roles, "member");
  tools.setValue(tools.byId("new-start"), app.data.start);
  ready();
  tools.byId("new-sector").addEventListener("change", ready);
  tools.byId("new-role").addEventListener("change", ready);
  tools.byId("start-empty").addEventListener("click", function () { fromNothing(app); });
  tools.byId("start-ready").addEventListener("click", function () { openReady(app, tools.byId("ready").value, false); });
  tools.byId("open").addEventListener("change", function (/** @type {any} */ event) {
    if (event.target.files.length) {
      openFile(app, event.target.files[0]);
    }
    event.target.value = "";
  });
  window.addEventListener("hashchange", function () { openLink(app); });
  app.register(function () {
    tools.setText(tools.byId("start-title"), app.started() ? "再编一份" : "从哪里开始");
    tools.byId("editor").hidden = !app.started();
    document.getElementById("main").classList.toggle("cl-planner--started", app.started());
  });
}
