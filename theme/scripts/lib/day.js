/* Today by the reader's clock, as files write days. */

function two(number) {
  return (number < 10 ? "0" : "") + number;
}

export function today() {
  const now = new Date();
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/* The same day a year before; of 29 February, the 28th. */
export function yearBefore(day) {
  return (Number(day.slice(0, 4)) - 1) + (day.slice(4) === "-02-29" ? "-02-28" : day.slice(4));
}
