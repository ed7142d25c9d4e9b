/* Loaded by the search (`search/segments.js`) where a library has a base: what makes one of the two segments. */
import * as joining from "./search/joining.js";

window.CourseLib.put("segments", "", joining);
