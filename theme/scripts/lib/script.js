/* Files loaded by script tags: the one way that works from file:// in every browser. */

/* `code` is "missing" (a file did not load) or "damaged" (it holds something else); `file` is its name. */
export function trouble(code, file) {
  /** @type {any} */
  const error = new Error(code + ": " + file);
  error.code = code;
  error.file = file;
  return error;
}

/* A promise of the script at an address having run; rejects with trouble that tells `name`. */
export function run(address, name) {
  return new Promise(function (resolve, reject) {
    const element = document.createElement("script");
    element.src = address;
    element.onload = function () {
      element.remove();
      resolve();
    };
    element.onerror = function () {
      element.remove();
      reject(trouble("missing", name));
    };
    document.head.appendChild(element);
  });
}
