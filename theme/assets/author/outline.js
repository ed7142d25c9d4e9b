/* The outline and the objectives of a course, read from its body's sections. Mirrors generator/library/outline.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const text = author.text;
  const plain = root.markdown.text;

  const OUTLINES = ["课程大纲", "教学大纲", "教学安排", "课程安排", "大纲"];
  const OBJECTIVES = ["教学目标", "学习目标", "培训目标", "目标"];
  const COLUMNS = { hours: ["学时", "课时"], content: ["内容要点", "内容", "要点"], method: ["方式", "教学方式"] };
  const ANCHORS = {
    "教学目标": "objectives", "学习目标": "objectives", "课程大纲": "outline", "教学组织": "delivery", "学习材料": "materials",
    "自测思考": "self-check", "操作要点": "practice", "常见误区": "pitfalls"
  };
  const TOTALS = ["合计", "共计", "总计", "小计", "累计", "总", "总和", "总数"];
  const NUMBER = new RegExp("^(?:第[一二三四五六七八九十百0-9]{1,4}[部章节篇]分?|[(\\[][一二三四五六七八九十百0-9]{1,3}[)\\]]" +
    "|[一二三四五六七八九十百0-9]{1,3}(?=[、.,:)]))[、.,:)]*");
  const REMARK = /\([^()]*\)$/;
  const MARKS = /[ *_~`:;,.、。]/;
  const ITEM = /^[0-9]+、\s*/;

  function bare(value) {
    return plain.stripped(value, MARKS);
  }

  /* A heading without its number, its remark in brackets and its final marks: 二、课程大纲（2学时）： → 课程大纲. */
  function usualHeading(title) {
    const whole = bare(plain.withoutBlanks(title.normalize("NFKC")));
    const number = NUMBER.exec(whole);
    const named = number && number[0].length < whole.length ? whole.slice(number[0].length) : whole;
    return bare(bare(named).replace(REMARK, ""));
  }

  /* The short anchor of a usual heading, or an empty text. */
  function usualAnchor(title) {
    const name = plain.count(title) < 40 ? usualHeading(title) : "";
    return Object.prototype.hasOwnProperty.call(ANCHORS, name) ? ANCHORS[name] : "";
  }

  /* Whether a cell or item says that its row is the sum of others. */
  function isTotal(value) {
    return plain.count(value) <= 30 && TOTALS.indexOf(usualHeading(value).split("学时").join("").split("课时").join("")) >= 0;
  }

  function find(heads, names) {
    return heads.reduce(function (found, head, index) { return found < 0 && names.indexOf(head) >= 0 ? index : found; }, -1);
  }

  /* Which columns a table's head has: {hours, content, method}, -1 for none. */
  function columnsOf(heads) {
    const usual = heads.map(usualHeading);
    return { hours: find(usual, COLUMNS.hours), content: find(usual, COLUMNS.content), method: find(usual, COLUMNS.method) };
  }

  /* Title, hours as written and their offset for a line that ends in “(2 学时)”, else null. */
  function withHours(line) {
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

  /* Compare a row of totals with the units above it. */
  Reader.prototype.total = function (figure, before) {
    const stated = text.parseHours(bare(figure.text)).value;
    const counted = this.units.slice(before).reduce(function (sum, unit) { return sum + unit.hours; }, 0);
    if (stated !== undefined && stated !== counted && !this.problems.length) {
      this.say("B521", "合计写的是 " + text.formatHours(stated) + "，上面各单元加起来是 " + text.formatHours(counted) + "。",
        figure.line, figure.column, "是否想写 " + text.formatHours(counted) + "？");
    }
  };

  Reader.prototype.table = function (table) {
    const columns = columnsOf(table.head.map(function (cell) { return cell.text; }));
    const before = this.units.length;
    if (columns.hours < 0) {
      return;
    }
    table.rows.forEach(function (row) {
      const figure = row[columns.hours];
      if (row.some(function (cell) { return cell !== figure && isTotal(cell.text); })) {
        this.total(figure, before);
      } else {
        this.unit(figure.line, figure.column, figure.text, row[0].text, columns.content < 0 ? "" : row[columns.content].text,
          columns.method < 0 ? "" : row[columns.method].text);
      }
    }, this);
  };

  Reader.prototype.piece = function (piece) {
    const numbered = ITEM.exec(piece.text);
    const found = piece.item || numbered ? withHours(piece.text) : null;
    if (!found) {
      return;
    }
    const title = !piece.item && numbered ? found.title.slice(numbered[0].length) : found.title;
    if (!isTotal(title)) {
      this.unit(piece.line, piece.column + found.offset, found.hours, title);
    }
  };

  /* The outline of a body's tree: {units, hasOutline, hasObjectives, line, problems}. */
  function read(document) {
    const reader = new Reader();
    const found = { units: reader.units, hasOutline: false, hasObjectives: false, line: document.lines.firstLine, problems: reader.problems };
    let inside = false;
    root.markdown.sections.sections(document).forEach(function (section) {
      if (section.level <= 2) {
        const title = usualHeading(section.title);
        found.hasObjectives = found.hasObjectives || OBJECTIVES.indexOf(title) >= 0;
        inside = OUTLINES.indexOf(title) >= 0;
        if (inside && !found.hasOutline) {
          found.hasOutline = true;
          found.line = section.line;
        }
      }
      section.parts.forEach(function (part) {
        if (inside && part.rows) {
          reader.table(part);
        } else if (inside) {
          reader.piece(part);
        }
      });
    });
    return found;
  }

  author.outline = {
    OUTLINES: OUTLINES, OBJECTIVES: OBJECTIVES, COLUMNS: COLUMNS, usualHeading: usualHeading, usualAnchor: usualAnchor, isTotal: isTotal,
    columnsOf: columnsOf, withHours: withHours, read: read
  };
})();
