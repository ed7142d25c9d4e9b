/* Problems in the words of this page (courses by title, not by ID), with what mends them at a click. */
import { make } from "../../lib/dom.js";
import * as plannerFixes from "../fixes.js";
import * as tools from "./tools.js";

/* Topics, rules and core courses that are not met have places of their own. */
const ELSEWHERE = ["C607", "C608", "C611"];
/* Of so many problems at a change the ways out are shown at once; of the rest when somebody asks. */
const AT_ONCE = 40;
let turn = null;
let given = 0;

/* A message with titles in place of IDs. */
export function withTitles(data, text) {
  return text.replace(/“([a-z0-9-]{1,64})”/g, function (whole, id) {
    const known = data.course(id) || data.trainingClass(id);
    return known ? "《" + known.title + "》" : whole;
  }).replace(/《([^》]*)》\(\1\)/g, "《$1》").replace(/ ?(《[^》]*》) ?/g, "$1");
}

const IN_ITEM = ["course", "class", "year", "hours", "on"];

/* The item at which a problem stands, by its index; -1 for one of the plan as a whole. */
export function itemOf(problem) {
  return IN_ITEM.indexOf(problem.field) >= 0 ? problem.item : -1;
}

export function listed(evaluation) {
  return evaluation.problems.filter(function (problem) { return ELSEWHERE.indexOf(problem.code) < 0; });
}

/* How many things are left to do: rules, topics and core courses that are not met, and all other problems. Every figure of the page that says so is
   this one. */
export function left(evaluation) {
  return evaluation.failed.length + evaluation.missing.length + evaluation.lackingCore.length + listed(evaluation).length;
}

/* Problems of items by their index. */
export function byItem(evaluation) {
  const problems = new Map();
  listed(evaluation).forEach(function (problem) {
    const item = itemOf(problem);
    if (item >= 0) {
      problems.set(item, (problems.get(item) || []).concat([problem]));
    }
  });
  return problems;
}

/* The problem as it stands now: the plan may have changed since it was shown. `holder` has the item at which it stands, if any. */
function present(app, problem, holder) {
  if (problem.ofRule) {
    return problem;
  }
  return app.evaluation.problems.filter(function (other) {
    return other.code === problem.code && other.field === problem.field && other.subject === problem.subject &&
      other.other === problem.other && (holder ? app.plan().items[other.item] === holder.item : other.message === problem.message);
  })[0] || null;
}

function mend(app, problem, holder, label) {
  const now = present(app, problem, holder);
  const way = now && plannerFixes.fixes(app.data, app.plan(), now).filter(function (one) { return one.label === label; })[0];
  if (way) {
    app.use(way.plan, label, { say: "已处理：" + label });
  } else {
    tools.say("情况已经变了，请看看别的办法。");
  }
}

/* Buttons that mend a problem. */
export function fixes(app, problem, holder) {
  const place = make("p", { "class": "cl-pl-fixes" });
  const now = present(app, problem, holder);
  (now ? plannerFixes.fixes(app.data, app.plan(), now) : []).forEach(function (way) {
    place.appendChild(tools.button(way.label, function () { mend(app, problem, holder, way.label); }));
  });
  return place;
}

/* A problem with its ways out. These cost more than the rest: they come when the figures have been shown. */
export function shown(app, problem, holder) {
  const text = withTitles(app.data, problem.message) + (problem.hint ? withTitles(app.data, problem.hint) : "");
  const element = make("div", { "class": "cl-pl-fault cl-pl-fault--" + problem.severity }, make("p", null, text));
  const plan = app.plan();
  given = turn === plan ? given + 1 : 1;
  turn = plan;
  if (given > AT_ONCE) {
    element.appendChild(tools.button("怎么改", function (event) {
      const ways = fixes(app, problem, holder);
      element.replaceChild(ways, event.currentTarget);
      (ways.firstChild || document.getElementById("main")).focus();
    }, { "class": "cl-linklike" }));
  } else {
    window.setTimeout(function () {
      if (document.body.contains(element)) {
        element.appendChild(fixes(app, problem, holder));
      }
    }, 0);
  }
  return element;
}
