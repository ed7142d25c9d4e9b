/* A slip of the same sound, \u9632\u8baf for \u9632\u6c5b: the twin of generator/courselib/search/slips.py, whose docstring says how queries are mended.

   mended(request, answer, files, tools)   a promise of the query that was probably meant, "" where there is nothing better. `files` is how
                                           many files the library's words by their sound stand in */

const MAX_PLACES = 3;
const MAX_TERMS = 24;
const FEW = 2;
const MAX_WORDS = 6;
const MAX_KEYS = 4;

/* Reads the table: a line a syllable. What some people do not tell apart counts as one sound. */
function readings(text) {
  const found = new Map();
  text.split("\n").forEach(function (line) {
    const at = line.indexOf(" ");
    const sound = line.slice(0, at).replace(/^([zcs])h/, "$1").replace(/([aei]n)g$/, "$1");
    Array.from(line.slice(at + 1)).forEach(function (character) {
      const known = found.get(character) || [];
      if (at > 0 && known.indexOf(sound) < 0) {
        found.set(character, known.concat(sound));
      }
    });
  });
  return found;
}

function keysOf(pair, sounds) {
  const keys = [];
  (sounds.get(pair[0]) || []).forEach(function (first) {
    (sounds.get(pair[1]) || []).forEach(function (second) { keys.push(first + " " + second); });
  });
  return keys.slice(0, MAX_KEYS);
}

function cut(words) {
  return words.match(/[\s\S]{2}/g) || [];
}

/* Returns a promise of words that sound as a pair of characters does: any by itself, others where one character is the same. */
function alike(pair, sounds, files, tools) {
  const folder = tools.used.folder;
  return Promise.all(keysOf(pair, sounds).map(function (key) {
    return folder.load(tools.shards.numbered("w", tools.shards.bucketOf(key, files)), tools.bytes.json).then(function (words) {
      const lists = (Object.prototype.hasOwnProperty.call(words, key) ? words[key] : " ").split(" ");
      return cut(lists[0]).concat(cut(lists[1]).filter(function (word) { return word[0] === pair[0] || word[1] === pair[1]; }));
    });
  })).then(function (found) {
    return Array.from(new Set([].concat.apply([], found))).slice(0, MAX_WORDS);
  });
}

function held(term, tools) {
  return tools.used.scorer.term(term).then(function (list) { return list.numbers.length; });
}

/* Returns a promise of how much of a text is not the library's: 2 for a term that no course has, 1 for one that few have. */
function unknown(text, tools) {
  return Promise.all(tools.analysis.queryTerms(text.join("")).map(function (term) { return held(term, tools); })).then(function (counts) {
    return counts.reduce(function (sum, many) { return sum + Number(many <= FEW) + Number(many === 0); }, 0);
  });
}

/* Returns a promise of the row of a word in the place of a pair: [what is unknown then, characters that change, courses that lack it, word]. */
function weighed(text, at, word, tools) {
  const other = text.slice(0, at).concat(Array.from(word), text.slice(at + 2));
  const same = Number(word[0] === text[at]) + Number(word[1] === text[at + 1]);
  return Promise.all([unknown(other, tools), held(word, tools)]).then(function (ready) {
    return [ready[0], -same, -ready[1], word];
  });
}

function isBefore(a, b) {
  for (let i = 0; i < 3; i += 1) {
    if (a[i] !== b[i]) {
      return a[i] < b[i];
    }
  }
  return false;
}

/* Replaces the pair at a place of `text`, and in the same place of `shown`, where a word is better; a promise of whether one was. */
function mendPair(text, shown, at, sounds, files, tools) {
  const pair = [text[at], text[at + 1]];
  return unknown(text, tools).then(function (before) {
    return alike(pair, sounds, files, tools).then(function (words) {
      return Promise.all(words.map(function (word) { return weighed(text, at, word, tools); }));
    }).then(function (rows) {
      const better = rows.filter(function (row) { return row[0] < before; });
      if (!better.length) {
        return false;
      }
      const best = better.reduce(function (first, row) { return isBefore(row, first) ? row : first; });
      [0, 1].forEach(function (place) {
        if (text[at + place] !== best[3][place]) {
          text[at + place] = shown[at + place] = best[3][place];
        }
      });
      return true;
    });
  });
}

/* Mends `text` from a place on; a promise of how many places were mended in all. */
function mendFrom(text, shown, at, places, sounds, files, tools) {
  if (at >= text.length - 1 || places === MAX_PLACES) {
    return Promise.resolve(places);
  }
  const go = function (isMended) { return mendFrom(text, shown, at + 1, places + Number(isMended), sounds, files, tools); };
  if (!tools.analysis.isCharacter(text[at]) || !tools.analysis.isCharacter(text[at + 1])) {
    return go(false);
  }
  return held(text[at] + text[at + 1], tools).then(function (many) {
    return many > FEW ? false : mendPair(text, shown, at, sounds, files, tools);
  }).then(go);
}

function mostMatched(answer) {
  return answer.picked.hits.reduce(function (most, n) { return Math.max(most, answer.scores.matched[n]); }, 0);
}

/* Tells whether an answer calls for another query: no course has all terms, whatever the filters. */
export function isPoor(answer) {
  return answer.terms.length > 0 && !answer.picked.elsewhere && (answer.picked.relaxed || !answer.picked.hits.length);
}

export function mended(request, answer, files, tools) {
  if (!isPoor(answer) || answer.terms.length > MAX_TERMS) {
    return Promise.resolve("");
  }
  const text = Array.from(tools.analysis.normalize(request.text));
  const typed = Array.from(request.text);
  const shown = typed.length === text.length ? typed : text.slice();
  const table = tools.used.folder.load("sounds", function (bytes) { return readings(tools.bytes.text(bytes)); });
  return table.then(function (sounds) {
    return mendFrom(text, shown, 0, 0, sounds, files, tools);
  }).then(function (places) {
    const better = shown.join("");
    return !places ? "" : tools.evaluate(Object.assign({}, request, { text: better, facets: [] })).then(function (other) {
      const picked = other.picked;
      const isBetter = picked.hits.length && (!picked.relaxed || !answer.picked.hits.length || mostMatched(other) > mostMatched(answer));
      return isBetter ? better : "";
    });
  });
}
