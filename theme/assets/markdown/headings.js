/* Headings: text, level, line, and an anchor that is each body's own. Mirrors generator/syntax/markdown/headings.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const markdown = root.markdown = root.markdown || {};
  const text = markdown.text;
  const LONGEST = 60;

  function isMark(utils, char) {
    const known = utils.lib.ucmicro;
    return utils.isPunctChar(char) || known.Z.test(char) || known.Cc.test(char) || known.Cf.test(char);
  }

  /* The anchor of a heading with this text, were there no other like it. */
  function anchorOf(utils, title) {
    const kept = Array.from(text.squeeze(title.normalize("NFKC"))).filter(function (char) { return " -_".indexOf(char) >= 0 || !isMark(utils, char); }).join("");
    return text.cut(text.strip(kept).toLowerCase().replace(/[ -]+/g, "-"), LONGEST) || "section";
  }

  function fresh(anchor, taken) {
    let name = anchor;
    while (taken.has(name)) {
      taken.set(anchor, (taken.get(anchor) || 0) + 1);
      name = anchor + "_" + taken.get(anchor);
    }
    taken.set(name, 0);
    return name;
  }

  /* Give every heading an anchor, and note all of them in `env`. */
  function headings(state) {
    const taken = new Map();
    state.tokens.forEach(function (token) {
      if (token.attrGet("id")) {
        taken.set(token.attrGet("id"), 0);
      }
    });
    state.env.headings = [];
    state.tokens.forEach(function (token, index) {
      if (token.type !== "heading_open") {
        return;
      }
      const title = text.squeeze(text.ofInline(state.tokens[index + 1]));
      if (!token.attrGet("id")) {
        token.attrSet("id", fresh(state.env.usualAnchor(title) || anchorOf(state.md.utils, title), taken));
      }
      state.env.headings.push({ title: title, anchor: token.attrGet("id"), level: Number(token.tag[1]), line: token.map ? token.map[0] : 0 });
    });
  }

  markdown.headings = { headings: headings };
})();
