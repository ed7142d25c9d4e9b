/* Loaded by the search (`search/loader.js`) when a query has figures or marks, or an answer is poor: what few queries need. */
import * as question from "./search/question.js";
import * as suggesting from "./search/suggesting.js";

window.CourseLib.put("later", "", { question: question, suggesting: suggesting });
