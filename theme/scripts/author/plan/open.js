/* A Word file of bytes as a plan: fields, body, remarks. */
import * as files from "./package.js";
import { read } from "./reading.js";
import { recognise } from "./recognise.js";

/* `pictures` makes Markdown of a picture's part and words; without it pictures are left out, and said. Throws as package.js does. */
export function open(bytes, stem, words, pictures) {
  const document = read(files.open(bytes));
  const left = [];
  const made = recognise(document, stem, words, function (part) {
    if (pictures) {
      return pictures(part, document.pictures.get(part) || "");
    }
    if (left.indexOf(part) < 0) {
      left.push(part);
    }
    return "";
  });
  if (left.length) {
    made.remarks.push("图片 " + left.length + " 张没有带进来：这个页面存不了图片。要连图片一起，请管课程库的人用 courselib import 导入这份教案。");
  }
  made.empty = !document.blocks.length;
  return made;
}
