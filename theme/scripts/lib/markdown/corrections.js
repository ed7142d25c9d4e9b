/* Where markdown-it reads otherwise than CommonMark 0.31 and its twin in Python, until that is mended there.
   Mirrors generator/courselib/syntax/markdown/corrections.py. */

/* The last place of each length of a run of backticks. */
function lastRuns(text) {
  const last = new Map();
  text.replace(/`+/g, function (run, at) {
    last.set(run.length, at);
    return run;
  });
  return last;
}

function runAt(text, at) {
  let end = at;
  while (text[end] === "`") {
    end += 1;
  }
  return end - at;
}

/* Code without one blank at either end, unless it is nothing but blanks. */
function unpadded(code) {
  return code[0] === " " && code[code.length - 1] === " " && /[^ ]/.test(code) ? code.slice(1, -1) : code;
}

/* Parse code in a line of text. Looking ahead visits runs out of order, so what is known of them comes from the whole text. */
function backticks(state, silent) {
  const start = state.pos;
  if (state.src[start] !== "`") {
    return false;
  }
  const length = Math.min(runAt(state.src, start), state.posMax - start);
  state.lastRuns = state.lastRuns || lastRuns(state.src);
  const from = start + length;
  const known = state.lastRuns.has(length) && state.lastRuns.get(length) >= from;
  let at = known ? state.src.indexOf("`", from) : -1;
  while (at >= 0 && at < state.posMax) {
    const run = runAt(state.src, at);
    if (at + run > state.posMax) {
      break;
    }
    if (run === length) {
      if (!silent) {
        const token = state.push("code_inline", "code", 0);
        token.markup = state.src.slice(start, from);
        token.content = unpadded(state.src.slice(from, at).replace(/\n/g, " "));
      }
      state.pos = at + run;
      return true;
    }
    at = state.src.indexOf("`", at + run);
  }
  if (!silent) {
    state.pending += state.src.slice(start, from);
  }
  state.pos = from;
  return true;
}

/* The text of a definition ends at a mark that stands before it, and at a line with such a mark below: that is the next term,
   as people write them without blank lines. */
function deflist(rule) {
  return function (state, start, end, silent) {
    if (!silent) {
      return rule(state, start, end, false);
    }
    return state.sCount[start] < state.blkIndent && [start, start + 1].some(function (line) {
      return line < end && state.sCount[line] < state.blkIndent && rule(state, line, end, true);
    });
  };
}

/* Give a parser definition lists by their plugin, and mend what both read otherwise. */
export function correct(md, plugin) {
  const others = md.block.ruler.getRules("").slice();
  md.use(plugin);
  const definitions = md.block.ruler.getRules("").filter(function (rule) { return others.indexOf(rule) < 0; })[0];
  md.block.ruler.at("deflist", deflist(definitions), { alt: ["paragraph", "reference", "blockquote"] });
  md.inline.ruler.at("backticks", backticks);
}
