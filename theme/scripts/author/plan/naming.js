/* IDs of Chinese titles: pinyin without tones. Mirrors generator/courselib/library/naming.py, but for characters of several readings in words. */
import { READINGS } from "./readings.js";

const LONGEST = 64;
let sounds = null;

function soundOf(char) {
  if (!sounds) {
    sounds = new Map();
    READINGS.forEach(function (line) {
      const at = line.indexOf(" ");
      Array.from(line.slice(at + 1)).forEach(function (one) { sounds.set(one, line.slice(0, at)); });
    });
  }
  return sounds.get(char);
}

function cut(words, most) {
  let name = "";
  for (let at = 0; at < words.length; at += 1) {
    const longer = name ? name + "-" + words[at] : words[at].slice(0, most);
    if (longer.length > most) {
      break;
    }
    name = longer;
  }
  return name || "untitled";
}

/* An ID for a title; `taken(id)` tells of those that are there. */
export function idOf(title, taken) {
  const plain = Array.from(title.normalize("NFKC").toLowerCase()).map(function (char) {
    const sound = soundOf(char);
    return sound ? " " + sound + " " : char;
  }).join("");
  const words = plain.match(/[a-z0-9]+/g) || [];
  let found = cut(words, LONGEST);
  for (let number = 2; taken(found); number += 1) {
    found = cut(words, LONGEST - String(number).length - 1) + "-" + number;
  }
  return found;
}
