/* The planner. */
import "./planner/page/page.js";
