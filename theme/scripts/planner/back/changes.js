/* A plan as its workbook was edited: what changed against the present plan, and what could not be taken. A cell counts as edited when it
   differs from what the page would write into it now, so that what a sheet does not show is never lost. */
import * as classes from "../../rules/classes.js";
import * as plans from "../../rules/plans.js";
import * as words from "../../rules/words.js";
import * as plannerSheets from "../sheets.js";
import * as cells from "./cells.js";
import { climbing } from "./order.js";
import * as rows from "./rows.js";

const NAMES = plannerSheets.COLUMNS.map(function (column) { return String(column[0]); });
const ONLY_SHOWN = ["课程", "专题", "创新理论", "方式"];
const OFF = ["不脱产", "脱产"];

function idOf(item) {
  return item.class || item.course;
}

function Comparison(data, evaluation) {
  this.data = data;
  this.plan = evaluation.plan;
  this.years = plans.years(this.plan);
  this.changes = [];
  /* What the page shows of an item now, by its index in the plan. */
  this.shown = new Map();
  plannerSheets.years(data, evaluation).forEach(function (year) {
    year.indexes.forEach(function (index, n) {
      this.shown.set(index, new Map(year.rows[n].map(function (value, column) { return [NAMES[column], value]; })));
    }, this);
  }, this);
}

Comparison.prototype.say = function (id, what, from, to) {
  const known = this.data.course(id) || this.data.trainingClass(id);
  this.changes.push({ title: known ? known.title : id, what: what, from: from, to: to });
};

/* Gives every row the item that it is of, `index`, -1 for a new one; the same year first. Rows beyond that are left out, and told. */
Comparison.prototype.match = function (all) {
  const free = new Map();
  this.shown.forEach(function (shown, index) {
    const id = idOf(this.plan.items[index]);
    free.set(id, (free.get(id) || []).concat(index));
  }, this);
  const take = function (row, fits) {
    const list = free.get(row.id) || [];
    const at = list.findIndex(fits);
    return at < 0 ? -1 : list.splice(at, 1)[0];
  };
  const items = this.plan.items;
  all.forEach(function (row) { row.index = take(row, function (index) { return items[index].year === row.year; }); });
  const seen = new Set();
  all.forEach(function (row) { row.index = row.index < 0 ? take(row, function () { return true; }) : row.index; });
  all.forEach(function (row) { seen.add(row.index < 0 ? "" : row.id); });
  return all.filter(function (row) {
    if (row.index >= 0) {
      return true;
    }
    const twice = seen.has(row.id);
    seen.add(row.id);
    if (twice) {
      row.tell(rows.ID, "这门课已经排了，一门课只排一次，这一行没有加。");
    }
    return !twice && row.year > 0;
  });
};

/* The item of a row with what was typed into its cells; each edit is listed, each that cannot be taken is told. */
Comparison.prototype.edited = function (row, late) {
  const data = this.data;
  const labels = data.labels.levels;
  const old = row.index < 0 ? null : this.plan.items[row.index];
  const shown = row.index < 0 ? new Map() : this.shown.get(row.index);
  const course = data.course(row.id);
  const before = function (name) { return shown.has(name) ? shown.get(name) : ""; };
  const plain = function (value) { return String(value).replace(/\s+/g, " ").trim(); };
  const differs = function (name) { return row.has(name) && plain(row.cell(name)) !== plain(before(name)); };
  const say = this.say.bind(this, row.id);
  const tried = function (name, take) {
    try {
      return take(row.cell(name));
    } catch (reason) {
      row.tell(name, String(reason) + "，这一格没有改。");
      return undefined;
    }
  };
  if (old) {
    ONLY_SHOWN.forEach(function (name) {
      const follows = name === "创新理论" && differs("学时");
      if (differs(name) && !follows && !cells.blank(row.cell(name))) {
        row.tell(name, "“" + name + "”是库里的，只供看，改成“" + cells.text(row.cell(name)) + "”没有带回来。");
      }
    });
  }
  if (!course) {
    return this.editedClass(row, old, differs);
  }
  const year = row.year || old.year;
  const changes = { course: row.id, year: year };
  if (!old) {
    say("加入", "", year + " 年");
  } else if (year !== old.year) {
    say("年份", old.year + " 年", year + " 年");
    changes.on = old.on.indexOf(year + "-") === 0 ? old.on : "";
  }
  if (differs("学时")) {
    const hours = tried("学时", function (value) { return cells.hours(value, course); });
    if (hours !== undefined && hours !== null && hours !== (old ? old.hours : 0)) {
      changes.hours = hours;
      say("学时", words.hours(old && old.hours || course.hours), words.hours(hours || course.hours));
    }
  }
  if (row.has("脱产")) {
    const off = tried("脱产", cells.offjob);
    if (off !== undefined && off !== Boolean(old && old.offjob) && !(old && !differs("脱产"))) {
      changes.offjob = off;
      say("脱产", OFF[off ? 0 : 1], OFF[off ? 1 : 0]);
    }
  }
  if (differs("举办层级")) {
    const level = tried("举办层级", function (value) { return cells.level(value, labels); });
    if (level !== undefined && level !== (old ? old.level : "county")) {
      changes.level = level;
      say("举办层级", words.label(labels, old ? old.level : "county"), words.label(labels, level));
    }
  }
  if (row.has("开始日期") && (differs("开始日期") || (old && old.on && changes.on === ""))) {
    const kept = old && !differs("开始日期");
    const on = kept ? "" : tried("开始日期", function (value) { return cells.day(value, year, late); });
    if (on !== undefined && on !== (old ? old.on : "")) {
      changes.on = on;
      say("开始日期", old && old.on || "没有定", on || "没有定");
    }
  }
  return Object.assign({}, old || {}, changes);
};

/* A class has its year, days and level of its own. */
Comparison.prototype.editedClass = function (row, old, differs) {
  const own = classes.year(this.data.trainingClass(row.id));
  if (old && row.year && row.year !== old.year) {
    row.tell(rows.ID, "培训班在 " + own + " 年办，年份没有动。");
  }
  if (old) {
    ["学时", "脱产", "举办层级", "开始日期"].forEach(function (name) {
      if (differs(name)) {
        row.tell(name, "培训班的" + name + "由班次本身定，这一格没有改。");
      }
    });
    return old;
  }
  if (this.years.indexOf(own) < 0) {
    row.tell(rows.ID, "培训班在 " + own + " 年办，不在计划的年份里，没有加。");
    return null;
  }
  this.say(row.id, "加入培训班", "", own + " 年");
  return { "class": row.id, year: own };
};

/* The items of each year, in order, as pairs of the item and its old index. */
Comparison.prototype.sequences = function (given, matched, late) {
  const made = new Map(this.years.map(function (year) { return [year, []]; }));
  const taken = new Set();
  matched.forEach(function (row) {
    const item = this.edited(row, late);
    taken.add(row.index);
    if (item && made.has(item.year)) {
      made.get(item.year).push([item, row.index]);
    }
  }, this);
  const before = new Map(this.years.map(function (year) { return [year, 0]; }));
  const kept = new Map();
  this.plan.items.forEach(function (item, index) {
    if (!this.shown.has(index)) {
      return;
    }
    const place = before.get(item.year);
    before.set(item.year, place + 1);
    if (taken.has(index)) {
      return;
    }
    const own = given.sheets.filter(function (sheet) { return sheet.year === item.year; });
    // Nothing is taken out of a year whose sheet could not be read to its end.
    if (own.length && own.every(function (sheet) { return sheet.read && !sheet.unsure; })) {
      this.say(idOf(item), "去掉", item.year + " 年", "");
    } else {
      made.get(item.year).splice(place, 0, [item, index]);
      if (own.some(function (sheet) { return sheet.read; })) {
        kept.set(item.year, (kept.get(item.year) || 0) + 1);
      }
    }
  }, this);
  kept.forEach(function (count, year) {
    given.faults.push({ place: year + "年", message: "有的行没有读懂，表里找不到的 " + count + " 门课先留着，没有去掉。改好那几行再打开一次，或在本页去掉。" });
  });
  return made;
};

/* Lists what stands elsewhere in its year: the fewest that must have been moved. */
Comparison.prototype.moved = function (sequence, year) {
  const old = plans.inYear(this.plan, year).map(function (pair) { return pair[1]; });
  const stayed = sequence.filter(function (pair) { return old.indexOf(pair[1]) >= 0; });
  const kept = new Set(climbing(stayed.map(function (pair) { return pair[1]; })));
  stayed.forEach(function (pair) {
    if (!kept.has(pair[1])) {
      this.say(idOf(pair[0]), "次序", year + " 年第 " + (old.indexOf(pair[1]) + 1) + " 门", "第 " + (sequence.indexOf(pair) + 1) + " 门");
    }
  }, this);
};

/* The items in one list: those of a year in the places that its items had, what is more behind them. */
Comparison.prototype.joined = function (sequences) {
  const left = new Map(Array.from(sequences, function (entry) { return [entry[0], entry[1].map(function (pair) { return pair[0]; })]; }));
  const slots = new Map();
  this.plan.items.forEach(function (item, index) {
    if (this.shown.has(index)) {
      slots.set(item.year, index);
    }
  }, this);
  const items = [];
  this.plan.items.forEach(function (item, index) {
    if (!this.shown.has(index)) {
      items.push(item);
      return;
    }
    const own = left.get(item.year);
    items.push.apply(items, own.splice(0, slots.get(item.year) === index ? own.length : 1));
  }, this);
  left.forEach(function (own, year) {
    let at = 0;
    items.forEach(function (item, n) { at = item.year <= year ? n + 1 : at; });
    items.splice.apply(items, [at, 0].concat(own));
  });
  return items;
};

Comparison.prototype.themes = function (given) {
  const themes = new Map(this.plan.themes.map(function (theme) { return [theme.year, theme.title]; }));
  given.forEach(function (entry) {
    const old = themes.get(entry[0]) || "";
    try {
      const title = cells.theme(entry[1]);
      if (title !== old) {
        this.changes.push({ title: entry[0] + " 年", what: "主题", from: old || "没有", to: title || "没有" });
        themes.set(entry[0], title);
      }
    } catch (reason) {
      entry[2](String(reason) + "，没有改。");
    }
  }, this);
  const kept = Array.from(themes).filter(function (entry) { return entry[1]; });
  // A plan without a change keeps the order in which its file has them.
  return kept.map(function (entry) { return { year: entry[0], title: entry[1] }; });
};

/* {plan, changes: [{title, what, from, to}], faults: [{place, message}], title, foreign}; `foreign` tells that no sheet is of a year. */
export function compare(data, evaluation, book) {
  const comparison = new Comparison(data, evaluation);
  const given = rows.read(data, evaluation.plan, book);
  const all = given.sheets.reduce(function (list, sheet) { return list.concat(sheet.rows); }, []);
  const sequences = comparison.sequences(given, comparison.match(all), book.late);
  sequences.forEach(function (sequence, year) { comparison.moved(sequence, year); });
  const items = comparison.joined(sequences);
  const themes = comparison.themes(given.themes);
  const plan = comparison.changes.length ? plans.head(evaluation.plan, { items: items, themes: themes }) : evaluation.plan;
  return { plan: plan, changes: comparison.changes, faults: given.faults, title: given.title, foreign: !given.sheets.length };
}
