/* The outline of a plan: units with their hours. Mirrors generator/courselib/exchange/teaching_plan/outlining.py. */
import { isTotal } from "../outline.js";
import { cellText } from "./blocks.js";
import * as emphasis from "./emphasis.js";
import * as markdown from "./markdown.js";
import { OBJECT } from "./runs.js";
import { TIMED } from "./stream.js";
import { halfHours, hoursText } from "./values.js";
import { digits, keyOf, normal, squeezed } from "./words.js";

/* What stands where hours are to be filled in. */
export const OPEN = "【填：学时】";
const HOURS = /^([0-9]{1,2}(?:\.[0-9])?|[半一二两三四五六七八九十])\s*(?:个?学时|个?课时|h|H)?$/;
const MINUTES = /^([0-9]{1,4})\s*(?:分钟?|min|′|')?$/;
const USUAL = 45;
const FEWEST = 40;
const MOST = 60;
const CHAPTER = /^(?:[0-9]{1,2}|第[0-9一二三四五六七八九十]{1,3}(?:[部章讲编篇节课次步天]|单元|部分|阶段|课时|专题|环节|模块))$/;
const ITEM = /^([0-9]{1,2})[、.．](?![0-9])\s*/;
const LONGEST_UNIT = 40;
const ENDS = "。；，：、？！;,:?!";
const NUMBER = /^(?:第?[0-9一二三四五六七八九十]{1,3}|\([0-9一二三四五六七八九十]{1,2}\))[、.．)讲章节]?/;

function spread(row) {
  return row.reduce(function (places, cell) { return places.concat([cell], new Array(cell.span - 1).fill(null)); }, []);
}

function textAt(row, at) {
  return at >= 0 && row[at] ? squeezed(cellText(row[at], " ")) : "";
}

/* What stands in a column; names and figures are plain, what is taught may be `marked`. */
function mdAt(row, at, pictures, marked) {
  return at >= 0 && row[at] ? markdown.cell(row[at], pictures, !marked) : "";
}

function columns(row, words) {
  const found = {};
  spread(row).forEach(function (cell, at) {
    const text = cell ? cellText(cell, "") : "";
    const key = keyOf(text);
    let kind = cell && Object.prototype.hasOwnProperty.call(words.columns, key) ? words.columns[key] : undefined;
    if (kind === undefined && /学时|课时/.test(text) && !/^(?:累计|总)/.test(text)) {
      kind = "hours";
    }
    if (kind === undefined && /时间|分钟/.test(text)) {
      kind = "time";
    }
    if (kind && found[kind] === undefined) {
      found[kind] = at;
    }
  });
  const name = row.length ? keyOf(cellText(row[0], "")) : "";
  const taken = Object.keys(found).some(function (kind) { return kind === "title" || found[kind] === 0; });
  if (!taken && Object.prototype.hasOwnProperty.call(words.sections, name) && words.sections[name] === "outline") {
    // 教学流程 | 教师活动 | 用时: the part's own name is the head of its units.
    found.title = 0;
  }
  return found;
}

function isTimedHead(found) {
  return found.hours !== undefined || found.time !== undefined;
}

/* Whether a table has units with hours or times. */
export function isTimed(table, words) {
  return table.rows.length > 1 && table.rows.slice(0, 2).some(function (row) {
    const found = columns(row, words);
    return Object.keys(found).length > 1 && isTimedHead(found);
  });
}

function halvesOf(text) {
  const found = HOURS.exec(normal(text));
  return found ? halfHours(found[1]) : 0;
}

function minutesOf(written, head) {
  const text = normal(written);
  const found = MINUTES.exec(text);
  const minutes = found ? parseInt(found[1], 10) : 0;
  return found && (/分|min/.test(head) || !/^[0-9]+$/.test(text)) ? minutes : minutes >= 5 ? minutes : 0;
}

/* How many minutes an hour of teaching has: as the plan's own figures say, else the usual number. */
function eachOf(minutes, whole) {
  const halves = whole ? halfHours(whole) : 0;
  if (minutes && halves && minutes * 2 % halves === 0 && minutes * 2 / halves >= FEWEST && minutes * 2 / halves <= MOST) {
    return minutes * 2 / halves;
  }
  return !halves || !minutes ? USUAL : 0;
}

function blank(items) {
  return { units: [], rows: [], before: [], rest: items, guessed: false, total: "", tabled: false, heads: "" };
}

function sum(result, minutes) {
  if (result.units.every(function (unit) { return unit.hours; })) {
    result.total = hoursText(result.units.reduce(function (all, unit) { return all + halfHours(unit.hours); }, 0));
  } else if (minutes && minutes * 2 % USUAL === 0) {
    result.total = hoursText(minutes * 2 / USUAL);
  }
}

function ofTable(table, whole, words, pictures) {
  const first = columns(table.rows[0], words);
  const second = table.rows.length > 1 ? columns(table.rows[1], words) : {};
  const head = Object.keys(second).length > Object.keys(first).length ? 1 : 0;
  const found = head ? second : first;
  if (Object.keys(found).length < 2 || !(isTimedHead(found) || (found.content !== undefined && found.title !== undefined))) {
    return null;
  }
  function place(kind) {
    return found[kind] === undefined ? -1 : found[kind];
  }
  const rows = table.rows.slice(head + 1).map(spread);
  const counts = rows.filter(function (row) {
    return !row.some(function (ignored, column) { return Boolean(textAt(row, column)) && isTotal(textAt(row, column)); });
  }).map(function (row) { return textAt(row, place("title")); });
  if (found.content !== undefined && found.number === undefined && counts.length && counts.every(function (one) { return CHAPTER.test(normal(one)); })) {
    // 第一章 | 总体要求: the number stands alone, and what it counts beside it.
    found.number = found.title;
    delete found.title;
  }
  const heads = spread(table.rows[head]);
  const wide = rows.reduce(function (most, row) { return Math.max(most, row.length); }, heads.length);
  const at = {
    title: found.title !== undefined ? found.title : found.content !== undefined ? found.content : 0, number: place("number"), hours: place("hours"),
    time: place("time"), content: found.title !== undefined ? place("content") : -1, method: place("method")
  };
  const others = [];
  for (let column = 0; column < wide; column += 1) {
    if ([at.title, at.number, at.hours, at.content, at.method].indexOf(column) < 0) {
      others.push(column);
    }
  }
  const result = blank([]);
  result.tabled = true;
  result.heads = heads.map(function (ignored, column) { return textAt(heads, column); }).filter(Boolean).join("、");
  const totals = rows.map(function (row) { return row.some(function (ignored, column) { return Boolean(textAt(row, column)) && isTotal(textAt(row, column)); }); });
  const minutes = rows.map(function (row) { return at.time >= 0 && at.hours < 0 ? minutesOf(textAt(row, at.time), textAt(heads, at.time)) : 0; });
  const all = minutes.reduce(function (added, one, row) { return totals[row] ? added : added + one; }, 0);
  const each = eachOf(all, whole);
  const names = ["单元"].concat(at.content >= 0 ? ["内容要点"] : [], at.method >= 0 ? ["方式"] : [], ["学时"]);
  const out = [names.concat(others.map(function (column) { return mdAt(heads, column, pictures) || "　"; }))];
  let last = "";
  rows.forEach(function (row, number) {
    let title = mdAt(row, at.title, pictures);
    title = !title && row[at.title] && row[at.title].below ? last : title;
    last = title || last;
    const written = at.hours >= 0 ? mdAt(row, at.hours, pictures) : "";
    let half = at.hours >= 0 ? halvesOf(textAt(row, at.hours)) : 0;
    let label = "";
    let hours = "";
    if (totals[number]) {
      const any = row.map(function (ignored, column) { return mdAt(row, column, pictures); }).filter(Boolean)[0];
      label = title || any || "合计";
      hours = half ? hoursText(half) : written;
    } else {
      if (!row.some(function (ignored, column) { return textAt(row, column); })) {
        return;
      }
      if (!half && minutes[number]) {
        half = each && minutes[number] * 2 % each === 0 ? minutes[number] * 2 / each : 0;
        result.guessed = true;
      }
      const count = at.number >= 0 ? textAt(row, at.number) : "";
      label = /^[0-9]{1,3}$/.test(count) ? count + ". " + title : (markdown.escaped(count) + " " + title).trim();
      hours = half ? hoursText(half) : (at.hours >= 0 && textAt(row, at.hours) ? written : "") + OPEN;
      result.units.push({ title: textAt(row, at.title), hours: half ? hoursText(half) : "" });
    }
    out.push([label].concat(at.content >= 0 ? [mdAt(row, at.content, pictures, true)] : [], at.method >= 0 ? [mdAt(row, at.method, pictures)] : [], [hours],
      others.map(function (column) { return mdAt(row, column, pictures, true); })));
  });
  if (!result.units.length) {
    return null;
  }
  sum(result, all);
  const above = table.rows.slice(0, head).map(spread).reduce(function (lines, row) {
    const text = row.map(function (ignored, column) { return mdAt(row, column, pictures); }).filter(Boolean).join("　");
    return text ? lines.concat([markdown.atLine(text), ""]) : lines;
  }, []);
  result.rows = above.concat(markdown.grid(out, names.length - 1));
  return result;
}

/* The short items that count 1., 2., 3. …, whatever stands between; none where the count has a gap. */
function counted(items) {
  const found = items.filter(function (item) { return item.kind === "text" && !item.objects.length && ITEM.test(digits(item.label + item.text)); });
  const right = found.every(function (item, at) {
    return parseInt(ITEM.exec(digits(item.label + item.text))[1], 10) === at + 1 && item.text.length <= LONGEST_UNIT &&
      ENDS.indexOf(item.text.charAt(item.text.length - 1)) < 0;
  });
  return right ? found : [];
}

function ofLines(items, whole) {
  const result = blank(items);
  let timed = items.filter(function (item) { return item.kind !== "table" && TIMED.test(digits(item.text)); });
  if (!timed.length) {
    const heads = items.filter(function (item) { return item.kind === "heading"; });
    const top = heads.reduce(function (least, item) { return Math.min(least, item.rank); }, 99);
    timed = heads.filter(function (item) { return item.rank === top; });
    timed = timed.length > 1 ? timed : counted(items);
    if (timed.length < 2) {
      return result;
    }
  }
  const minutes = timed.reduce(function (added, item) {
    const match = TIMED.exec(digits(item.text));
    return match && match[2] === "分钟" && /^[0-9]+$/.test(match[1]) ? added + parseInt(match[1], 10) : added;
  }, 0);
  const each = eachOf(minutes, whole);
  const taught = timed.map(function (item) { return ((TIMED.exec(digits(item.text)) || [])[3] || "").trim(); });
  const tells = taught.some(Boolean);
  const out = [["单元"].concat(tells ? ["内容要点"] : [], ["学时"])];
  timed.forEach(function (item, index) {
    const match = TIMED.exec(digits(item.text));
    let half = 0;
    if (match && match[2] === "分钟") {
      const own = /^[0-9]+$/.test(match[1]) ? parseInt(match[1], 10) * 2 : 0;
      half = own && each && own % each === 0 ? own / each : 0;
      result.guessed = true;
    } else if (match && match[2] !== "小时") {
      half = halfHours(match[1]);
    }
    const title = (match ? item.text.slice(0, match.index).trim() : item.text).replace(/^[：: ]+/, "").replace(/[：: ]+$/, "");
    if (isTotal(title)) {
      return;
    }
    result.units.push({ title: title, hours: half ? hoursText(half) : "" });
    const label = item.label === "•" || /^[0-9]/.test(item.label) ? "" : item.label;
    const name = markdown.escaped(label + title);
    const marks = taught[index].indexOf(OBJECT) >= 0 ? [] : item.marks;
    const content = emphasis.written(taught[index], marks, "", "", markdown.escaped);
    out.push([NUMBER.test(normal(name)) ? name : (index + 1) + ". " + name].concat(tells ? [content] : [],
      [half ? hoursText(half) : OPEN]));
  });
  sum(result, minutes);
  result.rows = markdown.grid(out, out[0].length - 1);
  if (items.every(function (item) { return item.kind === "text" && timed.indexOf(item) >= 0; })) {
    // A bare list of units says no more than the table; minutes that became no hours stay.
    result.rest = items.filter(function (item) { return /分钟|小时/.test((TIMED.exec(digits(item.text)) || [])[2] || ""); });
  }
  return result;
}

/* The outline among the items of its section; `whole` are the course's hours where they are known. */
export function read(items, whole, words, pictures) {
  for (let at = 0; at < items.length; at += 1) {
    const made = items[at].kind === "table" ? ofTable(items[at].table, whole, words, pictures) : null;
    if (made) {
      made.before = items.slice(0, at);
      made.rest = items.slice(at + 1);
      return made;
    }
  }
  return ofLines(items, whole);
}
