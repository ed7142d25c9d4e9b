/* The nearest value to what somebody wrote. Mirrors generator/courselib/library/hints.py. */
import { closest } from "../lib/difflib.js";

const LONGEST = 199;
const guessed = new Map();

/* The nearest of `names` (a list), or an empty text. `labels` is a map from names to Chinese names, or nothing. */
export function nearest(value, names, labels) {
  if (Array.from(value).length > LONGEST) {
    return "";
  }
  const lowered = new Map(names.map(function (name) { return [name.toLowerCase(), name]; }));
  const key = value.trim().toLowerCase();
  if (lowered.has(key)) {
    return lowered.get(key);
  }
  if (labels) {
    const byLabel = new Map(names.filter(function (name) { return labels.has(name); }).map(function (name) { return [labels.get(name), name]; }));
    const label = closest(value.trim(), Array.from(byLabel.keys()));
    if (label) {
      return byLabel.get(label);
    }
  }
  const found = closest(key, Array.from(lowered.keys()));
  if (found) {
    return lowered.get(found);
  }
  const inside = Array.from(key).length >= 4 ? names.filter(function (name) { return name.toLowerCase().indexOf(key) >= 0; }) : [];
  return inside.length ? inside[0] : "";
}

/* “是否想写 …” with the nearest name, else `otherwise`. Checks come at every key: what was worked out once is kept. */
export function hint(set, value, names, labels, otherwise) {
  const key = JSON.stringify([set, value]);
  if (!guessed.has(key)) {
    guessed.set(key, nearest(value, names(), labels));
  }
  return guessed.get(key) ? "是否想写 " + guessed.get(key) + "？" : otherwise;
}

/* What a hint proposes, if it proposes one thing. */
export function proposal(hintText) {
  const match = /^是否想写 (\S+)？$/.exec(hintText);
  return match ? match[1] : "";
}
