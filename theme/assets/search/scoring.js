/* BM25F, the twin of generator/search/scoring.py and engine.py: every figure comes out alike to the last bit, which is
   why sums run in the order of terms and of fields, and why a rarity is rounded. */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};
  const GRAIN = 4096;
  const EXACT = 40;
  const STEPS = 8;
  /* So many terms are kept weighed, for the next letter that is typed. */
  const KEPT = 256;
  /* A word of this form is looked for among readings too. */
  const LATIN = /^[a-z]{2,32}$/;

  function unpackLength(packed) {
    if (packed < EXACT) {
      return packed;
    }
    const shift = Math.floor((packed - EXACT) / STEPS);
    const step = (packed - EXACT) % STEPS;
    return (step + STEPS) * Math.pow(2, shift) + EXACT - STEPS;
  }

  function rarity(documents, holding) {
    return Math.floor(Math.log(1 + documents / holding) * GRAIN + 0.5) / GRAIN;
  }

  /* Returns what a field's count is divided by, for each value of its length byte. */
  function lengthFactors(b, total, documents) {
    const average = total ? total / documents : 1;
    const factors = new Float64Array(256);
    for (let packed = 0; packed < 256; packed += 1) {
      factors[packed] = 1 - b + b * unpackLength(packed) / average;
    }
    return factors;
  }

  /* Calls visit(number, mask, reader) for each course of a posting list; the mask is 0 for once in the text. The reader
     stands at the counts then. */
  function eachCourse(list, width, visit) {
    const reader = new CourseLib.bytes.Reader(list.bytes);
    let number = -1;
    for (let i = 0; i < list.df; i += 1) {
      const value = reader.varint();
      number += value >> 1;
      let mask = 0;
      if (!(value & 1)) {
        mask = reader.byte();
        if (width === 2) {
          mask |= reader.byte() << 8;
        }
      }
      visit(number, mask, reader);
    }
    reader.end();
  }

  /* Scores terms over an index of words and one of readings, which may be missing. */
  function Scorer(library, postings, pinyin) {
    this.library = library;
    this.postings = postings;
    this.pinyin = pinyin;
    this.weighed = new Map();
    this.factors = [];
    this.lengths = [];
    Object.keys(library.b).forEach(function (name, i) {
      const field = library.fields.indexOf(name);
      this.factors[field] = lengthFactors(library.b[name], library.totals[i], library.count);
      this.lengths[field] = library.column["lengths" + i];
    }, this);
  }

  /* Adds to `weights`, by number, what a term weighs in each course of its list. */
  Scorer.prototype.addWords = function (list, weights) {
    const boosts = this.library.boosts;
    const factors = this.factors;
    const lengths = this.lengths;
    const text = this.library.fields.indexOf("text");
    eachCourse(list, boosts.length > 8 ? 2 : 1, function (number, mask, reader) {
      if (!mask) {
        weights[number] += boosts[text] / factors[text][lengths[text][number]];
      }
      for (let field = 0; mask >> field; field += 1) {
        if ((mask >> field) & 1) {
          const weight = boosts[field] * reader.varint();
          weights[number] += factors[field] ? weight / factors[field][lengths[field][number]] : weight;
        }
      }
    });
  };

  /* Adds what the readings weigh that begin with a word: their number, all together, by the field's boost. */
  Scorer.prototype.addReadings = function (lists, weights) {
    const counts = new Uint32Array(weights.length);
    lists.forEach(function (list) {
      eachCourse(list, 1, function (number, mask, reader) {
        counts[number] += reader.varint();
      });
    });
    for (let n = 0; lists.length && n < counts.length; n += 1) {
      if (counts[n]) {
        weights[n] += this.library.pinyinBoost * counts[n];
      }
    }
  };

  /* Returns a term's courses, ascending, and its weight in each after saturation. */
  Scorer.prototype.weigh = function (list, readings) {
    const k1 = this.library.k1;
    const raw = new Float64Array(this.library.count);
    const numbers = [];
    if (list) {
      this.addWords(list, raw);
    }
    this.addReadings(readings, raw);
    for (let n = 0; n < raw.length; n += 1) {
      if (raw[n]) {
        numbers.push(n);
      }
    }
    return {
      numbers: numbers,
      weights: numbers.map(function (n) { return raw[n] * (k1 + 1) / (raw[n] + k1); })
    };
  };

  /* Returns a promise of a term's courses and weights. */
  Scorer.prototype.term = function (term) {
    const scorer = this;
    const weighed = this.weighed;
    if (!weighed.has(term)) {
      if (weighed.size >= KEPT) {
        weighed.clear();
      }
      const readings = this.pinyin && LATIN.test(term) ? this.pinyin.beginning(term) : [];
      const promise = Promise.all([this.postings.list(term), readings]).then(function (found) {
        return scorer.weigh(found[0], found[1]);
      });
      weighed.set(term, promise);
      promise.catch(function () {
        weighed.delete(term);
      });
    }
    return weighed.get(term);
  };

  /* Returns a promise of {numbers, score, matched}: the courses that have any of the terms; without terms all courses. */
  Scorer.prototype.scores = function (terms) {
    const count = this.library.count;
    return Promise.all(terms.map(this.term, this)).then(function (found) {
      const score = new Float64Array(count);
      const matched = new Uint8Array(count);
      const numbers = [];
      found.forEach(function (list) {
        const rare = rarity(count, list.numbers.length);
        list.numbers.forEach(function (n, i) {
          if (!matched[n]) {
            numbers.push(n);
          }
          score[n] += rare * list.weights[i];
          matched[n] += 1;
        });
      });
      for (let n = 0; !terms.length && n < count; n += 1) {
        numbers.push(n);
      }
      return { numbers: numbers, score: score, matched: matched };
    });
  };

  CourseLib.scoring = { Scorer: Scorer };
})(window);
