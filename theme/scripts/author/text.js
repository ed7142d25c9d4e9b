/* Text of the form: cleaning, counting, quoting; hours as whole half-hours. Mirrors generator/courselib/library/fields.py and generator/courselib/runtime/hours.py. */
import { hours } from "../lib/hours.js";

export { hours as formatHours };

// What a file may not hold at all, and what metadata may not hold; half of a surrogate pair is handled on its own.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
const HIDDEN = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064" +
  "\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb\\ue028\\ue029\\ue085\\ufffe\\uffff]|\\udb40[\\udc00-\\udc7f]", "g");
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]/g;

function withoutLone(text) {
  // Twice, since one match may swallow the character before the next.
  return text.replace(LONE, "$1").replace(LONE, "$1");
}

/* Metadata: composed form, no invisible characters, no blanks around it; one line unless `lines`. */
export function clean(text, lines) {
  const plain = withoutLone(String(text).replace(/\r\n?/g, "\n")).replace(HIDDEN, "");
  return (lines ? plain : plain.replace(/\n+/g, " ")).trim().normalize("NFC").trim();
}

/* Whether metadata holds characters that nobody sees. */
export function hasHidden(text) {
  return withoutLone(text) !== text || text.search(HIDDEN) >= 0;
}

/* Body text: control characters go, everything else stays as it is. */
export function cleanBody(text) {
  return withoutLone(String(text).replace(/\r\n?/g, "\n")).replace(CONTROL, "");
}

/* Characters as a person counts them in a limit: a pair of surrogates is one. */
export function count(text) {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;
}

export function quote(value, limit) {
  const most = limit || 40;
  const characters = Array.from(String(value));
  const shown = characters.slice(0, most + 1).join("").replace(UNPRINTABLE, function (c) {
    return "\\u" + ("0000" + c.charCodeAt(0).toString(16)).slice(-4);
  });
  const cut = Array.from(shown).slice(0, most).join("");
  return "“" + cut + (characters.length > most ? "…”" : shown.slice(cut.length) + "”");
}

/* Half-hours of a decimal, or what is wrong with it: "number", "half". */
export function parseHours(text) {
  const match = /^([+-]?)([0-9]{1,6})(?:\.([0-9]{1,6}))?$/.exec(text);
  if (!match) {
    return { wrong: "number" };
  }
  const tail = (match[3] || "").replace(/0+$/, "");
  if (tail !== "" && tail !== "5") {
    return { wrong: "half" };
  }
  const value = Number(match[2]) * 2 + (tail ? 1 : 0);
  return { value: match[1] === "-" ? -value : value };
}

const DIGITS = { "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9 };

function chineseNumber(text) {
  if (Object.prototype.hasOwnProperty.call(DIGITS, text)) {
    return DIGITS[text];
  }
  const match = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  return match ? 10 * (match[1] ? DIGITS[match[1]] : 1) + (match[2] ? DIGITS[match[2]] : 0) : null;
}

/* The decimal that somebody probably meant by “四”, “4学时” or full-width digits, or an empty text. */
export function hoursMeant(text) {
  const plain = text.trim().replace(/[\uff10-\uff19\uff0e\uff0d]/g, function (c) {
    return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
  });
  const digits = /^([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(?:个)?(?:学时|课时|小时|h|H)?$/.exec(plain);
  if (digits) {
    return digits[1];
  }
  const word = /^([零〇一二两三四五六七八九十]{1,3})(半)?\s*(?:个)?(?:学时|课时|小时)?(半)?$/.exec(plain);
  const number = word ? chineseNumber(word[1]) : null;
  return number === null ? "" : number + (word[2] || word[3] ? ".5" : "");
}

export function isDate(text) {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match) {
    return false;
  }
  const year = Number(match[1]);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(match[2]) - 1];
  return year > 0 && days !== undefined && Number(match[3]) >= 1 && Number(match[3]) <= days;
}

const DATE_LIKE = /^([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?$/;

export function looksLikeDate(text) {
  return DATE_LIKE.test(text);
}

/* The date that was probably meant by 2026.9.1 or 2026年9月1日, or an empty text. */
export function dateMeant(text) {
  const match = DATE_LIKE.exec(text);
  const day = match ? match[1] + "-" + ("0" + match[2]).slice(-2) + "-" + ("0" + match[3]).slice(-2) : "";
  return day && isDate(day) ? day : "";
}

const MONTH_LIKE = /^([0-9]{4})\s*(?:年|(?:[年./-]\s*([0-9]{1,2})\s*月?))?$/;

/* 2025年10月, 2025.10 or 2025年 as 2025-10 or 2025; "" for anything else. */
export function monthMeant(text) {
  const match = MONTH_LIKE.exec(String(text).normalize("NFKC").trim());
  const month = match && match[2] ? Number(match[2]) : 1;
  if (!match || Number(match[1]) < 2000 || Number(match[1]) > 2110 || month < 1 || month > 12) {
    return "";
  }
  return match[2] ? match[1] + "-" + ("0" + match[2]).slice(-2) : match[1];
}

/* Whether the text is an absolute http(s) address without spaces, control characters or a name before the host. */
export function isWebAddress(text) {
  if (text.length > 2000 || /[\s<>"'\\^`{|}]/.test(text) || text.search(UNPRINTABLE) >= 0) {
    return false;
  }
  const match = /^https?:\/\/([^/?#]*)/i.exec(text);
  const host = match ? /^(\[[0-9a-f:.]+\]|[^:@[\]]+)(?::([0-9]{0,5}))?$/i.exec(match[1]) : null;
  return Boolean(host) && (host[2] === undefined || host[2] === "" || (Number(host[2]) > 0 && Number(host[2]) < 65536));
}

export const ID = /^[a-z0-9-]{1,64}$/;
