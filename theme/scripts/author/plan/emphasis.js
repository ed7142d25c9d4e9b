/* Emphasis in a Word file as Markdown has it; marks are [begin, end, kinds], counted from a text's end. Mirrors generator/courselib/exchange/teaching_plan/emphasis.py. */
import { elements, first, val } from "./package.js";
import { isOn } from "./styles.js";

export const BOLD = "b";
const KINDS = [["b", ["b"]], ["i", ["i"]], ["s", ["strike", "dstrike"]]];
const PLACES = { superscript: "^", subscript: "_" };
const TAGS = { "^": "sup", "_": "sub" };
const SIGNS = { b: "**", i: "*", bi: "***", s: "~~" };
const EDGES = " \t\u3000\xa0";
const BLANK = /[ \t\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;
const WIDE = "\\u2e80-\\u2fdf\\u2ff0-\\u2fff\\u3001-\\u30ff\\u3100-\\u312f\\u31a0-\\u31ef\\u3200-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef";
const INSIDE = new RegExp("[0-9A-Za-z" + WIDE + "]");
const OUTSIDE = new RegExp("[ \\t\\xa0\\u3000\\x00!-/:-@\\[-`{-~" + WIDE + "]");
const WORD = /[0-9A-Za-z\xc0-\u024f\u3400-\u9fff]/;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* The kinds of emphasis that a run's settings give it; `styles` are those of characters. */
export function kindsOf(about, styles) {
  if (!about) {
    return "";
  }
  const usual = styles.get(val(about, "rStyle")) || "";
  const found = KINDS.reduce(function (all, pair) {
    const said = Array.prototype.filter.call(pair[1], function (name) { return first(about, name); });
    return all + (said.some(function (name) { return isOn(about, name); }) || (!said.length && usual.indexOf(String(pair[0])) >= 0) ? pair[0] : "");
  }, "");
  const place = val(about, "vertAlign");
  if (place) {
    return found + (has(PLACES, place) ? PLACES[place] : "");
  }
  return found + ["^", "_"].filter(function (kind) { return usual.indexOf(kind) >= 0; }).join("");
}

/* The kinds of emphasis that styles of characters give, by their keys. */
export function stylesOf(root) {
  const found = new Map();
  (root ? elements(root) : []).forEach(function (one) {
    if (one.name === "style" && one.attrs.type === "character") {
      found.set(one.attrs.styleId || "", kindsOf(first(one, "rPr"), new Map()) || found.get(val(one, "basedOn")) || "");
    }
  });
  return found;
}

function spans(kinds) {
  const found = [];
  let at = 0;
  while (at < kinds.length) {
    const begin = at;
    while (at < kinds.length && kinds[at] === kinds[begin]) {
      at += 1;
    }
    if (kinds[begin]) {
      found.push([kinds.length - begin, kinds.length - at, kinds[begin]]);
    }
  }
  return found;
}

/* The marks of a paragraph's tidy text; `marked` has kinds by the pieces that it was read as. None goes over a line's end. */
export function marksOf(pieces, marked, leftOut) {
  if (!marked.length) {
    return [];
  }
  const kinds = pieces.map(function () { return ""; });
  marked.forEach(function (mark) {
    for (let at = mark[0]; at < Math.min(mark[1], pieces.length); at += 1) {
      kinds[at] += mark[2].split("").filter(function (kind) { return kinds[at].indexOf(kind) < 0 && leftOut.indexOf(kind) < 0; }).join("");
    }
  });
  const kept = [];
  let line = [];
  function ended() {
    while (line.length && EDGES.indexOf(line[line.length - 1][0]) >= 0) {
      line.pop();
    }
    let from = 0;
    while (from < line.length && EDGES.indexOf(line[from][0]) >= 0) {
      from += 1;
    }
    if (line.length && kept.length) {
      kept.push("");
    }
    line.slice(from).forEach(function (one) { kept.push(one[1]); });
    line = [];
  }
  pieces.forEach(function (piece, number) {
    for (let at = 0; at < piece.length; at += 1) {
      const char = piece.charAt(at);
      if (char === "\n") {
        ended();
      } else if (char !== "\u200b") {
        line.push([char, kinds[number]]);
      }
    }
  });
  ended();
  return spans(kept);
}

/* The marks of a part of a text that has `length` characters, with `after` characters behind it. */
export function part(marks, after, length) {
  return marks.map(function (mark) { return [Math.min(mark[0] - after, length), Math.max(mark[1] - after, 0), mark[2]]; })
    .filter(function (mark) { return mark[0] > mark[1]; });
}

/* The sign that each character stands between: what all of a stretch have in common, without blanks at its edges. */
function signsOf(text, kinds) {
  const own = kinds.map(function (kind) {
    return kind.indexOf("s") >= 0 ? "s" : ["b", "i"].filter(function (one) { return kind.indexOf(one) >= 0; }).join("");
  });
  const found = own.map(function () { return ""; });
  let at = 0;
  while (at < text.length) {
    let end = at;
    while (end < text.length && own[end]) {
      end += 1;
    }
    let from = at;
    let last = end;
    while (from < last && BLANK.test(text.charAt(from))) {
      from += 1;
    }
    while (last > from && BLANK.test(text.charAt(last - 1))) {
      last -= 1;
    }
    const stretch = own.slice(from, last);
    const common = from < last ? ["b", "i", "s"].filter(function (kind) {
      return stretch.every(function (one) { return one.indexOf(kind) >= 0; });
    }).join("") : "";
    for (let inside = from; inside < last; inside += 1) {
      found[inside] = common;
    }
    at = end === at ? end + 1 : end;
  }
  return found;
}

function tagged(text, places, escaped) {
  let made = "";
  let at = 0;
  while (at < text.length) {
    const begin = at;
    while (at < text.length && places[at] === places[begin]) {
      at += 1;
    }
    const piece = escaped(text.slice(begin, at));
    const tag = TAGS[places[begin]];
    made += tag ? "<" + tag + ">" + piece + "</" + tag + ">" : piece;
  }
  return made;
}

/* A text as Markdown with its emphasis; `before` and `after` are the characters around it, empty at a line's edges. */
export function written(text, given, before, after, escaped) {
  const marks = part(given, 0, text.length);
  if (!marks.length) {
    return escaped(text);
  }
  const kinds = text.split("").map(function () { return ""; });
  marks.forEach(function (mark) {
    for (let at = text.length - mark[0]; at < text.length - mark[1]; at += 1) {
      kinds[at] = mark[2];
    }
  });
  const signs = signsOf(text, kinds);
  const places = kinds.map(function (kind, at) {
    return BLANK.test(text.charAt(at)) ? "" : ["^", "_"].filter(function (one) { return kind.indexOf(one) >= 0; })
      .sort(function (a, b) { return kind.indexOf(a) - kind.indexOf(b); })[0] || "";
  });

  /* The character that is seen at a place from its right or left: a tag's own where one stands there. */
  function shown(at, left) {
    if (at < 0 || at >= text.length) {
      return (at > 0 ? after : before) || " ";
    }
    const beside = left ? at - 1 : at + 1;
    const same = beside >= 0 && beside < text.length && places[beside] === places[at] && signs[beside] === signs[at];
    return places[at] && !same ? (left ? "<" : ">") : text.charAt(at);
  }

  let made = "";
  let at = 0;
  while (at < text.length) {
    const begin = at;
    while (at < text.length && signs[at] === signs[begin]) {
      at += 1;
    }
    const whole = signs[begin] && WORD.test(text.slice(begin, at)) && !(begin === 0 && (before === "*" || before === "~")) &&
      (INSIDE.test(shown(begin, true)) || OUTSIDE.test(shown(begin - 1, false))) &&
      (INSIDE.test(shown(at - 1, false)) || OUTSIDE.test(shown(at, true)));
    const sign = whole ? SIGNS[signs[begin]] : "";
    made += sign + tagged(text.slice(begin, at), places.slice(begin, at), escaped) + sign;
  }
  return made;
}
