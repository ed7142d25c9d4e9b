/* A plan's items as sections, and which is the outline. Mirrors generator/courselib/exchange/teaching_plan/sectioning.py. */
import * as outlining from "./outlining.js";
import { item } from "./stream.js";
import { keyOf } from "./words.js";

/* Items below the highest headings; deeper ones stay among the items of their section. */
export function sections(items, words) {
  const parts = [{ key: null, head: null, items: [] }];
  items.forEach(function (one) {
    const current = parts[parts.length - 1];
    if (one.kind !== "heading") {
      current.items.push(one);
      return;
    }
    const name = keyOf(one.text);
    const key = Object.prototype.hasOwnProperty.call(words.sections, name) ? words.sections[name] : null;
    // Below an outline's units there may be headings of the same names.
    const deeper = current.head && current.key === "outline" && (["methods", "outline", "summary"].indexOf(key) >= 0 || one.rank > 1);
    // Typed below a heading that has a style, units are deeper whatever they are numbered with.
    const within = current.head && current.key === "outline" && current.head.styled && !one.styled && !key;
    if (!current.head || (one.rank <= current.head.rank && !within) || (key && key !== current.key && !deeper)) {
      parts.push({ key: key, head: one, items: [] });
    } else {
      current.items.push(one);
    }
  });
  return parts;
}

/* Let one section be the outline: the first with units; where none has any, the first that holds a table of units. */
export function chooseOutline(parts, words, pictures) {
  const named = parts.filter(function (part) { return part.key === "outline"; });
  let chosen = named.filter(function (part) {
    const units = outlining.read(part.items, "", words, pictures);
    return units.units.length && (units.tabled || units.units.some(function (unit) { return unit.hours; }));
  })[0] || null;
  for (let number = 0; number < parts.length && !chosen; number += 1) {
    const part = parts[number];
    const at = part.items.map(function (item) { return Boolean(item.table) && outlining.isTimed(item.table, words); }).indexOf(true);
    if (at >= 0) {
      chosen = part;
      if (part.key || !part.head || at > 0) {
        const where = part.items[at].where;
        chosen = { key: "outline", head: item("heading", "课程大纲", where, { form: true }), items: part.items.splice(at) };
        parts.splice(number + 1, 0, chosen);
      }
      chosen.key = "outline";
    }
  }
  chosen = chosen || named[0] || null;
  parts.forEach(function (part) {
    if (part.key === "outline" && part !== chosen) {
      part.key = "";
    }
  });
}
