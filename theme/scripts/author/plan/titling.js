/* The title of a plan among what stands above its first heading. Mirrors generator/courselib/exchange/teaching_plan/titling.py. */
import { keyOf, normal, solid, squeezed } from "./words.js";

export const LONGEST = 80;
export const QUOTED = /《([^《》]{2,80})》/;
/* What numbers a title in its place among others. */
export const PLACED = /^第[0-9一二三四五六七八九十]{1,3}(?:[部章讲编篇节课]|课时|部分|单元|专题)[\s:：、]+(?=\S)/;
const WHOLE = /^《([^《》]{2,80})》$/;
const HEAD = 8;
const LONGEST_PLAIN = 40;
const SURE = 4;
const BRACKETS = ["（）", "()", "【】", "〔〕"];
const MARKS = "：:-—_ ";

export function wholeQuoted(text) {
  const found = WHOLE.exec(text);
  return found ? found[1] : text;
}

function endsWith(text, end) {
  return end.length <= text.length && text.slice(text.length - end.length) === end;
}

export function titles(words) {
  function isOffice(written) {
    const text = solid(written).replace(/^[《》“”（）()]+/, "").replace(/[《》“”（）()]+$/, "");
    return !text || words.plan_names.indexOf(text) >= 0 || words.offices.some(function (one) { return endsWith(text, one); });
  }

  function isPlanName(written) {
    const name = solid(written).replace(/^[《》“”（）()]+/, "").replace(/[《》“”（）()]+$/, "");
    const form = words.plan_names.filter(function (one) { return endsWith(name, one); })[0] || "";
    return Boolean(form) && (name === form || isOffice(name.slice(0, -form.length)));
  }

  function withoutName(written) {
    let text = written.trim();
    for (let at = 0; at < words.plan_names.length; at += 1) {
      const name = words.plan_names[at];
      for (let kind = 0; kind < BRACKETS.length; kind += 1) {
        const whole = BRACKETS[kind].charAt(0) + name + BRACKETS[kind].charAt(1);
        if (endsWith(text, whole)) {
          return withoutName(text.slice(0, -whole.length));
        }
        if (text.indexOf(whole) === 0) {
          return withoutName(text.slice(whole.length));
        }
      }
      if (endsWith(text, name)) {
        text = text.slice(0, -name.length);
        break;
      }
      const colon = text.search(text.indexOf("：") >= 0 ? /：/ : /:/);
      if (colon >= 0 && text.slice(colon + 1).trim() && isPlanName(text.slice(0, colon))) {
        text = text.slice(colon + 1);
        break;
      }
      if (text.indexOf(name) === 0 && text.length > name.length && MARKS.indexOf(text.charAt(name.length)) >= 0) {
        text = text.slice(name.length + 1);
        break;
      }
    }
    return wholeQuoted(text.replace(/^[ \-—_:：\t\u3000（）()]+/, "").replace(/[ \-—_:：\t\u3000（）()]+$/, ""));
  }

  /* Whether an item begins the plan's own text. */
  function begins(item) {
    if (item.kind !== "heading") {
      return item.kind === "table";
    }
    const known = Object.prototype.hasOwnProperty.call(words.sections, keyOf(item.text));
    return known || item.form || Boolean(item.label) || !item.styled || item.rank > 1;
  }

  function scoreOf(item, text, name, first) {
    if (!name || (item.title && isPlanName(text))) {
      return 0;
    }
    if (item.title) {
      return SURE;
    }
    const plain = item.kind === "text" && ("。；！？：:".indexOf(text.charAt(text.length - 1)) >= 0 || text.length > LONGEST_PLAIN);
    if (plain || isOffice(name)) {
      return 0;
    }
    return item.kind === "heading" && item.rank === 1 && item.styled ? 3 : item.centre ? 2 : first ? 1 : 0;
  }

  function best(items) {
    let found = null;
    let top = 0;
    let first = true;
    items.forEach(function (item) {
      const text = squeezed(item.text);
      if ((item.kind !== "text" && item.kind !== "heading") || !text || item.objects.length || text.length > LONGEST) {
        return;
      }
      const quoted = isPlanName(text.replace(/《([^《》]{2,80})》/g, "")) ? QUOTED.exec(text) : null;
      const name = quoted ? quoted[1] : withoutName(text).replace(PLACED, "");
      const score = quoted ? SURE + 1 : scoreOf(item, text, name, first);
      first = first && score === 0;
      if (score > top) {
        top = score;
        found = { title: name, where: item.where, said: item.text, sure: score >= SURE, item: item };
      }
    });
    return found;
  }

  function isSpent(item, title, taken) {
    if ((item.kind !== "text" && item.kind !== "heading") || item.objects.length) {
      return false;
    }
    const text = squeezed(item.text);
    if (taken || (title && normal(withoutName(text)) === normal(title))) {
      const rest = text.split(title).join("");
      return !rest.replace(/[《》\s“”]/g, "") || isPlanName(rest);
    }
    return isPlanName(text) && !withoutName(text);
  }

  return {
    isOffice: isOffice, withoutName: withoutName,
    /* The title and the items without it: {found, left}. */
    take: function (items, named) {
      let head = 0;
      while (head < items.length && head < HEAD && !begins(items[head])) {
        head += 1;
      }
      const found = best(items.slice(0, head));
      const title = named || (found ? found.title : "");
      const left = items.slice(0, head).filter(function (item) {
        return !isSpent(item, title, Boolean(found) && !named && item === found.item);
      });
      left.forEach(function (item) {
        if (item.kind === "heading") {
          item.kind = "text";
          item.rank = 9;
        }
      });
      return { found: found, left: left.concat(items.slice(head)) };
    }
  };
}
