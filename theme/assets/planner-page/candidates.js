/* Courses by whom a topic could be covered. They depend on the sector alone: what is planned is left out afterwards, which costs nothing. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const page = CourseLib.plannerPage = CourseLib.plannerPage || {};
  const planner = CourseLib.planner;
  const known = new Map();

  /* All published courses of a topic for the plan's sector, best first, that the plan does not have. */
  function of(app, topic) {
    const plan = app.plan();
    const key = plan.sector + " " + topic;
    if (!known.has(key)) {
      known.set(key, planner.candidates(app.data, planner.plans.create({ sector: plan.sector, start: plan.start, years: plan.years }), topic));
    }
    const planned = new Set(plan.items.map(function (item) { return item.course; }));
    return known.get(key).filter(function (course) { return !planned.has(course.id); });
  }

  page.candidates = { of: of };
})();
