/* Hours are whole half-hours everywhere; this is how they are shown. Mirrors generator/courselib/runtime/hours.py. */

/* The half-hours of a text like "2.5" or "2"; null of any other. */
export function halves(text) {
  const match = /^([0-9]{1,3})(?:\.([05]))?$/.exec(text);
  return match ? Number(match[1]) * 2 + (match[2] === "5" ? 1 : 0) : null;
}

/* Half-hours as hours: 5 is "2.5". */
export function hours(halves) {
  const size = Math.abs(halves);
  return (halves < 0 ? "-" : "") + Math.floor(size / 2) + (size % 2 ? ".5" : "");
}
