/* The outline and the objectives of a course, read from its body's sections. Mirrors generator/courselib/library/outline.py. */
import * as answers from "../lib/markdown/answers.js";
import * as headings from "../lib/markdown/headings.js";
import * as sections from "../lib/markdown/sections.js";
import * as plain from "../lib/markdown/text.js";
import * as text from "./text.js";

export const OUTLINES = ["课程大纲", "教学大纲", "教学安排", "课程安排", "学时安排", "学时分配", "大纲"];
export const OBJECTIVES = ["教学目标", "学习目标", "培训目标", "课程目标", "教学目的", "培训目的", "目标"];
// Names so short that below a section of its own they may mean something else.
const SHORT = ["大纲", "目标"];
const COLUMNS = { hours: ["学时", "课时"], content: ["内容要点", "内容", "要点"], method: ["方式", "教学方式"] };
const ANCHORS = {
  "教学目标": "objectives", "学习目标": "objectives", "课程大纲": "outline", "教学组织": "delivery", "学习材料": "materials",
  "自测思考": "self-check", "操作要点": "practice", "常见误区": "pitfalls"
};
// Headings of questions: those of tests, where every question has its answer, and those where answers may stand.
const TESTS = "自测题 自测 课后自测 课后自测题 测试题 测验题 小测验 随堂测验 课堂测验 练习题 课后练习 考核题".split(" ");
const QUESTIONS = "自测思考 思考题 讨论题 自测与思考 思考与讨论 讨论与思考 复习思考题 课后思考 课后思考题 问题与讨论 讨论问题".split(" ");
const TOTALS = "合计 共计 总计 小计 累计 总 共 总和 总数 总共 一共 合計 共計 總計 小計 累計 total sum subtotal".split(" ");
const TOTAL_END = /(?:合计|共计|总计|小计|合計|共計|總計|小計)$/;
const DIGIT = "[一二三四五六七八九十百0-9]";
const NUMBER = new RegExp("^(?:第" + DIGIT + "{1,4}[部章节篇]分?|[(\\[]" + DIGIT + "{1,3}[)\\]]|[0-9]{1,3}(?:\\.[0-9]{1,3})+|" + DIGIT +
  "{1,3}(?=[、.,: )]))[、.,:) ]*");
const CIRCLED = /[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u249b\u24ea-\u24ff\u3192-\u3195\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]/g;
const REMARK = /\([^()]*\)$/;
const FIGURE = /[-—:]*[0-9]{1,4}(?:\.[0-9])?个?(?:学时|课时)?$/;
const SUM = /[-—:]*共[0-9]{1,4}(?:\.[0-9])?个?(?:学时|课时)$/;
const TAIL = /(?:[及与和](?:学时)?(?:安排|分配|要求))?表?$/;
const MARKS = /[ *_~`:;,.、。]/;
const AROUND = /[ *_~`:;,.、。【】〔〕[\]《》“”]/;
const DECIMAL = /[0-9]{1,6}(?:\.[0-9]{1,6})?/;
const ITEM = /^[0-9]+、\s*/;
const LONGEST = 100;

function isSign(char) {
  return headings.isMark(char) || /[\ufe00-\ufe0f]/.test(char);
}

/* A text without the marks and signs around it; brackets that may belong to it stay. */
function withoutSigns(value) {
  const chars = Array.from(value);
  let start = 0;
  let end = chars.length;
  while (start < end && "([".indexOf(chars[start]) < 0 && isSign(chars[start])) {
    start += 1;
  }
  while (end > start && chars[end - 1] !== ")" && isSign(chars[end - 1])) {
    end -= 1;
  }
  return chars.slice(start, end).join("");
}

/* A heading without its number, its remarks in brackets and the marks around it: 二、课程大纲（2学时）： → 课程大纲. */
export function usualHeading(title) {
  if (plain.count(title) > LONGEST) {
    return title;
  }
  const spaced = title.replace(CIRCLED, function (figure) { return figure.normalize("NFKC") + "."; });
  const whole = withoutSigns(plain.squeeze(spaced.normalize("NFKC")));
  const number = NUMBER.exec(whole);
  const named = number && number[0].length < whole.length ? whole.slice(number[0].length) : whole;
  let text = plain.stripped(plain.withoutBlanks(named), AROUND);
  let shorter = plain.stripped(text.replace(REMARK, ""), AROUND);
  while (shorter !== text) {
    text = shorter;
    shorter = plain.stripped(text.replace(REMARK, ""), AROUND);
  }
  return text;
}

/* Whether a heading says one of these names, alone or with what may follow it. */
function isNamed(title, names) {
  const name = usualHeading(title);
  if (plain.count(name) > LONGEST) {
    return false;
  }
  return names.indexOf(name) >= 0 || names.indexOf(name.replace(SUM, "").replace(FIGURE, "").replace(TAIL, "")) >= 0;
}

/* The names of the section that a heading begins, if it is one of an outline or of objectives; else null. */
export function kindOf(title, level) {
  if (!level || (level > 2 && SHORT.indexOf(usualHeading(title)) >= 0)) {
    return null;
  }
  return [OUTLINES, OBJECTIVES].filter(function (names) { return isNamed(title, names); })[0] || null;
}

/* The short anchor of a usual heading, or an empty text. */
export function usualAnchor(title) {
  const name = plain.count(title) < 40 ? usualHeading(title) : "";
  return Object.prototype.hasOwnProperty.call(ANCHORS, name) ? ANCHORS[name] : "";
}

/* What a heading asks for: a test, open questions, or an empty text. */
export function asks(title) {
  const name = plain.count(title) < 40 ? usualHeading(title) : "";
  return TESTS.indexOf(name) >= 0 ? answers.TEST : QUESTIONS.indexOf(name) >= 0 ? answers.OPEN : "";
}

/* Whether a cell or item says that its row is the sum of others. */
export function isTotal(value) {
  if (plain.count(value) > 30) {
    return false;
  }
  const bare = ["学时数", "课时数", "学时", "课时"].reduce(function (name, word) {
    return name.split(word).join("");
  }, usualHeading(value).replace(FIGURE, "").toLowerCase());
  const name = plain.stripped(bare, MARKS);
  return TOTALS.indexOf(name) >= 0 || (TOTAL_END.test(name) && plain.count(name) <= 8);
}

function find(heads, isWanted) {
  return heads.reduce(function (place, head, index) { return place < 0 && isWanted(head) ? index : place; }, -1);
}

/* Which columns a table's head has: {hours, content, method}, -1 for none. */
export function columnsOf(heads) {
  const usual = heads.map(usualHeading);
  function named(names) {
    return find(usual, function (head) { return names.indexOf(head) >= 0; });
  }
  const exact = named(COLUMNS.hours);
  // 学时数, 计划学时, 课时安排: whatever is called so and is no running sum.
  const like = find(usual, function (head) {
    return COLUMNS.hours.some(function (name) { return head.indexOf(name) >= 0; }) && !/^(?:累计|总|合计)/.test(head);
  });
  return { hours: exact < 0 ? like : exact, content: named(COLUMNS.content), method: named(COLUMNS.method) };
}

/* Title, hours as written and their offset for a line that ends in “(2 学时)”, else null. */
export function withHours(written) {
  const line = plain.stripped("x" + written, /[ 。；;，,.、]/).slice(1);
  const start = Math.max(line.lastIndexOf("("), line.lastIndexOf("（"));
  const inner = plain.strip(line.slice(start + 1, -1));
  if (!/[)）]$/.test(line) || start < 0 || COLUMNS.hours.indexOf(inner.slice(-2)) < 0) {
    return null;
  }
  const rest = line.slice(start + 1);
  const offset = line.length - (plain.strip(rest + "x").length - 1);
  const figure = plain.strip(inner.slice(0, -2));
  return { title: plain.strip(line.slice(0, start)), hours: plain.strip(figure.replace(/个$/, "")), offset: plain.count(line.slice(0, offset)) };
}

function Reader() {
  this.units = [];
  this.problems = [];
}

Reader.prototype.say = function (code, message, line, column, hint) {
  this.problems.push({ code: code, severity: code === "B502" ? "error" : "warning", message: message, line: line, column: column, hint: hint });
};

Reader.prototype.unit = function (line, column, written, title, content, method) {
  const value = text.parseHours(written).value;
  const meant = text.hoursMeant(written);
  const name = "单元" + text.quote(title, 20) + "的学时 " + text.quote(written);
  if (value === undefined) {
    this.say("B502", name + " 写得不对。", line, column, meant && meant !== written ? "是否想写 " + meant + "？" : "写 0.5 的整数倍，如 1.5。");
  } else if (value <= 0) {
    this.say("B502", name + " 应大于 0。", line, column, "");
  } else {
    this.units.push({ title: title, content: content || "", method: method || "", hours: value, line: line });
  }
};

/* Say that a line by itself is called as a section is. */
Reader.prototype.unmarkedHeading = function (piece) {
  this.say("B524", text.quote(piece.text, 20) + "像标题，但没有写成标题。", piece.line, piece.column,
    "改为“## " + usualHeading(piece.text) + "”，前后各空一行。");
};

Reader.prototype.sum = function (from) {
  return this.units.slice(from).reduce(function (sum, unit) { return sum + unit.hours; }, 0);
};

/* Compare a row of totals with the units above it, or with those since the last such row. */
Reader.prototype.total = function (figure, before, part) {
  const written = DECIMAL.exec(figure.text.normalize("NFKC"));
  const stated = text.parseHours(written ? written[0] : "").value;
  const counted = this.sum(before);
  const isSaid = this.problems.some(function (one) { return one.code === "B502"; });
  if (stated !== undefined && stated !== counted && stated !== this.sum(part) && !isSaid) {
    this.say("B521", "合计写的是 " + text.formatHours(stated) + "，上面各单元加起来是 " + text.formatHours(counted) + "。",
      figure.line, figure.column, "是否想写 " + text.formatHours(counted) + "？");
  }
};

/* Whether a last row without a word has the sum of the units above it, two or more. */
Reader.prototype.isSum = function (words, figure, before) {
  const isEmpty = words.every(function (cell) { return !usualHeading(cell.text); });
  return isEmpty && this.units.length - before >= 2 && text.parseHours(figure.text).value === this.sum(before);
};

Reader.prototype.table = function (table) {
  const columns = columnsOf(table.head.map(function (cell) { return cell.text; }));
  const before = this.units.length;
  let part = before;
  if (columns.hours < 0) {
    return;
  }
  table.rows.forEach(function (row, number) {
    const figure = row[columns.hours];
    const words = row.filter(function (cell) { return cell !== figure; });
    if (row.some(function (cell) { return isTotal(cell.text); })) {
      this.total(figure, before, part);
      part = this.units.length;
    } else if (number < table.rows.length - 1 || !this.isSum(words, figure, before)) {
      this.unit(figure.line, figure.column, figure.text, row[0].text, columns.content < 0 ? "" : row[columns.content].text,
        columns.method < 0 ? "" : row[columns.method].text);
    }
  }, this);
};

Reader.prototype.piece = function (piece) {
  const numbered = ITEM.exec(piece.text);
  const parts = piece.item || numbered ? withHours(piece.text) : null;
  if (!parts) {
    return;
  }
  const title = !piece.item && numbered ? parts.title.slice(numbered[0].length) : parts.title;
  if (!isTotal(title)) {
    this.unit(piece.line, piece.column + parts.offset, parts.hours, title);
  }
};

/* The outline of a body's tree: {units, hasOutline, hasObjectives, line, problems}. A section that is missing may begin with a line by
   itself instead of a heading: it counts, and is said. */
export function read(document) {
  const reader = new Reader();
  const parts = sections.sections(document);
  const kinds = parts.map(function (part) { return kindOf(part.title, part.level); });
  const begun = new Map();
  // The level of the heading under which the outline stands, while it does.
  let inside = 0;
  function begin(kind, line) {
    if (!begun.has(kind)) {
      begun.set(kind, line);
    }
  }
  parts.forEach(function (section, index) {
    begin(kinds[index], section.line);
    if (!inside || section.level <= inside) {
      inside = kinds[index] === OUTLINES ? section.level : 0;
    }
    section.parts.forEach(function (part) {
      const kind = !part.rows && !part.item && plain.count(part.text) < 40 ? kindOf(part.text, 1) : null;
      if (kind && kinds.indexOf(kind) < 0) {
        begin(kind, part.line);
        inside = kind === OUTLINES ? 7 : 0;
        reader.unmarkedHeading(part);
      } else if (inside && part.rows) {
        reader.table(part);
      } else if (inside) {
        reader.piece(part);
      }
    });
  });
  return {
    units: reader.units, problems: reader.problems, hasOutline: begun.has(OUTLINES), hasObjectives: begun.has(OBJECTIVES),
    line: begun.has(OUTLINES) ? begun.get(OUTLINES) : document.lines.firstLine
  };
}
