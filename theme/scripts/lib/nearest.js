/* “是否想写”: the nearest value to what somebody wrote. Mirrors `near` of generator/courselib/library/hints.py. */
import { closest } from "./difflib.js";

const LONGEST = 200;

/* The nearest of `names` (a list), or an empty text. `labels` is a map from names to their Chinese names or titles, or nothing. */
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
  const near = closest(key, Array.from(lowered.keys()));
  if (near) {
    return lowered.get(near);
  }
  const inside = Array.from(key).length >= 4 ? names.filter(function (name) { return name.toLowerCase().indexOf(key) >= 0; }) : [];
  return inside.length ? inside[0] : "";
}
