/* A Word file as an archive, within the bounds of generator/courselib/exchange/teaching_plan/package.py. */
import * as office from "../../lib/office.js";

const MEGABYTE = 1024 * 1024;
const WORD = {
  megabytes: 64, unpacked: 256 * MEGABYTE, parts: 4000, xml: 48 * MEGABYTE, elements: 1500000,
  program: "Word 或 WPS", ending: ".docx", old: ".doc 或 .wps", tooLarge: "请把教案分成几个文件，或删去不用的图片，再试。"
};

export const node = office.node;
export const elements = office.elements;
export const first = office.first;
export const val = office.val;
export const textOf = office.textOf;

export function open(bytes) {
  return office.open(bytes, WORD, "document");
}
