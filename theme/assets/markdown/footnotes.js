/* Footnotes: their texts are moved to the end, in the order in which they are first referred to.
   Mirrors generator/syntax/markdown/footnotes.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const markdown = root.markdown = root.markdown || {};
  function noteOf(Token, number, note, tokens) {
    function made(type, nesting, more) {
      const token = new Token(type, "", nesting);
      token.meta = Object.assign({ id: number, label: note.label }, more);
      return token;
    }
    const back = [];
    for (let time = 0; time < Math.max(note.count, 1); time += 1) {
      back.push(made("footnote_anchor", 0, { subId: time }));
    }
    const last = tokens[tokens.length - 1];
    const end = last && last.type === "paragraph_close" ? tokens.length - 1 : tokens.length;
    return [made("footnote_open", 1)].concat(tokens.slice(0, end), back, tokens.slice(end), [made("footnote_close", -1)]);
  }

  /* Move the texts of footnotes to the end. One may stand inside another; of two with one label the first counts. */
  function footnotesLast(state) {
    const notes = state.env.footnotes;
    if (!notes) {
      return;
    }
    const texts = new Map();
    const opened = [];
    const kept = [];
    state.tokens.forEach(function (token) {
      if (token.type === "footnote_reference_open") {
        opened.push({ label: token.meta.label, tokens: [] });
      } else if (token.type === "footnote_reference_close") {
        const done = opened.pop();
        if (!texts.has(done.label)) {
          texts.set(done.label, done.tokens);
        }
      } else {
        (opened.length ? opened[opened.length - 1].tokens : kept).push(token);
      }
    });
    const list = notes.list || [];
    if (list.length) {
      kept.push(new state.Token("footnote_block_open", "", 1));
      list.forEach(function (note, number) {
        noteOf(state.Token, number, note, texts.get(note.label) || []).forEach(function (token) { kept.push(token); });
      });
      kept.push(new state.Token("footnote_block_close", "", -1));
    }
    state.tokens = kept;
  }

  markdown.footnotes = { footnotesLast: footnotesLast };
})();
