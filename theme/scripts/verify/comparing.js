/* A chosen folder held against its manifest. */
import { sha256OfFile } from "./hashing.js";
import { MANIFEST, RELEASE } from "./manifest.js";

const AT_ONCE = 8;

/* {name, files: path → file} of what a browser gave for a chosen folder, whose own name begins every path. */
export function folderOf(list) {
  const files = new Map();
  let name = "";
  for (let i = 0; i < list.length; i += 1) {
    const path = list[i].webkitRelativePath || list[i].name;
    const cut = path.indexOf("/");
    name = cut < 0 ? name : path.slice(0, cut);
    files.set(path.slice(cut + 1), list[i]);
  }
  return { name: name, files: files };
}

/* A promise of {missing, changed, extra, unread}, lists of paths; `told` gets the bytes done, `stopped` says whether to end. */
export function compared(manifest, files, told, stopped) {
  const paths = Object.keys(manifest.files).sort();
  const found = { missing: [], changed: [], extra: [], unread: [] };
  Array.from(files.keys()).forEach(function (path) {
    if (path !== MANIFEST && path.indexOf(RELEASE) !== 0 && !Object.prototype.hasOwnProperty.call(manifest.files, path)) {
      found.extra.push(path);
    }
  });
  let next = 0;
  function one() {
    if (stopped() || next >= paths.length) {
      return Promise.resolve();
    }
    const path = paths[next];
    const entry = manifest.files[path];
    const file = files.get(path);
    next += 1;
    if (!file || file.size !== entry.size) {
      found[file ? "changed" : "missing"].push(path);
      told(entry.size);
      return Promise.resolve().then(one);
    }
    return sha256OfFile(file, told, stopped).then(function (hash) {
      if (hash !== entry.sha256) {
        found.changed.push(path);
      }
    }, function () { found.unread.push(path); }).then(one);
  }
  const workers = [];
  while (workers.length < AT_ONCE) {
    workers.push(one());
  }
  return Promise.all(workers).then(function () {
    Object.keys(found).forEach(function (kind) { found[kind].sort(); });
    return found;
  });
}
