/* How many of the hits each choice of a facet has, the facet's own choices left out of account. */
import * as filters from "./filters.js";

/* Returns how many hits have each value of a column, leaving out those that another facet refuses. */
function tally(numbers, masks, bit, column, size) {
  const counts = new Uint32Array(size);
  for (let i = 0; i < numbers.length; i += 1) {
    const n = numbers[i];
    if (!masks || (masks[n] | bit) === bit) {
      counts[column[n]] += 1;
    }
  }
  return counts;
}

function add(counts, id, count) {
  if (count) {
    counts[id] = (counts[id] || 0) + count;
  }
}

/* Each returns {id: count} of a facet; `of(column, size)` tallies a column. `shared` has one count, "true": the courses that are none of
   the chosen sectors' own, but open to their members. */
const FACETS = {
  sectors: function (library, of) {
    const counts = Object.create(null);
    of(library.column.audience, library.audiences.length).forEach(function (count, audience) {
      library.holders[audience].forEach(function (id) { add(counts, id, count); });
    });
    return counts;
  },
  shared: function (library, of, request) {
    const counts = Object.create(null);
    const beyond = filters.beyond(library, request);
    of(library.column.audience, library.audiences.length).forEach(function (count, audience) { add(counts, "true", beyond[audience] ? count : 0); });
    return counts;
  },
  topics: function (library, of) {
    return byTopic(library, of, function (topic) { return library.topics[topic][0]; });
  },
  tasks: function (library, of) {
    return byTopic(library, of, function (topic) {
      const task = library.topics[topic][2];
      return task < 0 ? "" : library.tasks[task][0];
    });
  },
  theory: function (library, of) {
    return byTopic(library, of, function (topic, theory) { return String(theory === 1); });
  },
  hours: function (library, of) {
    return named(of(library.column.hours, library.hours.length), library.hours);
  },
  kinds: function (library, of) {
    return byRow(of(library.column.kind, library.kinds.length), library.kinds);
  },
  levels: function (library, of) {
    return byRow(of(library.more.column.level, library.more.levels.length), library.more.levels);
  },
  languages: function (library, of) {
    return byRow(of(library.more.column.language, library.more.languages.length), library.more.languages);
  },
  origins: function (library, of) {
    return byRow(of(library.more.column.origin, library.more.origins.length), library.more.origins);
  }
};

function named(counts, names) {
  const byName = Object.create(null);
  counts.forEach(function (count, place) { add(byName, names[place], count); });
  return byName;
}

function byRow(counts, rows) {
  return named(counts, rows.map(function (row) { return row[0]; }));
}

function byTopic(library, of, name) {
  const counts = Object.create(null);
  of(library.column.topic, library.topics.length * 2).forEach(function (count, value) {
    add(counts, name(value >> 1, value & 1), count);
  });
  return counts;
}

/* Facets of which a course may have several values: `visit(n, give)` gives the places of each. */
function several(numbers, masks, bit, rows, visit) {
  const counts = new Uint32Array(rows.length);
  const give = function (place) { counts[place] += 1; };
  for (let i = 0; i < numbers.length; i += 1) {
    if (!masks || (masks[numbers[i]] | bit) === bit) {
      visit(numbers[i], give);
    }
  }
  return byRow(counts, rows);
}

const SEVERAL = {
  methods: function (more, n, give) {
    for (let bits = more.column.methods[n], place = 0; bits; bits >>= 1, place += 1) {
      if (bits & 1) {
        give(place);
      }
    }
  },
  lecturers: function (more, n, give) {
    for (let i = more.teaches.starts[n]; i < more.teaches.starts[n + 1]; i += 1) {
      give(more.teaches.lecturers[i]);
    }
  }
};

/* Returns {facet: {id: count}} of the facets that a request names, over `numbers`; IDs without a hit are left out. */
export function counted(library, numbers, masks, request) {
  const byFacet = Object.create(null);
  (request.facets || []).forEach(function (name) {
    const bit = filters.BITS[name === "shared" ? "sectors" : name];
    const visit = SEVERAL[name];
    byFacet[name] = visit
      ? several(numbers, masks, bit, library.more[name], function (n, give) { visit(library.more, n, give); })
      : FACETS[name](library, function (column, size) { return tally(numbers, masks, bit, column, size); }, request);
  });
  return byFacet;
}
