/* “是否想写”: the nearest of many records, by ID or title. */
import { closest } from "../lib/difflib.js";

const LONGEST = 200;

/* `pairs` are [id, title]; returns the nearest of the IDs, or "". */
export function find(value, pairs) {
  const text = value.trim();
  if (Array.from(value).length > LONGEST) {
    return "";
  }
  const key = text.toLowerCase();
  const lowered = new Map();
  const labelled = new Map();
  pairs.forEach(function (pair) {
    lowered.set(pair[0].toLowerCase(), pair[0]);
    labelled.set(pair[1], pair[0]);
  });
  let found = lowered.get(key);
  if (found === undefined) {
    found = labelled.get(closest(text, Array.from(labelled.keys())));
  }
  if (found === undefined) {
    found = lowered.get(closest(key, Array.from(lowered.keys())));
  }
  if (found === undefined && Array.from(key).length >= 4) {
    found = pairs.map(function (pair) { return pair[0]; }).filter(function (id) { return id.toLowerCase().indexOf(key) >= 0; })[0];
  }
  return found || "";
}
