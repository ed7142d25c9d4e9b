/* What is not in order in a plan, as problems with a place and a way out, in the words of the command line. */
import * as classes from "./classes.js";
import * as outcomes from "./outcomes.js";
import * as words from "./words.js";

const MAX_GUESSES = 100;
/* The order in which fields stand in a file, those of a year that was earned, and those of an item in its line. */
const PLACES = ["sector", "role", "start", "themes", "earned", "items"];
const IN_EARNED = ["earned", "theory_hours", "offjob_hours"];
const IN_ITEM = ["course", "class", "year", "hours", "on"];
const ONCE = "只留一处，防止重复培训。";
const EARNED = { theory_hours: "创新理论学时", offjob_hours: "脱产学时" };
const LABELS = { course: ["课程", "门"], "class": ["培训班", "个"] };

/* Gathers the problems of one evaluation. */
function Gatherer(data, evaluation) {
  this.data = data;
  this.evaluation = evaluation;
  this.plan = evaluation.plan;
  this.guesses = 0;
  this.problems = [];
}

/* `item` is an index in the items (themes for the field of that name), or -1. */
Gatherer.prototype.say = function (code, item, field, message, hint, more) {
  this.problems.push(Object.assign({
    code: code, severity: this.data.severities[code], message: message, hint: hint || "", item: item, field: field, subject: "",
    other: "", year: 0
  }, more));
};

Gatherer.prototype.guess = function (list, value) {
  this.guesses += 1;
  const near = this.guesses <= MAX_GUESSES ? this.data.meant(list, value) : "";
  return near && "是否想写 " + near + "？";
};

Gatherer.prototype.head = function () {
  const data = this.data;
  const plan = this.plan;
  const last = plan.start + plan.years - 1;
  const seen = new Set();
  if (plan.sector && !data.sector(plan.sector)) {
    this.say("R402", -1, "sector", "领域 " + words.quote(plan.sector) + " 不存在。", this.guess("sectors", plan.sector),
      { subject: plan.sector });
  }
  const roles = data.labels.roles.map(function (pair) { return pair[0]; });
  if (roles.indexOf(plan.role) < 0) {
    this.say("R417", -1, "role", "身份 " + words.quote(plan.role) + " 不存在。", this.guess("roles", plan.role) || "可选：" + roles.join("、") + "。",
      { subject: plan.role });
  }
  plan.themes.forEach(function (theme, n) {
    if (theme.year < plan.start || theme.year > last) {
      this.say("C601", n, "themes", "主题的年份 " + theme.year + " 不在 " + plan.start + "—" + last + " 之内。", "", { year: theme.year });
    } else if (seen.has(theme.year)) {
      this.say("M312", n, "themes", theme.year + " 年的主题写了不止一次。", "只留一处。", { year: theme.year });
    }
    seen.add(theme.year);
  }, this);
  this.earned();
};

/* A year twice, or more theory or off-the-job hours than hours in all. */
Gatherer.prototype.earned = function () {
  const perDay = this.data.hoursPerDay;
  const seen = new Set();
  this.plan.earned.forEach(function (row, n) {
    if (seen.has(row.year)) {
      this.say("M312", n, "earned", row.year + " 年的已学学时写了不止一次。", "只留一处。", { year: row.year });
    }
    seen.add(row.year);
    // Half-days are as many half-hours as a day has hours.
    const whole = Math.max(row.hours, row.days * perDay);
    Object.keys(EARNED).forEach(function (name) {
      if (row[name] > whole) {
        this.say("C615", n, name, row.year + " 年" + EARNED[name] + " " + words.hours(row[name]) + "，多于全年的 " + words.hours(whole) + " 学时。",
          "改其中一个。", { year: row.year });
      }
    }, this);
  }, this);
};

Gatherer.prototype.items = function () {
  const plan = this.plan;
  const last = plan.start + plan.years - 1;
  const seen = new Map();
  const attended = new Map();
  plan.items.forEach(function (item, n) {
    const about = { subject: item.class || item.course, year: item.year };
    if (item.year < plan.start || item.year > last) {
      this.say("C601", n, "year", "年份 " + item.year + " 不在 " + plan.start + "—" + last + " 之内。", "", about);
    }
    if (item.on && item.on.indexOf(item.year + "-") !== 0) {
      this.say("C601", n, "on", "日期 " + item.on + " 不在 " + item.year + " 年。", "改日期，或把这一项移到那一年。", about);
    }
    if (item.class) {
      this.trainingClass(n, item, about, seen, attended);
    } else {
      this.course(n, item, about, seen);
    }
  }, this);
};

/* `seen` has the year of each course before, in a class too. */
Gatherer.prototype.course = function (n, item, about, seen) {
  const name = words.quote(item.course);
  const course = this.data.course(item.course);
  if (!course) {
    this.say("R403", n, "course", "课程 " + name + " 不存在。", this.guess("courses", item.course), about);
    return;
  }
  if (seen.has(item.course)) {
    this.say("C602", n, "course", "课程 " + name + " 已排在 " + seen.get(item.course) + " 年，又排在 " + item.year + " 年。", ONCE, about);
  } else {
    seen.set(item.course, item.year);
  }
  this.status(n, "course", course, about);
  if (item.hours > course.hours) {
    this.say("C615", n, "hours", "写了 " + words.hours(item.hours) + " 学时，课程 " + name + " 一共只有 " + words.hours(course.hours) + " 学时。",
      "改成实际要学的学时；学全部就不写 hours。", about);
  }
};

Gatherer.prototype.trainingClass = function (n, item, about, seen, attended) {
  const name = words.quote(item.class);
  const of = this.data.trainingClass(item.class);
  if (!of) {
    this.say("R419", n, "class", "培训班 " + name + " 不存在。", this.guess("classes", item.class) || "先在 content/classes/ 里建一个文件。", about);
    return;
  }
  if (attended.has(item.class)) {
    this.say("C602", n, "class", "培训班 " + name + " 已排在 " + attended.get(item.class) + " 年，又排在 " + item.year + " 年。", ONCE, about);
    this.status(n, "class", of, about);
    return;
  }
  attended.set(item.class, item.year);
  const held = classes.year(of);
  if (held !== item.year) {
    this.say("C616", n, "year", "写的是 " + item.year + " 年，培训班 " + name + " 在 " + held + " 年。", "是否想写 " + held + "？", about);
  }
  if (item.hours) {
    this.say("C615", n, "hours", "培训班 " + name + " 按班里的课表计学时，这里不写 hours。", "删去 hours。", about);
  }
  new Set(of.items.map(function (row) { return row.course; })).forEach(function (course) {
    if (seen.has(course)) {
      this.say("C602", n, "class", "培训班 " + name + " 里的课程 " + words.quote(course) + " 已排在 " + seen.get(course) + " 年。",
        "只留一处，防止重复培训；班里的这门课不再计入。", about);
    } else {
      seen.set(course, item.year);
    }
  }, this);
  this.status(n, "class", of, about);
};

Gatherer.prototype.status = function (n, kind, record, about) {
  const sector = this.data.sector(this.plan.sector);
  const label = LABELS[kind][0];
  const name = label + " " + words.quote(record.id);
  if (record.status !== "published") {
    const word = record.status === "draft" ? "草稿" : "已停用的" + label;
    this.say("C603", n, kind, name + " 是" + word + "。", "换一" + LABELS[kind][1] + "已发布的" + label + "。", about);
  }
  if (sector && !this.data.serves(record, this.data.lineage(sector.id))) {
    this.say("C604", n, kind, name + " 不面向 " + sector.title + "。", "", about);
  }
};

function compareTexts(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/* Where a problem stands: its field at the top of the file, the index below it, and the field there. */
function place(problem) {
  if (IN_ITEM.indexOf(problem.field) >= 0) {
    return [PLACES.length, problem.item, IN_ITEM.indexOf(problem.field)];
  }
  const inside = Math.max(0, IN_EARNED.indexOf(problem.field));
  return [PLACES.indexOf(inside ? "earned" : problem.field), problem.item, inside];
}

/* By place in the file, then by code and message: as the command line sorts. */
function compare(one, other) {
  const own = place(one);
  const its = place(other);
  return own[0] - its[0] || own[1] - its[1] || own[2] - its[2] || compareTexts(one.code, other.code) ||
    compareTexts(one.severity, other.severity) || compareTexts(one.message, other.message) || compareTexts(one.hint, other.hint);
}

function same(one, other) {
  return Boolean(other) && compare(one, other) === 0;
}

export function problems(data, evaluation) {
  const gatherer = new Gatherer(data, evaluation);
  gatherer.head();
  gatherer.items();
  outcomes.disorder(data, evaluation).concat(outcomes.lacking(data, evaluation)).forEach(function (one) {
    gatherer.say(one.code, one.item, one.field, one.message, one.hint, one.more);
  });
  return gatherer.problems.sort(compare).filter(function (problem, n, all) { return !same(problem, all[n - 1]); });
}
