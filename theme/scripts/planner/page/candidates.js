/* Courses by whom a topic could be covered. They depend on the sector, the role and the years: what is planned is left out afterwards, which costs nothing. */
import * as adding from "../adding.js";
import * as plans from "../../rules/plans.js";
import { candidates } from "../suggest.js";

const known = new Map();

/* All published courses of a topic for the plan's sector, best first, that the plan does not have. */
export function of(app, topic) {
  const plan = app.plan();
  const key = [plan.sector, plan.role, plan.start, plan.years, topic].join(" ");
  if (!known.has(key)) {
    known.set(key, candidates(app.data, plans.create({ sector: plan.sector, role: plan.role, start: plan.start, years: plan.years }), topic));
  }
  const planned = adding.planned(app.data, plan);
  return known.get(key).filter(function (course) { return !planned.has(course.id); });
}
