/* What only an evaluation shows to be out of order, in the words of the command line: mirrors generator/courselib/curricula/findings.py. */
import { givenTo } from "./order.js";
import * as rules from "./rules.js";
import * as words from "./words.js";

const SHOWN = 3;
const ADDED = { all: "课程", theory: "创新理论课", offjob: "脱产培训" };
const quote = words.quote;

function problem(code, item, field, message, hint, more) {
  return { code: code, item: item, field: field, message: message, hint: hint, more: more };
}

function ofYears(data, plan, finding) {
  const last = plan.start + plan.years - 1;
  const period = data.start + "—" + data.end;
  if (finding.code === "C610") {
    const inside = plan.start >= data.start && plan.start <= data.end;
    return problem("C610", -1, "start",
      "方案从 " + plan.start + " 年到 " + last + " 年，规划期是 " + period + " 年；期外的年份不计入全期。",
      inside ? "写 years: " + (data.end - plan.start + 1) + "。" : "把 start 改到 " + period + " 之内。", { year: finding.year });
  }
  const outside = finding.year < data.start || finding.year > data.end;
  const row = plan.earned.map(function (one) { return one.year; }).indexOf(finding.year);
  return problem("C614", row, "earned", "已学学时写了 " + finding.year + " 年，" +
    (outside ? "不在规划期 " + period + " 年之内" : "在方案最后一年（" + last + " 年）之后") + "，没有计入。", "去掉这一年，或改年份。", { year: finding.year });
}

function ofDates(course, what, year, finding) {
  if (finding.year < Number(course.notBefore.slice(0, 4)) || !course.until) {
    return [what + " 排在 " + year + " 年，它讲的事在 " + course.notBefore + "。", "移到 " + course.notBefore + " 或以后。"];
  }
  if (finding.year > Number(course.until.slice(0, 4)) || !course.notBefore) {
    return [what + " 排在 " + year + " 年，它到 " + course.until + " 停课。", "移到 " + course.until + " 或以前，或换一门。"];
  }
  return [what + " 的日期不在 " + course.notBefore + " 到 " + course.until + " 之间。", "改日期。"];
}

/* Message and hint for a finding of an item; null for what the check of the file says. */
function ofItem(data, plan, finding, what) {
  const year = plan.items[finding.item].year;
  if (finding.code === "C605") {
    return [what + " 排在 " + year + " 年，它的先修课程 " + quote(finding.other) + " 却在 " + finding.year + " 年。", "把先修课程移到 " + year + " 年或更早。"];
  }
  if (finding.code === "C606") {
    return [what + " 的先修课程 " + quote(finding.other) + "（" + data.course(finding.other).title + "）没有列入。", "在 " + year + " 年或更早排上先修课程。"];
  }
  if (finding.code === "C612") {
    return [what + " 不是给" + words.label(data.labels.roles, plan.role) + "上的。", "换一门，或去掉它。"];
  }
  return finding.code === "C613" ? ofDates(data.course(finding.subject), what, year, finding) : null;
}

/* Years, roles, dates and the order of prerequisites. */
export function disorder(data, evaluation) {
  const plan = evaluation.plan;
  return evaluation.findings.reduce(function (problems, finding) {
    if (finding.item < 0) {
      return problems.concat([ofYears(data, plan, finding)]);
    }
    const item = plan.items[finding.item];
    const inner = item.class && finding.subject !== item.class;
    const what = item.class ? "培训班 " + quote(item.class) + (inner ? " 里的课程 " + quote(finding.subject) : "") : "课程 " + quote(finding.subject);
    const said = ofItem(data, plan, finding, what);
    return said ? problems.concat([problem(finding.code, finding.item, item.class ? "class" : "course", said[0], said[1],
      { subject: finding.subject, other: finding.other, year: finding.year })]) : problems;
  }, []);
}

/* When a core course can be planned. */
function when(course) {
  const first = course.notBefore.slice(0, 4);
  const last = course.until.slice(0, 4);
  if (first && last) {
    return "排在 " + first + " 年到 " + last + " 年之间。";
  }
  return first ? "排在 " + first + " 年或以后。" : last ? "排在 " + last + " 年或以前。" : "排进任何一年都可以。";
}

/* Required topics without a course, core courses that are not planned, rules not met. */
export function lacking(data, evaluation) {
  const plan = evaluation.plan;
  const offered = evaluation.missing.length ? data.offered(plan.sector).topics : null;
  const topics = evaluation.missing.map(function (topic) {
    const fit = (offered.get(topic.id) || []).filter(function (course) { return givenTo(course, plan.role); });
    const names = fit.slice(0, SHOWN).map(function (course) { return course.id; }).join("、");
    return problem("C607", -1, "items", "必修专题没有课程：" + topic.title + "（" + topic.id + "）。",
      fit.length ? "可排：" + names + (fit.length > SHOWN ? "等 " + fit.length + " 门" : "") + "。" : "课程库里还没有这个专题可用的课程，需要先编写。",
      { subject: topic.id });
  });
  const core = evaluation.lackingCore.map(function (course) {
    return problem("C611", -1, "items", "必排课程没有列入：" + course.title + "（" + course.id + "）。", when(course), { subject: course.id });
  });
  return topics.concat(core, evaluation.failed.map(function (result) {
    return problem("C608", -1, "items", "没有满足“" + result.rule.title + "”：" + words.gap(result) + "。", remedy(result), { subject: result.rule.id });
  }));
}

function added(rule, figure) {
  const more = rules.toAdd(rule, figure);
  return more ? "再排" + ADDED[rule.count] + " " + words.hours(more) + " 学时。" : "换掉不计入的课程。";
}

function remedy(result) {
  if (!result.years.length) {
    const open = result.figure.unknown;
    return added(result.rule, result.figure).replace(/。$/, "") + (open.length ? "；或在 earned 里写上 " + words.ranges(open) + "已学的学时。" : "。");
  }
  return result.years.filter(function (pair) { return pair[1].status === "fail"; }).map(function (pair) {
    return words.years(pair[1].window) + added(result.rule, pair[1]).replace(/。$/, "");
  }).join("；") + "。";
}
