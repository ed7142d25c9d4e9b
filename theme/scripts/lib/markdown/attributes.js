/* `{#id .class}` at the end of a heading, on a last line, or behind a link, picture, code or emphasis; any other `{…}` is text.
   Mirrors generator/courselib/syntax/markdown/attributes.py. */
import * as text from "./text.js";

const EXACT = /^\{ *(?:[#.][0-9A-Za-z_\u3400-\u9fff-]+ *)+\}/;
const ONE = /[#.][0-9A-Za-z_\u3400-\u9fff-]+/g;
const LONGEST = 200;

function give(owner, written) {
  written.match(ONE).forEach(function (part) {
    if (part[0] === "#") {
      owner.attrSet("id", part.slice(1));
    } else {
      owner.attrSet("class", text.strip((owner.attrGet("class") || "") + " " + part.slice(1)));
    }
  });
  owner.meta = Object.assign({}, owner.meta, { attributes: written });
}

function exact(piece) {
  const match = EXACT.exec(piece.slice(0, LONGEST));
  return match ? match[0] : "";
}

function ofBlock(opening, children) {
  const last = children[children.length - 1];
  const at = last.type === "text" && last.content.slice(-1) === "}" ? last.content.lastIndexOf("{") : -1;
  const written = at < 0 ? "" : last.content.slice(at);
  if (!written || exact(written) !== written) {
    return;
  }
  const before = children[children.length - 2];
  const alone = opening.type === "paragraph_open" && at === 0 && before && before.type === "softbreak";
  if (opening.type === "heading_open" || alone) {
    give(opening, written);
    last.content = text.strip("x" + last.content.slice(0, at)).slice(1);
    if (alone) {
      children.splice(-2, 2);
    }
  }
}

function ofInline(children) {
  const opened = [];
  children.forEach(function (token, index) {
    const single = token.type === "image" || token.type === "code_inline" ? token : null;
    if (token.nesting > 0) {
      opened.push(token);
    }
    const owner = token.nesting < 0 && opened.length ? opened.pop() : single;
    const behind = children[index + 1];
    const written = owner && behind && behind.type === "text" ? exact(behind.content) : "";
    if (written) {
      give(owner, written);
      behind.content = behind.content.slice(written.length);
    }
  });
}

/* Take attributes out of the text and give them to what they belong to. */
export function attributes(state) {
  state.tokens.forEach(function (token, index) {
    if (token.type === "inline" && token.children && token.children.length && !(token.meta && token.meta.raw) && token.content.indexOf("{") >= 0) {
      ofBlock(state.tokens[index - 1], token.children);
      ofInline(token.children);
    }
  });
}
