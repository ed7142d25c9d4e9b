/* What was typed into the cells of a plan's workbook, as the plan has it: each reader returns a value or throws a text for people. */
import * as spreadsheet from "../../lib/spreadsheet.js";
import * as fields from "../fields.js";

const LIMIT = 40;

/* A cell as a text, short enough to be quoted. */
export function text(value) {
  const whole = typeof value === "object" ? value.damaged : String(value).replace(/\s+/g, " ").trim();
  return whole.length > LIMIT ? whole.slice(0, LIMIT) + "…" : whole;
}

export function blank(value) {
  return value === "" || (typeof value === "string" && !value.trim());
}

export function refuseDamaged(value) {
  if (typeof value === "object") {
    throw "这一格坏了（" + value.damaged + "）";
  }
  return value;
}

function two(digits) {
  return digits.length < 2 ? "0" + digits : digits;
}

/* A day however Excel and people write it. */
export function day(value, year, late) {
  if (blank(refuseDamaged(value))) {
    return "";
  }
  const typed = String(value).trim();
  const match = /^(?:([0-9]{4})\s*[-/.年])?\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(?:[ T]0?0:00(?::00(?:\.0+)?)?)?$/.exec(typed);
  const made = typeof value === "number" ? spreadsheet.dayOf(value, late) : match ? (match[1] || year) + "-" + two(match[2]) + "-" + two(match[3]) : "";
  const known = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(made);
  const real = known && new Date(Date.UTC(Number(known[1]), Number(known[2]) - 1, Number(known[3])));
  if (!known || real.toISOString().slice(0, 10) !== made) {
    throw "日期“" + text(value) + "”看不懂，写成 " + year + "-10-15 这样";
  }
  if (Number(known[1]) !== year) {
    throw "日期 " + made + " 不在 " + year + " 年";
  }
  return made;
}

/* Half-hours, 0 for a whole course. */
export function hours(value, course) {
  if (blank(refuseDamaged(value)) || value === "不计入") {
    return null;
  }
  const number = typeof value === "number" ? value : Number(String(value).replace(/\s*学时$/, ""));
  const halves = number * 2;
  if (!(halves > 0) || halves % 1 !== 0) {
    throw "学时“" + text(value) + "”不对，要写 0.5 的整数倍";
  }
  if (halves > course.hours) {
    throw "学时 " + number + " 超过了这门课的 " + course.hours / 2 + " 学时";
  }
  return halves === course.hours ? 0 : halves;
}

/* Whether a course is off the job: the column shows its hours, and any sign there means yes. */
export function offjob(value) {
  const typed = String(refuseDamaged(value)).trim();
  return !(typed === "" || typed === "0" || typed === "否" || typed === "不" || typed === "无");
}

export function level(value, labels) {
  const typed = String(refuseDamaged(value)).trim();
  const found = labels.filter(function (pair) { return pair[1] === typed || pair[0] === typed; })[0];
  if (typed && !found) {
    throw "举办层级“" + text(value) + "”不认识，可写：" + labels.map(function (pair) { return pair[1]; }).join("、");
  }
  return found ? found[0] : "county";
}

export function year(value, years) {
  const typed = String(refuseDamaged(value)).trim().replace(/\s*年(度)?$/, "");
  if (!/^[0-9]{4}$/.test(typed) || years.indexOf(Number(typed)) < 0) {
    throw "年度“" + text(value) + "”不在计划的 " + years[0] + "—" + years[years.length - 1] + " 年里";
  }
  return Number(typed);
}

/* A year's theme. */
export function theme(value) {
  const typed = String(refuseDamaged(value)).replace(/\s+/g, " ").trim();
  const most = fields.field("themes", ["title"]).high;
  if (Array.from(typed).length > most) {
    throw "主题超过 " + most + " 字";
  }
  return typed;
}
