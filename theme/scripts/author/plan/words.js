/* Names as the tables of words have them, and plain text. Mirrors key_of and name_of of generator/courselib/exchange/teaching_plan/words.py. */
import { usualHeading } from "../outline.js";

/* A text with its full-width figures as usual ones, character by character. */
export function digits(text) {
  return text.replace(/[０-９]/g, function (figure) { return String.fromCharCode(figure.charCodeAt(0) - 0xfee0); });
}

export function normal(text) {
  return text.normalize("NFKC").trim();
}

export function squeezed(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

export function solid(text) {
  return text.split(/\s+/).join("");
}

/* A heading's own words. */
export function nameOf(text) {
  return usualHeading(text.replace(/^\s*(?:[Ⅰ-Ⅻ]{1,3}[、.．:：\s]*|[IVX]{1,4}[、.．]\s*)/, "")).replace(/^附(?:录|件)?[：:]/, "");
}

/* A label, heading or column as the tables of words have it. */
export function keyOf(text) {
  return text.length < 60 ? nameOf(text).replace(/[、,，及与和/／\s]/g, "") : "";
}
