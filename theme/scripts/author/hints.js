/* The nearest value to what somebody wrote. Mirrors generator/courselib/library/hints.py, and Python's difflib on which that stands. */

const LONGEST = 199;
const CUTOFF = 0.6;
const guessed = new Map();

/* The longest run that stands in both stretches; of several the first in `a`, then the first in `b`. */
function longest(a, b, from, to, low, high) {
  let best = { a: from, b: low, size: 0 };
  let lengths = {};
  for (let i = from; i < to; i += 1) {
    const next = {};
    for (let j = low; j < high; j += 1) {
      if (a[i] === b[j]) {
        const size = next[j] = (lengths[j - 1] || 0) + 1;
        if (size > best.size) {
          best = { a: i - size + 1, b: j - size + 1, size: size };
        }
      }
    }
    lengths = next;
  }
  return best;
}

function matches(a, b, from, to, low, high) {
  const run = longest(a, b, from, to, low, high);
  return run.size === 0 ? 0
    : matches(a, b, from, run.a, low, run.b) + run.size + matches(a, b, run.a + run.size, to, run.b + run.size, high);
}

/* How alike two texts are, from 0 to 1. */
function likeness(one, other) {
  const a = Array.from(one);
  const b = Array.from(other);
  const all = a.length + b.length;
  // More than this cannot match: most pairs are done with here.
  if (!all || 2 * Math.min(a.length, b.length) / all < CUTOFF) {
    return 0;
  }
  return 2 * matches(a, b, 0, a.length, 0, b.length) / all;
}

function isLater(one, other) {
  const a = Array.from(one);
  const b = Array.from(other);
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    if (a[at] !== b[at]) {
      return a[at].codePointAt(0) > b[at].codePointAt(0);
    }
  }
  return a.length > b.length;
}

/* The text most alike to a word; of equals the one that comes last in order. */
function close(word, texts) {
  let best = "";
  let most = 0;
  texts.forEach(function (text) {
    const value = likeness(text, word);
    if (value >= CUTOFF && (value > most || (value === most && isLater(text, best)))) {
      best = text;
      most = value;
    }
  });
  return best;
}

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
    const label = close(value.trim(), Array.from(byLabel.keys()));
    if (label) {
      return byLabel.get(label);
    }
  }
  const found = close(key, Array.from(lowered.keys()));
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
