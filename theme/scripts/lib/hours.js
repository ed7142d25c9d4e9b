/* Hours are whole half-hours everywhere; this is how they are shown. Mirrors generator/courselib/runtime/hours.py. */

/* Half-hours as hours: 5 is "2.5". */
export function hours(halves) {
  const size = Math.abs(halves);
  return (halves < 0 ? "-" : "") + Math.floor(size / 2) + (size % 2 ? ".5" : "");
}
