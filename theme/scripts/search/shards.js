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

/* The words of all courses (letter "p"), or their characters ("s"), in so many files. */
export function Hashed(folder, letter, files) {
  this.folder = folder;
  this.letter = letter;
  this.files = files;
}

/* Returns a promise of a term's {df, bytes}, or null for a term that no course has. */
Hashed.prototype.list = function (term) {
  return this.folder.load(numbered(this.letter, bucketOf(term, this.files)), parseShard).then(function (file) {
    return file.lists.get(term) || null;
  });
};

/* Returns a promise of the numbers of the courses whose title or ID has this key. Their list stands in the file of one of the
   words of it, which a query that is a title needs anyway. */
Hashed.prototype.whole = function (key) {
  const home = homeOf(key);
  if (!home) {
    return Promise.resolve([]);
  }
  return this.folder.load(numbered(this.letter, bucketOf(home, this.files)), parseShard).then(function (file) {
    const list = file.lists.get("=" + hexadecimal(hash(key, 0x050c5d1f)) + home);
    const found = [];
    const reader = list ? new searchBytes.Reader(list.bytes) : null;
    for (let number = -1; list && found.length < list.df;) {
      number += reader.varint() >> 1;
      found.push(number);
    }
    return found;
  });
};

/* The readings. `top` is their root in the boot file. */
export function Readings(folder, top) {
  this.folder = folder;
  this.top = top;
}

/* Returns a promise of the rows [first term, key] of all files that can hold terms from `first` to `last`. */
Readings.prototype.rows = function (first, last) {
  const folder = this.folder;
  if (this.top.shards) {
    return Promise.resolve(span(this.top.shards, first, last));
  }
  const pages = span(this.top.pages, first, last).map(function (page) {
    return folder.load(page[1], searchBytes.json);
  });
  return Promise.all(pages).then(function (loaded) {
    return span([].concat.apply([], loaded), first, last).map(function (row) {
      return [row[0], "y/" + row[1].slice(0, 2) + "/" + row[1]];
    });
  });
};

Readings.prototype.files = function (first, last) {
  const folder = this.folder;
  return this.rows(first, last).then(function (rows) {
    return Promise.all(rows.map(function (row) {
      return folder.load(row[1], parseShard);
    }));
  });
};

/* Returns a promise of the lists of all terms that begin with `start`, in order of terms. */
Readings.prototype.beginning = function (start) {
  return this.files(start, start + "\uffff").then(function (files) {
    const lists = [];
    files.forEach(function (file) {
      file.terms.forEach(function (term) {
        if (term.slice(0, start.length) === start) {
          lists.push(file.lists.get(term));
        }
      });
    });
    return lists;
  });
};
