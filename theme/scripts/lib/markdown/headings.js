/* Headings: text, level, line, and an anchor that is each body's own. Mirrors generator/courselib/syntax/markdown/headings.py. */
import * as markdownIt from "../../vendor/markdown-it.js";
import * as text from "./text.js";

const LONGEST = 60;
// Every anchor of a body begins so on its page: no author can take one of the page's own.
export const ID_PREFIX = "c-";
// What footnotes and the places that refer to them are called.
const OF_FOOTNOTES = /^fn(?:ref)?-[0-9]+(?:-[0-9]+)?$/;

export function withoutPrefix(name) {
  return name.indexOf(ID_PREFIX) === 0 ? name.slice(ID_PREFIX.length) : name;
}

/* Whether a character is punctuation, a sign, a blank or a control character: no part of a word. */
export function isMark(char) {
  const known = markdownIt.categories;
  return [known.P, known.S, known.Z, known.Cc, known.Cf].some(function (category) { return category.test(char); });
}

/* The anchor of a heading with this text, were there no other like it. */
function anchorOf(title) {
  const kept = Array.from(text.squeeze(title.normalize("NFKC"))).filter(function (char) { return " -_".indexOf(char) >= 0 || !isMark(char); }).join("");
  return text.cut(text.strip(kept).toLowerCase().replace(/[ -]+/g, "-"), LONGEST) || "section";
}

function fresh(anchor, taken) {
  let name = anchor;
  while (taken.has(name) || OF_FOOTNOTES.test(name)) {
    taken.set(anchor, (taken.get(anchor) || 0) + 1);
    name = anchor + "_" + taken.get(anchor);
  }
  taken.set(name, 0);
  return name;
}

/* The ids that the author gave; of those that are the same the first stays, the others are noted in `env`. */
function writtenIds(state) {
  const taken = new Map();
  state.env.takenIds = [];
  state.tokens.forEach(function (block, index) {
    const next = state.tokens[index + 1];
    [block].concat(block.children || []).forEach(function (token) {
      const at = token.attrIndex("id");
      if (at < 0) {
        return;
      }
      const written = token.attrs.splice(at, 1)[0][1];
      const name = withoutPrefix(written);
      if (taken.has(name) || OF_FOOTNOTES.test(name)) {
        const itself = ["inline", "html_open", "html_void"].indexOf(block.type) >= 0;
        const near = !itself && next && next.type === "inline" ? next : block;
        state.env.takenIds.push({ block: near, written: written });
      } else if (name && !text.hasBlank(name)) {
        token.attrSet("id", name);
        taken.set(name, 0);
      }
    });
  });
  return taken;
}

/* Give every heading an anchor, and note all of them in `env`. */
export function headings(state) {
  const taken = writtenIds(state);
  state.env.headings = [];
  state.tokens.forEach(function (token, index) {
    if (token.type !== "heading_open") {
      return;
    }
    const title = text.squeeze(text.ofInline(state.tokens[index + 1]));
    if (!token.attrGet("id")) {
      token.attrSet("id", fresh(withoutPrefix(state.env.usualAnchor(title) || anchorOf(title)) || "section", taken));
    }
    state.env.headings.push({ title: title, anchor: token.attrGet("id"), level: Number(token.tag[1]), line: token.map ? token.map[0] : 0 });
  });
}
