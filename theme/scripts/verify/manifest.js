/* What a site is made of: `manifest.json`, with one hash for every folder and one for all. The twin of publish/releases/trees.py; both
   are held against tests/vectors/manifest. */
import { hashed } from "./hashing.js";

export const MANIFEST = "manifest.json";
export const RELEASE = "release/";
const MOST_FILES = 200000;
const HASH = /^[0-9a-f]{64}$/;
/* Relative, and no part of it a name that Windows takes for another or for a device. */
const PATH = /^[ -~]{1,1000}$/;
const PART = /^(?!(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9]) *(?:\.|$))[^\\:/]*[^\\:/. ]$/i;

/* What a manifest's text says: {files: {PATH: {sha256, size}}, tree}. Throws for a text that the program would not write. */
export function parsed(text) {
  const told = JSON.parse(text);
  const files = told && told.files;
  const paths = files && typeof files === "object" ? Object.keys(files) : [];
  if (!paths.length || paths.length > MOST_FILES || !paths.every(function (path) { return isEntry(path, files[path]); })) {
    throw new Error("no list of files");
  }
  const tree = treeOf(files);
  const names = new Set(paths.map(function (path) { return path.toLowerCase(); }));
  if (names.size < paths.length || Array.from(tree.folders.keys()).some(function (path) { return names.has(path.toLowerCase()); })) {
    throw new Error("two names that some systems take for one");
  }
  if (textOf(files, tree) !== text) {
    throw new Error("not the manifest of its files");
  }
  return { files: files, tree: tree.root };
}

function isEntry(path, entry) {
  return PATH.test(path) && path.split("/").every(function (part) { return PART.test(part); }) && path !== MANIFEST &&
    path.indexOf(RELEASE) !== 0 && entry !== null && typeof entry === "object" && Number.isSafeInteger(entry.size) && entry.size >= 0 && HASH.test(entry.sha256);
}

/* The hashes of all folders, {root, folders: {PATH: HASH}}. */
export function treeOf(files) {
  const entries = new Map([["", []]]);
  function linesOf(folder) {
    if (!entries.has(folder)) {
      entries.set(folder, []);
      linesOf(folder.slice(0, Math.max(folder.lastIndexOf("/"), 0)));
    }
    return entries.get(folder);
  }
  Object.keys(files).forEach(function (path) {
    const cut = path.lastIndexOf("/");
    linesOf(path.slice(0, Math.max(cut, 0))).push([path.slice(cut + 1), files[path].sha256]);
  });
  const encoder = new TextEncoder();
  const hashes = new Map();
  // The deepest first: what is longer lies never above what is shorter.
  Array.from(entries.keys()).sort(function (a, b) { return b.length - a.length; }).forEach(function (folder) {
    const rows = entries.get(folder).sort(function (a, b) { return a[0] < b[0] ? -1 : 1; });
    const hash = hashed(encoder.encode(rows.map(function (row) { return row[0] + " " + row[1] + "\n"; }).join("")));
    hashes.set(folder, hash);
    if (folder) {
      const cut = folder.lastIndexOf("/");
      entries.get(folder.slice(0, Math.max(cut, 0))).push([folder.slice(cut + 1) + "/", hash]);
    }
  });
  const root = hashes.get("");
  hashes.delete("");
  return { root: root, folders: hashes };
}

function textOf(files, tree) {
  const rows = Object.keys(files).sort().map(function (path) {
    return JSON.stringify(path) + ":{\"sha256\":\"" + files[path].sha256 + "\",\"size\":" + files[path].size + "}";
  });
  const folders = Array.from(tree.folders.keys()).sort().map(function (path) {
    return JSON.stringify(path) + ":\"" + tree.folders.get(path) + "\"";
  });
  return "{\"files\":{\n" + rows.join(",\n") + "\n},\n\"folders\":{\n" + folders.join(",\n") + "\n},\n\"tree\":\"" + tree.root + "\"}\n";
}
