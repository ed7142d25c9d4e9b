/* What the styles of a Word file say of paragraphs. Mirrors generator/courselib/exchange/teaching_plan/wordstyles.py. */
import { elements, first, val } from "./package.js";

const HEADING = /^(?:heading|标题) ?([1-9])$/;
const CONTENTS = /^(?:toc(?: ?[1-9]| heading)|目录 ?[1-9]?)$/;
const CONTINUED = /^(?:list continue ?[1-9]?|列表接续 ?[1-9]?)$/;
const DEEPEST_CHAIN = 20;

export const PLAIN = { based: "", level: 0, title: false, contents: false, bold: false, centre: false, follows: false, list: "", depth: 0 };

export function isOn(about, name) {
  const found = first(about, name);
  return Boolean(found) && ["0", "false", "off", "none"].indexOf(found.attrs.val || "1") < 0;
}

export function outlineLevel(text) {
  return /^[0-8]$/.test(text) ? parseInt(text, 10) + 1 : 0;
}

export function depthOf(text, usual) {
  return /^[0-9]{1,4}$/.test(text) ? parseInt(text, 10) : usual;
}

function styleOf(one) {
  const name = val(one, "name").toLowerCase().trim();
  const heading = HEADING.exec(name);
  const about = first(one, "rPr");
  return {
    based: val(one, "basedOn"), level: heading ? parseInt(heading[1], 10) : outlineLevel(val(one, "pPr", "outlineLvl")),
    title: name === "title" || name === "标题", contents: CONTENTS.test(name), bold: Boolean(about) && isOn(about, "b"),
    centre: val(one, "pPr", "jc") === "center", follows: CONTINUED.test(name),
    list: val(one, "pPr", "numPr", "numId"), depth: depthOf(val(one, "pPr", "numPr", "ilvl"), 0)
  };
}

function whole(key, found) {
  const chain = [];
  let at = key;
  while (found.has(at) && chain.length < DEEPEST_CHAIN && chain.indexOf(found.get(at)) < 0) {
    chain.push(found.get(at));
    at = found.get(at).based;
  }
  const listed = chain.filter(function (one) { return one.list; })[0] || PLAIN;
  const headed = chain.filter(function (one) { return one.level; })[0] || PLAIN;
  return {
    based: "", level: headed.level, title: chain[0].title, contents: chain[0].contents, bold: chain.some(function (one) { return one.bold; }),
    centre: chain.some(function (one) { return one.centre; }), follows: chain[0].follows, list: listed.list, depth: listed.depth
  };
}

/* Styles of paragraphs by their keys; the usual one also under an empty key. */
export function stylesOf(root) {
  const found = new Map();
  let usual = "";
  (root ? elements(root) : []).forEach(function (one) {
    if (one.name === "style" && (one.attrs.type || "paragraph") === "paragraph") {
      const key = one.attrs.styleId || "";
      usual = ["1", "true", "on"].indexOf(one.attrs.default) >= 0 ? key : usual;
      found.set(key, styleOf(one));
    }
  });
  const done = new Map();
  found.forEach(function (ignored, key) { done.set(key, whole(key, found)); });
  if (usual) {
    done.set("", done.get(usual));
  }
  return done;
}
