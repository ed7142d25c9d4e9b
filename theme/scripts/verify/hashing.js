/* SHA-256 of bytes and of files: the browser's own where it has it, else ours. It is missing in old browsers and over http. */
import { SHA256 } from "../vendor/stablelib.js";

/* Files up to this size are hashed whole, since the browser's own cannot go on where it left; larger ones in pieces. */
const WHOLE = 16777216;
const PIECE = 4194304;

export function hex(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 1) {
    text += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
  }
  return text;
}

/* The bytes of hex digits, or null. */
export function bytesOf(text) {
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) {
    return null;
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = parseInt(text.substr(2 * i, 2), 16);
  }
  return bytes;
}

/* At once, for what is small. */
export function hashed(bytes) {
  return hex(new SHA256().update(bytes).digest());
}

/* A promise of the hash of bytes, in hex digits. */
export function sha256(bytes) {
  const subtle = window.crypto && window.crypto.subtle;
  if (!subtle) {
    return Promise.resolve(hashed(bytes));
  }
  return subtle.digest("SHA-256", bytes).then(function (digest) { return hex(new Uint8Array(digest)); });
}

/* A promise of the bytes of a file, or of a part of one. */
export function read(blob) {
  return new Promise(function (resolve, reject) {
    const reader = new FileReader();
    reader.onload = function () { resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result))); };
    reader.onerror = function () { reject(reader.error || new Error("unreadable")); };
    reader.readAsArrayBuffer(blob);
  });
}

/* A promise of the hash of a file; `told` is called with the bytes of each part that is done, and true from `stopped` ends it. */
export function sha256OfFile(file, told, stopped) {
  if (file.size <= WHOLE) {
    return read(file).then(sha256).then(function (digest) {
      told(file.size);
      return digest;
    });
  }
  const hash = new SHA256();
  function from(start) {
    if (stopped() || start >= file.size) {
      return Promise.resolve(hex(hash.digest()));
    }
    const end = Math.min(start + PIECE, file.size);
    return read(file.slice(start, end)).then(function (bytes) {
      hash.update(bytes);
      told(end - start);
      return from(end);
    });
  }
  return from(0);
}
