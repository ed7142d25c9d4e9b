/* Emphasis beside full-width marks, and line breaks that are no spaces. Mirrors generator/courselib/syntax/markdown/chinese.py. */

// The first and last code points of Chinese characters and full-width marks.
const WIDE = [
  [0x2e80, 0x2fdf], [0x2ff0, 0x30ff], [0x3100, 0x312f], [0x31a0, 0x31ef], [0x3200, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff],
  [0xfe30, 0xfe4f], [0xff00, 0xffef], [0x20000, 0x3ffff]
];
const SHARED = "“”‘’—…·";

function isChinese(code) {
  return WIDE.some(function (range) { return code >= range[0] && code <= range[1]; });
}

/* The code point that ends before `at`, or the one that begins there; a blank at the ends of a text. */
function codeBefore(text, at) {
  const low = text.charCodeAt(at - 1);
  const pair = low >= 0xdc00 && low <= 0xdfff && at > 1 ? text.codePointAt(at - 2) : 0;
  return at <= 0 ? 0x20 : pair > 0xffff ? pair : low;
}

function codeAt(text, at, end) {
  return at < end ? text.codePointAt(at) : 0x20;
}

/* Let a parser take Chinese characters beside `*` and `~` for word boundaries. Source: CommonMark 0.31, section 6.2. */
export function knowChinese(md) {
  const utils = md.utils;

  function isPunctuation(code) {
    return utils.isMdAsciiPunct(code) || utils.isPunctChar(String.fromCodePoint(code));
  }

  class ChineseState extends md.inline.State {
    scanDelims(start, canSplitWord) {
      const marker = this.src[start];
      let pos = start;
      while (pos < this.posMax && this.src[pos] === marker) {
        pos += 1;
      }
      const before = codeBefore(this.src, start);
      const after = codeAt(this.src, pos, this.posMax);
      const wideBefore = isChinese(before);
      const wideAfter = isChinese(after);
      const blankBefore = utils.isWhiteSpace(before);
      const blankAfter = utils.isWhiteSpace(after);
      const markBefore = !wideBefore && isPunctuation(before);
      const markAfter = !wideAfter && isPunctuation(after);
      const left = !blankAfter && (!markAfter || blankBefore || markBefore || wideBefore);
      const right = !blankBefore && (!markBefore || blankAfter || markAfter || wideAfter);
      return {
        can_open: left && (canSplitWord || !right || isPunctuation(before)),
        can_close: right && (canSplitWord || !left || isPunctuation(after)),
        length: pos - start
      };
    }
  }
  md.inline.State = ChineseState;
}

/* The character before or after a line break, across the marks of emphasis and links. */
function neighbour(children, at, step) {
  for (let index = at + step; index >= 0 && index < children.length; index += step) {
    const token = children[index];
    const isText = token.type === "text" || token.type === "code_inline";
    if (isText && token.content) {
      return step < 0 ? codeBefore(token.content, token.content.length) : token.content.codePointAt(0);
    }
    if (token.nesting === 0 && !isText) {
      return 0;
    }
  }
  return 0;
}

function isJoined(children, at) {
  return [neighbour(children, at, -1), neighbour(children, at, 1)].every(function (code) {
    return code && (isChinese(code) || SHARED.indexOf(String.fromCodePoint(code)) >= 0);
  });
}

/* Hide the line breaks that stand between two Chinese characters or marks: on the page they would be blanks. */
export function joinLines(state) {
  state.tokens.forEach(function (token) {
    (token.type === "inline" ? token.children || [] : []).forEach(function (child, index, children) {
      child.hidden = child.hidden || (child.type === "softbreak" && isJoined(children, index));
    });
  });
}
