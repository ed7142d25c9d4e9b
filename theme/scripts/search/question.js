/* What a query asks for: the twin of generator/courselib/search/question.py, whose docstring says how queries are read.

   parse(text)   {ways: [{terms, needed, typed}], without: [terms], unsought, noTerms}; `typed` tells what was written from other ways
                 to write it */
import * as analysis from "./analysis.js";

const MAX_WAYS = 6;
const SPACE = " \\t\\r\\n\\u00a0\\u3000";
const QUOTE = "\"\\u201c\\u201d\\uff02";
const MINUS = "\\-\\uff0d\\u2212";
const MARKS = "(?:^|[" + SPACE + "])[" + MINUS + "](?:[" + QUOTE + "]([^" + QUOTE + "]+)[" + QUOTE + "]|([^" + SPACE + QUOTE + MINUS +
  "][^" + SPACE + QUOTE + "]*))|[" + QUOTE + "]([^" + QUOTE + "]*)[" + QUOTE + "]|(?:^|[" + SPACE +
  "])(?:OR|\u6216|\u6216\u8005|\\||\uff5c)(?=[" + SPACE + "]|$)";
const FIGURE = /^[1-9][0-9]?$/;
const PLAN = /^1[1-9]5$/;
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
function inNumerals(text, two) {
  return text.replace(analysis.words(), function (word, start) {
    const before = start ? text[start - 1] : "";
    if (before && JOINED.indexOf(before) >= 0) {
      return word;
    }
    if (PLAN.test(word)) {
      return "\u5341" + DIGITS[Number(word[1])] + "\u4e94";
    }
    const end = start + word.length;
    const isBeside = analysis.endsInHan(text.slice(Math.max(0, start - 2), start)) || analysis.beginsWithHan(text.slice(end, end + 2));
    if (!FIGURE.test(word) || !isBeside) {
      return word;
    }
    // Where a thing is not the second but one of two, it is counted with another numeral.
    const counted = text[end] === "\u4e2a" && before !== "\u7b2c" ? PAIR : two;
    return word === "2" ? counted : numeral(Number(word));
  });
}

/* Returns a normalised text with letters and figures in one, and apart; these may be the text itself. */
function apartOrInOne(text) {
  return [text.replace(/([a-z])[ -]+([0-9])|([0-9]) +([a-z])(?![0-9a-z])/g, function (_, a, b, c, d) {
    return (a || "") + (b || "") + (c || "") + (d || "");
  }), text.replace(analysis.words(), function (word) {
    const match = /^([a-z]+)([0-9][0-9a-z]*)$/.exec(word);
    return match ? match[1] + " " + match[2] : word;
  })];
}

function termsOf(quotes) {
  const found = new Set();
  quotes.forEach(function (quote) {
    analysis.queryTerms(quote).forEach(function (term) { found.add(term); });
  });
  return Array.from(found);
}

/* Returns the alternatives of a query, [text, quotes] each, and the terms of what is not wanted. */
function divided(text) {
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

export function parse(text) {
  const most = analysis.MAX_QUERY_TERMS;
  const read = divided(text);
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
      add(every.slice(0, most), termsOf(part[1]), true);
      const plain = analysis.normalize(part[0]);
      [TWO, PAIR].forEach(function (two) {
        const terms = analysis.queryTerms(inNumerals(plain, two));
        add(terms, part[1].length ? terms : [], false);
      });
      apartOrInOne(plain).forEach(function (other) {
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
