/* Front matter cut into the stretches of lines of its fields, so that what nobody changed stays as it is. */
import { read } from "./reader.js";

/* {chunks: [{key, lines, lead}], tail}; null when that cannot be done safely. `whole` is what the text says. */
export function cut(front, whole) {
  const chunks = [];
  let lead = [];
  front.split("\n").forEach(function (line) {
    const key = /^(?:([A-Za-z_][\w-]*)|"([^"\\]*)"|'([^']*)')\s*:(?:\s|$)/.exec(line);
    if (key) {
      chunks.push({ key: key[1] || key[2] || key[3], lines: lead.concat(line), lead: lead.length });
      lead = [];
    } else if (!chunks.length || /^#/.test(line) || !line.trim()) {
      lead.push(line);
    } else {
      const last = chunks[chunks.length - 1].lines;
      lead.forEach(function (one) { last.push(one); });
      last.push(line);
      lead = [];
    }
  });
  const names = Object.keys(whole);
  const sound = chunks.length === names.length && chunks.every(function (chunk, index) {
    const alone = read(chunk.lines.join("\n"));
    return chunk.key === names[index] && alone.value && typeof alone.value === "object" &&
      JSON.stringify(alone.value) === "{" + JSON.stringify(chunk.key) + ":" + JSON.stringify(whole[chunk.key]) + "}";
  });
  return sound ? { chunks: chunks, tail: lead } : null;
}
