/* Which of many texts is most like another, as Python's difflib.get_close_matches finds it. */

const CUTOFF = 0.6;

/* Prepares a text to be compared with many: where each of its characters stands, and how often. */
function prepared(text) {
  const characters = Array.from(text);
  const places = new Map();
  characters.forEach(function (c, n) {
    if (!places.has(c)) {
      places.set(c, []);
    }
    places.get(c).push(n);
  });
  const counts = new Map();
  places.forEach(function (list, c) { counts.set(c, list.length); });
  if (characters.length >= 200) {
    // In long texts characters that come often do not begin a match.
    const often = Math.floor(characters.length / 100) + 1;
    Array.from(places.keys()).forEach(function (c) {
      if (counts.get(c) > often) {
        places.delete(c);
      }
    });
  }
  return { characters: characters, places: places, counts: counts };
}

/* The longest stretch that a[alo..ahi) and b[blo..bhi) share: [start in a, start in b, size], the earliest of the longest. */
function longest(a, b, alo, ahi, blo, bhi) {
  let best = [alo, blo, 0];
  let before = new Map();
  for (let i = alo; i < ahi; i += 1) {
    const here = new Map();
    (b.places.get(a[i]) || []).forEach(function (j) {
      if (j >= blo && j < bhi) {
        const size = (before.get(j - 1) || 0) + 1;
        here.set(j, size);
        if (size > best[2]) {
          best = [i - size + 1, j - size + 1, size];
        }
      }
    });
    before = here;
  }
  while (best[0] > alo && best[1] > blo && a[best[0] - 1] === b.characters[best[1] - 1]) {
    best = [best[0] - 1, best[1] - 1, best[2] + 1];
  }
  while (best[0] + best[2] < ahi && best[1] + best[2] < bhi && a[best[0] + best[2]] === b.characters[best[1] + best[2]]) {
    best[2] += 1;
  }
  return best;
}

function shared(a, b) {
  const queue = [[0, a.length, 0, b.characters.length]];
  let sum = 0;
  while (queue.length) {
    const part = queue.pop();
    const block = longest(a, b, part[0], part[1], part[2], part[3]);
    if (block[2]) {
      sum += block[2];
      if (part[0] < block[0] && part[2] < block[1]) {
        queue.push([part[0], block[0], part[2], block[1]]);
      }
      if (block[0] + block[2] < part[1] && block[1] + block[2] < part[3]) {
        queue.push([block[0] + block[2], part[1], block[1] + block[2], part[3]]);
      }
    }
  }
  return sum;
}

function ratioOf(matches, a, b) {
  const length = a.length + b.characters.length;
  return length ? 2 * matches / length : 1;
}

/* A bound on the ratio that costs little: how many characters both have at all. */
function bound(a, b) {
  const left = new Map(b.counts);
  let matches = 0;
  a.forEach(function (c) {
    const many = left.get(c) || 0;
    if (many > 0) {
      matches += 1;
      left.set(c, many - 1);
    }
  });
  return ratioOf(matches, a, b);
}

function after(one, other) {
  const a = Array.from(one);
  const b = Array.from(other);
  for (let n = 0; n < a.length && n < b.length; n += 1) {
    if (a[n] !== b[n]) {
      return a[n].codePointAt(0) > b[n].codePointAt(0);
    }
  }
  return a.length > b.length;
}

/* The most like of the texts, of equals the one that comes last in order; null when none is like enough. */
export function closest(text, texts) {
  const b = prepared(text);
  let best = null;
  let score = CUTOFF;
  texts.forEach(function (other) {
    const a = Array.from(other);
    if (ratioOf(Math.min(a.length, b.characters.length), a, b) < score || bound(a, b) < score) {
      return;
    }
    const ratio = ratioOf(shared(a, b), a, b);
    if (ratio > score || (ratio === score && (best === null || after(other, best)))) {
      best = other;
      score = ratio;
    }
  });
  return best;
}
