/* The numbers that Word writes before paragraphs by itself. Mirrors generator/courselib/exchange/teaching_plan/numbering.py. */
import { elements, val } from "./package.js";

export const BULLET = "•";
const DIGITS = "零一二三四五六七八九";
const ROMAN = [[1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
const CHINESE = ["chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
  "ideographTraditional", "chineseLegalSimplified", "ideographLegalTraditional", "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"];
const CIRCLES = 20;
const LEVELS = 9;

function number(text) {
  return /^[0-9]{1,5}$/.test(text || "") ? parseInt(text, 10) : 0;
}

export function chinese(value) {
  if (value < 0 || value >= 100) {
    return String(value);
  }
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return tens ? (tens === 1 ? "" : DIGITS[tens]) + "十" + (ones ? DIGITS[ones] : "") : DIGITS[ones];
}

function roman(value) {
  let left = value;
  return ROMAN.map(function (pair) {
    const times = Math.floor(left / Number(pair[0]));
    left %= Number(pair[0]);
    return String(pair[1]).repeat(times);
  }).join("");
}

export function counted(value, form) {
  if (CHINESE.indexOf(form) >= 0) {
    return chinese(value);
  }
  if ((form === "lowerLetter" || form === "upperLetter") && value > 0) {
    const letter = String.fromCharCode(97 + (value - 1) % 26).repeat(Math.min(Math.floor((value - 1) / 26) + 1, 9));
    return form === "lowerLetter" ? letter : letter.toUpperCase();
  }
  if ((form === "lowerRoman" || form === "upperRoman") && value > 0 && value < 4000) {
    return form === "lowerRoman" ? roman(value) : roman(value).toUpperCase();
  }
  if (form.indexOf("decimalEnclosedCircle") === 0 && value > 0 && value <= CIRCLES) {
    return String.fromCharCode(0x245f + value);
  }
  return String(value);
}

function levelOf(one) {
  const start = val(one, "start");
  return { form: val(one, "numFmt") || "decimal", text: val(one, "lvlText"), start: start ? number(start) : 1 };
}

/* What counts the lists of a numbering part: label(key, depth). */
export function numbering(root) {
  const levels = new Map();
  const kindOf = new Map();
  const starts = new Map();
  const counts = new Map();
  const begun = new Set();
  (root ? elements(root) : []).forEach(function (one) {
    if (one.name === "abstractNum") {
      const own = new Map();
      elements(one).forEach(function (level) {
        if (level.name === "lvl") {
          own.set(number(level.attrs.ilvl), levelOf(level));
        }
      });
      levels.set(one.attrs.abstractNumId || "", own);
    } else if (one.name === "num") {
      const over = new Map();
      elements(one).forEach(function (level) {
        if (level.name === "lvlOverride" && val(level, "startOverride")) {
          over.set(number(level.attrs.ilvl), number(val(level, "startOverride")));
        }
      });
      kindOf.set(one.attrs.numId || "", val(one, "abstractNumId"));
      starts.set(one.attrs.numId || "", over);
    }
  });

  function startOf(own, at) {
    return own.has(at) ? own.get(at).start : 1;
  }

  return {
    label: function (key, depth) {
      const kind = kindOf.get(key);
      const own = levels.get(kind);
      if (kind === undefined || !own || !own.has(depth) || depth >= LEVELS) {
        return "";
      }
      if (!counts.has(kind)) {
        counts.set(kind, [0, 0, 0, 0, 0, 0, 0, 0, 0]);
      }
      const count = counts.get(kind);
      if (!begun.has(key)) {
        begun.add(key);
        starts.get(key).forEach(function (start, at) {
          if (at < LEVELS) {
            count[at] = start - startOf(own, at);
          }
        });
      }
      count[depth] += 1;
      for (let at = depth + 1; at < LEVELS; at += 1) {
        count[at] = 0;
      }
      const level = own.get(depth);
      if (level.form === "bullet" || level.form === "none") {
        return level.form === "bullet" ? BULLET : "";
      }
      let text = level.text;
      for (let at = 0; at < LEVELS; at += 1) {
        const form = own.has(at) ? own.get(at).form : "decimal";
        text = text.split("%" + (at + 1)).join(counted(Math.max(count[at], 1) + startOf(own, at) - 1, form));
      }
      return text.trim();
    }
  };
}
