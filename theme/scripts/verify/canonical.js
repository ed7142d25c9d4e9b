/* Canonical JSON, over which TUF's signatures go: https://wiki.laptop.org/go/Canonical_JSON. Throws for a number that is no integer. */

export function canonical(value) {
  if (Array.isArray(value)) {
    return "[" + value.map(canonical).join(",") + "]";
  }
  if (typeof value === "string") {
    return "\"" + value.replace(/[\\"]/g, "\\$&") + "\"";
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new Error("no integer");
  }
  if (value !== null && typeof value === "object") {
    return "{" + Object.keys(value).sort().map(function (key) { return canonical(key) + ":" + canonical(value[key]); }).join(",") + "}";
  }
  return String(value);
}
