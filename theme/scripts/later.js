/* Loaded by the search (`search/loader.js`) when a query has figures or marks, comes near no course, or its answer is poor: what few
   queries need. */
import * as far from "./search/far.js";
import * as question from "./search/question.js";
import * as suggesting from "./search/suggesting.js";

window.CourseLib.put("later", "", { far: far, question: question, suggesting: suggesting });
