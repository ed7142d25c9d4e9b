/* Labels in a line of a plan. Mirrors generator/courselib/exchange/teaching_plan/labels.py. */
import { keyOf } from "./words.js";

const GAP = /^[\s；;，,/|]/;
const MAX_LABEL = 14;
/* A label may be written with gaps between so many characters. */
const MOST_GAPS = 6;
const SIBLING = /^(?!第?[一二三四五六七八九十])([\u4e00-\u9fff]{2,8})[：:]\s*(\S.*)$/;
const BRACKETED = /^[【\[〔]([^【】\[\]〔〕]{2,14})[】\]〕]\s{0,4}[：:]?\s{0,4}(?=\S)/;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* What finds labels: {unbracketed, pairs, section, sibling}. Where headings are `styled`, a label that is none of a plan's own parts is a word of the text. */
export function labels(words, styled) {
  /* 【课题】乡村治理 as 课题：乡村治理. */
  function unbracketed(line) {
    const match = BRACKETED.exec(line);
    const key = match ? keyOf(match[1]) : "";
    return match && (has(words.labels, key) || has(words.sections, key)) ? match[1] + "：" + line.slice(match[0].length) : line;
  }

  /* The labels of a line with their values, nothing for a line that begins otherwise. */
  function pairsOf(line) {
    if (line.length > 300 || !/[：:]/.test(line)) {
      return line.length > 300 ? [] : spaced(line);
    }
    const found = [];
    let done = 0;
    for (let at = 0; at < line.length; at += 1) {
      if ("：:".indexOf(line.charAt(at)) >= 0) {
        const begin = labelBefore(line, done, at);
        if (begin >= 0) {
          found.push([line.slice(begin, at), begin, at + 1]);
          done = at + 1;
        }
      }
    }
    if (!found.length || found[0][1] > 0) {
      return [];
    }
    return found.map(function (one, index) {
      const end = index + 1 < found.length ? found[index + 1][1] : line.length;
      return [one[0].trim(), line.slice(one[2], end).replace(/^[ \t\u3000；;，,/|]+/, "").replace(/[ \t\u3000；;，,/|]+$/, "")];
    });
  }

  /* Labels and values of a line that has only wide gaps between them (授课人  张三    学时  2). */
  function spaced(line) {
    function isName(text) {
      const key = keyOf(text);
      return Boolean(key) && has(words.labels, key) && !has(words.sections, key);
    }
    const pieces = line.split(/\t|\u3000| {2,}/).filter(Boolean);
    const parts = [];
    let gapped = false;
    while (pieces.length) {
      let end = 0;
      while (parts.length % 2 === 0 && end < Math.min(pieces.length, MOST_GAPS) && pieces[end].length === 1) {
        end += 1;
      }
      while (end > 1 && !isName(pieces.slice(0, end).join(""))) {
        end -= 1;
      }
      // 题　　目 is one label.
      gapped = gapped || (!parts.length && end > 1);
      parts.push(pieces.splice(0, Math.max(end, 1)).join(""));
    }
    const known = parts.every(function (part, at) { return at % 2 === 1 || isName(part); });
    if (gapped && parts.length > 1 && !(known && parts.length % 2 === 0)) {
      return [[parts[0], parts.slice(1).join(" ")]];
    }
    return parts.length >= (gapped ? 2 : 4) && parts.length % 2 === 0 && known ?
      parts.filter(function (ignored, at) { return at % 2 === 0; }).map(function (label, at) { return [label, parts[at * 2 + 1]]; }) : [];
  }

  function labelBefore(line, low, at) {
    for (let begin = Math.max(low, at - 3 * MAX_LABEL); begin < at; begin += 1) {
      const apart = begin === 0 || (begin > low && GAP.test(line.charAt(begin - 1)));
      if (apart && !GAP.test(line.charAt(begin))) {
        const key = keyOf(line.slice(begin, at));
        if (key && has(words.labels, key) && !has(words.sections, key)) {
          return begin;
        }
      }
    }
    return -1;
  }

  /* The heading and the rest of a line that begins with one, or null. */
  function sectionOf(line) {
    const at = line.search(/[：:]/);
    if (at > 0 && at <= MAX_LABEL + 4 && line.slice(at + 1).trim()) {
      const key = keyOf(line.slice(0, at));
      if (has(words.sections, key) && (words.sections[key] || (key.length > 2 && !styled))) {
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }
    }
    return null;
  }

  /* The parts of a line that is built as the one before, by a name that is not known (研讨成果：每组一份方案); null for none. */
  function sibling(line) {
    const built = SIBLING.exec(line);
    return built && !/目标$/.test(built[1]) ? built.slice(1) : null;
  }

  return { unbracketed: unbracketed, pairs: pairsOf, section: sectionOf, sibling: sibling };
}
