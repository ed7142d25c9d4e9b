/* A plan recognised: {fields, body, remarks}, each field {name, value, where, sure, said}. Mirrors generator/courselib/exchange/teaching_plan/recognise.py. */
import { asks } from "../outline.js";
import { counted, objectives } from "./listing.js";
import * as markdown from "./markdown.js";
import * as outlining from "./outlining.js";
import { OBJECT } from "./runs.js";
import { chooseOutline, sections } from "./sectioning.js";
import { stream } from "./stream.js";
import { LONGEST, PLACED, titles, wholeQuoted } from "./titling.js";
import { halfHours, hoursText, meaning } from "./values.js";
import { keyOf, squeezed } from "./words.js";

/* The fields that are always told of, found or not. */
const TOLD = ["title", "topic", "audience", "hours", "theory", "methods", "lecturers", "objectives", "outline", "materials", "questions"];
const ANSWER = /^(?:参考)?答案[:：]/;
const LONGEST_METHODS = 320;
const SUMMARY = 400;

/* `document` is what reading.js gives, `stem` the name of its file, `pictures` makes Markdown of a picture's part. */
export function recognise(document, stem, words, pictures) {
  let fields = [];
  const info = [];
  const names = titles(words);

  function found(name) {
    return fields.filter(function (field) { return field.name === name && field.sure !== "missing"; })[0] || null;
  }

  function add(name, value, where, sure, said) {
    fields = fields.filter(function (field) { return field.name !== name; });
    fields.push({ name: name, value: value, where: where, sure: sure, said: said || "" });
  }

  function titled(written) {
    const line = squeezed(written);
    const placed = PLACED.test(line);
    const text = wholeQuoted(line.replace(PLACED, ""));
    return text && text.length <= LONGEST ? { value: text, sure: "sure", whole: !placed } : null;
  }

  /* Take the labelled values out; what is not understood to the last word stays among the plan's particulars. */
  function takePairs(items) {
    const others = [];
    const stated = [];
    const left = items.filter(function (item) {
      if (item.kind !== "pair") {
        return true;
      }
      const key = keyOf(item.label);
      const name = Object.prototype.hasOwnProperty.call(words.labels, key) ? words.labels[key] : "";
      if (name === "class" || (name === "when" && /学时|课时/.test(item.text))) {
        others.push([name === "class" ? "audience" : "hours", item]);
      }
      const value = name === "title" ? titled(item.text) : name ? meaning(name, item.text, words) : null;
      const where = item.where + "“" + item.label + "”";
      if (name === "hours" && value) {
        stated.push(value.value);
      }
      let whole = false;
      if (value && !found(name)) {
        add(name, value.value, where, value.sure, item.text);
        whole = value.whole;
      } else if (!value && TOLD.indexOf(name) >= 0 && item.text && !fields.some(function (field) { return field.name === name; })) {
        add(name, "", where, "missing", item.text);
      }
      if (!whole && item.text) {
        info.push("- " + markdown.escaped(item.label) + "：" + markdown.escaped(item.text));
      }
      return false;
    });
    addUp(stated);
    others.forEach(function (one) {
      const item = one[1];
      const value = meaning(one[0], item.text, words);
      if (value && !found(one[0])) {
        add(one[0], value.value, item.where + "“" + item.label + "”", "guess", item.text);
      }
    });
    return contentTitle(left);
  }

  /* Take hours that are said part by part together where none of them is the whole. */
  function addUp(stated) {
    const halves = stated.map(halfHours);
    const all = halves.reduce(function (added, one) { return added + one; }, 0);
    const hours = found("hours");
    if (hours && halves.length > 2 && halves[0] < all - halves[0] && hours.where.indexOf("总") < 0) {
      add("hours", hoursText(all), hours.where + "等 " + halves.length + " 处之和", "guess", stated.join("、"));
    }
  }

  /* Take 授课内容：延安精神 as the title where the plan has its outline elsewhere. */
  function contentTitle(items) {
    function isOutline(item) {
      const key = keyOf(item.text);
      return item.kind === "heading" && Object.prototype.hasOwnProperty.call(words.sections, key) && words.sections[key] === "outline";
    }
    const at = items.map(isOutline).indexOf(true);
    if (found("title") || at < 0 || at + 2 >= items.length) {
      return items;
    }
    const head = items[at];
    const text = items[at + 1];
    if (items[at + 2].kind !== "heading" || !items.slice(at + 2).some(isOutline) || !head.form || text.kind !== "text" || text.objects.length) {
      return items;
    }
    const value = titled(text.text);
    if (!value || text.text.length > LONGEST / 2 || /[。；]$/.test(text.text)) {
      return items;
    }
    add("title", value.value, head.where + "“" + head.text + "”", "guess", text.text);
    info.push("- " + markdown.escaped(head.text) + "：" + markdown.escaped(text.text));
    return items.slice(0, at).concat(items.slice(at + 2));
  }

  function takeTitle(items) {
    const named = found("title");
    const taken = names.take(items, named ? named.value : "");
    if (taken.found && !named) {
      add("title", taken.found.title, taken.found.where, taken.found.sure ? "sure" : "guess", taken.found.said);
    }
    [[document.title, "文件属性“标题”"], [stem, "文件名"]].forEach(function (pair) {
      const plain = names.withoutName(pair[0]);
      if (!found("title") && plain && !names.isOffice(plain)) {
        add("title", plain.slice(0, LONGEST), pair[1], "guess", pair[0]);
      }
    });
    return taken.left;
  }

  /* Whether a section is a short summary, which becomes the field. */
  function isSummary(part) {
    if (part.key !== "summary" || found("summary") || !part.head) {
      return false;
    }
    const text = part.items.map(function (item) { return item.text; }).join("\n");
    const plain = part.items.every(function (item) { return item.kind === "text" && !item.objects.length && !item.label; });
    if (!plain || !text || text.length > SUMMARY) {
      return false;
    }
    add("summary", text, part.head.where + "“" + part.head.text + "”", "sure", text);
    return true;
  }

  /* Read the methods from a section of them; its words stay unless they are the library's own. */
  function isMethods(part) {
    if (part.key !== "methods" || !part.head || found("methods")) {
      return false;
    }
    const texts = part.items.filter(function (item) { return item.kind === "text"; });
    const text = texts.map(function (item) { return item.text; }).join("、");
    const value = meaning("methods", text.slice(0, LONGEST_METHODS), words);
    if (value) {
      add("methods", value.value, part.head.where + "“" + part.head.text + "”", value.sure, text);
    }
    return Boolean(value) && value.whole && part.items.every(function (item) { return item.kind === "text" && !item.objects.length; });
  }

  function outline(part, title, where) {
    const whole = found("hours");
    const units = outlining.read(part.items, whole ? whole.value : "", words, pictures);
    if (units.rows.length) {
      const open = units.guessed || units.units.some(function (unit) { return !unit.hours; });
      add("outline", units.units.map(function (unit) { return [unit.title, unit.hours].filter(Boolean).join(" "); }), where, open ? "guess" : "sure", units.heads);
      if (!whole && units.total) {
        add("hours", units.total, where + "各单元之和", "guess");
      }
    } else {
      add("outline", "", where, "missing", title);
    }
    const pieces = [markdown.flow(units.before, pictures, 3), units.rows, markdown.flow(units.rest, pictures, 3)];
    return pieces.reduce(function (lines, piece) { return piece.length ? lines.concat([""], piece) : lines; },
      ["## " + (words.outline_headings.indexOf(keyOf(title)) >= 0 ? title : "课程大纲")]);
  }

  function section(part, own) {
    const where = part.head.where + "“" + part.head.text + "”";
    const title = markdown.headingText(part.head);
    if (own === "outline") {
      return outline(part, title, where);
    }
    if (own === "objectives") {
      const made = objectives(part.items, pictures);
      add("objectives", made.values, where, "sure");
      return ["## " + (words.objective_headings.indexOf(keyOf(title)) >= 0 ? title : "教学目标"), ""].concat(made.lines);
    }
    if (own === "materials" || own === "questions") {
      add(own, counted(part.items).map(function (item) { return item.text.split(OBJECT).join(""); })
        .filter(function (text) { return text && !ANSWER.test(text); }), where,
        words.unsure.indexOf(keyOf(part.head.text)) >= 0 ? "guess" : "sure");
    }
    return ["## " + (own === "questions" && !asks(title) ? "自测思考" : title), ""].concat(markdown.flow(part.items, pictures, 3));
  }

  function write(parts) {
    const done = [];
    const chunks = [];
    parts.forEach(function (part) {
      if (!part.head) {
        chunks.push(markdown.flow(part.items, pictures, 2));
        chunks.push(info.length ? ["## 教案信息", ""].concat(info) : []);
        return;
      }
      const own = part.key && done.indexOf(part.key) < 0 && part.items.length ? part.key : "";
      done.push(own);
      chunks.push(section(part, own));
    });
    const notes = [];
    document.notes.forEach(function (text, number) { notes.push("[^" + number + "]: " + markdown.escaped(text)); });
    chunks.push(notes.join("\n\n").split("\n"));
    return chunks.reduce(function (body, chunk) {
      while (chunk.length && !chunk[chunk.length - 1]) {
        chunk.pop();
      }
      return chunk.length ? body.concat(body.length ? [""] : [], chunk) : body;
    }, []);
  }

  /* Guess what follows from what was found: the topic from the title, theory from the topic. */
  function follow() {
    const title = found("title");
    const topics = words.names.topic;
    if (title && !found("topic")) {
      const inside = Object.keys(topics).filter(function (name) { return name.length >= 4 && title.value.indexOf(name) >= 0; })
        .sort(function (a, b) { return b.length - a.length || (a < b ? -1 : 1); });
      if (inside.length) {
        add("topic", topics[inside[0]], "名称里有“" + inside[0] + "”", "guess");
      }
    }
    const topic = found("topic");
    const says = topic ? words.theory[topic.value] || "either" : "either";
    if (says !== "either" && !found("theory")) {
      add("theory", String(says === "required"), "由专题得出", topic.sure);
    }
  }

  let parts = sections(takeTitle(takePairs(stream(document.blocks, words))), words);
  parts = parts.filter(function (part) { return !isSummary(part); });
  parts = parts.filter(function (part) { return !isMethods(part); });
  chooseOutline(parts, words, pictures);
  const body = write(parts);
  follow();
  TOLD.forEach(function (name) {
    if (!fields.some(function (field) { return field.name === name; })) {
      add(name, "", "", "missing");
    }
  });
  const order = TOLD.concat(Object.keys(words.kinds));
  function place(field) {
    return order.indexOf(field.name) < 0 ? order.length : order.indexOf(field.name);
  }
  const sorted = fields.map(function (field, at) { return [place(field), at, field]; }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
  return { fields: sorted.map(function (one) { return one[2]; }), body: body, remarks: document.remarks.slice() };
}
