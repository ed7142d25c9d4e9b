/* Questions with answers: under a heading that asks, what a line “答案：…” begins folds behind “看答案”.
   Mirrors generator/courselib/syntax/markdown/answers.py, which says what belongs to an answer. */

import { strip } from "./text.js";

export const OPEN = "open";
export const TEST = "test";
export const SUMMARY = "看答案";
const NAME = "(?:(?:参考)?答案(?:要点)?|答)";
const LABEL = new RegExp("^[ \\t\\u3000]*(?:(\\*\\*|__)(?:" + NAME + "(?:[：:]\\1|\\1[：:])|【" + NAME + "】[：:]?\\1[：:]?)|" + NAME + "[：:]|【" + NAME +
  "】[：:]?)[ \\t\\u3000]*");
const NUMBER = /^[ \t\u3000]*[0-9]{1,3}[、.．)）]/;

/* A heading's text without `{…}` at its end. */
function withoutAttributes(heading) {
  const content = strip(heading);
  const at = content.lastIndexOf("{");
  return at >= 0 && content.indexOf("}", at) === content.length - 1 ? content.slice(0, at) : content;
}

/* The index behind the block that begins at `from`. */
function endOf(tokens, from) {
  let at = from;
  let depth = 0;
  do {
    depth += tokens[at].nesting;
    at += 1;
  } while (depth > 0 && at < tokens.length);
  return at;
}

function fold(state, nesting) {
  const token = new state.Token(nesting > 0 ? "answer_open" : "answer_close", "details", nesting);
  token.block = true;
  return token;
}

/* Running text of its own: lines of another from its line `start`. */
function part(state, inline, start, content) {
  const token = new state.Token("inline", "", 0);
  const top = (inline.map ? inline.map[0] : 0) + start;
  token.content = content;
  token.map = [top, top + content.split("\n").length];
  token.children = [];
  token.level = inline.level;
  token.block = true;
  return token;
}

/* A paragraph that shows as one, in tight lists as well. */
function paragraph(state, inline) {
  const opening = new state.Token("paragraph_open", "p", 1);
  const closing = new state.Token("paragraph_close", "p", -1);
  opening.block = closing.block = true;
  opening.map = inline.map;
  return [opening, inline, closing];
}

/* The answer that begins on line `start` of running text, without its label; null when there is none or it is empty. */
function answerOf(state, inline, start, end) {
  const lines = inline.content.split("\n").slice(start, end);
  const label = LABEL.exec(lines[0]);
  const first = label ? lines[0].slice(label[0].length) : "";
  const more = lines.slice(1);
  if (!label || (!first && !more.length)) {
    return null;
  }
  return first ? part(state, inline, start, [first].concat(more).join("\n")) : part(state, inline, start + 1, more.join("\n"));
}

/* Fold from line `start` of the running text at `at` to the end; `depth` is how deep in choices it stands. */
function folded(state, tokens, at, start, depth) {
  const inline = tokens[at];
  const lines = inline.content.split("\n");
  const answer = answerOf(state, inline, start, lines.length);
  let rest = tokens.slice(at + 2);
  if ((depth && rest.some(function (token) { return token.nesting >= 0; })) || (!answer && (depth || !rest.length))) {
    return null;
  }
  let before = tokens.slice(0, at - 1);
  if (start) {
    before.push(tokens[at - 1], part(state, inline, 0, lines.slice(0, start).join("\n")), tokens[at + 1]);
  }
  if (depth) {
    // Choices that held the answer alone are gone with it.
    while (rest.length && before[before.length - 1].nesting > 0) {
      before.pop();
      rest = rest.slice(1);
    }
    before = before.concat(rest);
    rest = [];
  }
  return before.concat([fold(state, 1)], answer ? paragraph(state, answer) : [], rest, [fold(state, -1)]);
}

/* What stands in an item with its answer folded, or null when it has none. */
function item(state, tokens) {
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at].type === "inline" && at && tokens[at - 1].type === "paragraph_open") {
      const labels = tokens[at].content.split("\n").map(function (line) { return LABEL.test(line); });
      if (labels.indexOf(true) >= 0) {
        return folded(state, tokens, at, labels.indexOf(true), depth - 1);
      }
    }
    depth += tokens[at].nesting;
  }
  return null;
}

/* A section that asks: its blocks one after the other. `pending` is a question outside of lists that waits for its answer. */
function Section(state, isTest) {
  this.state = state;
  this.isTest = isTest;
  this.pending = null;
}

Section.prototype.missing = function (question) {
  if (question && this.isTest) {
    this.state.env.unanswered.push(question);
  }
};

/* Say what still waits for an answer: no block of the section follows. */
Section.prototype.close = function () {
  this.missing(this.pending);
  this.pending = null;
};

Section.prototype.list = function (tokens) {
  const made = [tokens[0]];
  let at = 1;
  while (at < tokens.length - 1) {
    const end = endOf(tokens, at);
    const inner = tokens.slice(at + 1, end - 1);
    const shown = item(this.state, inner);
    [tokens[at]].concat(shown || inner, [tokens[end - 1]]).forEach(function (token) { made.push(token); });
    if (this.pending) {
      // The choices of a question that stands before the list.
      this.pending = shown ? null : this.pending;
    } else if (!shown) {
      this.missing(inner.filter(function (token) { return token.type === "inline"; })[0]);
    }
    at = end;
  }
  made.push(tokens[tokens.length - 1]);
  return made;
};

/* A paragraph cut into questions and answers; a line that begins with a number begins a question. */
Section.prototype.paragraph = function (tokens) {
  const section = this;
  const state = this.state;
  const inline = tokens[1];
  const lines = inline.content.split("\n");
  const starts = lines.map(function (line, n) { return n; }).filter(function (n) {
    return n === 0 || LABEL.test(lines[n]) || NUMBER.test(lines[n]);
  });
  const made = [];
  starts.forEach(function (start, n) {
    const end = n + 1 < starts.length ? starts[n + 1] : lines.length;
    const answer = answerOf(state, inline, start, end);
    if (answer) {
      section.pending = null;
      made.push.apply(made, [fold(state, 1)].concat(paragraph(state, answer), [fold(state, -1)]));
      return;
    }
    const whole = starts.length === 1;
    const text = whole ? inline : part(state, inline, start, lines.slice(start, end).join("\n"));
    if (NUMBER.test(lines[start])) {
      section.close();
      section.pending = text;
    }
    made.push.apply(made, whole ? tokens : paragraph(state, text));
  });
  return made;
};

/* A block of the section as it is shown. */
Section.prototype.block = function (tokens) {
  const first = tokens[0].type;
  return first === "bullet_list_open" || first === "ordered_list_open" ? this.list(tokens)
    : first === "paragraph_open" ? this.paragraph(tokens) : tokens;
};

/* Fold the answers of every section that asks, and note the questions of tests that have none. */
export function answers(state) {
  const tokens = state.tokens;
  const made = [];
  let at = 0;
  let level = 0;
  let section = null;
  state.env.unanswered = [];
  while (at < tokens.length) {
    const end = endOf(tokens, at);
    if (tokens[at].type === "heading_open") {
      const depth = Number(tokens[at].tag[1]);
      if (section) {
        section.close();
      }
      if (!section || depth <= level) {
        const kind = state.env.asks(withoutAttributes(tokens[at + 1].content));
        section = kind ? new Section(state, kind === TEST) : null;
        level = depth;
      }
    }
    const block = tokens.slice(at, end);
    (section ? section.block(block) : block).forEach(function (token) { made.push(token); });
    at = end;
  }
  if (section) {
    section.close();
  }
  state.tokens = made;
}
