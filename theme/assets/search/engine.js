/* The search of the site, in the page: the same courses in the same order as `courselib search`.

   CourseLib.search.open("search/")   reads the boot file; a promise of the vocabulary: documents, sectors, tasks, topics ...
   CourseLib.search.find(request)     a promise of {terms, relaxed, noTerms, total, results, facets, marks}
   CourseLib.search.suggest(request)  for a poor answer: a promise of {without: [{text, total}], unfiltered}
   CourseLib.search.more()            a promise of {levels, languages, methods, lecturers}, each a list of [id, title]
   CourseLib.search.cards(numbers)    a promise of results by number
   CourseLib.marks.split(text, marks) [[piece, marked], ...], which together are the text

   request = {text, sectors, topics, tasks, kinds, methods, levels, lecturers, languages: [id], theory: null|true|false,
     minHours, maxHours: half-hours, sort: "relevance"|"hours"|"-hours"|"updated"|"title"|"plan", offset, limit, facets: [name]}

   A promise is rejected with an Error that has `code` ("missing", "damaged") and `file`: a file that did not load never
   looks like an empty answer. Files are loaded by script tags when a query first needs them, and kept.
   The rooms: bytes (decoding), loader (files), library (columns), shards (posting lists), scoring, filters, facets,
   order, marks (what to highlight), analysis (terms). Format of the files: docs/adr/0009. */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};

  let base = "";
  let session = null;
  let renewal = null;

  function start(fresh) {
    const folder = new CourseLib.loader.Folder(base);
    return folder.load("boot", CourseLib.library.parseBoot, fresh).then(function (library) {
      return new Session(folder, library);
    });
  }

  /* A library that was opened, with the files that were loaded of it. */
  function Session(folder, library) {
    this.folder = folder;
    this.library = library;
    this.scorer = new CourseLib.scoring.Scorer(
      library,
      new CourseLib.shards.Index(folder, library.postings, "p"),
      library.pinyin && new CourseLib.shards.Index(folder, library.pinyin, "y")
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

  /* A site that was published anew while the page was open has files of other names. Where the browser may have kept an
     old boot file, that is read again, once, before a file counts as missing. */
  function attempt(work) {
    const used = opened();
    return used.then(work).catch(function (error) {
      if (!error.code || !/^http/.test(root.location.protocol)) {
        throw error;
      }
      const other = session && session !== used ? session : renewed();
      return other.catch(function () { throw error; }).then(work);
    });
  }

  /* Returns a promise of the query's terms. The table of traditional characters is loaded when the text has one. */
  function termsOf(used, text) {
    const analysis = CourseLib.analysis;
    const ready = analysis.needsTable(text, used.library.traditional) ? used.folder.load("t2s", readTable) : Promise.resolve();
    return ready.then(function () {
      return analysis.queryTerms(text);
    });
  }

  function readTable(bytes) {
    const halves = CourseLib.bytes.text(bytes).split("\n");
    CourseLib.analysis.useTable(halves[0], halves[1]);
  }

  function withMore(used, needed) {
    const library = used.library;
    if (!needed || library.more) {
      return Promise.resolve();
    }
    return used.folder.load(library.further, function (bytes) {
      return CourseLib.library.parseMore(bytes, library.count);
    }).then(function (more) {
      library.more = more;
    });
  }

  /* Returns the hits among `numbers` that pass `masks`, and those that would if facets were left out. */
  function chosen(found, masks, terms) {
    const whole = found.numbers.filter(function (n) { return found.matched[n] === terms.length; });
    const admitted = function (n) { return masks[n] === 0; };
    const hits = whole.filter(admitted);
    if (hits.length) {
      return { hits: hits, pool: whole, relaxed: false };
    }
    const near = found.numbers.filter(admitted);
    return { hits: near, pool: near.length || !whole.length ? found.numbers : whole, relaxed: near.length > 0 };
  }

  /* Returns a promise of all that answers a request, before any card is read. */
  function evaluated(used, request) {
    const library = used.library;
    const needsMore = CourseLib.filters.needsMore(request) || CourseLib.order.needsMore(request.sort);
    return termsOf(used, request.text || "").then(function (terms) {
      return Promise.all([used.scorer.scores(terms), withMore(used, needsMore)]).then(function (ready) {
        const masks = CourseLib.filters.masks(library, request);
        return { terms: terms, found: ready[0], masks: masks, picked: chosen(ready[0], masks, terms) };
      });
    });
  }

  function find(request) {
    return attempt(function (used) {
      return evaluated(used, request).then(function (answer) {
        const library = used.library;
        const picked = answer.picked;
        const compare = CourseLib.order.comparison(library, request.sort, answer.found);
        const limit = typeof request.limit === "number" ? request.limit : 10;
        const numbers = CourseLib.order.page(picked.hits, compare, request.offset || 0, limit);
        return CourseLib.cards.results(used.folder, library, numbers, answer.found.score).then(function (results) {
          return {
            terms: answer.terms, marks: answer.terms, noTerms: !answer.terms.length, relaxed: picked.relaxed,
            total: picked.hits.length, results: results,
            facets: CourseLib.facets.counted(library, picked.pool, answer.masks, request.facets || [])
          };
        });
      });
    });
  }

  CourseLib.search = {
    find: find,
    open: function (path) {
      if (path !== base) {
        base = path;
        session = null;
      }
      return attempt(function (used) { return used.library; });
    },
    more: function () {
      return attempt(function (used) {
        return withMore(used, true).then(function () { return used.library.more; });
      });
    },
    suggest: function (request) {
      const asked = typeof request === "string" ? { text: request } : request;
      return attempt(function (used) {
        return CourseLib.suggesting.suggest(asked, function (other) {
          return evaluated(used, other);
        });
      });
    },
    cards: function (numbers) {
      return attempt(function (used) { return CourseLib.cards.results(used.folder, used.library, numbers, null); });
    }
  };
})(window);
