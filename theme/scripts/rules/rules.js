/* The hour rules: what counted, the figure, the need and the gap. Half-hours throughout; shares by cross-multiplication. */

/* From the highest down: off-the-job training counts at a rule's level or above. */
export const LEVELS = ["central", "province", "city", "county", "township", "unit"];

/* Returns the test of which planned courses a rule counts. */
export function counter(rule, kind) {
  if (kind === "theory") {
    return function (planned) { return planned.theory; };
  }
  if (kind === "offjob") {
    const lowest = LEVELS.indexOf(rule.offjob_level || "unit");
    return function (planned) { return planned.offjob && LEVELS.indexOf(planned.level) <= lowest; };
  }
  return function () { return true; };
}

/* The smallest whole number that is not below value/divisor, of whole numbers from 0 on. */
export function ceiling(value, divisor) {
  const rest = value % divisor;
  return (value - rest) / divisor + (rest > 0 ? 1 : 0);
}

/* `year` restricts what is counted to one year; null takes all. */
function figureOf(rule, planned, year) {
  const counts = counter(rule, rule.count);
  const of = rule.share_of ? counter(rule, rule.share_of) : null;
  const counted = [];
  let have = 0;
  let base = 0;
  planned.forEach(function (one, n) {
    if (year !== null && one.year !== year) {
      return;
    }
    if (counts(one)) {
      counted.push(n);
      have += one.hours;
    }
    if (of && of(one)) {
      base += one.hours;
    }
  });
  const need = of ? ceiling(base * rule.share[0], rule.share[1]) : rule.minimum;
  return { have: have, need: need, gap: Math.max(0, need - have), counted: counted, base: base };
}

/* The rules that hold for a role in years that end before `stop`. */
function applying(rules, role, stop) {
  return rules.filter(function (rule) { return rule.applies.indexOf(role) >= 0 && rule.effective < stop; });
}

function worse(one, other) {
  return one.gap - other.gap || (one.need - one.have) - (other.need - other.have);
}

function resultOf(rule, planned, years, exempt) {
  let figure;
  let perYear = [];
  if (rule.window === "year") {
    perYear = years.filter(function (year) { return year >= rule.effective; }).map(function (year) {
      return [year, figureOf(rule, planned, year)];
    });
    // The year with the largest gap; where none has one, the year that comes nearest to failing.
    const worst = perYear.map(function (pair) { return pair[1]; }).reduce(function (found, one) {
      return worse(one, found) > 0 ? one : found;
    });
    const counted = perYear.reduce(function (all, pair) { return all.concat(pair[1].counted); }, []);
    counted.sort(function (a, b) { return a - b; });
    figure = Object.assign({}, worst, { counted: counted });
  } else {
    figure = figureOf(rule, planned, null);
  }
  const status = exempt && rule.exempt ? "exempt" : figure.gap ? "fail" : "pass";
  return { rule: rule, status: status, figure: figure, years: perYear };
}

/* `planned` are those that count: {course, year, hours, theory, offjob, level}. Returns results in the rules' order. */
export function evaluate(rules, planned, role, years, exempt) {
  return applying(rules, role, years[years.length - 1] + 1).map(function (rule) {
    return resultOf(rule, planned, years, exempt);
  });
}

/* The half-hours to add so that a figure is met: for a share more than its gap, since they raise the base too. */
export function toAdd(rule, figure) {
  if (!figure.gap || !rule.share_of) {
    return figure.gap;
  }
  const part = rule.share[0];
  const whole = rule.share[1];
  return whole > part ? ceiling(figure.base * part - figure.have * whole, whole - part) : 0;
}
