/* Which courses a request admits, and how many each choice of a facet would give.
   Values within a facet are alternatives, facets must all agree. Every facet has a bit; a course's mask holds the bits
   of the facets that refuse it, so that a facet can be counted as if it were not there. */

const ALL = -1;
export const BITS = {
  sectors: 1, topics: 2, tasks: 4, theory: 8, hours: 16, kinds: 32, methods: 64, levels: 128, lecturers: 256, languages: 512,
  origins: 1024
};
/* Facets whose columns stand in the file of further columns. */
const FURTHER = ["methods", "levels", "lecturers", "languages", "origins"];

function chosen(request, name) {
  const values = request[name];
  return Array.isArray(values) && values.length ? new Set(values) : null;
}

/* Returns for each of `rows` ([id, ...]) 0 when it is among the request's choices, else the facet's bit. */
function refusals(request, name, rows) {
  const choices = chosen(request, name);
  return rows.map(function (row) {
    return !choices || choices.has(row[0]) ? 0 : BITS[name];
  });
}

/* Returns for each audience the IDs of those whose courses it makes: the sectors that it names, their parents, "all" where it names
   that. As `Plan.holders` (docs/adr/0029). */
export function holders(library) {
  return library.audiences.map(function (audience) {
    const ids = new Set();
    audience.forEach(function (sector) {
      const row = library.sectors[sector];
      ids.add(row ? row[0] : "all");
      if (row && row[2] >= 0) {
        ids.add(library.sectors[row[2]][0]);
      }
    });
    return ids;
  });
}

/* Returns for each audience the IDs of the sectors whose members may study what is for it: by name, through their parent, or as all
   members may. As `Plan.open_to`. */
export function openTo(library) {
  return library.audiences.map(function (audience) {
    return new Set(library.sectors.filter(function (row, sector) {
      return audience.some(function (member) { return member === ALL || member === sector || member === row[2]; });
    }).map(function (row) { return row[0]; }));
  });
}

function meets(ids, choices) {
  return Array.from(choices).some(function (id) { return ids.has(id); });
}

/* Tells of each audience whether it is none of the chosen sectors' own, but open to their members. */
export function beyond(library, request) {
  const choices = chosen(request, "sectors") || new Set();
  return library.audiences.map(function (_, n) {
    return !meets(library.holders[n], choices) && meets(library.openTo[n], choices);
  });
}

function audienceRefusals(library, request) {
  const choices = chosen(request, "sectors");
  const members = chosen(request, "members");
  const shared = request.shared ? beyond(library, request) : [];
  return library.audiences.map(function (_, n) {
    return (!choices || meets(library.holders[n], choices) || shared[n]) && (!members || meets(library.openTo[n], members)) ? 0 : BITS.sectors;
  });
}

/* By value of the topic column: twice the topic, plus theory. */
function topicRefusals(library, request) {
  const tasks = refusals(request, "tasks", library.tasks);
  const wantsTask = chosen(request, "tasks") ? BITS.tasks : 0;
  const byTopic = [];
  refusals(request, "topics", library.topics).forEach(function (refused, topic) {
    const task = library.topics[topic][2];
    const mask = refused | (task < 0 ? wantsTask : tasks[task]);
    [false, true].forEach(function (theory) {
      const unfit = typeof request.theory === "boolean" && request.theory !== theory;
      byTopic.push(mask | (unfit ? BITS.theory : 0));
    });
  });
  return byTopic;
}

function hoursRefusals(library, request) {
  const least = typeof request.minHours === "number" ? request.minHours : -Infinity;
  const most = typeof request.maxHours === "number" ? request.maxHours : Infinity;
  return library.hours.map(function (hours) {
    return hours >= least && hours <= most ? 0 : BITS.hours;
  });
}

function setOf(request, name, rows) {
  const choices = chosen(request, name);
  let bits = 0;
  rows.forEach(function (row, place) {
    if (choices && choices.has(row[0])) {
      bits |= 1 << place;
    }
  });
  return bits;
}

function further(library, request, masks) {
  const more = library.more;
  if (chosen(request, "methods")) {
    const bits = setOf(request, "methods", more.methods);
    masks.forEach(function (_, n) {
      masks[n] |= more.column.methods[n] & bits ? 0 : BITS.methods;
    });
  }
  [["levels", "level"], ["languages", "language"], ["origins", "origin"]].forEach(function (names) {
    if (chosen(request, names[0])) {
      const table = refusals(request, names[0], more[names[0]]);
      masks.forEach(function (_, n) {
        masks[n] |= table[more.column[names[1]][n]];
      });
    }
  });
  if (chosen(request, "lecturers")) {
    const table = refusals(request, "lecturers", more.lecturers);
    masks.forEach(function (_, n) {
      let refused = BITS.lecturers;
      for (let i = more.teaches.starts[n]; i < more.teaches.starts[n + 1]; i += 1) {
        refused &= table[more.teaches.lecturers[i]];
      }
      masks[n] |= refused;
    });
  }
}

/* Tells whether a request leaves any course out. */
function narrows(request) {
  return typeof request.theory === "boolean" || typeof request.minHours === "number" || typeof request.maxHours === "number" || chosen(request, "members") !== null ||
    Object.keys(BITS).some(function (name) { return chosen(request, name) !== null; });
}

/* Returns every course's mask, 0 for those that are admitted; or null where all are. */
export function masks(library, request) {
  if (!narrows(request)) {
    return null;
  }
  const audience = audienceRefusals(library, request);
  const topic = topicRefusals(library, request);
  const hours = hoursRefusals(library, request);
  const kind = refusals(request, "kinds", library.kinds);
  const column = library.column;
  const refused = new Uint16Array(library.count);
  for (let n = 0; n < refused.length; n += 1) {
    refused[n] = audience[column.audience[n]] | topic[column.topic[n]] | hours[column.hours[n]] | kind[column.kind[n]];
  }
  if (library.more) {
    further(library, request, refused);
  }
  return refused;
}

/* Tells whether a request looks at one of the further columns. */
export function needsMore(request) {
  return FURTHER.some(function (name) {
    return chosen(request, name) || (request.facets || []).indexOf(name) >= 0;
  });
}
