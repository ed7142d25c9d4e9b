/* What one body may ask for. Mirrors generator/courselib/syntax/markdown/budget.py; `MAX_LIVE` is the form's own. */

export const MAX_NESTING = 40;
export const MAX_TOKENS = 60000;
export const MAX_LINKS = 3000;
export const MAX_FOOTNOTES = 1000;
export const MAX_CHARACTERS = 400000;
export const MAX_HTML = 2000000;
/* Characters that are read anew at every key; a longer body is read when its author leaves a field. */
export const MAX_LIVE = 30000;

/* A body that asks for too much: `what` in plain Chinese, and the line, from 0, where it was noticed. */
export function BeyondBudget(what, line) {
  this.what = what;
  this.line = line || 0;
  this.message = what;
}
BeyondBudget.prototype = Object.create(Error.prototype);

/* Let the block parser say so where it would leave out what nests too deep. */
export function bound(parser) {
  const tokenize = parser.tokenize;
  parser.tokenize = function (state, startLine, endLine) {
    if (state.level >= MAX_NESTING) {
      throw new BeyondBudget("引用、列表等套了 " + MAX_NESTING + " 层以上", startLine);
    }
    if (state.tokens.length > MAX_TOKENS) {
      throw new BeyondBudget("标记多于 " + MAX_TOKENS + " 处", startLine);
    }
    tokenize.call(parser, state, startLine, endLine);
  };
}

export function measure(tokens) {
  let total = 0;
  let links = 0;
  let notes = 0;
  tokens.forEach(function (token) {
    const children = token.children || [];
    const line = token.map ? token.map[0] : 0;
    total += 1 + children.length;
    children.forEach(function (child) {
      links += child.type === "link_open" || child.type === "image" || child.type === "html_open" ? 1 : 0;
      notes += child.type === "footnote_ref" ? 1 : 0;
    });
    if (total > MAX_TOKENS) {
      throw new BeyondBudget("标记多于 " + MAX_TOKENS + " 处", line);
    }
    if (links > MAX_LINKS) {
      throw new BeyondBudget("链接和图片多于 " + MAX_LINKS + " 处", line);
    }
    if (notes > MAX_FOOTNOTES) {
      throw new BeyondBudget("脚注多于 " + MAX_FOOTNOTES + " 处", line);
    }
  });
}
