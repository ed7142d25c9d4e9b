/* What courses answer a question (`reading`), those that the query names by title or ID first, and which of the others are near. */
import * as analysis from "./analysis.js";
import * as loader from "./loader.js";
import * as probing from "./probing.js";
import * as scoring from "./scoring.js";
import * as shards from "./shards.js";

/* Puts in the courses whose title or ID the query is. Without its colons a title has terms that the course itself lacks: it counts as
   having them all. */
function withNamed(found, named, terms) {
  named.forEach(function (n) { found.matched[n] = terms; });
  const whole = named.length ? Array.from(new Set(named.concat(Array.from(found.whole)))) : found.whole;
  return Object.assign({}, found, { whole: whole, named: new Set(named) });
}

/* Keeps, of the courses that have any terms, those that have all and those that have nearly as many as the nearest of the others. */
function withFloor(found, terms, share) {
  const partly = found.partly;
  const matched = found.matched;
  return Object.assign(found, { partly: function () {
    const any = partly();
    if (terms <= share[2]) {
      return any;
    }
    const best = any.reduce(function (most, n) { return matched[n] < terms ? Math.max(most, matched[n]) : most; }, 0);
    return any.filter(function (n) { return matched[n] * share[1] >= best * share[0]; });
  } });
}

/* Tells whether no course has half of the terms. */
function isShort(found, terms) { return found.matched.every(function (has) { return has * 2 < terms; }); }

/* Returns a promise of what the scorer finds for a question, and `named`, the set of courses that the query `text` names by title or ID.
   `masks` is a promise of what filters refuse. */
export function answers(used, asked, text, masks, exact) {
  const scorer = used.scorer;
  const key = analysis.wholeKey(text);
  const most = asked.ways[0].terms.length;
  const single = function () { return probing.scores(used, asked.ways[0].terms, shards.homeOf(key), masks, exact); };
  const answering = asked.answers ? asked.answers(scorer, used.library.count, asked, single) : single();
  return Promise.all([answering, scorer.postings.whole(key)]).then(function (ready) {
    const found = withNamed(ready[0], ready[1], most);
    // What the table of traditional characters will make another question of is asked again.
    const isFar = !found.whole.length && most > 1 && (analysis.hasTable() || !found.lacking) && isShort(found, most);
    return (isFar ? loader.later().then(function (modules) {
      return modules.far.widened(scorer, asked, found, analysis, scoring.rarity);
    }) : Promise.resolve(found)).then(function (ready) { return withFloor(ready, most, used.library.near); });
  });
}
