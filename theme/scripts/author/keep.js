/* The draft in this browser, and files: opening, dropping, saving. Nothing is sent anywhere. */
import * as libDownload from "../lib/download.js";
import * as authorRecord from "./record.js";

const KEY = "courselib.author.draft";
const LIST = "courselib.author.list";
const VERSION = 1;
const MAX_FILE = 1024 * 1024;

/* Storage may be refused (private windows, some settings for file://): then there is no draft, and the page says so. */
export function save(record, kind) {
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ version: VERSION, at: new Date().getTime(), kind: kind, record: record }));
    return true;
  } catch (error) {
    return false;
  }
}

export function forget() {
  try {
    window.localStorage.removeItem(KEY);
  } catch (error) {
    return false;
  }
  return true;
}

function isLike(value, pattern) {
  if (Array.isArray(pattern)) {
    return Array.isArray(value);
  }
  if (pattern !== null && typeof pattern === "object") {
    return value !== null && typeof value === "object" && Object.keys(pattern).every(function (key) {
      return Object.prototype.hasOwnProperty.call(value, key) && (pattern[key] === null || isLike(value[key], pattern[key]));
    });
  }
  return typeof value === typeof pattern;
}

/* The record of the draft and its kind among `kinds`, or null; one of another shape (an older form's, a damaged one) is none. */
export function restore(kinds) {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEY) || "null");
    const kind = kept && kinds.filter(function (one) { return one.name === (kept.kind || "course"); })[0];
    return kind && kept.version === VERSION && isLike(kept.record, authorRecord.newOf(kind)) ? { record: kept.record, kind: kind } : null;
  } catch (error) {
    return null;
  }
}

/* The files that wait to be handed in together: [{path, title, text}]. */
export function saveList(files) {
  try {
    window.localStorage.setItem(LIST, JSON.stringify(files));
    return true;
  } catch (error) {
    return false;
  }
}

export function restoreList() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(LIST) || "[]");
    return Array.isArray(kept) && isSound(kept) ? kept : [];
  } catch (error) {
    return [];
  }
}

function isSound(files) {
  return files.every(function (one) { return one && typeof one.path === "string" && typeof one.title === "string" && typeof one.text === "string"; });
}

/* Whether bytes were read in a wrong encoding, or are no text. */
function isBad(text) {
  return text.indexOf("\ufffd") >= 0 || text.indexOf("\u0000") >= 0;
}

/* Read a chosen file, in UTF-8 or else in GBK; `done` gets (name, text, trouble, note). */
export function read(file, done) {
  if (!window.FileReader || !window.Blob) {
    done(file.name, "", "这个浏览器不能打开文件，请换一个较新的浏览器。");
  } else if (file.size > MAX_FILE) {
    done(file.name, "", "文件超过 1024 KB，不像是课程文件。");
  } else {
    const reader = new FileReader();
    reader.onload = function () {
      const text = String(reader.result);
      if (!isBad(text)) {
        done(file.name, text, "", "");
        return;
      }
      const again = new FileReader();
      again.onload = function () {
        const other = String(again.result);
        done(file.name, other, isBad(other) ? "文件不是文本，或编码特别。请用记事本打开，“另存为”时编码选 UTF-8，再打开。" : "",
          "文件是 GBK 编码，已照 GBK 打开；下载的文件是 UTF-8。");
      };
      again.readAsText(file, "gb18030");
    };
    reader.onerror = function () {
      done(file.name, "", "文件读不出来。");
    };
    reader.readAsText(file, "utf-8");
  }
}

/* Hand a file to the browser's downloads; false where it cannot. */
export function download(name, text) {
  return libDownload.download(name, text, /\.yml$/.test(name) ? "text/yaml" : "text/markdown");
}
