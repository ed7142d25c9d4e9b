/* The longest run of numbers that climbs: what may be said to have stayed when others were moved around it. */
export function climbing(numbers) {
  const tops = [];
  const before = [];
  numbers.forEach(function (number, at) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tops[middle]] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    before[at] = low ? tops[low - 1] : -1;
    tops[low] = at;
  });
  const kept = [];
  for (let at = tops.length ? tops[tops.length - 1] : -1; at >= 0; at = before[at]) {
    kept.push(numbers[at]);
  }
  return kept.reverse();
}
