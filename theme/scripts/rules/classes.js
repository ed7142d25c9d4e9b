/* What a class counts: its days, and the courses and hours that fit into them. */

const DAY = 24 * 60 * 60 * 1000;

/* The half-days of a class: as stated, else the working days from its first to its last; 0 while its dates are not settled. */
export function days(of) {
  if (of.days || !of.start) {
    return of.days;
  }
  const first = Date.parse(of.start + "T00:00:00Z");
  const last = Date.parse((of.end || of.start) + "T00:00:00Z");
  let working = 0;
  let all = 0;
  for (let day = first; day <= last; day += DAY) {
    const weekday = new Date(day).getUTCDay();
    working += weekday > 0 && weekday < 6 ? 1 : 0;
    all += 1;
  }
  return (working || all) * 2;
}

/* The calendar year in which a class counts. */
export function year(of) {
  return of.start ? Number(of.start.slice(0, 4)) : of.year;
}

/* {courses, hours, theory, days} of a class: its published courses in their order, at most the day's hours on each of its days. A course
   in the Set `known` was studied elsewhere and counts nothing here. */
export function taught(of, data, known) {
  const held = days(of);
  const room = held ? held * data.hoursPerDay : Infinity;
  const taken = new Map();
  let hours = 0;
  let theory = 0;
  of.items.forEach(function (item) {
    const course = data.course(item.course);
    if (!course || course.status !== "published" || known.has(item.course)) {
      return;
    }
    const before = taken.get(item.course) || 0;
    let part = Math.min(item.hours || course.hours, course.hours - before);
    taken.set(item.course, before + part);
    part = Math.min(part, room - hours);
    hours += part;
    theory += course.theory ? part : 0;
  });
  return { courses: Array.from(taken.keys()), hours: hours, theory: theory, days: held };
}
