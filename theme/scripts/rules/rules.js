/* The hour rules: what counted, the figure, the need and the gap. Half-hours throughout; shares by cross-multiplication. */
import * as counting from "./counting.js";
import * as plans from "./plans.js";
import * as windows from "./windows.js";

const RANKS = ["pass", "note", "fail"];

function sum(list, amount) {
  return list.reduce(function (total, one) { return total + amount(one); }, 0);
}

/* What a plan brings to its rules beside its items: years, what was earned as far as it counts, and the library's period. */
export function circumstances(data, plan) {
  const years = plans.years(plan);
  const earned = new Map();
  plan.earned.forEach(function (row) {
    if (row.year >= data.start && row.year <= data.end && row.year <= years[years.length - 1] && !earned.has(row.year)) {
      // A year of which days and theory hours are stated has the hours of its days, of which theory is a share.
      const hours = row.hours || (row.theory_hours ? row.days * data.hoursPerDay : 0);
      earned.set(row.year, Object.assign({}, row, { hours: hours }));
    }
  });
  const period = [];
  for (let year = data.start; year <= data.end; year += 1) {
    period.push(year);
  }
  return {
    role: plan.role, exempt: plan.exempt, years: years, period: period, hoursPerDay: data.hoursPerDay, earned: Array.from(earned.values())
  };
}

/* A share of what is planned and earned in the window. */
function shareOf(rule, planned, earned, figure) {
  const of = counting.counter(rule, rule.share_of);
  const base = sum(planned, of) + sum(earned, function (row) { return counting.earnedHours(row, rule.share_of); });
  const need = counting.ceiling(base * rule.share[0], rule.share[1]);
  const gap = Math.max(0, need - figure.have);
  return Object.assign(figure, { need: need, gap: gap, base: base, status: gap ? rule.normal_case ? "note" : "fail" : "pass" });
}

/* Mirrors `_figure` of generator/courselib/curricula/rules.py; see there for what each part means. */
function figureOf(rule, planned, window, about) {
  const inside = planned.map(function (one, n) { return n; }).filter(function (n) { return window.indexOf(planned[n].year) >= 0; });
  const own = inside.map(function (n) { return planned[n]; });
  const earned = about.earned.filter(function (row) { return window.indexOf(row.year) >= 0; });
  const counts = counting.counter(rule, rule.count);
  const gained = sum(earned, function (row) { return counting.earnedHours(row, rule.count); });
  const have = gained + sum(own, counts);
  const figure = {
    have: have, need: 0, gap: 0, counted: inside.filter(function (n) { return counts(planned[n]); }), base: 0, status: "pass",
    window: window, unknown: [], full: 0, proportional: 0, days: null, earned: gained
  };
  if (rule.share_of) {
    return shareOf(rule, own, earned, figure);
  }
  const known = new Set(about.years.concat(earned.map(function (row) { return row.year; })));
  const unknown = window.filter(function (year) { return !known.has(year); });
  const days = counting.inDays(rule, own, earned, about.hoursPerDay);
  const reached = Math.max(have, days || 0);
  const part = unknown.length ? counting.ceiling(rule.minimum * (window.length - unknown.length), window.length) : 0;
  const need = unknown.length && reached < part ? part : rule.minimum;
  const gap = Math.max(0, need - reached);
  const provable = !unknown.length || reached < part;
  return Object.assign(figure, {
    need: need, gap: gap, status: gap ? provable && !rule.normal_case ? "fail" : "note" : "pass", unknown: unknown,
    full: unknown.length ? rule.minimum : 0, proportional: part, days: days === null ? null : Math.floor(days / about.hoursPerDay)
  });
}

function worse(one, other) {
  return RANKS.indexOf(one.status) - RANKS.indexOf(other.status) || one.gap - other.gap || (one.need - one.have) - (other.need - other.have);
}

function resultOf(rule, planned, about) {
  const figures = windows.windows(rule, about.years, about.period).map(function (window) { return figureOf(rule, planned, window, about); });
  const exempt = about.exempt && rule.exempt;
  if (!figures.length) {
    // No year of the plan is one that the rule speaks of: nothing can be said.
    const nothing = {
      have: 0, need: rule.minimum, gap: rule.minimum, counted: [], base: 0, status: "note", window: [], unknown: [], full: 0, proportional: 0,
      days: null, earned: 0
    };
    return { rule: rule, status: exempt ? "exempt" : "note", figure: nothing, years: [] };
  }
  if (rule.window === "period") {
    return { rule: rule, status: exempt ? "exempt" : figures[0].status, figure: figures[0], years: [] };
  }
  // The worst verdict, of these the largest gap; where none has one, the window that comes nearest to failing.
  const worst = figures.reduce(function (soFar, one) { return worse(one, soFar) > 0 ? one : soFar; });
  const counted = figures.reduce(function (all, one) { return all.concat(one.counted); }, []).sort(function (a, b) { return a - b; });
  return {
    rule: rule, status: exempt ? "exempt" : worst.status, figure: Object.assign({}, worst, { counted: counted }),
    years: figures.map(function (figure) { return [figure.window[0], figure]; })
  };
}

/* Returns the results of the rules that hold for the role and years, in the rules' order. */
export function evaluate(rules, planned, about) {
  const last = about.years[about.years.length - 1];
  return rules.filter(function (rule) { return rule.applies.indexOf(about.role) >= 0 && rule.effective <= last; })
    .map(function (rule) { return resultOf(rule, planned, about); });
}

/* What is missing of a figure: nothing where only years that nobody knows of are. */
export function missing(figure) {
  return figure.status === "note" && figure.unknown.length && figure.need !== figure.proportional ? 0 : figure.gap;
}

/* The half-hours to add so that a figure is met: for a share more than its gap, since they raise the base too. */
export function toAdd(rule, figure) {
  if (!figure.gap || !rule.share_of) {
    return figure.gap;
  }
  const part = rule.share[0];
  const whole = rule.share[1];
  return whole > part ? counting.ceiling(figure.base * part - figure.have * whole, whole - part) : 0;
}
