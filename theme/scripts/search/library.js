/* What the boot file and the file of further columns say of all courses: vocabulary, and one value a course and column. */
import * as searchBytes from "./bytes.js";
import * as filters from "./filters.js";

const VERSION = 4;

/* A column that one byte cannot hold stands as two, the second with a 1 after its name holding the high byte. */
function columns(reader, names, count) {
  const byName = {};
  names.forEach(function (name) {
    byName[name] = reader.take(count);
  });
  names.forEach(function (name) {
    const high = byName[name + "1"];
    if (high) {
      byName[name] = Uint16Array.from(byName[name], function (low, n) {
        return low + high[n] * 256;
      });
    }
  });
  return byName;
}

function parsed(bytes, countOf) {
  const reader = new searchBytes.Reader(bytes);
  const library = reader.json();
  if (library.version !== VERSION) {
    throw new RangeError("made by another version");
  }
  library.count = library.documents;
  library.column = columns(reader, library.columns, countOf(library));
  reader.end();
  return library;
}

/* The boot file has the columns of all courses, or of those alone that came since the base was made. */
export function parseBoot(bytes) {
  return finished(parsed(bytes, function (library) { return library.base ? library.at.length : library.documents; }));
}

export function parseBase(bytes) { return parsed(bytes, function (base) { return base.documents; }); }

export function finished(library) {
  library.holders = filters.holders(library);
  library.openTo = filters.openTo(library);
  library.more = null;
  return library;
}

/* Returns lists of small numbers, one list a course: those of course n stand from starts[n] to starts[n + 1]. */
function lists(reader, count) {
  const starts = new Uint32Array(count + 1);
  const values = [];
  for (let n = 0; n < count; n += 1) {
    for (let left = reader.varint(); left > 0; left -= 1) {
      values.push(reader.varint());
    }
    starts[n + 1] = values.length;
  }
  return { starts: starts, lecturers: values };
}

export function parseMore(bytes, count) {
  const reader = new searchBytes.Reader(bytes);
  const more = reader.json();
  more.column = {};
  more.columns.forEach(function (item) {
    more.column[item[0]] = reader.column(count, item[1]);
  });
  more.teaches = lists(reader, count);
  reader.end();
  return more;
}
