/* Where a link of a content file leads, and whether it may. Mirrors generator/courselib/library/links.py. */
import * as entities from "../lib/markdown/entities.js";
import * as headings from "../lib/markdown/headings.js";
import * as outline from "./outline.js";

export const ALLOWED_SCHEMES = ["http", "https", "mailto"];
const SCHEME = /^([a-zA-Z][a-zA-Z0-9+.-]*):/;
const OUTSIDE = "%:/?#[]@!$&'()*+,;=~";
const FOLDERS = ["courses", "lecturers", "venues", "curricula"];

/* A target as browsers read it: without tabs and line breaks, and without control characters around it. */
function bare(target) {
  return target.replace(/[\t\r\n]/g, "").replace(/^[\u0000- ]+/, "");
}

function trimmed(target) {
  const text = bare(target);
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 32) {
    end -= 1;
  }
  return text.slice(0, end);
}

/* The scheme of a target in lower case, or an empty text for a relative one. */
export function schemeOf(target) {
  const match = SCHEME.exec(bare(entities.unescape(target)));
  return match ? match[1].toLowerCase() : "";
}

/* Percent-encoded but for letters, digits, `_.-~` and what is `safe`. */
function quote(text, safe) {
  return Array.from(text).map(function (char) {
    if (/^[A-Za-z0-9_.~-]$/.test(char) || safe.indexOf(char) >= 0) {
      return char;
    }
    const whole = /^[\ud800-\udfff]$/.test(char) ? "\ufffd" : char;
    return encodeURIComponent(whole).replace(/[!'()*]/g, function (mark) { return "%" + mark.charCodeAt(0).toString(16).toUpperCase(); });
  }).join("");
}

/* Percent-decoded; what is no UTF-8 becomes the mark for that. */
function unquote(text) {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, function (run) {
    const bytes = run.slice(1).split("%").map(function (pair) { return parseInt(pair, 16); });
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
  });
}

/* A path without `.` and `..`, as far as they can be worked out. */
function normalized(path) {
  const parts = [];
  path.split("/").forEach(function (part) {
    if (part === ".." && parts.length && parts[parts.length - 1] !== "..") {
      parts.pop();
    } else if (part && part !== ".") {
      parts.push(part);
    }
  });
  return parts.join("/") || ".";
}

function folderOf(path) {
  return path.split("/").slice(0, -1).join("/");
}

/* The content path that a relative target in the file `path` leads to; null when it leaves content, empty for the file itself. */
export function resolve(target, path) {
  const name = unquote(target.split("#")[0].split("?")[0]);
  if (!name) {
    return "";
  }
  if (name[0] === "/" || name.indexOf("\\") >= 0) {
    return null;
  }
  const joined = normalized(folderOf(path) + "/" + name);
  return joined.indexOf("..") === 0 ? null : joined;
}

/* Where a content path stands in the site. */
function sitePath(path) {
  const parts = path.split("/");
  if (parts[0] === "pages") {
    return parts.slice(1).join("/").replace(/\.md$/, ".html");
  }
  return FOLDERS.indexOf(parts[0]) >= 0 ? parts[0] + "/" + parts[parts.length - 1].replace(/\.(?:md|yml)$/, ".html") : path;
}

function relative(path, folder) {
  const to = normalized(path).split("/");
  const from = folder ? normalized(folder).split("/") : [];
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) {
    same += 1;
  }
  return from.slice(same).map(function () { return ".."; }).concat(to.slice(same)).join("/") || ".";
}

/* The anchor of a body that a fragment means; a usual heading may be named by its text. */
export function anchorNamed(fragment) {
  const name = headings.withoutPrefix(unquote(fragment));
  return outline.usualAnchor(name) || name;
}

/* A link of the content file `path` as it must stand on the site's page; null where it may not stand. */
export function pageAddress(target, path, picture) {
  const written = trimmed(target);
  const scheme = schemeOf(written);
  if (scheme) {
    return ALLOWED_SCHEMES.indexOf(scheme) >= 0 && !picture && SCHEME.test(written) ? quote(written, OUTSIDE) : null;
  }
  const content = written.indexOf("//") === 0 || written.indexOf("\\") >= 0 ? null : resolve(written, path);
  if (content === null) {
    return null;
  }
  const hash = written.indexOf("#");
  const fragment = hash < 0 ? "" : written.slice(hash + 1);
  const name = hash < 0 ? written : written.slice(0, hash);
  const anchor = fragment ? "#" + headings.ID_PREFIX + quote(anchorNamed(fragment), "/") : "";
  if (!content) {
    return anchor || null;
  }
  const asked = name.indexOf("?") < 0 ? "" : name.slice(name.indexOf("?") + 1);
  return quote(relative(sitePath(content), folderOf(sitePath(path))), "/") + (asked ? "?" + quote(asked, OUTSIDE) : "") + anchor;
}
