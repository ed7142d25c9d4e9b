/* Character references of HTML, also those without a semicolon, as Python's html.unescape reads them. */
import * as markdownIt from "../../vendor/markdown-it.js";

const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g;
// What Windows made of the codes between 0x80 and 0x9f.
const WINDOWS = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019" +
  "\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function isNothing(code) {
  return (code >= 1 && code <= 8) || code === 0xb || (code >= 0xe && code <= 0x1f) || (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
}

function numbered(code) {
  if (code === 0 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    return "\ufffd";
  }
  if (code === 0xd || (code >= 0x80 && code <= 0x9f)) {
    return code === 0xd ? "\r" : WINDOWS[code - 0x80];
  }
  return isNothing(code) ? "" : String.fromCodePoint(code);
}

export function unescape(text) {
  return text.indexOf("&") < 0 ? text : text.replace(REFERENCE, function (whole, name) {
    if (name[0] !== "#") {
      return markdownIt.decodeHTML(whole);
    }
    const hex = name[1] === "x" || name[1] === "X";
    return numbered(parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}
