/* The search of the site, in the page: the same courses in the same order as `courselib search`.

   open("search/")      reads the boot file; a promise of the vocabulary: documents, sectors, tasks, topics ...
   find(request)        a promise of {terms, ways, relaxed, elsewhere, unsought, without, left, noTerms, total, results, facets, marks}
   suggest(request)     for a poor answer: a promise of {without: [{text, total}], unfiltered}; with `hints: true` in the request, for any:
                        {offers: [{words, names, text, set, total}], meant}
   more()               a promise of {levels, languages, methods, lecturers, origins}, each a list of [id, title]
   cards(numbers)       a promise of results by number
   simplifying()        a promise of traditional characters being read as simplified ones from now on
   split(text, marks)   of marks.js: [[piece, marked], ...], which together are the text

   request = {text, sectors, topics, tasks, kinds, methods, levels, lecturers, languages, origins: [id], theory: null|true|false,
     shared: true to add to the sectors' courses what their members may study beyond, members: [id] whose members may study them,
     minHours, maxHours: half-hours, sort: "relevance"|"hours"|"-hours"|"updated"|"title"|"plan", offset, limit, facets: [name],
     scores: true when the score of a single hit matters too}

   A promise is rejected with an Error that has `code` ("missing", "damaged") and `file`: a file that did not load never
   looks like an empty answer. Files are loaded by script tags when a query first needs them, and kept.
   The rooms: bytes (decoding), loader (files), library (columns), segments, shards (posting lists), reading (queries; question
   for those with marks), answering, scoring, probing (whole titles),
   filters, facets, order, marks (what to highlight), analysis (terms). Format of the files: docs/adr/0009. */
import * as analysis from "./analysis.js";
import * as searchBytes from "./bytes.js";
import * as searchCards from "./cards.js";
import * as answering from "./answering.js";
import * as facets from "./facets.js";
import * as filters from "./filters.js";
import * as searchLibrary from "./library.js";
import * as loader from "./loader.js";
import * as order from "./order.js";
import * as reading from "./reading.js";
import * as scoring from "./scoring.js";
import * as segments from "./segments.js";
import * as shards from "./shards.js";

let base = "";
let session = null;
let renewal = null;

/* What a text must hold for the table of traditional characters to matter. */
const WIDE = /[\u2e80-\uffff]/;

function start(fresh) {
  const folder = new loader.Folder(base);
  return folder.load("boot", searchLibrary.parseBoot, fresh ? String(Date.now()) : "").then(function (library) {
    folder.edition = library.edition;
    return segments.opened(folder, library);
  }).then(function (library) {
    return new Session(folder, library);
  });
}

/* A library that was opened, with the files that were loaded of it. */
function Session(folder, library) {
  this.folder = folder;
  this.library = library;
  this.scorer = new scoring.Scorer(
    library,
    new shards.Hashed(library.segments, "p", "words"),
    new shards.Readings(library.segments),
    new shards.Hashed(library.segments, "s", "characters")
  );
}

function opened() {
  if (!session) {
    const starting = start(false);
    session = starting;
    starting.catch(function () {
      session = session === starting ? null : session;
    });
  }
  return session;
}

function renewed() {
  renewal = renewal || start(true);
  const awaited = renewal;
  const done = function () { renewal = renewal === awaited ? null : renewal; };
  awaited.then(function () { session = awaited; }).then(done, done);
  return awaited;
}

/* A site that was published anew while the page was open has other files, and a browser may have kept an old boot file. So
   that is read again, once, before a file counts as missing or damaged. */
function attempt(work) {
  const used = opened();
  return used.then(work).catch(function (error) {
    if (!error.code) {
      throw error;
    }
    const before = used.then(function (old) { return old.library.edition; }, function () { return ""; });
    const other = session && session !== used ? session : renewed();
    return Promise.all([before, other]).catch(function () { throw error; }).then(function (editionAndSession) {
      if (editionAndSession[1].library.edition === editionAndSession[0]) {
        throw error;
      }
      return work(editionAndSession[1]);
    });
  });
}

function readTable(bytes) {
  const halves = searchBytes.text(bytes).split("\n");
  analysis.useTable(halves[0], halves[1]);
}

/* Returns a promise of the question as the table of traditional characters makes it. */
function simplifiedQuestion(used, text) {
  return used.folder.load("t2s", readTable).then(function () {
    return reading.read(text);
  });
}

/* Returns a promise of {asked, terms, scores}. The index holds simplified characters alone: only when it lacks a term need the
   table be loaded (or for the rare characters that are simplified forms and traditional ones too). */
function matched(used, request, masks) {
  const text = request.text || "";
  const mayChange = !analysis.hasTable() && WIDE.test(text);
  const answer = function (asked) {
    return answering.answers(used, asked, text, masks, request.scores).then(function (scores) {
      return { asked: asked, terms: asked.ways[0].terms, scores: scores };
    });
  };
  const isUnsure = Array.from(used.library.unsure).some(function (character) { return text.indexOf(character) >= 0; });
  if (mayChange && isUnsure) {
    return simplifiedQuestion(used, text).then(answer);
  }
  return reading.read(text).then(answer).then(function (first) {
    return mayChange && first.scores.lacking ? simplifiedQuestion(used, text).then(answer) : first;
  });
}

function withMore(used, needed) {
  const library = used.library;
  if (!needed || library.more) {
    return Promise.resolve();
  }
  return segments.more(library).then(function (more) {
    library.more = more;
  });
}

/* Returns the terms of all ways to read a question. */
function marksOf(asked) {
  return Array.from(new Set([].concat.apply([], asked.ways.map(function (way) { return way.terms; }))));
}

/* Returns the hits that pass `masks`, and those that would if facets were left out. */
function chosen(scores, masks) {
  const admitted = function (numbers) {
    return masks ? numbers.filter(function (n) { return masks[n] === 0; }) : numbers;
  };
  const whole = scores.whole;
  const hits = admitted(whole);
  if (hits.length) {
    return { hits: hits, pool: whole, relaxed: false, elsewhere: 0 };
  }
  const any = scores.partly();
  const near = admitted(any);
  return { hits: near, pool: near.length || !whole.length ? any : whole, relaxed: near.length > 0, elsewhere: whole.length };
}

/* Returns a promise of all that answers a request, before any card is read. */
function evaluated(used, request) {
  const library = used.library;
  const needsMore = filters.needsMore(request) || order.needsMore(request.sort);
  const masking = withMore(used, needsMore).then(function () { return filters.masks(library, request); });
  return Promise.all([matched(used, request, masking), masking]).then(function (ready) {
    const answer = ready[0];
    const masks = ready[1];
    return { asked: answer.asked, terms: answer.terms, scores: answer.scores, masks: masks, picked: chosen(answer.scores, masks) };
  });
}

export function find(request) {
  return attempt(function (used) {
    return evaluated(used, request).then(function (answer) {
      const library = used.library;
      const picked = answer.picked;
      const compare = order.comparison(library, request.sort, answer.scores);
      const limit = typeof request.limit === "number" ? request.limit : 10;
      const numbers = order.page(picked.hits, compare, request.offset || 0, limit);
      return searchCards.results(library, numbers, answer.scores.score).then(function (results) {
        return {
          terms: answer.terms, ways: answer.asked.ways.map(function (way) { return way.terms; }), marks: marksOf(answer.asked), noTerms: !answer.terms.length, relaxed: picked.relaxed,
          elsewhere: picked.elsewhere, unsought: answer.asked.unsought, without: answer.asked.without.length > 0,
          left: picked.hits.length && !picked.relaxed || picked.elsewhere ? 0 : answer.scores.left || 0,
          total: picked.hits.length, results: results,
          facets: facets.counted(library, picked.pool, answer.masks, request)
        };
      });
    });
  });
}

export function open(path) {
  if (path !== base) {
    base = path;
    session = null;
  }
  return attempt(function (used) { return used.library; });
}

export function more() {
  return attempt(function (used) {
    return withMore(used, true).then(function () { return used.library.more; });
  });
}

export function simplifying() {
  return attempt(function (used) { return used.folder.load("t2s", readTable); });
}

export function suggest(request) {
  const asked = typeof request === "string" ? { text: request } : request;
  return attempt(function (used) {
    return loader.later().then(function (modules) {
      const tools = { used: used, analysis: analysis, bytes: searchBytes, shards: shards, question: modules.question };
      return modules.suggesting.suggest(asked, function (other) { return evaluated(used, other); }, tools);
    });
  });
}

export function cards(numbers) {
  return attempt(function (used) { return searchCards.results(used.library, numbers, null); });
}
