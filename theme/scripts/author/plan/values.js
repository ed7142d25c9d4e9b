/* What labelled values of a plan mean: {value, sure, whole} or null. Mirrors generator/courselib/exchange/teaching_plan/values.py. */
import { normal, squeezed } from "./words.js";

const NUMBERS = { "半": 1, "一": 2, "二": 4, "两": 4, "三": 6, "四": 8, "五": 10, "六": 12, "七": 14, "八": 16, "九": 18, "十": 20 };
const FIGURE = "([0-9]{1,3}(?:\\.[0-9])?|[半一二两三四五六七八九十])";
const HOURS = new RegExp(FIGURE + "\\s*个?(?:学时|课时)");
const BARE = /^[0-9]{1,3}(?:\.[0-9])?$/;
const DAYS = new RegExp(FIGURE + "\\s*天");
const TIMES = /([0-9]{1,3})\s*(?:分钟?|min)\s*[×xX*✕]\s*([0-9]{1,2})(?![0-9.])|(?:^|[^0-9.])([0-9]{1,2})\s*[×xX*✕]\s*([0-9]{1,3})\s*(?:分钟?|min)/;
const MINUTES = /([0-9]{1,4})\s*(?:分钟|min)/;
const MINUTES_EACH = 45;
const MOST = 160;
const NAMES = /[、,，;；/／|+＋\s]+/;
const POLITE = /(?:老师|教授|同志|讲师)$/;
const DATE = /^([0-9]{4})[-年./]([0-9]{1,2})[-月./]([0-9]{1,2})日?$/;
/* Boxes in a form, ticked and empty. */
const TICKED = "☑☒√✓■●";
const EMPTY = "□☐○◻";
const BOXES = new RegExp("([" + TICKED + EMPTY + "])");
const BOTH = /(村|社区)[（(](社区|村|居)[)）]/g;
const FORMS = { id: /^[a-z0-9-]{1,64}$/, code: /^[0-9a-f]{12}$/, month: /^20[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$/ };
const OWN = { id: "id", fingerprint: "code" };
const USUAL_LIMIT = 80;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

function made(value, sure, whole) {
  return { value: value, sure: sure ? "sure" : "guess", whole: whole };
}

/* A figure in half-hours, 0 for none that has them exactly. */
export function halfHours(text) {
  if (has(NUMBERS, text)) {
    return NUMBERS[text];
  }
  const parts = text.split(".");
  return ["0", "5", ""].indexOf(parts[1] || "") >= 0 ? parseInt(parts[0], 10) * 2 + (parts[1] === "5" ? 1 : 0) : 0;
}

export function hoursText(halves) {
  return Math.floor(halves / 2) + (halves % 2 ? ".5" : "");
}

function every(pattern, text) {
  const all = new RegExp(pattern.source, "g");
  const found = [];
  let one = all.exec(text);
  while (one) {
    found.push(one[1]);
    one = all.exec(text);
  }
  return found;
}

function halvesOfMinutes(text, each) {
  const found = MINUTES.exec(text);
  return found && parseInt(found[1], 10) * 2 % each === 0 ? parseInt(found[1], 10) * 2 / each : 0;
}

/* 45分钟×2 says how many hours of teaching there are, and how long each is. */
function inAll(text) {
  const times = TIMES.exec(text);
  return times ? parseInt(times[1] || times[3], 10) * parseInt(times[2] || times[4], 10) + "分钟" : text;
}

function hoursOf(written, day) {
  const text = normal(written);
  const found = every(HOURS, text).map(halfHours).filter(function (one, at, all) { return all.indexOf(one) === at; })
    .sort(function (a, b) { return a - b; });
  if (found.length || BARE.test(text)) {
    const halves = found.length ? found[found.length - 1] : halfHours(text);
    const match = HOURS.exec(text);
    const exact = BARE.test(text) || Boolean(match && match[0].length === text.length);
    return halves > 0 && halves <= MOST ? made(hoursText(halves), found.length <= 1, exact) : null;
  }
  const days = DAYS.exec(text);
  const byDays = days ? halfHours(days[1]) * day : 0;
  const halves = byDays > 0 && byDays <= MOST ? byDays : halvesOfMinutes(inAll(text), MINUTES_EACH);
  return halves > 0 && halves <= MOST ? made(hoursText(halves), false, false) : null;
}

function truth(text, words) {
  const value = normal(text).toLowerCase().split(/[，,。（(]/)[0].trim();
  const at = words.yes.indexOf(value) >= 0 ? "true" : words.no.indexOf(value) >= 0 ? "false" : "";
  return at ? made(at, true, value === text) : null;
}

/* Values by their names, or by words that say them: the first of them in the table, or the `leading` one of what was said. */
function several(text, names, near, leading) {
  const parts = text.replace(BOTH, "$1、$2").split(NAMES).reduce(function (all, piece) {
    const part = normal(piece).replace(/^[。.:：()（）]+/, "").replace(/[。.:：()（）]+$/, "");
    return all.concat((has(names, part) ? [part] : part.split(/[和与及]/)).filter(Boolean));
  }, []);
  const found = [];
  parts.forEach(function (part) {
    const like = near.filter(function (pair) { return part.indexOf(pair[0]) >= 0; }).reduce(function (best, pair) {
      return !best || (leading && part.indexOf(pair[0]) < part.indexOf(best[0])) ? pair : best;
    }, null);
    const value = has(names, part) ? names[part] : has(names, part + "党员") ? names[part + "党员"] : like ? like[1] : "";
    if (value && found.indexOf(value) < 0) {
      found.push(value);
    }
  });
  const exact = parts.every(function (part) { return has(names, part); });
  const sure = parts.every(function (part) { return has(names, part) || has(names, part + "党员"); });
  return found.length ? made(found, sure, exact) : null;
}

function named(text, names, many) {
  if (has(names, text)) {
    return made(many ? [names[text]] : names[text], true, true);
  }
  if (!many) {
    return null;
  }
  let parts = text.split(/[；;]/).filter(Boolean);
  if (!parts.every(function (part) { return has(names, part); })) {
    parts = text.split(NAMES).filter(Boolean);
  }
  const found = parts.map(function (part) { return has(names, part) ? names[part] : names[part.replace(POLITE, "")] || ""; });
  const ids = found.filter(function (id, at) { return id && found.indexOf(id) === at; });
  const exact = parts.every(function (part) { return has(names, part); });
  return ids.length ? made(ids, found.every(Boolean), exact) : null;
}

function odd(ignored, at) {
  return at % 2 === 1;
}

/* What is ticked among the choices of a form (□农村　☑社区), a text without empty boxes as it is. */
function ticked(text) {
  const parts = text.split(BOXES);
  const boxes = parts.filter(odd);
  if (!boxes.some(function (box) { return EMPTY.indexOf(box) >= 0; })) {
    return text;
  }
  const words = parts.filter(function (ignored, at) { return at % 2 === 0; }).slice(parts[0].trim() ? 0 : 1);
  return boxes.map(function (box, at) {
    return TICKED.indexOf(box) >= 0 ? words[at].replace(/^[ 、，,；;/]+/, "").replace(/[ 、，,；;/]+$/, "") : "";
  }).filter(Boolean).join("、");
}

/* What a value means for a field. */
export function meaning(field, written, words) {
  const text = squeezed(written);
  if (["audience", "methods", "theory"].indexOf(field) >= 0 || has(words.names, field)) {
    const chosen = ticked(text);
    if (chosen !== text && (chosen || field !== "theory")) {
      const value = meaning(field, chosen, words);
      return value ? { value: value.value, sure: value.sure, whole: false } : null;
    }
  }
  if (!text) {
    return null;
  }
  if (field === "hours") {
    return hoursOf(text, words.day);
  }
  if (field === "audience" || field === "methods") {
    return several(text, words.names[field], field === "audience" ? words.audiences : words.methods, field === "methods");
  }
  const many = words.many.indexOf(field) >= 0;
  if (has(words.names, field)) {
    return named(text, words.names[field], many);
  }
  const kind = field === "theory" ? "bool" : OWN[field] || words.kinds[field] || "";
  if (kind === "bool") {
    return truth(text, words);
  }
  if (kind === "date") {
    const found = DATE.exec(text);
    return found ? made(found[1] + "-" + ("0" + found[2]).slice(-2) + "-" + ("0" + found[3]).slice(-2), true, true) : null;
  }
  if (has(FORMS, kind)) {
    return FORMS[kind].test(text) ? made(text, true, true) : null;
  }
  if (kind !== "text" && kind !== "long") {
    return null;
  }
  const most = words.limits[field] || USUAL_LIMIT;
  const parts = many ? text.split(/[、,，;；]\s*/).filter(Boolean) : [text];
  return parts.length && parts.every(function (part) { return part.length <= most; }) ? made(many ? parts : text, true, true) : null;
}
