/* What can be chosen in each facet: [value, name, depth] rows, from the library's vocabulary. */

const EVERYBODY = "\u5168\u4f53\u515a\u5458";
export const RANGES = [["", ""], ["", "2"], ["2.5", "4"], ["4.5", "8"], ["8.5", ""]];

export function plain(rows) {
  return rows.filter(function (row) { return row[0]; }).map(function (row) { return [row[0], row[1], 0]; });
}

export function sectors(info) {
  const rows = info.sectors.map(function (row) { return [row[0], row[1], row[2] < 0 ? 0 : 1]; });
  return rows.concat([["all", "\u9762\u5411" + EVERYBODY, 0]]);
}

/* Tells whether one of the chosen sectors has members of its own, who may study more than its courses. */
export function hasMembers(chosen) {
  return chosen.some(function (id) { return id !== "all"; });
}

/* Returns whom the courses beyond those of the chosen sectors are for. */
export function beyond(info, chosen) {
  const below = info.sectors.some(function (row) { return row[2] >= 0 && chosen.indexOf(row[0]) >= 0; });
  return "\u9762\u5411" + (below ? "\u4e0a\u7ea7\u9886\u57df\u6216" : "") + EVERYBODY;
}

/* Returns the topics by whom they belong to: [{name, rows}]. */
export function topics(info) {
  const groups = new Map();
  const known = new Set();
  info.topics.forEach(function (row) {
    // A topic stands again for courses of another task.
    if (known.has(row[0])) {
      return;
    }
    known.add(row[0]);
    const name = row[3] < 0 ? EVERYBODY : info.sectors[row[3]][1];
    if (!groups.has(name)) {
      groups.set(name, []);
    }
    groups.get(name).push([row[0], row[1], 0]);
  });
  return Array.from(groups, function (entry) { return { name: entry[0], rows: entry[1] }; });
}

export function rangeName(min, max) {
  if (!min && !max) {
    return "\u4e0d\u9650";
  }
  if (!min) {
    return max + " \u5b66\u65f6\u4ee5\u5185";
  }
  return max ? min + " \u5230 " + max + " \u5b66\u65f6" : min + " \u5b66\u65f6\u4ee5\u4e0a";
}

/* Returns {facet: {value: name}} of all that is known so far. */
export function names(info, more) {
  function table(rows) {
    const byId = Object.create(null);
    rows.forEach(function (row) { byId[row[0]] = row[1]; });
    return byId;
  }
  return {
    sector: Object.assign(table(sectors(info)), { all: EVERYBODY }), task: table(info.tasks), topic: table(info.topics), kind: table(info.kinds),
    method: table(more ? more.methods : []), level: table(more ? more.levels : []), lecturer: table(more ? more.lecturers : []),
    lang: table(more ? more.languages : []), origin: table(more ? more.origins : [])
  };
}
