/* Why a course was found: the sentence of it that a query's terms stand in, where they are not in view already. The twin of
   generator/courselib/search/passages.py, whose docstring says how it is chosen; both run tests/vectors/passages.

   `ways` are the terms of each way to read the query; `others` are words of the course that answer for other terms, {word, terms} each. */
import * as analysis from "./analysis.js";
import * as searchMarks from "./marks.js";

const MOST = 60;
const LEAD = 20;
const BARE_LEAD = 8;
const ELLIPSIS = "\u2026";
const SENTENCE = /[^\u3002\uff01\uff1f!?\uff1b;\u2026]*[\u3002\uff01\uff1f!?\uff1b;\u2026]*[\u201d\u2019\u300d\u300f\uff09)\u300b\u3011]*/g;
const SPACE = " \t\r\n\u00a0\u3000";
const EDGES = /^[ \t\r\n\u00a0\u3000]+|[ \t\r\n\u00a0\u3000]+$/g;
const PAUSES = "\uff0c\u3001\uff1a,:;\uff1b\u3002\uff01\uff1f!?\u2026";
const READ = /^[a-z]{2,32}$/;

function unique(list) {
  return Array.from(new Set(list));
}

function all(ways) {
  return unique([].concat.apply([], ways));
}

/* Returns the words that answer for terms of the query; `rows` are words that mean the same as some of the course's own, [word, [own]]. */
export function standIns(ways, rows) {
  const found = [];
  rows.forEach(function (row) {
    const terms = analysis.queryTerms(row[0]);
    const asked = ways.some(function (way) {
      return terms.every(function (term) { return way.indexOf(term) >= 0; });
    });
    if (terms.length && asked) {
      row[1].forEach(function (word) { found.push({ word: analysis.normalize(word), terms: terms }); });
    }
  });
  return found;
}

export function mayBeRead(ways) {
  return all(ways).some(function (term) { return READ.test(term); });
}

function longest(list) {
  return list.reduce(function (most, end) { return Math.max(most, end); }, -1);
}

/* Returns where the characters end whose syllables begin with the letters that are left; -1 when they do not. */
function read(text, at, left, readings) {
  if (!left) {
    return at;
  }
  return longest((readings.get(text[at]) || []).map(function (syllable) {
    if (syllable.slice(0, left.length) === left) {
      return at + 1;
    }
    return left.slice(0, syllable.length) === syllable ? read(text, at + 1, left.slice(syllable.length), readings) : -1;
  }));
}

function initials(text, at, letters, readings) {
  for (let n = 0; n < letters.length; n += 1) {
    if (!(readings.get(text[at + n]) || []).some(function (syllable) { return syllable[0] === letters[n]; })) {
      return -1;
    }
  }
  return at + letters.length;
}

/* Returns the words of texts that are read as terms in Latin letters; `readings` is a map from characters to syllables. */
export function readAs(ways, texts, readings) {
  const terms = all(ways).filter(function (term) { return READ.test(term); });
  const known = new Set();
  const found = [];
  texts.forEach(function (text) {
    const characters = Array.from(analysis.normalize(text));
    terms.forEach(function (term) {
      characters.forEach(function (_, at) {
        const end = Math.max(read(characters, at, term, readings), initials(characters, at, term, readings));
        const word = characters.slice(at, end).join("");
        if (end > at && !known.has(word + " " + term)) {
          known.add(word + " " + term);
          found.push({ word: word, terms: [term] });
        }
      });
    });
  });
  return found;
}

/* Returns what is to be marked. */
export function marksOf(ways, others) {
  return unique(all(ways).concat(others.map(function (other) { return other.word; })));
}

/* Returns the set of the terms that stand in one of the texts, by themselves or through words that stand for them. */
function seenIn(terms, others, texts) {
  const found = new Set();
  texts.map(analysis.normalize).forEach(function (normal) {
    terms.forEach(function (term) {
      if (searchMarks.has(normal, term)) {
        found.add(term);
      }
    });
    others.forEach(function (other) {
      if (searchMarks.has(normal, other.word)) {
        other.terms.forEach(function (term) { found.add(term); });
      }
    });
  });
  return found;
}

function countOf(way, found) {
  return way.filter(function (term) { return found.has(term); }).length;
}

/* Tells whether the texts that are shown of a course have all terms of one way. */
export function isInView(ways, others, shown) {
  const seen = seenIn(all(ways), others, shown);
  return all(ways).length === 0 || ways.some(function (way) { return way.length > 0 && countOf(way, seen) === way.length; });
}

export function sentences(line) {
  return (line.match(SENTENCE) || []).map(function (part) { return part.replace(EDGES, ""); }).filter(Boolean);
}

/* Returns from where to where the most distinct marks stand near each other; of several such places the first. */
function densest(characters, marks) {
  const places = [];
  characters.forEach(function (character, n) {
    for (let i = 0; i < character.length; i += 1) {
      places.push(n);
    }
  });
  const view = searchMarks.seen(characters.join(""));
  const hits = [];
  marks.forEach(function (term) {
    searchMarks.eachPlace(view.normal, term, function (at) {
      hits.push({ start: places[view.from[at]], end: places[view.to[at + term.length - 1] - 1] + 1, term: term });
    });
  });
  hits.sort(function (a, b) { return a.start - b.start || a.end - b.end; });
  let best = 0;
  let span = [0, 0];
  hits.forEach(function (hit, n) {
    const near = hits.slice(n).filter(function (other) { return other.end <= hit.start + MOST - LEAD; });
    const count = unique(near.map(function (other) { return other.term; })).length;
    if (count > best) {
      best = count;
      span = [hit.start, longest(near.map(function (other) { return other.end; }))];
    }
  });
  return [span[0], Math.min(span[1], span[0] + MOST)];
}

function isPause(character) {
  return PAUSES.indexOf(character) >= 0;
}

function isInsideWord(characters, place) {
  return /^[0-9A-Za-z]{2}$/.test(characters[place - 1] + characters[place]);
}

function startOf(characters, first, room) {
  if (first <= room) {
    return 0;
  }
  for (let place = first - room; place <= first; place += 1) {
    if (isPause(characters[place - 1])) {
      return place;
    }
  }
  let start = first - Math.min(room, BARE_LEAD);
  while (start < first && isInsideWord(characters, start)) {
    start += 1;
  }
  return start;
}

function endOf(characters, last, limit) {
  if (limit >= characters.length) {
    return characters.length;
  }
  for (let place = limit; place >= last; place -= 1) {
    if (isPause(characters[place])) {
      return place;
    }
  }
  let end = limit;
  while (end > last && isInsideWord(characters, end)) {
    end -= 1;
  }
  return end > last ? end : limit;
}

/* Returns a sentence, or what stands around most of its terms if it is long. */
function cut(sentence, marks) {
  const characters = Array.from(sentence);
  if (characters.length <= MOST) {
    return sentence;
  }
  const span = densest(characters, marks);
  let start = startOf(characters, span[0], Math.min(LEAD, MOST - (span[1] - span[0])));
  let end = endOf(characters, span[1], start + MOST);
  while (start < span[0] && SPACE.indexOf(characters[start]) >= 0) {
    start += 1;
  }
  while (end > span[1] && SPACE.indexOf(characters[end - 1]) >= 0) {
    end -= 1;
  }
  return (start ? ELLIPSIS : "") + characters.slice(start, end).join("") + (end < characters.length ? ELLIPSIS : "");
}

/* Returns the passage of `lines` that shows why a course was found, as [piece, marked] pairs; none when what is `shown` does, or nothing. */
export function passage(ways, others, shown, lines) {
  const terms = all(ways);
  if (isInView(ways, others, shown)) {
    return [];
  }
  const seen = seenIn(terms, others, shown);
  let best = "";
  let most = 0;
  lines.forEach(function (line) {
    sentences(line).forEach(function (sentence) {
      const found = seenIn(terms, others, [sentence]);
      if (Array.from(found).every(function (term) { return seen.has(term); })) {
        return;
      }
      const count = Math.max.apply(null, ways.map(function (way) { return countOf(way, found); }));
      if (count > most) {
        best = sentence;
        most = count;
      }
    });
  });
  const marks = marksOf(ways, others);
  const pieces = searchMarks.split(cut(best, marks), marks);
  return pieces.some(function (piece) { return piece[1]; }) ? pieces : [];
}
