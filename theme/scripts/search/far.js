/* A query that no course comes near, told in words that the library does not use: the twin of generator/courselib/search/far.py, whose
   docstring says why characters count. Loaded when it is first needed (`later.js`); it imports nothing. */

const MIN_TERMS = 6;
const MAX_TERMS = 16;
const WEIGHT = 1.5;
const FLOOR = 2;

function mostMatched(found) {
  return found.partly().reduce(function (most, n) { return Math.max(most, found.matched[n]); }, 0);
}

/* Tells whether a question is one that no course comes near. */
function isFar(asked, found) {
  const terms = asked.ways[0].terms.length;
  const best = mostMatched(found);
  const isPlain = !asked.without.length && !asked.ways[0].needed.length;
  return isPlain && terms >= MIN_TERMS && terms <= MAX_TERMS && best > 0 && best * 2 < terms;
}

/* Returns a promise of `found`, or of what characters find where nothing is near. */
export function widened(scorer, asked, found, analysis, rarity) {
  const characters = Array.from(new Set(Array.from(asked.ways[0].terms.join("")))).filter(analysis.isCharacter);
  if (!characters.length || !isFar(asked, found)) {
    return found;
  }
  const count = scorer.library.count;
  const best = mostMatched(found);
  return Promise.all(characters.map(function (character) { return scorer.characters.lists(character); })).then(function (lists) {
    const score = Float64Array.from(found.score);
    lists.forEach(function (list) {
      const held = scorer.counts(list);
      const weight = rarity(count, held.reduce(function (sum, has) { return sum + (has ? 1 : 0); }, 0)) * WEIGHT;
      held.forEach(function (has, n) {
        if (has) {
          score[n] += weight;
        }
      });
    });
    const top = score.reduce(function (most, value) { return Math.max(most, value); }, 0);
    const kept = [];
    score.forEach(function (value, n) {
      if (value && value * FLOOR >= top) {
        kept.push(n);
      }
    });
    return Object.assign({}, found, { score: score, matched: new Uint8Array(count).fill(best), partly: function () { return kept; } });
  });
}
