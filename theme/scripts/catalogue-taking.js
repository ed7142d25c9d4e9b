/* Loaded by the catalogue when something is to be done with all results. */
import * as taking from "./catalogue/actions.js";

window.CourseLib.put("taking", "", taking);
