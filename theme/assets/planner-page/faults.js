/* Problems in the words of this page (courses by title, not by ID), with what mends them at a click. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const page = CourseLib.plannerPage = CourseLib.plannerPage || {};
  const planner = CourseLib.planner;
  const tools = page.tools;
  const make = tools.make;
  /* Topics and rules that are not met have places of their own. */
  const ELSEWHERE = ["C607", "C608"];

  /* A message with titles in place of IDs. */
  function told(data, text) {
    return text.replace(/“([a-z0-9-]{1,64})”/g, function (whole, id) {
      const course = data.course(id);
      return course ? "《" + course.title + "》" : whole;
    }).replace(/《([^》]*)》\(\1\)/g, "《$1》").replace(/ ?(《[^》]*》) ?/g, "$1");
  }

  function listed(evaluation) {
    return evaluation.problems.filter(function (problem) { return ELSEWHERE.indexOf(problem.code) < 0; });
  }

  /* Problems of items by their index. */
  function byItem(evaluation) {
    const found = new Map();
    listed(evaluation).forEach(function (problem) {
      if (problem.item >= 0 && problem.field !== "themes") {
        found.set(problem.item, (found.get(problem.item) || []).concat([problem]));
      }
    });
    return found;
  }

  function same(one, other) {
    return one.code === other.code && one.field === other.field && one.subject === other.subject && one.message === other.message;
  }

  /* Asks again at the press: the plan may have changed since the button was made. */
  function mend(app, problem, label, number) {
    const now = app.evaluation.problems.filter(function (other) { return same(problem, other); })[number];
    const way = now && planner.fixes(app.data, app.plan(), now).filter(function (one) { return one.label === label; })[0];
    if (way) {
      app.use(way.plan, label, { say: "已处理：" + label });
    } else {
      tools.say("情况已经变了，请看看别的办法。");
      app.refresh({});
    }
  }

  /* Buttons that mend a problem. */
  function fixes(app, problem) {
    const place = make("p", { "class": "cl-pl-fixes" });
    const number = app.evaluation.problems.filter(function (other) { return same(problem, other); }).indexOf(problem);
    planner.fixes(app.data, app.plan(), problem).forEach(function (way) {
      place.appendChild(tools.button(way.label, function () { mend(app, problem, way.label, number); }));
    });
    return place;
  }

  /* A problem with its ways out. These cost more than the rest: they come when the figures have been shown. */
  function shown(app, problem) {
    const text = told(app.data, problem.message) + (problem.hint ? told(app.data, problem.hint) : "");
    const element = make("div", { "class": "cl-pl-fault cl-pl-fault--" + problem.severity }, make("p", null, text));
    const plan = app.plan();
    window.setTimeout(function () {
      if (document.body.contains(element) && app.plan() === plan) {
        element.appendChild(fixes(app, problem));
      }
    }, 0);
    return element;
  }

  page.faults = { byItem: byItem, fixes: fixes, listed: listed, shown: shown, told: told };
})();
