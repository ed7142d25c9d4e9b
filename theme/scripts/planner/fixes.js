/* What mends a problem: for each way out a label for a button, and the plan that it leads to. */
import { evaluate } from "../rules/evaluate.js";
import * as classes from "../rules/classes.js";
import { givenIn, givenTo } from "../rules/order.js";
import * as rules from "../rules/rules.js";
import * as adding from "./adding.js";
import * as plans from "../rules/plans.js";
import { candidates } from "./suggest.js";
import * as words from "../rules/words.js";

const SHOWN = 3;

function named(data, id) {
  const course = data.course(id) || data.trainingClass(id);
  return "《" + (course ? course.title : id) + "》";
}

function fix(label, plan) {
  return { label: label, plan: plan };
}

function nearestYear(plan, year) {
  return Math.min(Math.max(year, plan.start), plan.start + plan.years - 1);
}

function removed(plan, index, label) {
  return fix(label || "去掉这一项", plans.remove(plan, index));
}

function withoutTheme(plan, index) {
  return plans.head(plan, { themes: plan.themes.filter(function (theme, n) { return n !== index; }) });
}

/* The same item with another course that is not planned yet. */
function exchanged(data, plan, index, id) {
  return fix("换成" + named(data, id), plans.change(plan, index, { course: id }));
}

/* Courses of the same topic to take instead. */
function instead(data, plan, index, topic) {
  return candidates(data, plan, topic).slice(0, SHOWN - 1).map(function (course) {
    return exchanged(data, plan, index, course.id);
  });
}

function sector(data, plan) {
  const meant = data.meant("sectors", plan.sector);
  return meant ? [fix("领域改为" + data.sector(meant).title, plans.head(plan, { sector: meant }))] : [];
}

function unknown(data, plan, problem) {
  const id = data.meant("courses", problem.subject);
  const course = data.course(id);
  const fits = course && course.status === "published" && data.serves(course, data.lineage(plan.sector)) &&
    !adding.planned(data, plan).has(id);
  return (fits ? [exchanged(data, plan, problem.item, id)] : []).concat([removed(plan, problem.item)]);
}

function unknownClass(data, plan, problem) {
  return [removed(plan, problem.item)];
}

function repeated(data, plan, problem) {
  const item = plan.items[problem.item];
  const first = plan.items.map(function (one) { return one.class || one.course; }).indexOf(item.class || item.course);
  if (first === problem.item) {
    // What stands twice is a course of a class.
    return [removed(plan, problem.item)];
  }
  return [
    removed(plan, problem.item, "去掉这一次（" + item.year + " 年）"),
    removed(plan, first, "去掉前一次（" + plan.items[first].year + " 年）")
  ];
}

function day(plan, problem) {
  const item = plan.items[problem.item];
  const year = Number(item.on.slice(0, 4));
  const moved = nearestYear(plan, year) === year
    ? [fix("移到 " + year + " 年", plans.move(plan, problem.item, year))] : [];
  return moved.concat([fix("去掉日期", plans.change(plan, problem.item, { on: "" }))]);
}

/* The plan to the period's end, where it begins inside of it. */
function period(data, plan) {
  const inside = plan.start >= data.start && plan.start <= data.end;
  return inside ? [fix("只排到 " + data.end + " 年", plans.head(plan, { years: data.end - plan.start + 1 }))] : [];
}

function withoutEarned(plan, index) {
  return fix("去掉这一年的已学学时", plans.head(plan, { earned: plan.earned.filter(function (row, n) { return n !== index; }) }));
}

function earned(data, plan, problem) {
  return [withoutEarned(plan, problem.item)];
}

/* Hours or a year that do not agree with the course or class. */
function hours(data, plan, problem) {
  return problem.field === "hours" ? [fix("按全部学时计", plans.change(plan, problem.item, { hours: 0 }))] : [withoutEarned(plan, problem.item)];
}

function held(data, plan, problem) {
  const year = classes.year(data.trainingClass(problem.subject));
  return (nearestYear(plan, year) === year ? [fix("移到 " + year + " 年", plans.move(plan, problem.item, year))] : [])
    .concat([removed(plan, problem.item)]);
}

/* The years in which a course can be given. */
function dates(data, plan, problem) {
  const item = plan.items[problem.item];
  const course = data.course(problem.subject);
  const open = plans.years(plan).filter(function (year) { return givenIn(course, year); });
  const year = open.sort(function (one, other) { return Math.abs(one - item.year) - Math.abs(other - item.year); })[0];
  const moved = item.class || !year ? [] : year === item.year ? [fix("去掉日期", plans.change(plan, problem.item, { on: "" }))]
    : [fix("移到 " + year + " 年", plans.move(plan, problem.item, year))];
  return moved.concat([removed(plan, problem.item)]);
}

function core(data, plan, problem) {
  const course = data.course(problem.subject);
  const open = plans.years(plan).filter(function (year) { return givenIn(course, year); });
  return open.length ? [added(data, plan, problem.subject, 0)] : [];
}

function role(data, plan) {
  const meant = data.meant("roles", plan.role);
  return meant ? [fix("对象改为" + words.label(data.labels.roles, meant), plans.head(plan, { role: meant }))] : [];
}

function years(data, plan, problem) {
  if (problem.field === "themes") {
    return [fix("去掉这个主题", withoutTheme(plan, problem.item))];
  }
  if (problem.field === "on") {
    return day(plan, problem);
  }
  const year = nearestYear(plan, plan.items[problem.item].year);
  return [fix("移到 " + year + " 年", plans.move(plan, problem.item, year)), removed(plan, problem.item)];
}

function unfit(data, plan, problem) {
  if (plan.items[problem.item].class) {
    return [removed(plan, problem.item)];
  }
  const topic = data.course(problem.subject).topic;
  return instead(data, plan, problem.item, topic).concat([removed(plan, problem.item)]);
}

function early(data, plan, problem) {
  const own = plan.items[problem.item].year;
  const at = plan.items.map(function (item) { return item.course + " " + item.year; }).indexOf(problem.other + " " + problem.year);
  const later = plan.items[problem.item].class ? [removed(plan, problem.item)] : [fix("把这门课移到 " + problem.year + " 年", plans.move(plan, problem.item, problem.year))];
  if (at < 0) {
    // What comes too late is a course of a class.
    return plan.items[problem.item].class ? later : later.concat([removed(plan, problem.item)]);
  }
  return [
    fix("把先修课程" + named(data, problem.other) + "移到 " + own + " 年", plans.move(plan, at, own))
  ].concat(later);
}

function added(data, plan, id, year, last) {
  const made = adding.place(data, plan, id, year, last);
  const more = made.courses.length - 1;
  return fix("在 " + made.year + " 年加上" + named(data, id) + (more > 0 ? "和它的 " + more + " 门先修课程" : ""), made.plan);
}

function without(data, plan, problem) {
  return [added(data, plan, problem.other, 0, plan.items[problem.item].year)];
}

function topic(data, plan, problem) {
  return candidates(data, plan, problem.subject).slice(0, SHOWN).map(function (course) { return added(data, plan, course.id, 0); });
}

/* Planned courses that would count once they are held off the job: those that fill the gap, the shortest of them first. */
function flips(data, evaluation, result, year, gap) {
  const plan = evaluation.plan;
  const level = result.rule.offjob_level || "county";
  const word = words.label(data.labels.levels, level);
  const hours = function (index) { return data.course(plan.items[index].course).hours; };
  const counted = new Set(result.figure.counted.map(function (n) { return evaluation.counted[n]; }));
  return evaluation.counted.filter(function (index) {
    return plan.items[index].course && !counted.has(index) && (!year || plan.items[index].year === year);
  }).sort(byUse(gap, hours)).slice(0, SHOWN).map(function (index) {
    const item = plan.items[index];
    return fix("把 " + item.year + " 年的" + named(data, item.course) + "改为脱产（" + word + "）举办",
      plans.change(plan, index, { offjob: true, level: level }));
  });
}

/* Orders by hours: what fills a gap alone, the shortest first; then the longest. */
function byUse(gap, hours) {
  return function (one, other) {
    const first = hours(one);
    const second = hours(other);
    const fills = (first < gap ? 1 : 0) - (second < gap ? 1 : 0);
    return fills || (first < gap ? second - first : first - second) || (one < other ? -1 : 1);
  };
}

/* Courses not planned yet that a rule counts. */
function additions(data, plan, rule, year, gap) {
  const planned = adding.planned(data, plan);
  const free = new Map(data.offered(plan.sector).courses.filter(function (course) {
    return !planned.has(course.id) && (rule.count !== "theory" || course.theory) && givenTo(course, plan.role) &&
      (year ? [year] : plans.years(plan)).some(function (one) { return givenIn(course, one); });
  }).map(function (course) { return [course.id, course]; }));
  const best = Array.from(free.keys()).sort(byUse(gap, function (id) { return free.get(id).hours; })).slice(0, SHOWN);
  return best.map(function (id) { return added(data, plan, id, year); });
}

/* How much a rule is short of, yearly ones year by year. */
function short(result) {
  return (result.years.length ? result.years : [[0, result.figure]]).reduce(function (all, pair) { return all + rules.missing(pair[1]); }, 0);
}

function rule(data, plan, problem) {
  const evaluation = evaluate(data, plan);
  const result = evaluation.rules.filter(function (one) { return one.rule.id === problem.subject && short(one) > 0; })[0];
  if (!result) {
    return [];
  }
  const worst = result.years.filter(function (pair) { return rules.missing(pair[1]) > 0; })[0];
  const year = worst ? worst[0] : 0;
  const gap = rules.toAdd(result.rule, worst ? worst[1] : result.figure);
  const turned = result.rule.count === "offjob" ? flips(data, evaluation, result, year, gap) : [];
  return turned.length ? turned : additions(data, plan, result.rule, year, gap);
}

const WAYS = {
  R402: sector, R403: unknown, R417: role, R419: unknownClass, C601: years, C602: repeated, C603: unfit, C604: unfit, C605: early, C606: without,
  C607: topic, C608: rule, C610: period, C611: core, C612: unfit, C613: dates, C614: earned, C615: hours, C616: held,
  M312: function (data, plan, problem) {
    return problem.field === "earned" ? [withoutEarned(plan, problem.item)] : [fix("只留前一处", withoutTheme(plan, problem.item))];
  }
};

/* How much there is of a problem in a plan: its gap where a rule is not met, else how often it stands there. */
function amount(data, plan, problem) {
  const evaluation = evaluate(data, plan);
  if (problem.code !== "C608") {
    return evaluation.problems.filter(function (one) {
      return one.code === problem.code && one.subject === problem.subject && one.other === problem.other && one.field === problem.field;
    }).length;
  }
  return evaluation.rules.filter(function (result) { return result.rule.id === problem.subject; }).reduce(function (sum, result) {
    return sum + short(result);
  }, 0);
}

/* Returns [{label, plan}], best first; empty where only a new course can help. What would not help, such as moving a course that
   is planned once more, is left out. */
export function fixes(data, plan, problem) {
  const ways = WAYS[problem.code] ? WAYS[problem.code](data, plan, problem) : [];
  const before = ways.length ? amount(data, plan, problem) : 0;
  return ways.filter(function (one) { return amount(data, one.plan, problem) < before; });
}
