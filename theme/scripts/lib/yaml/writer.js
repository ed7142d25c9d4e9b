/* How a value is written as YAML: the one rule, whoever writes. The twin of generator/courselib/syntax/yaml/writer.py; both run tests/vectors/yaml. */

const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf)$/i;
/* All that is a number, a date or a time to some reader begins with a digit and holds nothing else than this. */
const NUMBER = /^[0-9][0-9A-Fa-f_xXoO.+\-TtZz ]*$/;
const SHORT = { "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/* Signs that nobody sees, or that some reader takes for a line break: pairs of first and last code. The joiners and the ideographic space stay. */
const HIDDEN = [
  [0x00, 0x1f], [0x7f, 0xa0], [0xad, 0xad], [0x61c, 0x61c], [0x1680, 0x1680], [0x180e, 0x180e], [0x2000, 0x200b], [0x200e, 0x200f],
  [0x2028, 0x202f], [0x205f, 0x206f], [0xfeff, 0xfeff], [0xfff0, 0xfffb], [0xe0000, 0xe0fff]
];

function hidden(code) {
  return (code & 0xfffe) === 0xfffe || HIDDEN.some(function (range) { return code >= range[0] && code <= range[1]; });
}

function code(character) {
  return character.codePointAt(0);
}

function isLone(character) {
  return character.length === 1 && character >= "\ud800" && character <= "\udfff";
}

function escaped(character) {
  if (SHORT[character]) {
    return SHORT[character];
  }
  const digits = code(character).toString(16).toUpperCase();
  return hidden(code(character)) ? (digits.length > 4 ? "\\U" + ("00000000" + digits).slice(-8) : "\\u" + ("0000" + digits).slice(-4)) : character;
}

function isPlain(text, characters) {
  const first = characters[0];
  const last = characters[characters.length - 1];
  return characters.length > 0 && (/^[0-9A-Za-z]$/.test(first) || code(first) > 0xa0) && first !== "\u3000" && last !== "\u3000" && last !== " " &&
    !/[,:?[\]{}]| #/.test(text) && !WORDS.test(text) && !NUMBER.test(text) && !characters.some(function (c) { return hidden(code(c)); });
}

/* A text as one value on one line. Throws a RangeError for half of a surrogate pair, which no file can hold. */
export function scalar(text) {
  const characters = Array.from(text);
  if (characters.some(isLone)) {
    throw new RangeError("a lone surrogate is no text");
  }
  return isPlain(text, characters) ? text : "\"" + characters.map(escaped).join("") + "\"";
}

function isBlockLine(line) {
  return line.charAt(line.length - 1) !== " " && !Array.from(line).some(function (c) { return hidden(code(c)) || isLone(c); });
}

function spaces(count) {
  return new Array(count + 1).join(" ");
}

/* What follows a key and a blank, outside of brackets: several lines as a block where they may be one. `indent` is the key's column, from 0. */
export function block(text, indent) {
  const lines = text.split("\n");
  if (lines.length === 1 || !lines[0] || !lines[lines.length - 1] || lines[0].charAt(0) === " " || !lines.every(isBlockLine)) {
    return scalar(text);
  }
  return "|-\n" + lines.map(function (line) { return line ? spaces(indent + 2) + line : ""; }).join("\n");
}

/* Written values as a list on one line. */
export function sequence(values) {
  return "[" + values.join(", ") + "]";
}

/* Pairs of name, a plain word of ours, and written value as a mapping on one line. */
export function mapping(pairs) {
  return "{" + pairs.map(function (pair) { return pair[0] + ": " + pair[1]; }).join(", ") + "}";
}

/* Written values as what follows a key and its colon: a list with one value a line. */
export function rows(values, indent) {
  return values.map(function (value) { return "\n" + spaces((indent || 0) + 2) + "- " + value; }).join("");
}
