/* Figures and names in words, as the command line says them. */
import { hours } from "../lib/hours.js";

export { hours };

const COUNTS = { theory: "创新理论", offjob: "脱产" };

/* part/whole with one decimal, rounded half up; a dash when there is nothing to share. */
export function percent(part, whole) {
  if (whole <= 0) {
    return "\u2014";
  }
  const tenths = Math.floor((part * 2000 + whole) / (2 * whole));
  return Math.floor(tenths / 10) + "." + tenths % 10 + "%";
}

/* The title of an ID in a list of [id, title]; the ID itself when it has none. */
export function label(pairs, id) {
  const match = pairs.filter(function (pair) { return pair[0] === id; })[0];
  return match ? match[1] : id;
}

/* A text as it stands inside quotation marks: its own become single ones. */
export function inner(text) {
  return text.replace(/“/g, "\u2018").replace(/”/g, "\u2019");
}

export function quote(text) {
  const characters = Array.from(text);
  return "“" + (characters.length > 40 ? characters.slice(0, 40).join("") + "…" : text) + "”";
}

/* How a rule's outcome, and a plan as a whole, is called. */
export const VERDICTS = { pass: "达标", note: "有说明事项", fail: "未达标", exempt: "免除" };

/* The years of a window: 2024 年, or 2024—2025 年. */
export function years(window) {
  return window.length === 1 ? window[0] + " 年" : window[0] + "—" + window[window.length - 1] + " 年";
}

/* Years in order as runs: 2024—2026 年、2028 年. */
export function ranges(list) {
  const runs = [];
  list.forEach(function (year) {
    const last = runs[runs.length - 1];
    if (last && last[last.length - 1] === year - 1) {
      last.push(year);
    } else {
      runs.push([year]);
    }
  });
  return runs.map(years).join("、");
}

/* What is told in brackets behind what there is: how much of it was earned before, how many days it is. */
function remark(one) {
  const parts = (one.earned ? ["含已学 " + hours(one.earned)] : []).concat(one.days === null ? [] : ["按天计 " + hours(one.days) + " 天"]);
  return parts.length ? "（" + parts.join("，") + "）" : "";
}

/* One figure: what there is, what is needed and of what, what is missing; both hours and days where days are stated. */
export function figure(rule, one) {
  const kind = rule.count === "all" ? "" : COUNTS[rule.count];
  const base = rule.share_of === "all" ? "总" : COUNTS[rule.share_of];
  const partOnly = one.unknown.length > 0 && one.need < one.full;
  const days = one.days !== null && !partOnly ? "或 " + rule.days + " 天" : "";
  let of = rule.share_of ? "（" + base + "学时 " + hours(one.base) + " 的 " + rule.share[0] + "/" + rule.share[1] + "）" : "";
  if (partOnly) {
    of = "（按年折算，全期 " + hours(one.full) + " 学时）";
  }
  const text = "已有" + kind + " " + hours(one.have) + " 学时" + remark(one) + "，要求不少于 " + hours(one.need) + " 学时" + days + of +
    (one.gap ? "，还差 " + hours(one.gap) + " 学时" : "");
  return one.unknown.length && one.gap && !partOnly ? text + "；按年折算不少于 " + hours(one.proportional) + " 学时，已达到" : text;
}

function figuresOf(result) {
  return result.years.length ? result.years.map(function (pair) { return pair[1]; }) : [result.figure];
}

/* What a rule's figures say; for a rule of each year the years that miss it, else the worst year. */
export function gap(result) {
  if (!result.years.length) {
    return figure(result.rule, result.figure);
  }
  const all = figuresOf(result);
  let shown = all.filter(function (one) { return one.status === "fail"; });
  shown = shown.length ? shown : all.filter(function (one) { return one.gap > 0; });
  shown = shown.length ? shown : all.filter(function (one) { return one.have === result.figure.have; }).slice(0, 1);
  return shown.map(function (one) { return years(one.window) + figure(result.rule, one); }).join("；");
}

/* Which years nothing is known of, and what that leaves open. */
function unknown(result) {
  const unknownYears = new Set();
  figuresOf(result).forEach(function (one) {
    if (one.gap) {
      one.unknown.forEach(function (year) { unknownYears.add(year); });
    }
  });
  if (!unknownYears.size) {
    return "";
  }
  const part = result.figure;
  return ranges(Array.from(unknownYears).sort()) + "不在方案里，也没有写已学学时，总数无从核对；按年折算不少于 " + hours(part.proportional) + " 学时，" +
    (part.need === part.proportional ? "没有达到" : "已达到") + "。";
}

/* Why a rule stands as it does, in whole sentences; "" where it is met. */
export function reason(result) {
  if (result.status === "exempt") {
    return result.rule.exempt + "。";
  }
  if (result.status === "pass") {
    return "";
  }
  if (!result.figure.window.length) {
    return "方案的年份里没有这条规则可以核对的期间。";
  }
  if (result.status === "fail") {
    return gap(result) + "。" + unknown(result);
  }
  const below = figuresOf(result).filter(function (one) {
    return one.status === "note" && (!one.unknown.length || one.need === one.proportional);
  }).map(function (one) { return one.window; });
  if (!below.length) {
    return unknown(result);
  }
  const single = below.every(function (window) { return window.length === 1; });
  const when = single ? ranges(below.map(function (window) { return window[0]; })) : below.map(years).join("、");
  return when + "低于一般要求，请注明原因。" + unknown(result);
}
