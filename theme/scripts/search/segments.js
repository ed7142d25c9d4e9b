/* The segments that the index is in: one of all courses; or the base, which stays as it is from release to release, and what came since.
   Whatever asks for courses by number means numbers of the whole library, in the order of the plan: what a segment calls its courses
   stays in here, and in the lists. Format: docs/adr/0032. */
import * as searchBytes from "./bytes.js";
import * as searchLibrary from "./library.js";
import * as loader from "./loader.js";

const SINCE = "n/";

/* One segment: where its files lie, what tells of them, and which numbers its courses have (-1 for those that count no more; null where
   they are what the segment calls them). `dead` tells how many count no more. */
function Segment(folder, prefix, roots, count, numbers, dead) {
  this.folder = folder;
  this.prefix = prefix;
  this.roots = roots;
  this.cards = roots.cards;
  this.count = count;
  this.numbers = numbers;
  this.dead = dead;
}

Segment.prototype.load = function (key, parse) { return this.folder.load(this.prefix + key, parse); };

/* Returns a promise of the segments of a library, which gets the base's columns beside its own. */
export function opened(folder, library) {
  if (!library.base) {
    library.segments = [new Segment(folder, "", library, library.count, null, 0)];
    return Promise.resolve(library);
  }
  const base = folder.beside(library.base);
  return loader.late("segments").then(function (joining) {
    return base.load("base", function (bytes) {
      const own = searchLibrary.parseBase(bytes);
      const numbers = joining.join(library, own);
      searchLibrary.finished(library);
      library.joining = joining;
      library.segments = [
        new Segment(base, "", own, own.count, numbers[0], library.dead.length),
        new Segment(folder, SINCE, library, library.at.length, numbers[1], 0)
      ];
      return library;
    });
  });
}

/* Returns a promise of the further columns of all courses. */
export function more(library) {
  return Promise.all(library.segments.map(function (segment) {
    return segment.load("x/columns", function (bytes) { return searchLibrary.parseMore(bytes, segment.count); });
  })).then(function (parts) {
    return parts.length > 1 ? library.joining.joinMore(library, parts[0], parts[1]) : parts[0];
  });
}

/* Returns [segment, its own number] of a course. */
export function placeOf(library, number) {
  const segments = library.segments;
  if (segments.length < 2) {
    return [segments[0], number];
  }
  const segment = segments[library.column.since[number]];
  return [segment, library.column.own[number]];
}
