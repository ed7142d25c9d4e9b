/* Bytes as the build packs them: base64 of raw DEFLATE outside; variable-length numbers, UTF-8 and JSON inside. */
import { inflate } from "../vendor/inflate.js";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

export function decoded(base64) {
  const text = window.atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    bytes[i] = text.charCodeAt(i);
  }
  return bytes;
}

/* Reads a payload from front to back; throws RangeError where it ends too early. */
export function Reader(bytes) {
  this.bytes = bytes;
  this.place = 0;
}

Reader.prototype.take = function (size) {
  const start = this.place;
  if (start + size > this.bytes.length) {
    throw new RangeError("the data ends too early");
  }
  this.place = start + size;
  return this.bytes.subarray(start, this.place);
};

Reader.prototype.byte = function () {
  return this.take(1)[0];
};

/* Unsigned LEB128, below 2^31. */
Reader.prototype.varint = function () {
  const bytes = this.bytes;
  let value = 0;
  let shift = 0;
  let byte = 0;
  do {
    if (this.place >= bytes.length || shift > 28) {
      throw new RangeError("a number has no end");
    }
    byte = bytes[this.place];
    this.place += 1;
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte > 127);
  return value;
};

Reader.prototype.text = function (size) {
  return utf8.decode(this.take(size));
};

Reader.prototype.json = function () {
  return JSON.parse(this.text(this.varint()));
};

/* Whole numbers of `width` bytes each, least byte first. */
Reader.prototype.column = function (count, width) {
  const bytes = this.take(count * width);
  if (width === 1) {
    return bytes;
  }
  const values = width === 2 ? new Uint16Array(count) : new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    for (let b = width - 1; b >= 0; b -= 1) {
      values[i] = values[i] * 256 + bytes[i * width + b];
    }
  }
  return values;
};

/* Throws unless everything was read. */
Reader.prototype.end = function () {
  if (this.place !== this.bytes.length) {
    throw new RangeError("the data is longer than it says");
  }
};

export function text(bytes) {
  return utf8.decode(bytes);
}

export function unpacked(base64) { return inflate(decoded(base64)); }

export function json(bytes) { return JSON.parse(text(bytes)); }
