/* Files of the search folder.
   Each file calls CourseLib.put(KEY, STAMP, TEXT), KEY being its path below the folder without ".js". STAMP is the same in all
   files of one numbering of courses: a file with another is of a build that came after (or before) the boot file that the page has read. */
import * as script from "../lib/script.js";
import * as bytes from "./bytes.js";

const arrived = new Map();

window.CourseLib.put = put;

function put(key, stamp, text) {
  arrived.set(key, [stamp, text]);
}

/* The files below `base`, each loaded and parsed once. What failed may be asked for again. The boot file says the stamp that
   others must have; `edition`, which it says too, asks a server for the files of this very build, not for kept ones. */
export function Folder(base) {
  this.base = base;
  this.files = new Map();
  this.stamp = "";
  this.edition = "";
}

Folder.prototype.name = function (key) {
  return this.base + key + ".js";
};

Folder.prototype.take = function (key) {
  const call = arrived.get(key);
  arrived.delete(key);
  if (!call || call[0] !== (this.stamp || call[0])) {
    throw new TypeError("the file does not call put, or is of another build");
  }
  this.stamp = call[0];
  return typeof call[1] === "string" ? bytes.unpacked(call[1]) : call[1];
};

/* Returns a promise of parse(payload). `asked` stands behind the address, to go past what the browser may have kept. */
Folder.prototype.load = function (key, parse, asked) {
  const folder = this;
  const files = this.files;
  const name = this.name(key);
  const query = asked || (/^http/.test(window.location.protocol) ? this.edition : "");
  if (!files.has(key)) {
    const promise = script.run(name + (query ? "?" + query : ""), name).then(function () {
      try {
        return parse(folder.take(key));
      } catch (error) {
        throw script.trouble("damaged", name);
      }
    });
    files.set(key, promise);
    promise.catch(function () {
      files.delete(key);
    });
  }
  return files.get(key);
};

const loading = new Map();

/* Returns a promise of what a script puts that few pages need: it is loaded once, when it is first asked for. The page says where it
   lies by `data-cl-NAME`. */
export function late(name) {
  const put = function () { return arrived.get(name)[1]; };
  if (arrived.has(name)) {
    return Promise.resolve(put());
  }
  if (!loading.has(name)) {
    const address = document.querySelector("[data-cl-" + name + "]").getAttribute("data-cl-" + name);
    const promise = script.run(address, address).then(put);
    loading.set(name, promise);
    promise.catch(function () { loading.delete(name); });
  }
  return loading.get(name);
}

/* Returns a promise of the modules that few queries need, `question` and `suggesting` (`later.js`). */
export function later() { return late("later"); }
