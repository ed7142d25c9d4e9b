/* Hints: what somebody probably meant. Mirrors generator/courselib/library/hints.py. */
import { nearest } from "../lib/nearest.js";

const guessed = new Map();

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
