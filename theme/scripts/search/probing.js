/* Whole titles. A title has some twenty terms, and the lists of all would be most of what a first query loads. A few of them
   single out some courses; their cards show which other terms they have, and the lists of terms that a card lacks rule courses out.
   Where one course is left that has all terms, it is the answer, and no other list is read. */
import * as analysis from "./analysis.js";
import * as searchCards from "./cards.js";

const PROBES = 6;
/* With fewer terms than this nothing would be saved; with more courses to tell apart, or rounds to go, neither. */
const MANY = 10;
const CANDIDATES = 12;
const ROUNDS = 3;

/* Returns some of the terms, far apart; `shift` is a part of the distance. */
function spread(terms, shift) {
  const picked = [];
  for (let i = 0; i < PROBES; i += 1) {
    picked.push(terms[Math.floor((i + shift) * terms.length / PROBES)]);
  }
  return picked;
}

/* Returns a promise of what few terms find; and some more when they leave too many courses. The file of `home` is read
   in any case: it is one of them, or there is one less. */
function probed(scorer, terms, home) {
  const few = spread(terms, 0.5);
  const place = terms.indexOf(home);
  if (place >= 0) {
    few[Math.floor(place * PROBES / terms.length)] = home;
  } else {
    few.pop();
  }
  return scorer.scores(few).then(function (result) {
    const more = Array.from(new Set(few.concat(spread(terms, 0))));
    return result.whole.length > CANDIDATES && more.length < terms.length ? scorer.scores(more) : result;
  });
}

/* Returns the terms that neither a course's card nor its topic shows. */
function unseen(card, topic, terms) {
  const indexTerms = analysis.indexTerms;
  const shown = new Set(indexTerms(card[1], true).concat(indexTerms(card[2], false), indexTerms(topic, true)));
  return terms.filter(function (term) { return !shown.has(term); });
}

function holds(numbers, n) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < n) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return numbers[low] === n;
}

/* Returns a promise of those of `rows` ([number, unseen terms]) that have all terms; null when that would take too long. */
function proven(scorer, rows, rounds) {
  const open = rows.filter(function (row) { return row[1].length; });
  if (!open.length) {
    return Promise.resolve(rows.map(function (row) { return row[0]; }));
  }
  if (!rounds || rows.length - open.length > 1) {
    return Promise.resolve(null);
  }
  const asked = Array.from(new Set(open.map(function (row) { return row[1][row[1].length >> 1]; })));
  return Promise.all(asked.map(scorer.term, scorer)).then(function (lists) {
    // A term that no course has may be a traditional form: what the whole query is then is not for us to say.
    if (lists.some(function (list) { return !list.numbers.length; })) {
      return null;
    }
    const left = rows.filter(function (row) {
      return asked.every(function (term, i) { return row[1].indexOf(term) < 0 || holds(lists[i].numbers, row[0]); });
    }).map(function (row) {
      return [row[0], row[1].filter(function (term) { return asked.indexOf(term) < 0; })];
    });
    return proven(scorer, left, rounds - 1);
  });
}

/* Returns a promise of what the scorer finds: from all lists, or the one course that answers, with the score of a few
   terms. `masks` is a promise of what the request's filters refuse. */
export function scores(used, terms, home, masks, exact) {
  const scorer = used.scorer;
  const whole = function () { return scorer.scores(terms); };
  if (exact || terms.length < MANY) {
    return whole();
  }
  return probed(scorer, terms, home).then(function (result) {
    const library = used.library;
    if (!result.whole.length || result.whole.length > CANDIDATES) {
      return whole();
    }
    return searchCards.rows(library, result.whole).then(function (cards) {
      return proven(scorer, cards.map(function (card, i) {
        const n = result.whole[i];
        return [n, unseen(card, library.topics[library.column.topic[n] >> 1][1], terms)];
      }), ROUNDS);
    }).then(function (left) {
      return masks.then(function (refused) {
        const isAnswer = left && left.length === 1 && !(refused && refused[left[0]]);
        return isAnswer ? Object.assign(result, { whole: left, lone: true }) : whole();
      });
    });
  });
}
