/* A plan's dated items as iCalendar (RFC 5545), which reads back as what the build writes: working days, nothing taken from the clock. */
import * as counting from "../rules/counting.js";
import * as words from "../rules/words.js";
import * as yaml from "./yaml.js";

const PRODUCT = "-//course-library//curricula//ZH";
const LIMIT = 75;
const HALF_HOURS = 2;
const HALF_DAYS = 2;
const FRIDAY = 4;
const DAY = 24 * 60 * 60 * 1000;

function size(character) {
  const code = character.codePointAt(0);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* A line in pieces of at most so many bytes, the blank before a further piece among them (RFC 5545, 3.1). */
function folded(line) {
  let bytes = 0;
  return Array.from(line).map(function (character) {
    bytes += size(character);
    if (bytes <= LIMIT) {
      return character;
    }
    bytes = 1 + size(character);
    return "\r\n " + character;
  }).join("") + "\r\n";
}

function escaped(text) {
  return text.replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\r\n|\r|\n/g, "\\n");
}

function moment(day) {
  const parts = day.split("-").map(Number);
  return Date.UTC(parts[0], parts[1] - 1, parts[2]);
}

/* 20261015, as calendars write a day. */
function date(time) {
  return new Date(time).toISOString().slice(0, 10).replace(/-/g, "");
}

/* The day itself, whichever it is, then working days, as unbroken runs of [first, last] (mirrors curricula/classes.py). */
function runs(day, count) {
  let last = moment(day);
  const unbroken = [[last, last]];
  for (let n = 1; n < count; n += 1) {
    const weekday = (new Date(last).getUTCDay() + 6) % 7;
    const step = weekday < FRIDAY ? 1 : 7 - weekday;
    last += step * DAY;
    if (step === 1) {
      unbroken[unbroken.length - 1][1] = last;
    } else {
      unbroken.push([last, last]);
    }
  }
  return unbroken;
}

function address(text) {
  return encodeURI(text).replace(/%25/g, "%").replace(/%5B/g, "[").replace(/%5D/g, "]");
}

/* The half-hours of a course that an item takes: a part of it, or all. */
function taken(item, course) {
  return Math.min(item.hours || course.hours, course.hours);
}

function description(data, item, course) {
  const parts = [words.hours(taken(item, course)) + " 学时", "专题：" + data.topic(course.topic).title];
  if (course.theory) {
    parts.push("计入创新理论学时");
  }
  if (item.offjob) {
    parts.push("脱产（" + words.label(data.labels.levels, item.level) + "）");
  }
  return parts.join("，");
}

/* The same course of the same plan keeps its name, so that an entry whose day was moved replaces the old one. */
function events(data, plan, item, unit) {
  const course = data.course(item.course);
  const days = item.days ? counting.ceiling(item.days, HALF_DAYS) : counting.ceiling(taken(item, course), data.hoursPerDay * HALF_HOURS);
  const name = yaml.name(plan).replace(/\.yml$/, "") + "/" + course.id;
  return [].concat.apply([], runs(item.on, days).map(function (run, n) {
    return ["BEGIN:VEVENT", "SUMMARY:" + escaped(course.title), "DTSTART;VALUE=DATE:" + date(run[0]),
      "DTEND;VALUE=DATE:" + date(run[1] + DAY), "DTSTAMP:" + date(moment(plan.updated || item.on)) + "T000000Z",
      "UID:" + name + (n ? "/" + (n + 1) : "") + "@" + unit + ".course-library",
      "DESCRIPTION:" + escaped(description(data, item, course))
    ].concat(data.site ? ["URL:" + address(data.site + "courses/" + course.id.replace(":", "--") + ".html")] : [], ["END:VEVENT"]);
  }));
}

function dated(data, plan) {
  return plan.items.filter(function (item) { return item.on && data.course(item.course); });
}

function compare(one, other) {
  const first = one.on + " " + one.course;
  const second = other.on + " " + other.course;
  return first < second ? -1 : first > second ? 1 : 0;
}

/* `desk` tells the plans of one browser from those of another, where the plan is nobody else's. */
export function write(data, plan, desk) {
  const unit = (desk ? desk + "." : "") + data.unit;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + PRODUCT, "X-WR-CALNAME:" + plan.title.replace(/[\r\n]+/g, " ")];
  const entries = dated(data, plan).sort(compare).map(function (item) { return events(data, plan, item, unit); });
  return lines.concat(entries.reduce(function (all, one) { return all.concat(one); }, []), ["END:VCALENDAR"]).map(folded).join("");
}

/* Whether any item gives its first day: without one there is no calendar. */
export function has(plan) {
  return plan.items.some(function (item) { return item.on !== ""; });
}
