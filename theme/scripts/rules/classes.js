/* What a class counts in a plan: mirrors `studied` of generator/courselib/curricula/classes.py. */

const DAY = 24 * 60 * 60 * 1000;

function time(day) {
  return Date.parse(day + "T00:00:00Z");
}

/* How many days a class is held on: its working days (all of them where none is one), and those that its timetable names. */
function held(of) {
  const every = [];
  for (let day = time(of.start); day <= time(of.end || of.start); day += DAY) {
    every.push(day);
  }
  const working = every.filter(function (day) {
    const weekday = new Date(day).getUTCDay();
    return weekday > 0 && weekday < 6;
  });
  const named = of.items.filter(function (item) { return item.on; }).map(function (item) { return time(item.on); });
  return new Set((working.length ? working : every).concat(named)).size;
}

/* The half-days of a class: as stated, else the days on which it is held; 0 while its dates are not settled. */
export function days(of) {
  return of.days || (of.start ? held(of) * 2 : 0);
}

/* The calendar year in which a class counts. */
export function year(of) {
  return of.start ? Number(of.start.slice(0, 4)) : of.year;
}

/* {courses, hours, theory, days} of a class: its published courses that are not in the Set `known`, within its days. */
export function studied(of, data, known) {
  const parts = new Map();
  of.items.forEach(function (item) {
    const course = data.course(item.course);
    if (course && course.status === "published" && !known.has(item.course)) {
      // A course taught in parts is no more than the course.
      parts.set(item.course, Math.min(course.hours, (parts.get(item.course) || 0) + (item.hours || course.hours)));
    }
  });
  let hours = 0;
  let theory = 0;
  parts.forEach(function (part, id) {
    hours += part;
    theory += data.course(id).theory ? part : 0;
  });
  const half = days(of);
  const most = half ? half * data.hoursPerDay : hours;
  return { courses: Array.from(parts.keys()), hours: Math.min(hours, most), theory: Math.min(theory, most), days: half };
}
