/* What is not in order in a plan, as problems with a place and a way out, in the words of the command line. */
import * as words from "./words.js";
import * as rules from "./rules.js";

const MAX_GUESSES = 100;
const SHOWN = 3;
/* The order in which fields stand in a file, and those of an item in its line. */
const PLACES = ["sector", "themes", "items", "course", "year", "on"];
const ADDED = { all: "课程", theory: "创新理论课", offjob: "脱产培训" };

/* Gathers the problems of one evaluation. */
function Gatherer(data, evaluation) {
  this.data = data;
  this.evaluation = evaluation;
  this.plan = evaluation.plan;
  this.guesses = 0;
  this.found = [];
}

/* `item` is an index in the items (themes for the field of that name), or -1. */
Gatherer.prototype.say = function (code, item, field, message, hint, more) {
  this.found.push(Object.assign({
    code: code, severity: this.data.severities[code], message: message, hint: hint || "", item: item, field: field, subject: "",
    other: "", year: 0
  }, more));
};

Gatherer.prototype.guess = function (list, value) {
  this.guesses += 1;
  const found = this.guesses <= MAX_GUESSES ? this.data.meant(list, value) : "";
  return found && "是否想写 " + found + "？";
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
  plan.themes.forEach(function (theme, n) {
    if (theme.year < plan.start || theme.year > last) {
      this.say("C601", n, "themes", "主题的年份 " + theme.year + " 不在 " + plan.start + "–" + last + " 之内。", "", { year: theme.year });
    } else if (seen.has(theme.year)) {
      this.say("M312", n, "themes", theme.year + " 年的主题写了不止一次。", "只留一处。", { year: theme.year });
    }
    seen.add(theme.year);
  }, this);
};

Gatherer.prototype.items = function () {
  const data = this.data;
  const plan = this.plan;
  const last = plan.start + plan.years - 1;
  const seen = new Map();
  plan.items.forEach(function (item, n) {
    const name = words.quote(item.course);
    const about = { subject: item.course, year: item.year };
    if (item.year < plan.start || item.year > last) {
      this.say("C601", n, "year", "年份 " + item.year + " 不在 " + plan.start + "–" + last + " 之内。", "", about);
    }
    if (item.on && item.on.indexOf(item.year + "-") !== 0) {
      this.say("C601", n, "on", "日期 " + item.on + " 不在 " + item.year + " 年。", "改日期，或把这一项移到那一年。", about);
    }
    const course = data.course(item.course);
    if (!course) {
      this.say("R403", n, "course", "课程 " + name + " 不存在。", this.guess("courses", item.course), about);
      return;
    }
    if (seen.has(item.course)) {
      this.say("C602", n, "course", "课程 " + name + " 已排在 " + seen.get(item.course) + " 年，又排在 " + item.year + " 年。",
        "只留一处，防止重复培训。", about);
    } else {
      seen.set(item.course, item.year);
    }
    this.status(n, course, name, about);
  }, this);
};

Gatherer.prototype.status = function (n, course, name, about) {
  const sector = this.data.sector(this.plan.sector);
  if (course.status !== "published") {
    const word = course.status === "draft" ? "草稿" : "已停用的课程";
    this.say("C603", n, "course", "课程 " + name + " 是" + word + "。", "换一门已发布的课程。", about);
  }
  if (sector && !this.data.serves(course, this.data.lineage(sector.id))) {
    this.say("C604", n, "course", "课程 " + name + " 不面向 " + sector.title + "。", "", about);
  }
};

Gatherer.prototype.order = function () {
  const quote = words.quote;
  this.evaluation.findings.forEach(function (finding) {
    const year = finding.item < 0 ? 0 : this.plan.items[finding.item].year;
    const about = { subject: finding.subject, other: finding.other, year: finding.year };
    const what = "课程 " + quote(finding.subject);
    if (finding.code === "C605") {
      this.say("C605", finding.item, "course",
        what + " 排在 " + year + " 年，它的先修课程 " + quote(finding.other) + " 却在 " + finding.year + " 年。",
        "把先修课程移到 " + year + " 年或更早。", about);
    } else if (finding.code === "C606") {
      const title = this.data.course(finding.other).title;
      this.say("C606", finding.item, "course", what + " 的先修课程 " + quote(finding.other) + "(" + title + ")没有列入。",
        "在 " + year + " 年或更早排上先修课程。", about);
    }
  }, this);
};

Gatherer.prototype.lacking = function () {
  const offered = this.evaluation.missing.length ? this.data.offered(this.plan.sector).topics : null;
  this.evaluation.missing.forEach(function (topic) {
    const fit = offered.get(topic.id) || [];
    const names = fit.slice(0, SHOWN).map(function (course) { return course.id; }).join("、");
    const hint = fit.length ? "可排：" + names + (fit.length > SHOWN ? "等 " + fit.length + " 门" : "") + "。"
      : "课程库里还没有这个专题可用的课程，需要先编写。";
    this.say("C607", -1, "items", "必修专题没有课程：" + topic.title + "(" + topic.id + ")。", hint, { subject: topic.id });
  }, this);
  this.evaluation.failed.forEach(function (result) {
    this.say("C608", -1, "items", "没有满足“" + result.rule.title + "”：" + words.gap(result) + "。", remedy(result),
      { subject: result.rule.id });
  }, this);
};

function added(rule, figure) {
  const more = rules.toAdd(rule, figure);
  return more ? "再排" + ADDED[rule.count] + " " + words.hours(more) + " 学时。" : "换掉不计入的课程。";
}

function remedy(result) {
  if (!result.years.length) {
    return added(result.rule, result.figure);
  }
  return result.years.filter(function (pair) { return pair[1].gap > 0; }).map(function (pair) {
    return pair[0] + " 年" + added(result.rule, pair[1]).replace(/。$/, "");
  }).join("；") + "。";
}

function compareTexts(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/* By place in the file, then by code and message: as the command line sorts. */
function compare(one, other) {
  const own = ["course", "year", "on"].indexOf(one.field) >= 0 ? 3 : PLACES.indexOf(one.field);
  const its = ["course", "year", "on"].indexOf(other.field) >= 0 ? 3 : PLACES.indexOf(other.field);
  return own - its || one.item - other.item || PLACES.indexOf(one.field) - PLACES.indexOf(other.field) ||
    compareTexts(one.code, other.code) || compareTexts(one.severity, other.severity) || compareTexts(one.message, other.message) ||
    compareTexts(one.hint, other.hint);
}

function same(one, other) {
  return Boolean(other) && compare(one, other) === 0;
}

export function problems(data, evaluation) {
  const gatherer = new Gatherer(data, evaluation);
  gatherer.head();
  gatherer.items();
  gatherer.order();
  gatherer.lacking();
  return gatherer.found.sort(compare).filter(function (problem, n, all) { return !same(problem, all[n - 1]); });
}
