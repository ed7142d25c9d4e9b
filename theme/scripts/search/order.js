/* The order of hits. Every order ends with the course's number, which is its place in the plan, so that it is total. */

/* Up to so many hits are picked out; for more all are sorted. */
const FEW = 128;

/* Returns by what hits are put in order before relevance decides: what each sort compares, smaller first. */
function keyOf(library, sort) {
  const column = library.column;
  switch (sort) {
    case "hours": return function (n) { return library.hours[column.hours[n]]; };
    case "-hours": return function (n) { return -library.hours[column.hours[n]]; };
    case "updated": return function (n) { return -library.more.column.updated[n]; };
    case "title": return function (n) { return library.more.column.titleRank[n]; };
    case "plan": {
      // A topic stands again for courses of another task: its place in the plan is where it stands first.
      const first = new Map();
      const places = library.topics.map(function (row, n) {
        if (!first.has(row[0])) {
          first.set(row[0], n);
        }
        return first.get(row[0]);
      });
      return function (n) { return places[column.topic[n] >> 1]; };
    }
    default: return null;
  }
}

/* Returns a comparison of two courses; `scores` has the score and the number of terms matched of each course. */
export function comparison(library, sort, scores) {
  const key = keyOf(library, sort);
  const score = scores.score;
  const matched = scores.matched;
  const named = scores.named;
  return function (a, b) {
    return (key && key(a) - key(b)) || Number(named.has(b)) - Number(named.has(a)) || matched[b] - matched[a] || score[b] - score[a] || a - b;
  };
}

function picked(numbers, many, compare) {
  const best = [];
  for (let i = 0; i < numbers.length; i += 1) {
    const n = numbers[i];
    if (best.length < many || compare(n, best[many - 1]) < 0) {
      let place = best.length < many ? best.length : many - 1;
      while (place > 0 && compare(n, best[place - 1]) < 0) {
        best[place] = best[place - 1];
        place -= 1;
      }
      best[place] = n;
    }
  }
  return best;
}

/* Returns `limit` of the numbers from place `offset` on, in order. */
export function page(numbers, compare, offset, limit) {
  const many = Math.min(offset + limit, numbers.length);
  const ordered = many <= FEW ? picked(numbers, many, compare) : Array.from(numbers).sort(compare);
  return ordered.slice(offset, offset + limit);
}

export function needsMore(sort) {
  return sort === "updated" || sort === "title";
}
