/* What to try when an answer is empty or only near: leave a word out, or leave the filters out. And what a query's own words hint at:
   filters that they name, and what they were probably meant to be. */
import * as offers from "./offers.js";
import * as slips from "./slips.js";

const MOST = 8;
const BREAKS = /[\s,.;:!?()\u3001\u3002\u300a\u300b\u201c\u201d\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+/;

/* Returns the query's texts with one of its words left out. */
function shorter(text) {
  const words = text.split(BREAKS).filter(Boolean).slice(0, MOST);
  if (words.length < 2) {
    return [];
  }
  return words.map(function (_, left) {
    return words.filter(function (word, place) { return place !== left; }).join(" ");
  });
}

function changed(request, changes) {
  return Object.assign({}, request, { facets: [] }, changes);
}

/* A promise of {offers, meant}: see `offers.js` and `slips.js`. */
function hints(request, tools) {
  const plain = !tools.question.hasMarks(request.text);
  const table = tools.used.folder.load("x/words", tools.bytes.json);
  return Promise.all([table, tools.evaluate(Object.assign({}, request, { facets: [] }))]).then(function (ready) {
    return Promise.all(plain ? [
      offers.offered(request, ready[1], ready[0], tools), slips.mended(request, ready[1], ready[0].sounds, tools)
    ] : [[], ""]);
  }).then(function (found) {
    return { offers: found[0], meant: found[1] };
  });
}

/* With `request.hints` what its words hint at; `tools` are modules of the engine and the library that it has opened.
   Otherwise `evaluate(request)` gives what the engine finds. `without` tells how many courses have all of the other words;
   `unfiltered` how many answer the whole text when no filter is set. */
export function suggest(request, evaluate, tools) {
  if (request.hints) {
    return hints(request, Object.assign({ evaluate: evaluate }, tools));
  }
  const texts = shorter(request.text || "").filter(function (text, place, all) { return all.indexOf(text) === place; });
  const asked = texts.map(function (text) {
    return evaluate(changed(request, { text: text })).then(function (answer) {
      return { text: text, total: answer.picked.relaxed || !answer.terms.length ? 0 : answer.picked.hits.length };
    });
  });
  const open = evaluate({ text: request.text });
  return Promise.all([Promise.all(asked), open]).then(function (answers) {
    return {
      without: answers[0].filter(function (item) { return item.total > 0; }),
      unfiltered: answers[1].picked.hits.length
    };
  });
}
