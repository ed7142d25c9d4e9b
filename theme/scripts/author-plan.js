/* Loaded by the form when a Word file is opened, a table is pasted, or an ID is to be made of a Chinese title. */
import * as naming from "./author/plan/naming.js";
import * as opening from "./author/plan/open.js";
import * as pasted from "./author/plan/pasted.js";

window.CourseLib.plans = { idOf: naming.idOf, open: opening.open, pasted: pasted };
