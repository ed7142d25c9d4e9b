/* What a result shows: title and summary from blocks of cards, everything else from the columns. */
import * as segments from "./segments.js";
import * as shards from "./shards.js";

/* Returns a promise of the cards of these courses. */
export function rows(library, numbers) {
  return Promise.all(numbers.map(function (n) {
    const place = segments.placeOf(library, n);
    return shards.card(place[0], place[1]);
  }));
}

/* Returns a promise of the results of these courses, in this order; `score` is by number. */
export function results(library, numbers, score) {
  return rows(library, numbers).then(function (cards) {
    return cards.map(function (card, i) {
      return result(library, numbers[i], card, score ? score[numbers[i]] : 0);
    });
  });
}

function result(library, n, card, score) {
  const column = library.column;
  const topic = library.topics[column.topic[n] >> 1];
  return {
    number: n, id: card[0], title: card[1], summary: card[2], updated: card[3], score: score,
    hours: library.hours[column.hours[n]],
    theory: (column.topic[n] & 1) === 1,
    topic: topic[0],
    task: topic[2] < 0 ? "" : library.tasks[topic[2]][0],
    audience: library.audiences[column.audience[n]].map(function (sector) {
      return sector < 0 ? "all" : library.sectors[sector][0];
    }),
    kind: library.kinds[column.kind[n]][0]
  };
}
