/* Footnotes: their texts are moved to the end, in the order in which they are first referred to.
   Mirrors generator/courselib/syntax/markdown/footnotes.py. */

// Characters of a footnote's label.
const LONGEST_LABEL = 200;

function noteOf(Token, number, label, count, tokens) {
  function made(type, nesting, more) {
    const token = new Token(type, "", nesting);
    token.meta = Object.assign({ id: number, label: label }, more);
    return token;
  }
  const back = [];
  for (let time = 0; time < count; time += 1) {
    back.push(made("footnote_anchor", 0, { subId: time }));
  }
  const last = tokens[tokens.length - 1];
  const end = last && last.type === "paragraph_close" ? tokens.length - 1 : tokens.length;
  return [made("footnote_open", 1)].concat(tokens.slice(0, end), back, tokens.slice(end), [made("footnote_close", -1)]);
}

/* The rule of references for labels that end soon: many that never end would each be looked through to the end. */
function labelled(rule) {
  return function (state, silent) {
    if (!state.src.startsWith("[^", state.pos)) {
      return false;
    }
    const from = state.pos + 2;
    const end = Math.min(state.posMax, from + LONGEST_LABEL + 1);
    return state.src.slice(from, end).indexOf("]") >= 0 && rule(state, silent);
  };
}

/* The rule of definitions with the lines of each. */
function placed(rule) {
  return function (state, start, end, silent) {
    const before = state.tokens.length;
    const matched = rule(state, start, end, silent);
    if (matched && !silent) {
      state.tokens[before].map = [start, state.line];
    }
    return matched;
  };
}

function added(ruler, act) {
  const before = ruler.getRules("").slice();
  act();
  return ruler.getRules("").filter(function (rule) { return before.indexOf(rule) < 0; });
}

/* Give a parser footnotes by their plugin: those with a label, whose texts we move ourselves. */
export function withFootnotes(md, plugin) {
  let inline = [];
  const block = added(md.block.ruler, function () {
    inline = added(md.inline.ruler, function () { md.use(plugin); });
  });
  md.block.ruler.at("footnote_def", placed(block[0]), { alt: ["paragraph", "reference"] });
  md.inline.ruler.at("footnote_ref", labelled(inline[1]));
  md.inline.ruler.disable("footnote_inline");
  md.core.ruler.disable("footnote_tail");
}

/* Give what refers to footnotes its number; `shown` holds label and count of each in order, `numbers` the number of a label. */
function count(tokens, shown, numbers) {
  tokens.forEach(function (block) {
    (block.children || []).forEach(function (token) {
      if (token.type !== "footnote_ref") {
        return;
      }
      const label = token.meta.label;
      if (!numbers.has(label)) {
        numbers.set(label, shown.length);
        shown.push({ label: label, count: 0 });
      }
      const note = shown[numbers.get(label)];
      token.meta = Object.assign({}, token.meta, { id: numbers.get(label), subId: note.count });
      note.count += 1;
    });
  });
}

/* Move the texts of footnotes to the end, number what refers to them, and note where each stood. One may stand inside another; of two
   with one label the first counts. Only what the page shows refers to one: not the words of a picture, nor a footnote that nothing refers to. */
export function footnotesLast(state) {
  if (!state.env.footnotes) {
    return;
  }
  state.env.noteDefinitions = [];
  const texts = new Map();
  const opened = [];
  const kept = [];
  state.tokens.forEach(function (token) {
    if (token.type === "footnote_reference_open") {
      opened.push({ label: token.meta.label, tokens: [] });
      state.env.noteDefinitions.push({ label: token.meta.label, line: token.map ? token.map[0] : 0 });
    } else if (token.type === "footnote_reference_close") {
      const done = opened.pop();
      if (!texts.has(done.label)) {
        texts.set(done.label, done.tokens);
      }
    } else {
      (opened.length ? opened[opened.length - 1].tokens : kept).push(token);
    }
  });
  const shown = [];
  const numbers = new Map();
  count(kept, shown, numbers);
  for (let at = 0; at < shown.length; at += 1) { // grows while it is gone through
    count(texts.get(shown[at].label) || [], shown, numbers);
  }
  if (shown.length) {
    kept.push(new state.Token("footnote_block_open", "", 1));
    shown.forEach(function (note, number) {
      noteOf(state.Token, number, note.label, note.count, texts.get(note.label) || []).forEach(function (token) { kept.push(token); });
    });
    kept.push(new state.Token("footnote_block_close", "", -1));
  }
  state.env.notesShown = numbers;
  state.tokens = kept;
}
