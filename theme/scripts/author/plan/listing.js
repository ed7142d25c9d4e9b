/* Lists of a plan: objectives, and items of any other list. Mirrors generator/courselib/exchange/teaching_plan/listing.py. */
import * as emphasis from "./emphasis.js";
import * as markdown from "./markdown.js";
import { OBJECT } from "./runs.js";
import { digits } from "./words.js";

const TYPED = /^(?:[0-9]{1,2}[、.．)）](?![0-9])|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[ \t\u3000]|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*/;
/* Numbers that may stand within a line: （1）知敬畏。（2）会拒绝。 */
const MARKS = /(?=[（(][0-9]{1,2}[)）]|[①-⑳])/;
const MARKED = /^(?:[（(][0-9]{1,2}[)）]|[①-⑳])/;
const GROUP = /^[^，。；：]{2,6}目标[:：]?$/;

/* An item without the number typed before it. */
function bare(text) {
  const match = TYPED.exec(digits(text));
  return match && text.length > match[0].length ? text.slice(match[0].length) : text;
}

/* The texts of a list: where its first is numbered, those that are; what else stands there is no item. */
export function counted(items) {
  function isNumbered(item) {
    return Boolean(item.label) || TYPED.test(digits(item.text));
  }
  let texts = items.filter(function (item) { return item.kind === "text"; });
  if (!texts.some(isNumbered)) {
    // （一） before an item makes it look like a heading.
    texts = items.filter(function (item) { return item.kind === "text" || item.kind === "heading"; });
  }
  return texts.length && isNumbered(texts[0]) ? texts.filter(isNumbered) : texts;
}

/* Objectives as a list, an item a line, and as values. */
export function objectives(items, pictures) {
  const values = [];
  const made = items.reduce(function (lines, item) {
    if (item.kind === "table") {
      return lines.concat([""], markdown.table(item.table, pictures), [""]);
    }
    const text = item.kind === "text" ? bare(markdown.listed(item)[1]) : item.label + item.text;
    if (item.kind === "text" && (GROUP.test(text) || (/[：:]$/.test(text) && !item.objects.length))) {
      // The name of a group, or 通过学习，学员应当：, is no objective.
      return lines.concat(["", markdown.atLine(markdown.inline(text, item.objects, pictures, item.marks)), ""]);
    }
    if (items.length === 1 && !item.objects.length) {
      // One paragraph of several, a semicolon between them.
      let behind = text.length;
      const parts = MARKED.test(markdown.listed(item)[1]) ? text.split(MARKS) : [text];
      const pieces = parts.reduce(function (all, part) { return all.concat(part.match(/；+|[^；]+；?/g) || []); }, []);
      return lines.concat(pieces.map(function (one) {
        behind -= one.length;
        const own = bare(one.trim());
        if (!own.replace(/；/g, "")) {
          return "";
        }
        values.push(markdown.atLine(markdown.escaped(own)));
        const marks = emphasis.part(item.marks, behind + one.length - one.replace(/\s+$/, "").length, own.length);
        return "- " + markdown.atLine(markdown.inline(own, [], pictures, marks));
      }).filter(Boolean));
    }
    values.push(markdown.atLine(markdown.escaped(text.split(OBJECT).join(""))));
    return lines.concat(["- " + markdown.atLine(markdown.inline(text, item.objects, pictures, item.marks))]);
  }, []);
  return { lines: made, values: values };
}
