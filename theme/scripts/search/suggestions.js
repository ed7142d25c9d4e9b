/* What a typed text may mean while it is typed: the twin of generator/courselib/search/suggestions.py, whose docstring says the ways and why.
   Both run tests/vectors/suggestions. The files: docs/adr/0026. A keystroke loads one of them and the cards of what is shown. */
import * as analysis from "./analysis.js";
import * as searchBytes from "./bytes.js";
import * as loader from "./loader.js";
import * as shards from "./shards.js";

const FORMAT = 2;
const LONGEST = 32;
const WITHIN = 12;
const SYLLABLES_WITHIN = 18;
const INITIALS = 8;
const MOST = 10;
const READING = 2;
const INSIDE = 1;
const SHARES = { topic: 2, lecturer: 1, word: 2 };
const TOGETHER = { sector: "topic" };
const UNITS = new RegExp(analysis.CHARACTER + "|" + analysis.SIGNED + "|" + analysis.WORD, "g");
const CAPITAL = /[A-Z]/;
const WIDE = /[\u2e80-\uffff]/;

/* Returns an entry ready to be compared: its ways as three texts, and where in them each of its units begins. */
function prepared(row) {
  const units = analysis.normalize(row[2]).match(UNITS) || [];
  const syllables = row[3].split(" ").map(function (syllable) { return syllable === "-" ? " " : syllable; });
  let at = 0;
  let said = 0;
  const places = units.map(function (unit, n) {
    const place = { at: at, said: said, silent: syllables[n] === " " };
    at += unit.length;
    said += syllables[n].length;
    return place;
  });
  return {
    kind: row[0], id: row[1], title: row[2], places: places, text: units.join(""), spoken: syllables.join(""),
    initials: syllables.map(function (syllable) { return syllable[0]; }).join("")
  };
}

/* Returns how well a key means an entry: twice its way's worth, plus one where that goes on; nothing below `below` gives `below` times two. */
function rankOf(entry, key, below) {
  let best = below * 2;
  const tried = function (text, at, limit, worth) {
    if (worth < below && worth * 2 < best && key.length <= limit && text.startsWith(key, at)) {
      best = Math.min(best, worth * 2 + (Math.min(limit, text.length - at) > key.length ? 1 : 0));
    }
  };
  entry.places.forEach(function (place, n) {
    const worth = n ? INSIDE : 0;
    tried(entry.text, place.at, n ? WITHIN : LONGEST, worth);
    if (!place.silent) {
      tried(entry.spoken, place.said, n ? SYLLABLES_WITHIN : LONGEST, worth + READING);
      if (n + 1 < entry.places.length) {
        tried(entry.initials, n, INITIALS, worth + READING);
      }
    }
  });
  return best;
}

function byRank(one, other) { return one[0] - other[0] || one[1] - other[1]; }

/* Returns what is shown beside courses, by kind. */
function beside(root, key, below) {
  const ranked = root.beside.map(function (entry, n) { return [rankOf(entry, key, below), n]; });
  const groups = {};
  Object.keys(SHARES).forEach(function (kind) { groups[kind] = []; });
  ranked.filter(function (row) { return row[0] < below * 2; }).sort(byRank).forEach(function (row) {
    const entry = root.beside[row[1]];
    const kind = TOGETHER[entry.kind] || entry.kind;
    if (groups[kind].length < SHARES[kind]) {
      groups[kind].push({ kind: entry.kind, id: entry.id, title: entry.title });
    }
  });
  return [].concat.apply([], Object.keys(SHARES).map(function (kind) { return groups[kind]; }));
}

function parseRoot(bytes) {
  const root = searchBytes.json(bytes);
  if (root.format !== FORMAT) {
    throw new RangeError("made by another version");
  }
  root.beside = root.beside.map(prepared);
  return root;
}

/* Returns {heads, texts, codes}: for keys that go on in other files the codes to show; the ways that stand here with theirs. */
function parseFile(bytes) {
  const reader = new searchBytes.Reader(bytes);
  const heads = reader.json();
  const texts = reader.text(reader.varint()).split("\n");
  const codes = texts.map(function () {
    const list = [];
    let code = 0;
    for (let left = reader.varint(); left > 0; left -= 1) {
      code += reader.varint();
      list.push(code);
    }
    return list;
  });
  reader.end();
  return { heads: heads, texts: texts, codes: codes };
}

/* Returns the key of the file that the ways which begin with `key` begin in; empty when none can. */
function fileOf(root, key) {
  let low = 0;
  let high = root.files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (root.files[middle] <= key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const name = low ? shards.digest(root.files[low - 1]) : "";
  return name && "g/" + name.slice(0, 2) + "/" + name;
}

/* Returns [rank, number] of the courses that a key means. */
function rowsOf(file, key, below) {
  const head = Object.prototype.hasOwnProperty.call(file.heads, key) ? file.heads[key] : null;
  const best = new Map();
  const note = function (code, isWhole) {
    const rank = (code & 3) * 2 + (isWhole ? 0 : 1);
    if ((code & 3) < below && !(best.get(code >> 2) <= rank)) {
      best.set(code >> 2, rank);
    }
  };
  file.texts.forEach(function (text, n) {
    if (text === key || (!head && text.startsWith(key))) {
      file.codes[n].forEach(function (code) { note(code, text === key); });
    }
  });
  (head || []).forEach(function (code) { note(code, false); });
  return Array.from(best).map(function (row) { return [row[1], row[0]]; });
}

/* Returns a promise of the courses of a part of the site's that a key means: [rank, place in the order of all, number, part]. */
function found(part, key, below) {
  const name = fileOf(part.root, key);
  return name ? part.folder.load(part.prefix + name, parseFile).then(function (file) {
    return rowsOf(file, key, below).map(function (row) { return [row[0], part.place(row[1]), row[1], part]; }).filter(function (row) {
      return row[1] >= 0;
    });
  }) : Promise.resolve([]);
}

function inOrder(one, other) { return byRank(one, other) || one[2] - other[2]; }

function courses(parts, key, below, most) {
  return Promise.all(parts.map(function (part) { return found(part, key, below); })).then(function (rows) {
    const shown = [].concat.apply([], rows).sort(inOrder).slice(0, most);
    return Promise.all(shown.map(function (row) { return shards.card(row[3], row[2]); }));
  }).then(function (rows) {
    return rows.map(function (row) { return { kind: "course", id: row[0], title: row[1] }; });
  });
}

function readTable(bytes) {
  const halves = searchBytes.text(bytes).split("\n");
  analysis.useTable(halves[0], halves[1]);
}

/* The suggestions of the site whose search folder is `base`. */
export function Suggestions(base) {
  this.base = base;
  this.opened = null;
}

function partOf(folder, prefix, root, place) { return { folder: folder, prefix: prefix, root: root, cards: root.cards, place: place }; }

/* Returns a promise of {folder, root, parts}: what the root tells of by itself; or the base, which stays as it is from release to release
   but for what counts no more, and what came since (docs/adr/0032). */
function withParts(folder, root) {
  folder.edition = root.edition;
  if (!root.base) {
    return { folder: folder, root: root, parts: [partOf(folder, "", root, function (n) { return n; })] };
  }
  const base = folder.beside(root.base);
  const dead = new Set(root.dead);
  return base.load("base-suggest", parseRoot).then(function (own) {
    return { folder: folder, root: root, parts: [
      partOf(base, "", own, function (n) { return dead.has(n) ? -1 : n + 1; }),
      partOf(folder, "n/", root, function (n) { return root.at[n] + 0.5; })
    ] };
  });
}

/* Returns a promise of what is opened. `fresh` goes past what a browser may have kept. */
Suggestions.prototype.open = function (fresh) {
  if (!this.opened || fresh) {
    const folder = new loader.Folder(this.base);
    this.opened = folder.load("suggest", parseRoot, fresh ? String(Date.now()) : "").then(function (root) {
      return withParts(folder, root);
    });
    const opening = this.opened;
    opening.catch(() => { this.opened = this.opened === opening ? null : this.opened; });
  }
  return this.opened;
};

function answered(used, text) {
  const key = Array.from(analysis.wholeKey(text)).slice(0, LONGEST).join("");
  if (!key) {
    return Promise.resolve([]);
  }
  const below = CAPITAL.test(text) ? READING : 2 * READING;
  const others = beside(used.root, key, below);
  return courses(used.parts, key, below, MOST - others.length).then(function (found) {
    if (!found.length && !others.length && WIDE.test(text) && !analysis.hasTable()) {
      // All is in simplified characters: the table of the others is loaded when nothing was found.
      return used.folder.load("t2s", readTable).then(function () { return answered(used, text); });
    }
    return found.concat(others);
  });
}

/* Returns a promise of [{kind, id, title}, ...]: kind is "course", "topic", "sector", "lecturer" or "word", which has no id.
   A site that was published anew meanwhile has other files: its root is then read anew, once. */
Suggestions.prototype.find = function (text) {
  return this.open(false).then(function (used) { return answered(used, text); }).catch((error) => {
    if (!error.code) {
      throw error;
    }
    return this.open(true).then(function (used) { return answered(used, text); });
  });
};
