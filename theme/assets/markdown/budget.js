/* What one body may ask for. Mirrors generator/courselib/syntax/markdown/budget.py; `MAX_LIVE` is the form's own. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const markdown = root.markdown = root.markdown || {};
  const limits = {
    MAX_NESTING: 40, MAX_TOKENS: 60000, MAX_LINKS: 3000, MAX_FOOTNOTES: 1000, MAX_CHARACTERS: 400000, MAX_HTML: 2000000,
    // Characters that are read anew at every key; a longer body is read when its author leaves a field.
    MAX_LIVE: 30000
  };

  /* A body that asks for too much: `what` in plain Chinese, and the line, from 0, where it was noticed. */
  function BeyondBudget(what, line) {
    this.what = what;
    this.line = line || 0;
    this.message = what;
  }
  BeyondBudget.prototype = Object.create(Error.prototype);

  /* Let the block parser say so where it would leave out what nests too deep. */
  function bound(parser) {
    const tokenize = parser.tokenize;
    parser.tokenize = function (state, startLine, endLine) {
      if (state.level >= limits.MAX_NESTING) {
        throw new BeyondBudget("引用、列表等套了 " + limits.MAX_NESTING + " 层以上", startLine);
      }
      if (state.tokens.length > limits.MAX_TOKENS) {
        throw new BeyondBudget("标记多于 " + limits.MAX_TOKENS + " 处", startLine);
      }
      tokenize.call(parser, state, startLine, endLine);
    };
  }

  function measure(tokens) {
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
      if (total > limits.MAX_TOKENS) {
        throw new BeyondBudget("标记多于 " + limits.MAX_TOKENS + " 处", line);
      }
      if (links > limits.MAX_LINKS) {
        throw new BeyondBudget("链接和图片多于 " + limits.MAX_LINKS + " 处", line);
      }
      if (notes > limits.MAX_FOOTNOTES) {
        throw new BeyondBudget("脚注多于 " + limits.MAX_FOOTNOTES + " 处", line);
      }
    });
  }

  markdown.budget = Object.assign({ BeyondBudget: BeyondBudget, bound: bound, measure: measure }, limits);
})();
