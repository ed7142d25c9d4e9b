/* Beside results whose title and summary do not show what was looked for: the sentence of the course that does. The texts are in files
   of their own (`texts/`), loaded once the results stand, as far as they are in view, a few at a time. */
import { clear, make } from "../lib/dom.js";
import * as engine from "../search/engine.js";
import * as loader from "../search/loader.js";
import * as bytes from "../search/bytes.js";
import * as passages from "../search/passages.js";
import * as shards from "../search/shards.js";
import * as results from "./results.js";

/* What the files' first argument must be: generator/courselib/search/fulltexts.py. */
const VERSION = "1";
/* Files loaded for what is in view; more when the reader comes to it. */
const FILES = 10;
const AHEAD = 300;

let folder = null;
let current = null;

function textsOf(library) {
  if (!folder) {
    folder = new loader.Folder("");
    folder.stamp = VERSION;
  }
  folder.edition = library.edition;
  return folder;
}

function readingsOf(data) {
  const rows = bytes.json(data);
  const readings = new Map();
  Object.keys(rows).forEach(function (syllable) {
    Array.from(rows[syllable]).forEach(function (character) {
      readings.set(character, (readings.get(character) || []).concat([syllable]));
    });
  });
  return readings;
}

/* Where a course's parts stand in its result. */
function partsOf(item) {
  return { title: item.querySelector("h3 a"), note: item.querySelector(".cl-result__note"), summary: item.querySelector(".cl-result__summary") };
}

function shownIn(item) {
  const parts = partsOf(item);
  return [parts.title, parts.note, parts.summary].filter(Boolean).map(function (part) { return part.textContent; });
}

function markAgain(item, marks) {
  const parts = partsOf(item);
  [parts.title, parts.note, parts.summary].filter(Boolean).forEach(function (part) {
    const text = part.textContent;
    results.marked(clear(part), text, marks);
  });
}

/* Shows why a course was found, as far as its text says so. */
function tell(hit, ways, row) {
  const others = hit.others.concat(passages.standIns(ways, row[1]));
  const marks = passages.marksOf(ways, others);
  if (others.length || row[2]) {
    markAgain(hit.item, marks);
  }
  const pieces = passages.passage(ways, others, shownIn(hit.item), row[0].split("\n"));
  if (pieces.length) {
    const line = make("p", { "class": "cl-result__why" }, make("span", { "class": "cl-visually-hidden" }, "\u539f\u53e5\uff1a"));
    pieces.forEach(function (piece) {
      line.appendChild(piece[1] ? make("mark", null, piece[0]) : document.createTextNode(piece[0]));
    });
    hit.item.insertBefore(line, hit.item.querySelector(".cl-choose__place"));
  }
}

function isNear(item) {
  return item.getBoundingClientRect().top < window.innerHeight + AHEAD;
}

/* Loads the texts of the hits that are in view, of at most so many files; what does not load is not shown. */
function loadNear(work) {
  const files = new Set();
  const near = work.waiting.filter(function (hit) {
    if (!isNear(hit.item) || (files.size >= FILES && !files.has(hit.key))) {
      return false;
    }
    files.add(hit.key);
    return true;
  });
  work.waiting = work.waiting.filter(function (hit) { return near.indexOf(hit) < 0; });
  return Promise.all(near.map(function (hit) {
    return work.folder.load(hit.key, bytes.json).then(function (rows) {
      const row = rows[hit.id];
      return row && row[2] ? engine.simplifying().then(function () { return row; }) : row;
    }).then(function (row) {
      if (row && work.isAsked()) {
        tell(hit, work.ways, row);
      }
    }).catch(function () { return null; });
  }));
}

/* Marks the words of titles that are read as what was typed in Latin letters; then these hits need no text. */
function withReadings(work) {
  if (!work.waiting.length || !passages.mayBeRead(work.ways)) {
    return Promise.resolve();
  }
  return work.folder.load("texts/readings", readingsOf).then(function (readings) {
    work.waiting = work.waiting.filter(function (hit) {
      const shown = shownIn(hit.item);
      hit.others = passages.readAs(work.ways, shown, readings);
      if (hit.others.length && work.isAsked()) {
        markAgain(hit.item, passages.marksOf(work.ways, hit.others));
      }
      return !passages.isInView(work.ways, hit.others, shown);
    });
  }).catch(function () { return null; });
}

/* Tells of an answer's results, whose elements are `items`, why they were found, as long as `isAsked()` says that they are what is
   looked at. `library` is what the engine opened. */
export function show(items, answer, library, isAsked) {
  if (!isAsked()) {
    return Promise.resolve(null);
  }
  const work = {
    isAsked: isAsked, ways: answer.ways, folder: textsOf(library),
    waiting: answer.results.map(function (result, n) {
      const key = shards.numbered("texts", shards.bucketOf(result.id, library.texts));
      return { id: result.id, item: items[n], key: key, others: [] };
    }).filter(function (hit) { return !passages.isInView(answer.ways, [], shownIn(hit.item)); })
  };
  current = work;
  return withReadings(work).then(function () { return work.isAsked() ? loadNear(work) : null; });
}

window.addEventListener("scroll", function () {
  if (current && current.isAsked() && current.waiting.some(function (hit) { return isNear(hit.item); })) {
    loadNear(current);
  }
});
