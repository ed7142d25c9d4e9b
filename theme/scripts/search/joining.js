/* What makes one library of a base and of what came since: one number for each course, columns in the order of these. Loaded when a library
   has a base (`segments.js`); it imports nothing. */

const ALL = -1;

/* Returns the numbers of both segments' courses; `at` says before which of the base each of the others stands. */
function numbered(count, dead, at) {
  const base = new Int32Array(count);
  const since = new Int32Array(at.length);
  dead.forEach(function (n) { base[n] = -1; });
  let next = 0;
  let place = 0;
  for (let n = 0; n <= count; n += 1) {
    for (; place < at.length && at[place] === n; place += 1) {
      since[place] = next++;
    }
    if (n < count && base[n] === 0) {
      base[n] = next++;
    }
  }
  if (place < at.length || next !== count - dead.length + at.length) {
    throw new RangeError("the segments do not fit");
  }
  return [base, since];
}

/* Returns the places in `rows` of what the base has; 0 for what no course has any more. `nameOf` gives what tells a row. */
function placesOf(names, rows, nameOf) {
  const places = new Map();
  rows.forEach(function (row, place) { places.set(nameOf(row), place); });
  return names.map(function (name) { return places.get(name) || 0; });
}

/* Puts the values of two columns in the order of numbers; `of` turns a value of the base into the library's. */
function joined(values, numbers, base, since, of) {
  base.forEach(function (value, n) {
    if (numbers[0][n] >= 0) {
      values[numbers[0][n]] = of ? of(value, n) : value;
    }
  });
  since.forEach(function (value, n) { values[numbers[1][n]] = value; });
  return values;
}

function shifted(by) { return by ? function (value) { return value + by; } : null; }

/* Gives a library the columns of its base, whose numbers and those of the others are `numbers`; its tables grow by the base's. */
export function join(library, base) {
  const numbers = numbered(base.count, library.dead, library.at);
  const sectors = library.sectors.map(function (row) { return row[0]; });
  const audiences = base.audiences.map(function (audience) {
    return audience.map(function (id) { return id === "all" ? ALL : sectors.indexOf(id); }).filter(function (place, n) {
      return place >= 0 || audience[n] === "all";
    });
  });
  const topics = placesOf(base.topics.map(function (row) { return row.join(" "); }), library.topics, function (row) {
    return row[0] + " " + (row[2] < 0 ? "" : library.tasks[row[2]][0]);
  });
  const kinds = placesOf(base.kinds, library.kinds, function (row) { return row[0]; });
  const own = library.column;
  const put = function (name, of) { return joined(new Uint16Array(library.count), numbers, base.column[name], own[name], of); };
  library.column = {
    lengths: put("lengths", shifted(library.lengths.length)), audience: put("audience", shifted(library.audiences.length)),
    hours: put("hours", shifted(library.hours.length)), kind: put("kind", function (value) { return kinds[value]; }),
    topic: put("topic", function (value) { return topics[value >> 1] * 2 + (value & 1); }),
    since: joined(new Uint8Array(library.count), numbers, new Uint8Array(base.count), new Uint8Array(numbers[1].length).fill(1), null),
    own: joined(new Uint32Array(library.count), numbers, numbers[0], numbers[1].map(function (_, n) { return n; }), function (_, n) { return n; })
  };
  library.lengths = library.lengths.concat(base.lengths);
  library.audiences = library.audiences.concat(audiences);
  library.hours = library.hours.concat(base.hours);
  return numbers;
}

/* Returns the further columns of all courses, the vocabulary being that of the second part. */
export function joinMore(library, base, more) {
  const numbers = library.segments.map(function (segment) { return segment.numbers; });
  const place = function (name) {
    const places = placesOf(base[name].map(function (row) { return row[0]; }), more[name], function (row) { return row[0]; });
    return function (value) { return places[value]; };
  };
  const put = function (name, of) { return joined(new Uint16Array(library.count), numbers, base.column[name], more.column[name], of); };
  const ranks = more.column.titleRank;
  const step = ranks.length + 1;
  const taught = joined(new Array(library.count), numbers, taughtOf(base.teaches, place("lecturers")), taughtOf(more.teaches, null), null);
  const starts = new Uint32Array(library.count + 1);
  taught.forEach(function (list, n) { starts[n + 1] = starts[n] + list.length; });
  return Object.assign({}, more, {
    column: {
      level: put("level", place("levels")), language: put("language", place("languages")), origin: put("origin", place("origins")), methods: put("methods", null),
      updated: put("updated", null),
      // Between two titles of the base there is room for all others.
      titleRank: joined(new Float64Array(library.count), numbers, base.column.titleRank, Array.from(ranks, function (rank, n) {
        return more.column.titleAt[n] * step + rank;
      }), function (rank) { return rank * step + step - 1; })
    },
    teaches: { starts: starts, lecturers: [].concat.apply([], taught) }
  });
}

/* Returns the lecturers of each course. */
function taughtOf(teaches, of) {
  return Array.from(teaches.starts.subarray(1), function (end, n) {
    const list = teaches.lecturers.slice(teaches.starts[n], end);
    return of ? list.map(of) : list;
  });
}
