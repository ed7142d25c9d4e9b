/* Which parts of a text a query's terms stand in, for <mark>. Display only: what is found does not depend on it. The twin of
   generator/courselib/search/marks.py. */
import * as analysis from "./analysis.js";

/* Returns the text as its terms see it, and from where to where in the text each of its letters comes. */
export function seen(text) {
  const view = { normal: "", from: [], to: [] };
  let place = 0;
  for (const character of text) {
    const letters = analysis.normalize(character);
    for (let i = 0; i < letters.length; i += 1) {
      view.from.push(place);
      view.to.push(place + character.length);
    }
    view.normal += letters;
    place += character.length;
  }
  return view;
}

function isLetter(character) {
  return character !== undefined && /[0-9a-z]/.test(character);
}

/* Calls visit(place) wherever a term begins in a normalised text; a Latin word only where it stands whole. */
export function eachPlace(normal, term, visit) {
  const word = isLetter(term[0]);
  for (let at = normal.indexOf(term); term && at >= 0; at = normal.indexOf(term, at + 1)) {
    if (!word || (!isLetter(normal[at - 1]) && !isLetter(normal[at + term.length]))) {
      visit(at);
    }
  }
}

export function has(normal, term) {
  let found = false;
  eachPlace(normal, term, function () { found = true; });
  return found;
}

/* Tells whether a normalised text has all terms of one of the ways to read a query. */
export function hasWay(normal, ways) {
  return ways.some(function (way) {
    return way.length > 0 && way.every(function (term) { return has(normal, term); });
  });
}

/* Returns [piece, marked] pairs that make up the text. */
export function split(text, marks) {
  const view = seen(text);
  const marked = new Uint8Array(text.length);
  marks.forEach(function (term) {
    eachPlace(view.normal, term, function (at) { marked.fill(1, view.from[at], view.to[at + term.length - 1]); });
  });
  const pieces = [];
  let start = 0;
  for (let i = 1; i <= text.length; i += 1) {
    if (i === text.length || marked[i] !== marked[start]) {
      pieces.push([text.slice(start, i), marked[start] === 1]);
      start = i;
    }
  }
  return pieces;
}
