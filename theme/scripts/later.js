/* Loaded by the search (`search/reading.js`) when a query has figures or marks, or an answer is poor: what few queries need. */
import "./search/question.js";
import "./search/suggesting.js";
