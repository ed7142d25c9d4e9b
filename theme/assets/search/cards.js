/* What a result shows: title and summary from blocks of cards, everything else from the columns. */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};
  const PAGE = 64;
  const NAME = 8;

  function hex(bytes) {
    let name = "";
    bytes.forEach(function (byte) {
      name += (byte < 16 ? "0" : "") + byte.toString(16);
    });
    return name;
  }

  /* Returns a promise of the key of a block: named in the boot file, or in a page of names. */
  function keyOf(folder, cards, block) {
    if (cards.blocks) {
      return Promise.resolve(cards.blocks[block]);
    }
    const place = block % PAGE;
    return folder.load(cards.pages[(block - place) / PAGE], function (bytes) { return bytes; }).then(function (names) {
      const name = hex(names.subarray(place * NAME, place * NAME + NAME));
      return "c/" + name.slice(0, 2) + "/" + name;
    });
  }

  /* Returns a promise of the results of these courses, in this order; `score` is by number. */
  function results(folder, library, numbers, score) {
    return Promise.all(numbers.map(function (n) {
      const place = n % library.cards.per;
      return keyOf(folder, library.cards, (n - place) / library.cards.per).then(function (key) {
        return folder.load(key, CourseLib.bytes.json);
      }).then(function (block) {
        return result(library, n, block[place], score ? score[n] : 0);
      });
    }));
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

  CourseLib.cards = { results: results };
})(window);
