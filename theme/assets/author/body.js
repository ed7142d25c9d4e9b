/* The body of a course: objectives and outline as data, everything else as the Markdown it is. Mirrors generator/library/outline.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const text = author.text;
  const marked = author.scan.marked;
  const heading = author.scan.heading;
  const codeSpans = author.scan.codeSpans;
  const outsideCode = author.scan.outsideCode;
  const splitRow = author.scan.splitRow;

  const OBJECTIVES = ["教学目标", "学习目标", "培训目标", "目标"];
  const OUTLINES = ["课程大纲", "教学大纲", "教学安排", "课程安排", "大纲"];
  const COLUMNS = { hours: ["学时", "课时"], content: ["内容要点", "内容", "要点"], method: ["方式", "教学方式"] };
  const TOTALS = ["合计", "总计", "小计"];
  const HEAD = "| 单元 | 内容要点 | 方式 | 学时 |\n| --- | --- | --- | ---: |";
  const UNIT_ITEM = /^\s*(?:[-*+]|\d+[.)、])\s+(.*)[(（]\s*([^()（）]*?)\s*个?\s*(?:学时|课时)[)）]\s*$/;
  // What would begin a list, heading, quote, rule or code block at the start of an item.
  const BLOCK_MARK = /^(?:[-+*#>](?=\s|$)|#{2,}|\d+[.)](?=\s|$)|-{3}|\*{3}|_{3}|`{3}|~{3})/;

  function isRule(cells) {
    return cells.every(function (cell) { return !cell || /^:?-+:?$/.test(cell); });
  }

  function isTotal(title) {
    return TOTALS.indexOf(title.replace(/^[*_ ]+|[*_ ]+$/g, "")) >= 0;
  }

  function columnsOf(cells) {
    const at = { title: 0, hours: -1, content: -1, method: -1 };
    Object.keys(COLUMNS).forEach(function (name) {
      cells.forEach(function (cell, index) {
        at[name] = at[name] < 0 && COLUMNS[name].indexOf(cell) >= 0 ? index : at[name];
      });
    });
    return at;
  }

  /* Units of a body as the checker reads them, and whether the two sections exist. `wrong` lists hours that are no hours. */
  function readOutline(body) {
    const found = { units: [], wrong: [], hasOutline: false, hasObjectives: false };
    let section = "";
    let columns = null;
    function unit(title, hours) {
      const parsed = text.parseHours(hours);
      if (parsed.value === undefined || parsed.value <= 0) {
        found.wrong.push({ title: title, text: hours, kind: parsed.wrong || "low" });
      } else {
        found.units.push({ title: title, hours: parsed.value });
      }
    }
    marked(body).forEach(function (entry) {
      const line = entry.text;
      const head = entry.shown ? heading(line) : null;
      if (!entry.shown) {
        return;
      }
      if (head && head.level <= 2) {
        section = head.title;
        found.hasObjectives = found.hasObjectives || OBJECTIVES.indexOf(section) >= 0;
        found.hasOutline = found.hasOutline || OUTLINES.indexOf(section) >= 0;
      } else if (OUTLINES.indexOf(section) >= 0) {
        const cells = line.indexOf("|") >= 0 ? splitRow(line) : null;
        if (cells && (columns || line.trim()[0] === "|" || columnsOf(cells).hours >= 0)) {
          if (!columns) {
            columns = columnsOf(cells);
          } else if (columns.hours >= 0 && !isRule(cells) && !isTotal(cells[0])) {
            unit(cells[0], cells[columns.hours] || "");
          }
          return;
        }
        columns = line.trim() ? columns : null;
        const item = UNIT_ITEM.exec(line);
        if (item) {
          unit(item[1].trim(), item[2]);
        }
      }
    });
    return found;
  }

  function encodeInline(value) {
    // A backtick without a partner would pair with one in another cell.
    const safe = codeSpans(value).open ? value.split("`").join("&#96;") : value;
    return outsideCode(safe, function (part) {
      return part.replace(/<(?=[A-Za-z/!?])(?!(?:https?:|mailto:)[^<>\s]*>)(?!br>)/g, "&lt;");
    });
  }

  function decodeInline(value) {
    return outsideCode(value, function (part) { return part.replace(/&lt;/g, "<").replace(/&#96;/g, "`"); });
  }

  function encodeCell(value) {
    const inline = encodeInline(value.trim().replace(/[\t ]*\n[\t ]*/g, "<br>").replace(/\t/g, " "));
    return outsideCode(inline, function (part) { return part.replace(/\|/g, "\\|"); });
  }

  function decodeCell(value) {
    return decodeInline(value).replace(/<br>/g, "\n");
  }

  function encodeItem(value) {
    const inline = encodeInline(value.trim().replace(/\s*\n\s*/g, " ").replace(/\t/g, " "));
    return BLOCK_MARK.test(inline) ? "\\" + inline : inline;
  }

  function decodeItem(value) {
    const inline = value[0] === "\\" && BLOCK_MARK.test(value.slice(1)) ? value.slice(1) : value;
    return decodeInline(inline);
  }

  function trimLines(value) {
    return value.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
  }

  /* A section that is a plain list of one-line items, and what follows it. */
  function listSection(lines) {
    let end = 1;
    const items = [];
    while (end < lines.length) {
      const match = /^(?:[-*+]|\d+[.)])\s+(\S.*)$/.exec(lines[end].text);
      if (match && lines[end].shown) {
        items.push(decodeItem(match[1].trim()));
      } else if (lines[end].text.trim()) {
        break;
      }
      end += 1;
    }
    // Text that runs on, or a nested list, belongs to an item: then the section is left as it is.
    return items.length && end === lines.length ? { items: items, end: end } : null;
  }

  /* A section that begins with one table of known columns, and where the table ends. */
  function tableSection(lines) {
    let start = 1;
    while (start < lines.length && !lines[start].text.trim()) {
      start += 1;
    }
    let end = start;
    while (end < lines.length && lines[end].text.indexOf("|") >= 0) {
      end += 1;
    }
    const table = lines.slice(start, end).map(function (line) { return splitRow(line.text); });
    if (table.length < 2 || !isRule(table[1])) {
      return null;
    }
    const columns = columnsOf(table[0]);
    const known = Object.keys(COLUMNS).filter(function (name) { return columns[name] > 0; }).length;
    const plain = table.slice(2).every(function (cells) {
      return cells.length <= table[0].length && !isTotal(cells[0]) && !isRule(cells);
    });
    if (columns.hours < 1 || known !== table[0].length - 1 || !plain) {
      return null;
    }
    const rows = table.slice(2).map(function (cells) {
      function cell(name) {
        return columns[name] >= 0 ? decodeCell(cells[columns[name]] || "") : "";
      }
      return { title: cell("title"), content: cell("content"), method: cell("method"), hours: cell("hours") };
    });
    return rows.length ? { rows: rows, end: end } : null;
  }

  /* A section that is a list of units, each with its hours in brackets at the end. Once changed, it is written as a table. */
  function itemSection(lines) {
    const there = lines.slice(1).filter(function (line) { return line.text.trim(); });
    const items = there.map(function (line) { return line.shown ? UNIT_ITEM.exec(line.text) : null; });
    return items.length && items.every(Boolean) ? {
      rows: items.map(function (item) { return { title: decodeItem(item[1].trim()), content: "", method: "", hours: item[2] }; }),
      end: lines.length
    } : null;
  }

  function outlineSection(lines) {
    return tableSection(lines) || itemSection(lines);
  }

  /* Take a body apart: `objectives`, `outline` rows and the text before, between and after them. */
  function parse(body) {
    const lines = marked(body);
    const heads = [];
    lines.forEach(function (line, index) {
      const head = line.shown ? heading(line.text) : null;
      if (head && head.level <= 2) {
        heads.push({ at: index, title: head.title });
      }
    });
    const result = { objectives: [], outline: [], before: "", between: "", after: "", order: ["objectives", "outline"],
      raw: { objectives: false, outline: false }, source: {}, whole: body };
    const sections = [];
    [["objectives", OBJECTIVES, listSection], ["outline", OUTLINES, outlineSection]].forEach(function (kind) {
      const mine = heads.filter(function (head) { return kind[1].indexOf(head.title) >= 0; });
      if (!mine.length) {
        return;
      }
      const next = heads.filter(function (head) { return head.at > mine[0].at; })[0];
      const part = lines.slice(mine[0].at, next ? next.at : lines.length);
      const found = mine.length === 1 ? kind[2](part) : null;
      result.raw[kind[0]] = !found;
      if (found) {
        const own = part.slice(0, found.end).map(function (line) { return line.text; });
        sections.push({ name: kind[0], at: mine[0].at, end: mine[0].at + found.end });
        result[kind[0]] = found.items || found.rows;
        result.source[kind[0]] = { head: own[0], text: trimLines(own.join("\n")), same: JSON.stringify(result[kind[0]]) };
      }
    });
    sections.sort(function (a, b) { return a.at - b.at; });
    function piece(from, to) {
      return trimLines(lines.slice(from, to).map(function (line) { return line.text; }).join("\n"));
    }
    const first = sections[0];
    const last = sections[sections.length - 1];
    result.before = first ? piece(0, first.at) : "";
    result.between = sections.length === 2 ? piece(first.end, last.at) : "";
    result.after = last ? piece(last.end, lines.length) : trimLines(body);
    if (sections.length === 2) {
      result.order = [first.name, last.name];
    }
    result.same = JSON.stringify(plain(result));
    return result;
  }

  function plain(parts) {
    return [parts.objectives, parts.outline, parts.before, parts.between, parts.after];
  }

  function isEmptyRow(row) {
    return !row.title.trim() && !row.content.trim() && !row.hours.trim() && !row.method.trim();
  }

  /* A section as it was found, if nobody changed it. */
  function untouched(name, parts) {
    const source = parts.source[name];
    return source && source.same === JSON.stringify(parts[name]) ? source.text : "";
  }

  function sectionText(name, parts) {
    const source = parts.source[name];
    if (untouched(name, parts)) {
      return source.text;
    }
    if (name === "objectives") {
      const items = parts.objectives.filter(function (item) { return item.trim(); });
      const list = items.map(function (item) { return "- " + encodeItem(item); });
      return items.length ? [source ? source.head : "## 教学目标", ""].concat(list).join("\n") : "";
    }
    const rows = parts.outline.filter(function (row) { return !isEmptyRow(row); });
    const table = rows.map(function (row) {
      return "| " + [row.title, row.content, row.method, row.hours].map(encodeCell).join(" | ") + " |";
    });
    return rows.length ? [source ? source.head : "## 课程大纲", "", HEAD].concat(table).join("\n") : "";
  }

  /* Put a body together; one that nobody changed comes back as it was. */
  function compose(parts) {
    if (parts.whole && parts.same === JSON.stringify(plain(parts))) {
      return parts.whole;
    }
    const pieces = [parts.before, sectionText(parts.order[0], parts), parts.between, sectionText(parts.order[1], parts), parts.after];
    return pieces.map(function (piece) { return trimLines(piece); }).filter(Boolean).join("\n\n");
  }

  author.body = { parse: parse, compose: compose, readOutline: readOutline, untouched: untouched, isTotal: isTotal, isEmptyRow: isEmptyRow };
})();
