/* The line above the results that takes up what was typed: \u201c\u60a8\u662f\u4e0d\u662f\u8981\u627e\u2026\u201d, and filters that words of the query name. What it needs is
   loaded only where a query may have such words, or has a poor answer. */
import { clear } from "../lib/dom.js";
import * as analysis from "../search/analysis.js";
import * as engine from "../search/engine.js";
import * as loader from "../search/loader.js";

/* Hours, wherever they stand; words that name a filter by themselves; what a name of the plan ends with, which people leave away. */
const HOURS = /[0-9\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u534a]\u4e2a?(\u5b66\u65f6|\u8bfe\u65f6|\u5c0f\u65f6|\u5929)/;
const WORD = new RegExp("^(\u7ebf[\u4e0a\u4e0b]|\u7f51\u8bfe|\u7f51\u4e0a|\u5728\u7ebf|\u8fdc\u7a0b|\u5f55\u64ad|\u89c6\u9891|\u89c6\u9891\u96c6\u4e2d\u57f9\u8bad|\u9762\u6388|\u8bb2\u5ea7|\u4e13\u9898\u8bb2\u5ea7|\u8bb2\u6388|\u6388\u8bfe|\u8ba8\u8bba|\u6848\u4f8b\u8ba8\u8bba|\u7814\u8ba8|\u4e92\u52a8|\u4ea4\u6d41|\u4e92\u52a8\u4ea4\u6d41|" +
  "\u73b0\u573a|\u73b0\u573a\u8bfe|\u73b0\u573a\u6559\u5b66|\u73b0\u573a\u4f53\u9a8c|\u53c2\u89c2|\u5b9e\u5730|\u5b9e\u64cd|\u5b9e\u8bad|\u7ec3\u4e60|\u5b9e\u64cd\u7ec3\u4e60|\u52a8\u624b|\u62a5\u544a|\u62a5\u544a\u4f1a|\u6848\u4f8b|\u6848\u4f8b\u8bfe|\u6848\u4f8b\u8bfe\u7a0b|\u8bfe\u4ef6|ppt|\u5e7b\u706f\u7247|\u8bfb\u672c|\u7cfb\u5217|\u7cfb\u5217\u8bfe|\u7cfb\u5217\u8bfe\u7a0b|" +
  "(\u515a\u7684|\u975e|\u8ba1\u5165|\u4e0d\u8ba1)?(\u521b\u65b0)?\u7406\u8bba|(\u7701|\u5e02|\u53bf|\u4e61\u9547|\u8857\u9053|\u4e2d\u592e|\u5355\u4f4d)\u7ea7|\u4e61\u9547|\u4e61\u9547\\(\u8857\u9053\\)|..?.?.?\u8bed|\u5168\u4f53|\u5168\u5458|\u5168\u4f53\u515a\u5458|\u6240\u6709\u515a\u5458)$");
const TAIL = /(\u515a\u5458|\u6559\u80b2)$/;

/* Tells whether words of a text can name a filter. A name may hold marks that part words elsewhere. */
export function mayFilter(text, info) {
  const plain = analysis.normalize(text);
  const words = plain.split(/[\s,.;:!?()\u3001\u3002]+/).map(function (piece) { return piece.replace(/^\u7684|\u7684$/g, ""); });
  const others = info.others.split(" ");
  return HOURS.test(plain) || words.some(function (word) {
    return word.length > 1 && (WORD.test(word) || others.indexOf(word) >= 0);
  }) || [info.sectors, info.tasks, info.topics].some(function (rows) {
    return rows.some(function (row) {
      const name = analysis.normalize(row[1]);
      const stem = name.replace(TAIL, "");
      return words.indexOf(stem) >= 0 || plain.indexOf(stem.length > 3 ? stem : name) >= 0;
    });
  });
}

/* Shows in `place` what the answer to a request calls for; `state` is what is asked, `become(next)` asks something else,
   `isLate()` tells whether another question has been put since. */
export function show(place, request, answer, state, info, become, isLate) {
  const isPoor = answer.terms.length > 0 && !answer.elsewhere && (answer.relaxed || !answer.total);
  if (place.getAttribute("data-for") !== state.q) {
    clear(place).hidden = true;
  }
  place.setAttribute("data-for", state.q);
  if (answer.noTerms || !(isPoor || mayFilter(state.q, info))) {
    clear(place).hidden = true;
    return Promise.resolve();
  }
  return Promise.all([
    loader.late("poor"), engine.suggest(Object.assign({}, request, { offset: 0, hints: true }))
  ]).then(function (ready) {
    if (isLate()) {
      return;
    }
    ready[0].show(place, ready[1], state, become);
  }, function () {
    // A hint that does not load is no fault of the answer that stands there.
    if (!isLate()) {
      clear(place).hidden = true;
    }
  });
}
