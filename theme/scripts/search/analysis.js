/* How text becomes search terms: the twin of generator/courselib/search/analysis.py, whose docstring says the steps and why.
   Both run tests/vectors/analysis. Traditional characters need a table that is loaded apart: `useTable` takes it. */

const MAX_WORD = 64;
export const MAX_QUERY_TERMS = 64;
const MAX_KEY = 64;
const IGNORED = new RegExp(
  "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|[\udb40-\udb43][\udc00-\udfff]", "g"
);
/* Sources of patterns of a Han character and of a word, for normalised texts. */
export const CHARACTER = "(?:[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\ud840-\ud8bf][\udc00-\udfff])";
const ONE = new RegExp("^" + CHARACTER + "$");
export const WORD = "[" +
  "0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f" +
  "\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u0400-\u0481\u0483-\u0559\u0560-\u0588" +
  "\u0591-\u05bd\u05bf\u05c1-\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u07b1" +
  "\u0900-\u0963\u0966-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff" +
  "\u0f00\u0f18-\u0f19\u0f20-\u0f39\u0f3e-\u0fbc\u0fc6" +
  "\u1000-\u1049\u1050-\u109f\u10a0-\u10fa\u10fc-\u135f\u1380-\u13ff" +
  "\u1780-\u17d3\u17e0-\u17e9\u1810-\u18aa\u1950-\u19df" +
  "\u1ab0-\u1aff\u1d00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc" +
  "\u20d0-\u20ff\u2c00-\u2dff\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff" +
  "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff" +
  "\ua000-\ua48c\ua4d0-\ua4fd\ua500-\ua60c\ua610-\ua672\ua674-\ua67d\ua67f-\ua6f1\ua720-\ua82b" +
  "\ua840-\ua873\ua960-\ua97f\uaa00-\uaa59\uaa60-\uaadd\uab00-\uabea\uabec-\uabf9\uac00-\ud7ff" +
  "\ufb00-\ufb4f\ufb50-\ufd3d\ufd50-\ufdfb\ufe20-\ufe2f\ufe70-\ufefc" +
  "]+";

/* One letter with ++ or # behind it: C++, C#. */
export const SIGNED = "[a-z](?:\\+\\+|#)";

let table = null;

function folded(text) {
  return String(text).replace(IGNORED, "").normalize("NFKC").toLowerCase();
}

/* Takes two texts in step, traditional and simplified characters. */
export function useTable(traditional, simple) {
  const to = Array.from(simple);
  table = new Map();
  Array.from(traditional).forEach(function (character, place) {
    table.set(character, to[place]);
  });
}

function simplified(text) {
  if (!table) {
    return text;
  }
  let result = "";
  for (const character of text) {
    result += table.has(character) ? table.get(character) : character;
  }
  return result;
}

export function normalize(text) {
  return simplified(folded(text));
}

/* Calls visit(run, isHan, start) for each run of a normalised text; a Han run comes as a list of characters. */
function eachRun(text, visit) {
  const runs = new RegExp("(" + CHARACTER + "+)|" + SIGNED + "|" + WORD, "g");
  let match;
  while ((match = runs.exec(text)) !== null) {
    const han = match[1] !== undefined;
    visit(han ? Array.from(match[0]) : match[0].slice(0, MAX_WORD), han, match.index, runs.lastIndex);
  }
}

function bigrams(characters) {
  const pairs = [];
  for (let i = 1; i < characters.length; i += 1) {
    pairs.push(characters[i - 1] + characters[i]);
  }
  return pairs;
}

export function indexTerms(text, singles) {
  const runs = [];
  eachRun(normalize(text), function (run, han, start, end) {
    runs.push({ run: run, han: han, start: start, end: end });
  });
  let terms = [];
  runs.forEach(function (item, place) {
    const before = runs[place - 1];
    const after = runs[place + 1];
    if (!item.han) {
      terms.push(item.run);
      if (/[+#]$/.test(item.run)) {
        terms.push(item.run[0]);
      }
      return;
    }
    if (item.run.length === 1) {
      terms.push(item.run[0]);
      return;
    }
    terms = terms.concat(bigrams(item.run));
    if (singles) {
      terms = terms.concat(item.run);
      return;
    }
    if (before && !before.han && before.end === item.start) {
      terms.push(item.run[0]);
    }
    if (after && !after.han && after.start === item.end) {
      terms.push(item.run[item.run.length - 1]);
    }
  });
  return terms;
}

/* Returns what is compared to tell whether a query is a whole title or ID: its letters in a row. */
export function wholeKey(text) {
  const letters = normalize(text).match(new RegExp(CHARACTER + "+|" + SIGNED + "|" + WORD, "g")) || [];
  return Array.from(letters.join("")).slice(0, MAX_KEY).join("");
}

/* Tells whether a term is a single Han character. */
export function isCharacter(term) {
  return ONE.test(term);
}

/* Returns the terms that a query would have if there were no bound to their number. */
export function allQueryTerms(text) {
  const terms = new Set();
  eachRun(normalize(text), function (run, han) {
    (han && run.length > 1 ? bigrams(run) : han ? run : [run]).forEach(function (term) {
      terms.add(term);
    });
  });
  return Array.from(terms);
}

export function queryTerms(text) {
  return allQueryTerms(text).slice(0, MAX_QUERY_TERMS);
}

export function hasTable() { return table !== null; }
