/* The sharded index: which file holds a term, and the posting lists of that file.
   Terms stand in order of UTF-16 code units, which is what < compares. */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};

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
    const reader = new CourseLib.bytes.Reader(bytes);
    const count = reader.varint();
    const terms = [];
    const sizes = [];
    const lists = new Map();
    let last = [];
    for (let i = 0; i < count; i += 1) {
      const shared = reader.varint();
      const rest = reader.take(reader.varint());
      last = last.slice(0, shared).concat(Array.from(rest));
      terms.push(new CourseLib.bytes.Reader(new Uint8Array(last)).text(last.length));
      sizes.push([reader.varint(), reader.varint()]);
    }
    terms.forEach(function (term, i) {
      lists.set(term, { df: sizes[i][0], bytes: reader.take(sizes[i][1]) });
    });
    reader.end();
    return { terms: terms, lists: lists };
  }

  /* One family of shards. `top` is its root in the boot file; `letter` its folder. */
  function Index(folder, top, letter) {
    this.folder = folder;
    this.top = top;
    this.letter = letter;
  }

  /* Returns a promise of the rows [first term, key] of all files that can hold terms from `first` to `last`. */
  Index.prototype.rows = function (first, last) {
    const letter = this.letter;
    const folder = this.folder;
    if (this.top.shards) {
      return Promise.resolve(span(this.top.shards, first, last));
    }
    const pages = span(this.top.pages, first, last).map(function (page) {
      return folder.load(page[1], CourseLib.bytes.json);
    });
    return Promise.all(pages).then(function (found) {
      return span([].concat.apply([], found), first, last).map(function (row) {
        return [row[0], letter + "/" + row[1].slice(0, 2) + "/" + row[1]];
      });
    });
  };

  Index.prototype.files = function (first, last) {
    const folder = this.folder;
    return this.rows(first, last).then(function (rows) {
      return Promise.all(rows.map(function (row) {
        return folder.load(row[1], parseShard);
      }));
    });
  };

  /* Returns a promise of a term's {df, bytes}, or null for a term that no course has. */
  Index.prototype.list = function (term) {
    return this.files(term, term).then(function (files) {
      return files.length ? files[0].lists.get(term) || null : null;
    });
  };

  /* Returns a promise of the lists of all terms that begin with `start`, in order of terms. */
  Index.prototype.beginning = function (start) {
    return this.files(start, start + "\uffff").then(function (files) {
      const found = [];
      files.forEach(function (file) {
        file.terms.forEach(function (term) {
          if (term.slice(0, start.length) === start) {
            found.push(file.lists.get(term));
          }
        });
      });
      return found;
    });
  };

  CourseLib.shards = { Index: Index, parseShard: parseShard };
})(window);
