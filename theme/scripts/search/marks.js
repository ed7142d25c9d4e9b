/* Which parts of a text a query's terms stand in, for <mark>. Display only: what is found does not depend on it. */
import * as analysis from "./analysis.js";

/* Returns the text as its terms see it, and from where to where in the text each of its letters comes. */
function seen(text) {
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

/* Returns [piece, marked] pairs that make up the text. Latin words are marked only where they stand whole. */
export function split(text, marks) {
  const view = seen(text);
  const marked = new Uint8Array(text.length);
  marks.forEach(function (term) {
    const word = isLetter(term[0]);
    for (let at = view.normal.indexOf(term); term && at >= 0; at = view.normal.indexOf(term, at + 1)) {
      const end = at + term.length;
      if (!word || (!isLetter(view.normal[at - 1]) && !isLetter(view.normal[end]))) {
        marked.fill(1, view.from[at], view.to[end - 1]);
      }
    }
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
