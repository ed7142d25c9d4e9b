/* Courses by whom a topic could be covered. They depend on the sector alone: what is planned is left out afterwards, which costs nothing. */
import * as plans from "../../rules/plans.js";
import { candidates } from "../suggest.js";

const known = new Map();

/* All published courses of a topic for the plan's sector, best first, that the plan does not have. */
export function of(app, topic) {
  const plan = app.plan();
  const key = plan.sector + " " + topic;
  if (!known.has(key)) {
    known.set(key, candidates(app.data, plans.create({ sector: plan.sector, start: plan.start, years: plan.years }), topic));
  }
  const planned = new Set(plan.items.map(function (item) { return item.course; }));
  return known.get(key).filter(function (course) { return !planned.has(course.id); });
}
