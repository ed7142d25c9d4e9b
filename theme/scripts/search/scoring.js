/* BM25F, the twin of generator/courselib/search/scoring.py and engine.py: every figure comes out alike to the last bit, which is
   why sums run in the order of terms and of fields, and why a rarity is rounded. */
import * as analysis from "./analysis.js";
import * as searchBytes from "./bytes.js";

const GRAIN = 4096;
const EXACT = 8;
const STEPS = 4;
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

export function rarity(documents, holding) {
  return Math.floor(Math.log(1 + documents / holding) * GRAIN + 0.5) / GRAIN;
}

/* Returns what a field's count is divided by, for each row of lengths that courses have. */
function lengthFactors(b, total, documents, packed) {
  const average = total ? total / documents : 1;
  return Float64Array.from(packed, function (length) {
    return 1 - b + b * unpackLength(length) / average;
  });
}

/* Reads the distances, masks and counts of a posting list. Most of a first query's time is spent here, before the browser
   has compiled anything: that is why it is one long loop. Calls visit(number, weight) for each course that counts; the weight is what
   stands before saturation. */
function eachWeight(list, scorer, visit) {
  const bytes = list.bytes;
  const boosts = scorer.library.boosts;
  const factors = scorer.factors;
  const lengths = scorer.library.column.lengths;
  const plain = factors[scorer.text];
  const plainBoost = boosts[scorer.text];
  const wide = boosts.length > 8;
  const numbers = list.numbers;
  let at = 0;
  let number = -1;
  let byte = 0;
  for (let i = 0; i < list.df; i += 1) {
    let value = byte = bytes[at++];
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++];
      value = (value & (1 << shift) - 1) | (byte & 127) << shift;
    }
    number += value >> 1;
    const course = numbers ? numbers[number] : number;
    const length = lengths[course < 0 ? 0 : course];
    let weight = 0;
    if (value & 1) {
      weight = plainBoost / plain[length];
    } else {
      let mask = bytes[at++] | (wide ? bytes[at++] << 8 : 0);
      for (let field = 0; mask; field += 1, mask >>= 1) {
        if (mask & 1) {
          let count = byte = bytes[at++];
          for (let shift = 7; byte > 127; shift += 7) {
            byte = bytes[at++];
            count = (count & (1 << shift) - 1) | (byte & 127) << shift;
          }
          const boosted = boosts[field] * count;
          weight += factors[field] ? boosted / factors[field][length] : boosted;
        }
      }
    }
    if (course >= 0) {
      visit(course, weight);
    }
  }
  if (at !== bytes.length || number >= list.count) {
    throw new RangeError("a list is longer or shorter than it says");
  }
}

/* Tells whether any course of a list counts. */
function isLiving(list, scorer) {
  let living = list.df > list.dead;
  if (!living) {
    eachWeight(list, scorer, function () { living = true; });
  }
  return living;
}

/* Puts the courses of two segments in one order. */
function merged(one, other) {
  const count = one.numbers.length + other.numbers.length;
  const numbers = new Uint32Array(count);
  const weights = new Float64Array(count);
  for (let i = 0, a = 0, b = 0; i < count; i += 1) {
    const isFirst = b === other.numbers.length || one.numbers[a] < other.numbers[b];
    const from = isFirst ? one : other;
    const place = isFirst ? a++ : b++;
    numbers[i] = from.numbers[place];
    weights[i] = from.weights[place];
  }
  return { numbers: numbers, weights: weights };
}

/* Scores terms over an index of words, one of readings and one of characters. */
export function Scorer(library, postings, pinyin, characters) {
  this.library = library;
  this.postings = postings;
  this.pinyin = pinyin;
  this.characters = characters;
  this.weighed = new Map();
  this.text = library.fields.indexOf("text");
  this.factors = [];
  Object.keys(library.b).forEach(function (name, i) {
    const packed = library.lengths.map(function (row) { return row[i]; });
    this.factors[library.fields.indexOf(name)] = lengthFactors(library.b[name], library.totals[i], library.count, packed);
  }, this);
}

/* Returns, by number, how often a course is in lists of one field: how many of its readings begin with a word. */
Scorer.prototype.counts = function (lists) {
  const counts = new Uint32Array(this.library.count);
  lists.forEach(function (list) {
    const reader = new searchBytes.Reader(list.bytes);
    for (let i = 0, number = -1; i < list.df; i += 1) {
      const step = reader.varint();
      number += step >> 1;
      if (!(step & 1)) {
        reader.byte();
      }
      const count = step & 1 || reader.varint();
      const course = list.numbers ? list.numbers[number] : number;
      if (course >= 0) {
        counts[course] += count;
      }
    }
    reader.end();
  });
  return counts;
};

/* Returns a term's courses, ascending, and its weight in each after saturation. `lists` are the segments' own; `more` are lists that add
   `boost` for each count. */
Scorer.prototype.weigh = function (lists, more, boost) {
  const scorer = this;
  const k1 = this.library.k1;
  if (!more.length) {
    const parts = lists.map(function (list) {
      const numbers = new Uint32Array(list.df);
      const weights = new Float64Array(list.df);
      let many = 0;
      eachWeight(list, scorer, function (number, weight) {
        numbers[many] = number;
        weights[many++] = weight * (k1 + 1) / (weight + k1);
      });
      return { numbers: numbers.subarray(0, many), weights: weights.subarray(0, many) };
    });
    return parts.length > 1 ? merged(parts[0], parts[1]) : parts[0] || { numbers: new Uint32Array(0), weights: new Float64Array(0) };
  }
  const raw = new Float64Array(this.library.count);
  lists.forEach(function (list) {
    eachWeight(list, scorer, function (number, weight) { raw[number] = weight; });
  });
  this.counts(more).forEach(function (count, number) {
    raw[number] += count ? boost * count : 0;
  });
  const weighted = [];
  raw.forEach(function (weight, number) {
    if (weight) {
      weighted.push(number);
    }
  });
  return {
    numbers: Uint32Array.from(weighted),
    weights: Float64Array.from(weighted, function (n) { return raw[n] * (k1 + 1) / (raw[n] + k1); })
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
    const isCharacter = analysis.isCharacter(term);
    const more = isCharacter ? this.characters.lists(term) : LATIN.test(term) ? this.pinyin.beginning(term) : [];
    const library = this.library;
    const promise = Promise.all([this.postings.lists(term), more]).then(function (found) {
      const lists = found[0].filter(function (list) { return isLiving(list, scorer); });
      const boost = isCharacter ? library.characterBoost : lists.length ? library.pinyinBeside : library.pinyinBoost;
      return scorer.weigh(lists, found[1], boost);
    });
    weighed.set(term, promise);
    promise.catch(function () {
      weighed.delete(term);
    });
  }
  return weighed.get(term);
};

/* Returns a promise of {whole, partly(), score, matched, lacking}: the courses that have all terms, those that have any (without
   terms all courses), and whether no course has one of the terms. */
Scorer.prototype.scores = function (terms) {
  const count = this.library.count;
  return Promise.all(terms.map(this.term, this)).then(function (lists) {
    const score = new Float64Array(count);
    const matched = new Uint8Array(count);
    /** @type {any} */
    let fewest = null;
    lists.forEach(function (list) {
      const numbers = list.numbers;
      const weights = list.weights;
      const rare = rarity(count, numbers.length);
      for (let i = 0; i < numbers.length; i += 1) {
        score[numbers[i]] += rare * weights[i];
        matched[numbers[i]] += 1;
      }
      fewest = !fewest || numbers.length < fewest.length ? numbers : fewest;
    });
    const numbered = function (numbers, least) {
      const kept = [];
      for (let i = 0; i < (numbers ? numbers.length : count); i += 1) {
        const n = numbers ? numbers[i] : i;
        if (matched[n] >= least) {
          kept.push(n);
        }
      }
      return kept;
    };
    return {
      whole: lists.length === 1 ? fewest : numbered(fewest, lists.length),
      partly: function () { return numbered(null, Math.min(lists.length, 1)); },
      score: score, matched: matched,
      lacking: lists.length > 0 && !fewest.length
    };
  });
};
