/* Over which years an hour rule is held: the whole period, each year, or each full block of N years from the period's start. */

/* How many years a window has; 0 for a text that names none, or more years than the period (a list of years) has. */
export function length(window, period) {
  if (window === "period" || window === "year") {
    return window === "year" ? 1 : period.length;
  }
  const match = /^([1-9][0-9]?) years$/.exec(window);
  return match && Number(match[1]) <= period.length ? Number(match[1]) : 0;
}

/* The windows of a rule that a plan of these years has part in, each a list of years; none from before the rule took effect. */
export function windows(rule, years, period) {
  const size = length(rule.window, period);
  const inPlan = [];
  for (let n = 0; size && n + size <= period.length; n += size) {
    const one = period.slice(n, n + size);
    if ((rule.window === "period" || one[0] >= rule.effective) && one.some(function (year) { return years.indexOf(year) >= 0; })) {
      inPlan.push(one);
    }
  }
  return inPlan;
}

/* The years of a window as the public form names them: 2024, or 2024-2025. */
export function name(window) {
  return window.length === 1 ? String(window[0]) : window[0] + "-" + window[window.length - 1];
}
