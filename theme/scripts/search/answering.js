/* What courses answer a question: one way to read it alone, or the best of several; less what must not stand in them. */
import * as analysis from "./analysis.js";
import * as probing from "./probing.js";
import * as shards from "./shards.js";

function common(lists) {
  return lists.reduce(function (held, list) {
    const there = new Set(list);
    return held.filter(function (n) { return there.has(n); });
  }, Array.from(lists[0]));
}

/* Returns a promise of the numbers of the courses that have all of these terms, at least one. */
function holdingAll(scorer, terms) {
  return Promise.all(terms.map(scorer.term, scorer)).then(function (found) {
    return common(found.map(function (list) { return list.numbers; }));
  });
}

/* Returns a promise of a set of the courses that can come near a way; null for all. What was told from a few terms is whole. */
function nearTo(scorer, way, found) {
  return way.needed.length && !found.lone ? holdingAll(scorer, way.needed).then(function (held) { return new Set(held); }) : Promise.resolve(null);
}

/* Returns a promise of the courses that must not be given. */
function unwanted(scorer, without) {
  return Promise.all(without.map(function (terms) { return holdingAll(scorer, terms); })).then(function (found) {
    return new Set([].concat.apply([], found));
  });
}

/* Gives each course the way that it answers best. One that has all terms of a way has as many as the first way has; one that has
   less never counts as many. */
function merged(count, ways, found, near) {
  const most = ways[0].terms.length;
  const score = new Float64Array(count);
  const matched = new Uint8Array(count);
  const rank = new Uint8Array(count);
  const WHOLE = 255;
  found.forEach(function (one, place) {
    const terms = ways[place].terms.length;
    for (let n = 0; n < count; n += 1) {
      const has = one.matched[n];
      const isWhole = has === terms;
      if (isWhole || (has && (!near[place] || near[place].has(n)))) {
        const own = isWhole ? WHOLE : has;
        if (own > rank[n] || (own === rank[n] && one.score[n] > score[n])) {
          rank[n] = own;
          score[n] = one.score[n];
          matched[n] = isWhole ? most : Math.min(has, most - 1);
        }
      }
    }
  });
  const numbered = function (least) {
    const kept = [];
    rank.forEach(function (own, n) {
      if (own >= least || matched[n] === most) {
        kept.push(n);
      }
    });
    return kept;
  };
  return {
    whole: numbered(WHOLE), partly: function () { return numbered(1); }, score: score, matched: matched,
    lacking: found.some(function (one, place) { return ways[place].typed && one.lacking; })
  };
}

/* Takes the courses of a set away from what was found. */
function less(found, out) {
  const kept = function (numbers) { return Array.from(numbers).filter(function (n) { return !out.has(n); }); };
  const partly = found.partly;
  return Object.assign({}, found, { whole: kept(found.whole), partly: function () { return kept(partly()); } });
}

/* Puts in the courses whose title or ID the query is. Without its colons a title has terms that the course itself lacks: it counts as
   having them all. */
function withNamed(found, named, terms) {
  named.forEach(function (n) { found.matched[n] = terms; });
  const there = new Set(found.whole);
  const whole = named.every(function (n) { return there.has(n); }) ? found.whole : Array.from(new Set(named.concat(Array.from(there))));
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

/* Returns a promise of what the scorer finds for a question, and `named`, the set of courses that the query `text` names by title or ID.
   `masks` is a promise of what filters refuse. */
export function answers(used, asked, text, masks, exact) {
  const scorer = used.scorer;
  const ways = asked.ways;
  const key = analysis.wholeKey(text);
  const isPlain = ways.length === 1 && !ways[0].needed.length;
  const each = ways.length === 1 ? [probing.scores(used, ways[0].terms, shards.homeOf(key), masks, exact)] : ways.map(function (way) {
    return scorer.scores(way.terms);
  });
  return Promise.all([
    Promise.all(each).then(function (found) {
      return Promise.all(ways.map(function (way, i) { return nearTo(scorer, way, found[i]); })).then(function (near) {
        return { found: found, near: near };
      });
    }), unwanted(scorer, asked.without),
    scorer.postings.whole(key)
  ]).then(function (ready) {
    const one = ready[0].found[0];
    const out = ready[1];
    const found = isPlain || one.lone ? one : merged(used.library.count, ways, ready[0].found, ready[0].near);
    const most = ways[0].terms.length;
    return withFloor(withNamed(out.size ? less(found, out) : found, ready[2], most), most, used.library.near);
  });
}
