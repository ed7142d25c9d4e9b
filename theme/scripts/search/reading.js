/* Reads queries. A plain one is read here; one with figures or marks by question.js, which is loaded when the first is asked: few
   are, and a first query should not wait for what it does not need. */
import * as analysis from "./analysis.js";
import * as loader from "./loader.js";

/* All that question.js looks for is among these, in a normalised text. */
const MARKED = /[0-9"\u201c\u201d|\u6216\u2212-]|\bor\b/;

/* Returns a promise of {ways, without, unsought} as question.js makes it, with its `answers` where a query needs more than one way. */
export function read(text) {
  if (MARKED.test(analysis.normalize(text))) {
    return loader.later().then(function (modules) {
      const question = modules.question;
      return Object.assign(question.parse(text, analysis), { answers: question.answers });
    });
  }
  const every = analysis.allQueryTerms(text);
  const terms = every.slice(0, analysis.MAX_QUERY_TERMS);
  return Promise.resolve({ ways: [{ terms: terms, needed: [], typed: true }], without: [], unsought: every.length - terms.length });
}
