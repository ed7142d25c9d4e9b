/* The links and pictures of a body, with their places. Mirrors generator/courselib/syntax/markdown/links.py. */
import * as text from "./text.js";

function placeOf(document, block, token, target) {
  const at = (token.meta || {}).at || 0;
  const place = target ? block.content.slice(at, at + 4000).indexOf(target) : -1;
  return document.lines.inside(block, place >= 0 ? at + place : at);
}

function made(document, block, token, target, image, shown) {
  const place = placeOf(document, block, token, target);
  return { target: target, line: place[0], column: place[1], image: image, text: shown };
}

/* What is shown between an opening mark and the one that closes it; pictures count by their words. */
function shownOf(children, at) {
  let depth = 0;
  let end = at;
  for (end = at; end < children.length; end += 1) {
    depth += children[end].nesting;
    if (depth === 0) {
      break;
    }
  }
  const inside = children.slice(at + 1, Math.min(end, children.length - 1));
  return text.partsOf(inside) || (inside.some(function (child) { return child.type === "image"; }) ? "图" : "");
}

function ofTag(document, block, token, shown) {
  const name = token.tag === "a" ? "href" : token.tag === "img" ? "src" : "";
  if (!name || token.attrIndex(name) < 0) {
    return [];
  }
  const isImage = token.tag === "img";
  return [made(document, block, token, text.strip(token.attrGet(name)), isImage, isImage ? token.attrGet("alt") || "" : shown)];
}

function isTag(token) {
  return token.type === "html_open" || token.type === "html_void";
}

function inside(document, block) {
  const children = block.children || [];
  return children.reduce(function (links, token, index) {
    if (token.type === "link_open") {
      links.push(made(document, block, token, token.attrGet("href") || "", false, shownOf(children, index)));
    } else if (token.type === "image") {
      links.push(made(document, block, token, token.attrGet("src") || "", true, text.partsOf(token.children)));
    } else if (isTag(token)) {
      ofTag(document, block, token, token.tag === "a" ? shownOf(children, index) : "").forEach(function (link) { links.push(link); });
    }
    return links;
  }, []);
}

/* Links and pictures in order of place: {target, line, column, image, text}. */
export function findLinks(document) {
  const links = [];
  document.tokens.forEach(function (block) {
    const here = block.type === "inline" ? inside(document, block) : isTag(block) ? ofTag(document, block, block, "") : [];
    here.forEach(function (link) { links.push(link); });
  });
  return text.sorted(links, function (a, b) { return a.line - b.line || a.column - b.column; });
}
