/* Zips of a few small files, stored as they are: no times, so that the same files give the same bytes. */

let table = null;

function crc(bytes) {
  table = table || Array.from({ length: 256 }, function (_, n) {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return value >>> 0;
  });
  let sum = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    sum = (sum >>> 8) ^ table[(sum ^ bytes[at]) & 255];
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/* Numbers as bytes, the low one first: pairs of number and how many bytes. */
function packed(pairs) {
  const bytes = [];
  pairs.forEach(function (pair) {
    for (let n = 0; n < pair[1]; n += 1) {
      bytes.push(Math.floor(pair[0] / Math.pow(256, n)) % 256);
    }
  });
  return new Uint8Array(bytes);
}

/* The parts of a zip of files {path, text}: paths are ASCII. */
export function parts(files) {
  const encoder = new TextEncoder();
  const first = [];
  const last = [];
  let at = 0;
  let listed = 0;
  files.forEach(function (file) {
    const name = encoder.encode(file.path);
    const bytes = encoder.encode(file.text);
    // Version, flags, method, time, date (1980-01-01), sum, both sizes, the name's length and no more.
    const told = [[20, 2], [0, 2], [0, 2], [0, 2], [0x21, 2], [crc(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
    const head = packed([[0x04034b50, 4]].concat(told));
    const entry = packed([[0x02014b50, 4], [20, 2]].concat(told, [[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]));
    first.push(head, name, bytes);
    last.push(entry, name);
    at += head.length + name.length + bytes.length;
    listed += entry.length + name.length;
  });
  const end = packed([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [listed, 4], [at, 4], [0, 2]]);
  return first.concat(last, [end]);
}
