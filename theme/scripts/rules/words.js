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
  const found = pairs.filter(function (pair) { return pair[0] === id; })[0];
  return found ? found[1] : id;
}

/* A text as it stands inside quotation marks: its own become single ones. */
export function inner(text) {
  return text.replace(/“/g, "\u2018").replace(/”/g, "\u2019");
}

export function quote(text) {
  const characters = Array.from(text);
  return "“" + (characters.length > 40 ? characters.slice(0, 40).join("") + "…" : text) + "”";
}

/* One figure: what there is, what is needed and of what, what is missing. */
export function figure(rule, one) {
  const kind = rule.count === "all" ? "" : COUNTS[rule.count];
  const base = rule.share_of === "all" ? "总" : COUNTS[rule.share_of];
  const of = rule.share_of ? "(" + base + "学时 " + hours(one.base) + " 的 " + rule.share[0] + "/" + rule.share[1] + ")" : "";
  const text = "已有" + kind + " " + hours(one.have) + " 学时，要求不少于 " + hours(one.need) + " 学时" + of;
  return one.gap ? text + "，还差 " + hours(one.gap) + " 学时" : text;
}

/* What a rule's figures say; for a yearly rule the years that miss it, else the worst year. */
export function gap(result) {
  if (!result.years.length) {
    return figure(result.rule, result.figure);
  }
  let shown = result.years.filter(function (pair) { return pair[1].gap > 0; });
  if (!shown.length) {
    shown = result.years.filter(function (pair) { return pair[1].have === result.figure.have; }).slice(0, 1);
  }
  return shown.map(function (pair) { return pair[0] + " 年" + figure(result.rule, pair[1]); }).join("；");
}
