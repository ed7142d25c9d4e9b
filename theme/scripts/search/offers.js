/* Filters that a query's own words name: the twin of generator/courselib/search/offers.py, whose docstring says what is offered.

   offered(request, answer, table, tools)   a promise of [{words, text, set, total}]: `text` is the query without the words, `set` what the
                                            request gets instead. `table` is the library's {day, words: [[word, name, values]]} */

const MOST = 3;
const LONG = 4;
const HIGHEST = 160;
const NUMBER = "[0-9]{1,3}(?:\\.[05])?|[\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}|\u534a";
const HOURS = new RegExp("(\u4e0d\u5c11\u4e8e|\u4e0d\u4f4e\u4e8e|\u81f3\u5c11|\u6700\u5c11|\u5927\u4e8e|\u591a\u4e8e|\u9ad8\u4e8e|\u4e0d\u8d85\u8fc7|\u4e0d\u591a\u4e8e|\u4e0d\u9ad8\u4e8e|\u81f3\u591a|\u6700\u591a|\u5c11\u4e8e|\u5c0f\u4e8e|\u4f4e\u4e8e|\u8d85\u8fc7)?(?:(" + NUMBER +
  ")[-~\u2013\u2014\u5230\u81f3])?(" + NUMBER + ")(?:\u4e2a)?(\u5b66\u65f6|\u8bfe\u65f6|\u5c0f\u65f6|\u5929)(\u4ee5\u5185|\u4ee5\u4e0b|\u4e4b\u5185|\u5185|\u53ca\u4ee5\u4e0b|\u4ee5\u4e0a|\u53ca\u4ee5\u4e0a|\u8d77)?");
const LEAST = ["\u4e0d\u5c11\u4e8e", "\u4e0d\u4f4e\u4e8e", "\u81f3\u5c11", "\u6700\u5c11", "\u4ee5\u4e0a", "\u53ca\u4ee5\u4e0a", "\u8d77"];
const MORE = ["\u5927\u4e8e", "\u591a\u4e8e", "\u9ad8\u4e8e", "\u8d85\u8fc7"];
const MOST_WORDS = ["\u4e0d\u8d85\u8fc7", "\u4e0d\u591a\u4e8e", "\u4e0d\u9ad8\u4e8e", "\u81f3\u591a", "\u6700\u591a", "\u4ee5\u5185", "\u4ee5\u4e0b", "\u4e4b\u5185", "\u5185", "\u53ca\u4ee5\u4e0b"];
const LESS = ["\u5c11\u4e8e", "\u5c0f\u4e8e", "\u4f4e\u4e8e"];
const DIGITS = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";
const TEN = "\u5341";
const HALF = "\u534a";
const DAY = "\u5929";
const JOINS = /^\u7684|\u7684$/g;

/* Returns a number up to 99 that is written in numerals; 0 for what is none. */
function numeral(text) {
  const at = text.indexOf(TEN);
  const tens = at < 0 ? text : text.slice(0, at);
  const ones = at < 0 ? "" : text.slice(at + 1);
  if (tens.length > 1 || ones.length > 1) {
    return 0;
  }
  if (at < 0) {
    return DIGITS.indexOf(tens) + 1;
  }
  return (tens ? DIGITS.indexOf(tens) + 1 : 1) * 10 + (ones ? DIGITS.indexOf(ones) + 1 : 0);
}

function halfHours(number, unit, day) {
  const one = unit === DAY ? day : 2;
  if (number === HALF) {
    return Math.floor(one / 2);
  }
  if (/^[0-9]/.test(number)) {
    const parts = number.split(".");
    return Number(parts[0]) * one + (parts[1] === "5" ? Math.floor(one / 2) : 0);
  }
  return numeral(number.replace(/\u4e24/g, "\u4e8c")) * one;
}

/* Returns the bounds [least, most] that are written, in half-hours, null where there is none; null for what no course can have. */
function bounds(match, day) {
  const most = halfHours(match[3], match[4], day);
  const least = match[2] ? halfHours(match[2], match[4], day) : most;
  const said = [match[1] || "", match[5] || ""];
  const says = function (words) { return said.some(function (word) { return words.indexOf(word) >= 0; }); };
  if (least < 1 || least > most || most > HIGHEST) {
    return null;
  }
  if (match[2]) {
    return [least, most];
  }
  if (says(LEAST)) {
    return [least, null];
  }
  if (says(MOST_WORDS)) {
    return [null, most];
  }
  if (MORE.indexOf(said[0]) >= 0) {
    return [least + 1, null];
  }
  if (LESS.indexOf(said[0]) >= 0) {
    return most > 1 ? [null, most - 1] : null;
  }
  return [least, most];
}

/* Returns what stands between breaks, and where each begins. */
function pieces(text) {
  const breaks = /[ \t\r\n,.;:!?()\u3001\u3002\u300a\u300b\u201c\u201d]+/g;
  const found = [];
  let start = 0;
  let match;
  while ((match = breaks.exec(text)) !== null) {
    found.push([start, text.slice(start, match.index)]);
    start = breaks.lastIndex;
  }
  found.push([start, text.slice(start)]);
  return found.filter(function (row) { return row[1]; });
}

/* Returns [place, word] of a word in a piece that names a filter, or null. */
function wordAt(piece, known, long) {
  const bare = piece.replace(JOINS, "");
  if (known.has(bare)) {
    return [piece.indexOf(bare), bare];
  }
  for (let i = 0; i < long.length; i += 1) {
    const word = long[i];
    if (piece.slice(0, word.length) === word) {
      return [0, word];
    }
    if (piece.slice(-word.length) === word) {
      return [piece.length - word.length, word];
    }
  }
  return null;
}

function settings(rows) {
  const set = {};
  rows.forEach(function (row) {
    if (row.name === "hours") {
      set.minHours = row.values[0];
      set.maxHours = row.values[1];
    } else {
      set[row.name] = row.name === "theory" ? row.values[0] === "true" : row.values;
    }
  });
  return set;
}

function offer(text, rows) {
  let left = "";
  let last = 0;
  rows.forEach(function (row) {
    left += text.slice(last, row.start) + " ";
    last = row.end;
  });
  const kept = pieces(left + text.slice(last)).map(function (row) { return row[1].replace(JOINS, ""); }).filter(Boolean);
  return {
    words: rows.map(function (row) { return text.slice(row.start, row.end); }), text: kept.join(" "), set: settings(rows),
    names: rows.map(function (row) { return row.name; })
  };
}

/* Returns all offers that a normalised query could have, whatever they lead to; all of its filters together first. */
export function read(text, table) {
  const found = [];
  const known = new Map();
  table.words.forEach(function (row) { known.set(row[0], row); });
  const long = table.words.filter(function (row) { return row[1] === "sectors" && row[0].length >= LONG; }).map(function (row) { return row[0]; });
  const hours = HOURS.exec(text);
  const written = hours && bounds(hours, table.day);
  const end = written ? hours.index + hours[0].length : -1;
  if (written) {
    found.push({ start: hours.index, end: end, name: "hours", values: written });
  }
  pieces(text).forEach(function (row) {
    if (written && row[0] < end && hours.index < row[0] + row[1].length) {
      return;
    }
    const at = wordAt(row[1], known, long);
    if (at) {
      const start = row[0] + at[0];
      found.push({ start: start, end: start + at[1].length, name: known.get(at[1])[1], values: known.get(at[1])[2] });
    }
  });
  // A second word for the same filter stays what it is: a word of the query.
  const rows = found.filter(function (row, place) {
    return found.every(function (other, before) { return before >= place || other.name !== row.name; });
  }).sort(function (a, b) { return a.start - b.start; }).slice(0, MOST);
  const alone = rows.map(function (row) { return offer(text, [row]); });
  return rows.length > 1 ? [offer(text, rows)].concat(alone) : alone;
}

export function offered(request, answer, table, tools) {
  const isNamed = answer.picked.hits.some(function (n) { return answer.scores.named.has(n); });
  if (!answer.terms.length || isNamed) {
    return Promise.resolve([]);
  }
  return Promise.all(read(tools.analysis.normalize(request.text), table).map(function (made) {
    return tools.evaluate(Object.assign({}, request, { facets: [], text: made.text }, made.set)).then(function (other) {
      return Object.assign(made, { total: other.picked.relaxed ? 0 : other.picked.hits.length });
    });
  })).then(function (all) {
    return all.filter(function (made) { return made.total > 0; });
  });
}
