/* What the check says of a class that one file and the library's names can tell. Mirrors generator/courselib/content/checks/classes.py;
   what needs courses' hours and audiences, or a venue's capacity, is left to the check. */
import * as text from "./text.js";

const WORDS = { courses: ["R403", "课程"], lecturers: ["R404", "讲师"], venues: ["R405", "场地"] };

/* `say` makes a problem of path, code, message, hint; `nearest` a hint of folder, ID. */
export function check(data, names, say, nearest) {
  const problems = [];
  const items = (data.items || []).filter(function (item) { return item && typeof item === "object"; });
  function known(path, folder, key) {
    if (key && text.ID.test(key) && !names[folder].has(key)) {
      problems.push(say(path, WORDS[folder][0], WORDS[folder][1] + " " + text.quote(key) + " 不存在。", nearest(folder, key)));
    }
  }
  known("venue", "venues", data.venue);
  items.forEach(function (item, index) {
    known("items[" + index + "].course", "courses", item.course);
    known("items[" + index + "].lecturer", "lecturers", item.lecturer);
  });
  return problems.concat(dates(data, say), timetable(data, items, names, say));
}

function dates(data, say) {
  const start = data.start;
  const end = data.end;
  const year = data.year;
  if ((start && !text.isDate(start)) || (end && !text.isDate(end)) || (year !== undefined && typeof year !== "number")) {
    return [];
  }
  const problems = [];
  if (!start && !year) {
    problems.push(say(data.items ? "items" : "start", "K101", "没有写开班日期，也没有写哪一年办。", "日期定了写 start 和 end，没定写 year。"));
  }
  if (end && !start) {
    problems.push(say("end", "K101", "写了结业日期 " + end + "，没有写开班日期。", "补上 start。"));
  }
  if (start && end && end < start) {
    problems.push(say("end", "K101", "结业日期 " + end + " 早于开班日期 " + start + "。", "改其中一个。"));
  }
  if (start && end && end.slice(0, 4) !== start.slice(0, 4)) {
    problems.push(say("end", "K101", "开班 " + start + "，结业 " + end + "，跨了两年：学时算不清哪一年。", "分成两个班。"));
  }
  if (start && year && Number(start.slice(0, 4)) !== year) {
    problems.push(say("year", "K101", "年份 " + year + " 与开班日期 " + start + " 不一致。", "日期定了就不写 year。"));
  }
  return problems;
}

function timetable(data, items, names, say) {
  const problems = [];
  const places = new Map();
  items.forEach(function (item, index) {
    const last = data.end || data.start;
    if (item.on && data.start && (item.on < data.start || item.on > last)) {
      problems.push(say("items[" + index + "].on", "K102", "日期 " + item.on + " 不在开班期间 " + data.start + " 至 " + last + "。", "改这一天，或改开班、结业日期。"));
    } else if (item.on && !data.start && data.year && Number(item.on.slice(0, 4)) !== data.year) {
      problems.push(say("items[" + index + "].on", "K102", "日期 " + item.on + " 不在 " + data.year + " 年。", "改这一天，或改 year。"));
    }
    const course = names.courses.get(item.course);
    if (course && course.status !== "published") {
      problems.push(say("items[" + index + "].course", "C603", "课程 " + text.quote(item.course) + " 是" +
        (course.status === "draft" ? "草稿" : "已停用的课程") + "。", "换一门已发布的课程。"));
    }
    if (course) {
      places.set(item.course, (places.get(item.course) || []).concat(index));
    }
  });
  places.forEach(function (found, key) {
    if (found.length > 1 && found.some(function (index) { return items[index].hours === undefined; })) {
      problems.push(say("items[" + found[1] + "].course", "K110", "课程 " + text.quote(key) + " 在课表里排了 " + found.length + " 次。",
        "只留一处；分几次讲完的，每次写上 hours。"));
    }
  });
  return problems;
}
