/* Files of the search folder, by script tags: the one way that works from file:// in every browser.
   Each file calls CourseLib.put(KEY, TEXT), KEY being its path below the folder without ".js". */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};

  const arrived = new Map();

  CourseLib.put = function (key, text) {
    arrived.set(key, text);
  };

  /* `code` is "missing" (a file did not load) or "damaged" (it holds something else); `file` is its name. */
  function trouble(code, file) {
    const error = new Error(code + ": " + file);
    error.code = code;
    error.file = file;
    return error;
  }

  function script(address) {
    return new Promise(function (resolve, reject) {
      const element = document.createElement("script");
      element.src = address;
      element.onload = function () {
        element.remove();
        resolve();
      };
      element.onerror = function () {
        element.remove();
        reject(trouble("missing", address.replace(/\?.*$/, "")));
      };
      document.head.appendChild(element);
    });
  }

  /* The files below `base`, each loaded and parsed once. What failed may be asked for again. */
  function Folder(base) {
    this.base = base;
    this.files = new Map();
  }

  Folder.prototype.name = function (key) {
    return this.base + key + ".js";
  };

  /* Returns a promise of parse(payload). `fresh` goes past what the browser may have kept of the file. */
  Folder.prototype.load = function (key, parse, fresh) {
    const files = this.files;
    const name = this.name(key);
    if (!files.has(key)) {
      const promise = script(name + (fresh ? "?" + Date.now() : "")).then(function () {
        const text = arrived.get(key);
        arrived.delete(key);
        try {
          if (typeof text !== "string") {
            throw new TypeError("the file does not call put");
          }
          return parse(CourseLib.bytes.unpacked(text));
        } catch (error) {
          throw trouble("damaged", name);
        }
      });
      files.set(key, promise);
      promise.catch(function () {
        files.delete(key);
      });
    }
    return files.get(key);
  };

  CourseLib.loader = { Folder: Folder, trouble: trouble };
})(window);
