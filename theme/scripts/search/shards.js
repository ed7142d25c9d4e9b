/* Posting lists: which file holds a term, and the lists of that file. Words and characters are found by their hash; readings, which
   are asked for by what they begin with, stand in order of UTF-16 code units, which is what < compares. */
import * as analysis from "./analysis.js";
import * as searchBytes from "./bytes.js";

/* Returns the place of the last row whose first term is not after `term`; -1 when all are. */
function placeOf(rows, term) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] <= term) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/* Returns the rows that can hold terms from `first` to `last`. */
function span(rows, first, last) {
  return rows.slice(Math.max(0, placeOf(rows, first)), placeOf(rows, last) + 1);
}

/* Returns the file's terms in order, and a map from each to its {df, bytes}. */
function parseShard(bytes) {
  const reader = new searchBytes.Reader(bytes);
  const count = reader.varint();
  const terms = [];
  const sizes = [];
  const lists = new Map();
  let last = [];
  for (let i = 0; i < count; i += 1) {
    const shared = reader.varint();
    const rest = reader.take(reader.varint());
    last = last.slice(0, shared).concat(Array.from(rest));
    terms.push(new searchBytes.Reader(new Uint8Array(last)).text(last.length));
    sizes.push([reader.varint(), reader.varint()]);
  }
  terms.forEach(function (term, i) {
    lists.set(term, { df: sizes[i][0], bytes: reader.take(sizes[i][1]) });
  });
  reader.end();
  return { terms: terms, lists: lists };
}

/* Returns the key of a file that is found by its number. */
export function numbered(letter, number) {
  const digits = ("000" + number.toString(16)).slice(-Math.max(4, number.toString(16).length));
  return letter + "/" + digits.slice(0, -2) + "/" + digits.slice(-2);
}

/* Returns a promise of the card [id, title, summary, updated] of a course, by its number in a segment: {folder, prefix, cards}. */
export function card(segment, number) {
  const place = number % segment.cards;
  const key = numbered(segment.prefix + "c", (number - place) / segment.cards);
  return segment.folder.load(key, searchBytes.json).then(function (block) { return block[place]; });
}

/* Returns the number of the file, of `files`, that holds a term: FNV-1a over UTF-16, high bytes first. */
export function bucketOf(term, files) {
  return Math.floor(hash(term, 0x811c9dc5) * files / 0x100000000);
}

/* Returns the name of a file that is found by a term. */
export function digest(term) { return hexadecimal(hash(term, 0x811c9dc5)) + hexadecimal(hash(term, 0x050c5d1f)); }

function hexadecimal(number) { return ("0000000" + number.toString(16)).slice(-8); }

function hash(term, basis) {
  let value = basis;
  for (let i = 0; i < term.length; i += 1) {
    const unit = term.charCodeAt(i);
    value = Math.imul(Math.imul(value ^ unit >> 8, 0x01000193) ^ unit & 255, 0x01000193);
  }
  return value >>> 0;
}

/* Returns the word in whose file the courses of a title or ID stand; empty for a key without words. */
export function homeOf(key) {
  const words = analysis.allQueryTerms(key);
  return words.length ? words[bucketOf(key, words.length)] : "";
}

/* Returns a list as scores read it: with the numbers that the courses of its segment have. */
function listOf(segment, list) {
  return list && { df: list.df, bytes: list.bytes, numbers: segment.numbers, count: segment.count, dead: segment.dead };
}

/* The words of all courses (letter "p"), or their characters ("s"); `name` tells in how many files of a segment. */
export function Hashed(segments, letter, name) {
  this.segments = segments;
  this.letter = letter;
  this.name = name;
}

/* Returns a promise of [segment, file] for each segment that has files, of those that hold a term. */
Hashed.prototype.files = function (term) {
  const letter = this.letter;
  const name = this.name;
  return Promise.all(this.segments.filter(function (segment) { return segment.roots[name]; }).map(function (segment) {
    return segment.load(numbered(letter, bucketOf(term, segment.roots[name])), parseShard).then(function (file) { return [segment, file]; });
  }));
};

/* Returns a promise of a term's lists {df, bytes, ...}, none for a term that no course has. */
Hashed.prototype.lists = function (term) {
  return this.files(term).then(function (files) {
    return files.map(function (row) { return listOf(row[0], row[1].lists.get(term)); }).filter(Boolean);
  });
};

/* Returns a promise of the numbers of the courses whose title or ID has this key. Their list stands in the file of one of the
   words of it, which a query that is a title needs anyway. */
Hashed.prototype.whole = function (key) {
  const home = homeOf(key);
  if (!home) {
    return Promise.resolve([]);
  }
  return this.files(home).then(function (files) {
    const found = [];
    files.forEach(function (row) {
      const list = row[1].lists.get("=" + hexadecimal(hash(key, 0x050c5d1f)) + home);
      const reader = list ? new searchBytes.Reader(list.bytes) : null;
      for (let number = -1, left = list ? list.df : 0; left > 0; left -= 1) {
        number += reader.varint() >> 1;
        const course = row[0].numbers ? row[0].numbers[number] : number;
        if (course >= 0) {
          found.push(course);
        }
      }
    });
    return found;
  });
};

/* The readings of all courses. */
export function Readings(segments) { this.segments = segments; }

/* Returns a promise of the rows [first term, key] of all files of a segment that can hold terms from `first` to `last`. */
function rowsOf(segment, first, last) {
  const top = segment.roots.pinyin;
  if (top.shards) {
    return Promise.resolve(span(top.shards, first, last));
  }
  const pages = span(top.pages, first, last).map(function (page) {
    return segment.folder.load(page[1], searchBytes.json);
  });
  return Promise.all(pages).then(function (loaded) {
    return span([].concat.apply([], loaded), first, last).map(function (row) {
      return [row[0], segment.prefix + "y/" + row[1].slice(0, 2) + "/" + row[1]];
    });
  });
}

function listsOf(segment, start) {
  return rowsOf(segment, start, start + "\uffff").then(function (rows) {
    return Promise.all(rows.map(function (row) {
      return segment.folder.load(row[1], parseShard);
    }));
  }).then(function (files) {
    const lists = [];
    files.forEach(function (file) {
      file.terms.forEach(function (term) {
        if (term.slice(0, start.length) === start) {
          lists.push(listOf(segment, file.lists.get(term)));
        }
      });
    });
    return lists;
  });
}

/* Returns a promise of the lists of all terms that begin with `start`. */
Readings.prototype.beginning = function (start) {
  return Promise.all(this.segments.map(function (segment) { return listsOf(segment, start); })).then(function (lists) {
    return [].concat.apply([], lists);
  });
};
