/* Places that are still to be filled, in metadata. Mirrors generator/courselib/library/unfinished.py. */

export const CODE = "B509";

/* Whether a value is a mark and nothing else; a list of nothing but one is one. */
export function isBlank(value) {
  const text = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof text === "string" && /^【填：[^】\n]*】?$/.test(text.trim());
}

/* Takes the marks out of data: {data, blanks: [[path, schema]]}. */
export function split(schema, data, path) {
  const rest = {};
  let blanks = [];
  Object.keys(data).forEach(function (name) {
    const value = data[name];
    const field = schema.properties[name];
    const at = (path || "") + name;
    if (isBlank(value)) {
      blanks.push([at, field]);
    } else if (field && field.type === "object" && value && typeof value === "object") {
      const inner = split(field, value, at + ".");
      rest[name] = inner.data;
      blanks = blanks.concat(inner.blanks);
    } else if (field && field.type === "array" && field.items.type === "object" && Array.isArray(value)) {
      rest[name] = value.map(function (item, index) {
        const inner = split(field.items, item, at + "[" + index + "].");
        blanks = blanks.concat(inner.blanks);
        return inner.data;
      });
    } else {
      rest[name] = value;
    }
  });
  return { data: rest, blanks: blanks };
}
