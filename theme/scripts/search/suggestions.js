/* What a typed text may mean while it is typed: the twin of generator/courselib/search/suggestions.py, whose docstring says the ways and why.
   Both run tests/vectors/suggestions. The files: docs/adr/0026. A keystroke loads one of them and the cards of what is shown. */
import * as analysis from "./analysis.js";
import * as searchBytes from "./bytes.js";
import * as cards from "./cards.js";
import * as loader from "./loader.js";
import * as shards from "./shards.js";

const FORMAT = 1;
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

/* Returns the numbers of the courses that a key means, in order. */
function numbersOf(file, key, below) {
  const head = Object.prototype.hasOwnProperty.call(file.heads, key) ? file.heads[key] : null;
  if (head) {
    return head.filter(function (code) { return (code & 3) < below; }).map(function (code) { return code >> 2; });
  }
  const best = new Map();
  file.texts.forEach(function (text, n) {
    if (text.startsWith(key)) {
      file.codes[n].forEach(function (code) {
        const rank = (code & 3) * 2 + (text === key ? 0 : 1);
        const number = code >> 2;
        if ((code & 3) < below && !(best.get(number) <= rank)) {
          best.set(number, rank);
        }
      });
    }
  });
  return Array.from(best).map(function (row) { return [row[1], row[0]]; }).sort(byRank).map(function (row) { return row[1]; });
}

function courses(folder, root, key, below, most) {
  const name = fileOf(root, key);
  if (!name) {
    return Promise.resolve([]);
  }
  return folder.load(name, parseFile).then(function (file) {
    return cards.rows(folder, { cards: root.cards }, numbersOf(file, key, below).slice(0, most));
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

/* Returns a promise of {folder, root}. `fresh` goes past what a browser may have kept. */
Suggestions.prototype.open = function (fresh) {
  if (!this.opened || fresh) {
    const folder = new loader.Folder(this.base);
    this.opened = folder.load("suggest", parseRoot, fresh ? String(Date.now()) : "").then(function (root) {
      folder.edition = root.edition;
      return { folder: folder, root: root };
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
  return courses(used.folder, used.root, key, below, MOST - others.length).then(function (found) {
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
