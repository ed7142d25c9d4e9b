/* Boxes for hints: `!!! note "题目"` and `??? note`. Mirrors generator/courselib/syntax/markdown/boxes.py. */
import * as text from "./text.js";

const INDENT = 4;
const HEAD = /^(!!!|\?\?\?\+?) *([A-Za-z][A-Za-z-]{0,30})(?: ([^\n]*))?$/;
const KINDS = {
  note: "说明", "abstract": "摘要", info: "信息", tip: "提示", success: "完成", question: "问题", warning: "注意", failure: "不足",
  danger: "警告", bug: "差错", example: "示例", quote: "引用", important: "重要"
};
const QUOTES = { "\"": "\"", "“": "”", "'": "'", "「": "」" };

function endOf(state, start, end) {
  const leastIndent = state.sCount[start] + INDENT;
  let after = start + 1;
  for (let line = start + 1; line < end; line += 1) {
    if (!state.isEmpty(line)) {
      if (state.sCount[line] < leastIndent) {
        break;
      }
      after = line + 1;
    }
  }
  return after;
}

function titleOf(written, kind) {
  const title = text.strip(written || "");
  if (!title) {
    return Object.prototype.hasOwnProperty.call(KINDS, kind) ? KINDS[kind] : kind;
  }
  return title.length > 1 && QUOTES[title[0]] === title[title.length - 1] ? text.strip(title.slice(1, -1)) : title;
}

function pushTitle(state, line, title, tag) {
  if (!title) {
    return;
  }
  const opening = state.push("box_title_open", tag, 1);
  if (tag === "p") {
    opening.attrSet("class", "admonition-title");
  }
  opening.map = [line, line + 1];
  const inline = state.push("inline", "", 0);
  inline.content = title;
  inline.map = [line, line + 1];
  inline.children = [];
  state.push("box_title_close", tag, -1);
}

export function box(state, start, end, silent) {
  const begin = state.bMarks[start] + state.tShift[start];
  const mark = state.src.slice(begin, begin + 3);
  if (state.sCount[start] - state.blkIndent >= 4 || (mark !== "!!!" && mark !== "???")) {
    return false;
  }
  const head = HEAD.exec(text.strip("x" + state.src.slice(begin, state.eMarks[start])).slice(1));
  if (!head || silent) {
    return Boolean(head);
  }
  const kind = head[2].toLowerCase();
  const folds = head[1] !== "!!!";
  const after = endOf(state, start, end);
  const opening = state.push("box_open", folds ? "details" : "div", 1);
  opening.attrSet("class", folds ? kind : "admonition " + kind);
  if (head[1].slice(-1) === "+") {
    opening.attrSet("open", "");
  }
  opening.map = [start, after];
  // What folds needs something to press.
  pushTitle(state, start, titleOf(head[3], kind) || (folds ? titleOf("", kind) : ""), folds ? "summary" : "p");
  const outer = [state.parentType, state.lineMax, state.blkIndent];
  state.parentType = "box";
  state.lineMax = after;
  state.blkIndent = state.sCount[start] + INDENT;
  state.md.block.tokenize(state, start + 1, after);
  state.parentType = outer[0];
  state.lineMax = outer[1];
  state.blkIndent = outer[2];
  state.push("box_close", opening.tag, -1);
  state.line = after;
  return true;
}
