/* Raw HTML in running text: where a tag, comment, instruction or declaration ends. Mirrors generator/courselib/syntax/markdown/markup.py. */

const ATTRIBUTE = "(?:[ \\t-\\r]+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:[ \\t-\\r]*=[ \\t-\\r]*(?:[^\"'=<>`\\x00-\\x20]+|'[^']*'|\"[^\"]*\"))?)";
// A sticky pattern: it is tried at one place and nowhere else.
const TAG = new RegExp("<[A-Za-z][A-Za-z0-9-]*" + ATTRIBUTE + "*[ \\t-\\r]*\\/?>|<\\/[A-Za-z][A-Za-z0-9-]*[ \\t-\\r]*>", "y");

/* Where marks stand last in a text, each looked for once. */
export function lastIn(text) {
  const known = new Map();
  return function (mark) {
    if (!known.has(mark)) {
      known.set(mark, text.lastIndexOf(mark));
    }
    return known.get(mark);
  };
}

function behind(text, mark, start, last) {
  return last(mark) >= start ? text.indexOf(mark, start) + mark.length : -1;
}

/* The offset behind the HTML that begins with the `<` at `at`, or -1 when it is none. */
export function endOfHtml(text, at, last) {
  if (text.startsWith("<!--", at)) {
    const short = ["<!-->", "<!--->"].filter(function (form) { return text.startsWith(form, at); })[0];
    return short ? at + short.length : behind(text, "-->", at + 4, last);
  }
  if (text.startsWith("<![CDATA[", at)) {
    return behind(text, "]]>", at + 9, last);
  }
  if (text.startsWith("<?", at)) {
    return behind(text, "?>", at + 2, last);
  }
  if (text.startsWith("<!", at)) {
    return /[A-Za-z]/.test(text.charAt(at + 2)) ? behind(text, ">", at + 3, last) : -1;
  }
  TAG.lastIndex = at;
  const match = last(">") > at ? TAG.exec(text) : null;
  return match ? at + match[0].length : -1;
}

/* Parse HTML in a line of text. */
export function htmlInline(state, silent) {
  if (state.src[state.pos] !== "<") {
    return false;
  }
  state.lastOf = state.lastOf || lastIn(state.src);
  const end = endOfHtml(state.src, state.pos, state.lastOf);
  if (end < 0) {
    return false;
  }
  if (!silent) {
    state.push("html_inline", "", 0).content = state.src.slice(state.pos, end);
  }
  state.pos = end;
  return true;
}
