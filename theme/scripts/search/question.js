/* What a query asks for: the twin of generator/courselib/search/question.py, whose docstring says how queries are read.

   parse(text, analysis)   {ways: [{terms, needed, typed}], without: [terms], unsought}; `typed` tells what was written from other ways
                           to write it
   answers(scorer, count, asked, single)   a promise of what the scorer finds for it; `single` asks for the one way there is

   Most queries have no marks and are done without this module, which is why it is loaded when the first one is asked that has some
   (`reading`); and why it imports nothing. */

const MAX_WAYS = 6;
const SPACE = " \\t\\r\\n\\u00a0\\u3000";
const QUOTE = "\"\\u201c\\u201d\\uff02";
const MINUS = "\\-\\uff0d\\u2212";
const MARKS = "(?:^|[" + SPACE + "])[" + MINUS + "](?:[" + QUOTE + "]([^" + QUOTE + "]+)[" + QUOTE + "]|([^" + SPACE + QUOTE + MINUS +
  "][^" + SPACE + QUOTE + "]*))|[" + QUOTE + "]([^" + QUOTE + "]*)[" + QUOTE + "]|(?:^|[" + SPACE +
  "])(?:OR|\u6216|\u6216\u8005|\\||\uff5c)(?=[" + SPACE + "]|$)";
const FIGURE = /^[1-9][0-9]?$/;
const PLAN = /^1[1-9]5$/;
const ORDINAL = /\u7b2c(?=[1-9][0-9]?\u5c4a)/g;
const JOINED = ".,:/+-";
const DIGITS = "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";
const TWO = "\u4e8c";
const PAIR = "\u4e24";

/* Returns a number from 1 to 99 in Chinese numerals. */
function numeral(number) {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return (tens < 2 ? "" : DIGITS[tens]) + (tens ? "\u5341" : "") + (ones ? DIGITS[ones] : "");
}

/* Returns the text with figures beside Chinese characters, and numbers of five-year plans, as Chinese numerals. */
function inNumerals(text, two, analysis) {
  const begins = new RegExp("^" + analysis.CHARACTER);
  const ends = new RegExp(analysis.CHARACTER + "$");
  return text.replace(new RegExp(analysis.WORD, "g"), function (word, start) {
    const before = start ? text[start - 1] : "";
    if (before && JOINED.indexOf(before) >= 0) {
      return word;
    }
    if (PLAN.test(word)) {
      return "\u5341" + DIGITS[Number(word[1])] + "\u4e94";
    }
    const end = start + word.length;
    const isBeside = ends.test(text.slice(Math.max(0, start - 2), start)) || begins.test(text.slice(end, end + 2));
    if (!FIGURE.test(word) || !isBeside) {
      return word;
    }
    // Where a thing is not the second but one of two, it is counted with another numeral.
    const counted = text[end] === "\u4e2a" && before !== "\u7b2c" ? PAIR : two;
    return word === "2" ? counted : numeral(Number(word));
  });
}

/* Returns a normalised text with letters and figures in one, and apart; these may be the text itself. */
function apartOrInOne(text, analysis) {
  return [text.replace(/([a-z])[ -]+([0-9])|([0-9]) +([a-z])(?![0-9a-z])/g, function (_, a, b, c, d) {
    return (a || "") + (b || "") + (c || "") + (d || "");
  }), text.replace(new RegExp(analysis.WORD, "g"), function (word) {
    const match = /^([a-z]+)([0-9][0-9a-z]*)$/.exec(word);
    return match ? match[1] + " " + match[2] : word;
  })];
}

function termsOf(quotes, analysis) {
  const found = new Set();
  quotes.forEach(function (quote) {
    analysis.queryTerms(quote).forEach(function (term) { found.add(term); });
  });
  return Array.from(found);
}

/* Returns the alternatives of a query, [text, quotes] each, and the terms of what is not wanted. */
function divided(text, analysis) {
  const marks = new RegExp(MARKS, "g");
  const parts = [];
  const without = [];
  let part = "";
  let quotes = [];
  let last = 0;
  let match;
  while ((match = marks.exec(text)) !== null) {
    part += text.slice(last, match.index);
    last = marks.lastIndex;
    const unwanted = match[1] || match[2];
    if (unwanted) {
      part += " ";
      without.push(analysis.queryTerms(unwanted));
    } else if (match[3] !== undefined) {
      part += match[0];
      quotes.push(match[3]);
    } else {
      parts.push([part, quotes]);
      part = "";
      quotes = [];
    }
  }
  parts.push([part + text.slice(last), quotes]);
  return { parts: parts, without: without.filter(function (terms) { return terms.length; }) };
}

export function parse(text, analysis) {
  const most = analysis.MAX_QUERY_TERMS;
  const read = divided(text, analysis);
  const ways = [];
  let unsought = 0;
  function add(terms, needed, typed) {
    const key = terms.join(" ");
    if (ways.every(function (way) { return way.terms.join(" ") !== key; })) {
      ways.push({ terms: terms, needed: needed, typed: typed });
    }
  }
  read.parts.forEach(function (part) {
    const every = analysis.allQueryTerms(part[0]);
    if (every.length) {
      unsought += Math.max(0, every.length - most);
      add(every.slice(0, most), termsOf(part[1], analysis), true);
      const plain = analysis.normalize(part[0]);
      [plain, plain.replace(ORDINAL, "")].forEach(function (text) {
        [TWO, PAIR].forEach(function (two) {
          const terms = analysis.queryTerms(inNumerals(text, two, analysis));
          add(terms, part[1].length ? terms : [], false);
        });
      });
      apartOrInOne(plain, analysis).forEach(function (other) {
        // Letters and figures by themselves stand in many courses: none is near for one of them.
        const terms = analysis.queryTerms(other);
        add(terms, terms, false);
      });
    }
  });
  if (!ways.length) {
    const every = read.without.length ? [] : analysis.allQueryTerms(text);
    unsought = Math.max(0, every.length - most);
    add(every.slice(0, most), [], true);
  }
  return { ways: ways.slice(0, MAX_WAYS), without: read.without, unsought: unsought };
}

/* Tells whether a query has marks of its own: quotation marks, minus signs, alternatives. */
export function hasMarks(text) {
  return new RegExp(MARKS).test(text);
}

function common(lists) {
  return lists.reduce(function (held, list) {
    const there = new Set(list);
    return held.filter(function (n) { return there.has(n); });
  }, Array.from(lists[0]));
}

/* Returns a promise of the numbers of the courses that have all of these terms, at least one. */
function holdingAll(scorer, terms) {
  return Promise.all(terms.map(scorer.term, scorer)).then(function (found) {
    return common(found.map(function (list) { return list.numbers; }));
  });
}

/* Returns a promise of a set of the courses that can come near a way; null for all. What was told from a few terms is whole. */
function nearTo(scorer, way, found) {
  return way.needed.length && !found.lone ? holdingAll(scorer, way.needed).then(function (held) { return new Set(held); }) : Promise.resolve(null);
}

/* Returns a promise of the courses that must not be given. */
function unwanted(scorer, without) {
  return Promise.all(without.map(function (terms) { return holdingAll(scorer, terms); })).then(function (found) {
    return new Set([].concat.apply([], found));
  });
}

/* Gives each course the way that it answers best. One that has all terms of a way has as many as the first way has; one that has
   less never counts as many. */
function merged(count, ways, found, near) {
  const most = ways[0].terms.length;
  const score = new Float64Array(count);
  const matched = new Uint8Array(count);
  const rank = new Uint8Array(count);
  const WHOLE = 255;
  found.forEach(function (one, place) {
    const terms = ways[place].terms.length;
    for (let n = 0; n < count; n += 1) {
      const has = one.matched[n];
      const isWhole = has === terms;
      if (isWhole || (has && (!near[place] || near[place].has(n)))) {
        const own = isWhole ? WHOLE : has;
        if (own > rank[n] || (own === rank[n] && one.score[n] > score[n])) {
          rank[n] = own;
          score[n] = one.score[n];
          matched[n] = isWhole ? most : Math.min(has, most - 1);
        }
      }
    }
  });
  const numbered = function (least) {
    const kept = [];
    rank.forEach(function (own, n) {
      if (own >= least || matched[n] === most) {
        kept.push(n);
      }
    });
    return kept;
  };
  return {
    whole: numbered(WHOLE), partly: function () { return numbered(1); }, score: score, matched: matched,
    lacking: found.some(function (one, place) { return ways[place].typed && one.lacking; })
  };
}

/* Takes the courses of a set away from what was found. */
function less(found, out) {
  const kept = function (numbers) { return Array.from(numbers).filter(function (n) { return !out.has(n); }); };
  const partly = found.partly;
  const whole = kept(found.whole);
  return Object.assign({}, found, { whole: whole, left: found.whole.length - whole.length, partly: function () { return kept(partly()); } });
}

export function answers(scorer, count, asked, single) {
  const ways = asked.ways;
  const each = ways.length === 1 ? [single()] : ways.map(function (way) { return scorer.scores(way.terms); });
  return Promise.all([
    Promise.all(each).then(function (found) {
      return Promise.all(ways.map(function (way, i) { return nearTo(scorer, way, found[i]); })).then(function (near) {
        const isPlain = found[0].lone || (ways.length === 1 && !near[0]);
        return isPlain ? found[0] : merged(count, ways, found, near);
      });
    }), unwanted(scorer, asked.without)
  ]).then(function (ready) {
    return ready[1].size ? less(ready[0], ready[1]) : ready[0];
  });
}
