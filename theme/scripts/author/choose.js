/* Lists that are filled one by one: records found by searching (讲师、场地、课程) and free words (关键词). */
import { clear, make } from "../lib/dom.js";
import * as keys from "../lib/keys.js";
import * as controls from "./controls.js";
import * as fields from "./fields.js";
import * as text from "./text.js";

const MOST = 12;

function chips(field, box, name, titleOf, changed) {
  const list = make("ul", { "class": "cl-chosen", "aria-label": "已选的" + field.label });
  box[name].forEach(function (value, index) {
    const title = titleOf(value);
    list.appendChild(make("li", {}, [
      make("span", { text: title }), title !== value ? make("code", { text: value }) : null,
      controls.button("×", function () {
        box[name] = box[name].filter(function (_, other) { return other !== index; });
        controls.announce("已删去 " + title);
        changed();
        field.control.focus();
      }, { "aria-label": "删去 " + title, title: "删去" })
    ]));
  });
  return list;
}

/* Records whose title or ID has all words that were typed; those that begin with them come first. */
function matching(records, typed, taken) {
  const words = typed.trim().toLowerCase().split(/\s+/);
  const matches = [];
  records.forEach(function (title, id) {
    const whole = (title + " " + id).toLowerCase();
    if (taken.indexOf(id) < 0 && words.every(function (word) { return whole.indexOf(word) >= 0; })) {
      matches.push({ id: id, title: title, late: whole.indexOf(words[0]) === 0 || id.indexOf(words[0]) === 0 ? 0 : 1 });
    }
  });
  return matches.sort(function (a, b) { return a.late - b.late; });
}

/* A box to search in and a list of what was found, after the pattern of the combobox with a list. */
function search(field, records, taken, pick) {
  const listId = field.id + "-list";
  const input = make("input", {
    id: field.id, "class": "cl-input", type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": listId,
    "aria-autocomplete": "list", "aria-describedby": field.described, autocomplete: "off", placeholder: "输入名称中的几个字"
  });
  const list = make("ul", { id: listId, "class": "cl-found", role: "listbox", "aria-label": field.label + "的查找结果", hidden: true });
  let matches = [];
  let active = -1;

  function close() {
    clear(list).hidden = true;
    matches = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    active = index;
    Array.prototype.forEach.call(list.children, function (item, at) {
      item.setAttribute("aria-selected", String(at === index));
      if (at === index) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView(false);
      }
    });
  }

  function choose(index) {
    const one = matches[index];
    input.value = "";
    close();
    if (one) {
      pick(one.id);
    }
  }

  function show() {
    const all = input.value.trim() ? matching(records, input.value, taken()) : [];
    matches = all.slice(0, MOST);
    clear(list);
    matches.forEach(function (one, index) {
      list.appendChild(make("li", {
        id: listId + "-" + index, role: "option", "aria-selected": "false",
        on: { mousedown: function (event) { event.preventDefault(); choose(index); } }
      }, [make("span", { text: one.title }), " ", make("code", { text: one.id })]));
    });
    list.hidden = !matches.length;
    input.setAttribute("aria-expanded", String(matches.length > 0));
    input.removeAttribute("aria-activedescendant");
    active = -1;
    if (input.value.trim()) {
      const more = all.length > MOST ? "，只列出前 " + MOST + " 个，请多写几个字" : "";
      field.note.textContent = all.length ? "找到 " + all.length + " 个" + more + "。用上下键选，回车确定。" : "没有找到。";
      controls.announce(field.note.textContent);
    } else {
      field.note.textContent = "";
    }
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", function () {
    close();
    field.note.textContent = input.value.trim() ? "还没有选定，请从查找结果里选一个。" : "";
  });
  input.addEventListener("keydown", function (event) {
    const key = keys.key(event);
    if (key === "ArrowDown" && matches.length) {
      mark((active + 1) % matches.length);
      event.preventDefault();
    } else if (key === "ArrowUp" && matches.length) {
      mark((active + matches.length - (active < 0 ? 0 : 1)) % matches.length);
      event.preventDefault();
    } else if (key === "Enter") {
      event.preventDefault();
      choose(active < 0 && matches.length === 1 ? 0 : active);
    } else if (key === "Escape") {
      input.value = "";
      show();
    }
  });
  field.control = input;
  field.controls.push(input);
  return make("div", { "class": "cl-lookup" }, [input, list]);
}

/* Records of one kind. `one` keeps a single value instead of a list. */
export function records(app, path, label, box, name, settings) {
  const field = fields.frame(app, path, label, settings);
  const holder = settings.one ? { list: box[name] ? [box[name]] : [] } : box;
  const key = settings.one ? "list" : name;
  const shown = make("div");
  function titleOf(id) {
    return settings.records.has(id) ? settings.records.get(id) : id;
  }
  function changed() {
    if (settings.one) {
      box[name] = holder.list[holder.list.length - 1] || "";
      holder.list = box[name] ? [box[name]] : [];
    }
    clear(shown).appendChild(chips(field, holder, key, titleOf, changed));
    app.touched(path);
  }
  const searchBox = search(field, settings.records, function () { return holder[key]; }, function (id) {
    holder[key] = holder[key].concat(id);
    controls.announce("已选 " + titleOf(id));
    changed();
  });
  shown.appendChild(chips(field, holder, key, titleOf, changed));
  return fields.finish(field, make("div", {}, [shown, searchBox]));
}

/* Free words; a comma, 、 or Enter ends one. */
export function words(app, path, label, box, name, settings) {
  const field = fields.frame(app, path, label, settings);
  const shown = make("div");
  const input = make("input", { id: field.id, "class": "cl-input", type: "text", autocomplete: "off", "aria-describedby": field.described });
  function changed() {
    clear(shown).appendChild(chips(field, box, name, String, changed));
    app.touched(path);
  }
  function take() {
    const added = input.value.split(/[，,、；;]/).map(function (word) { return text.clean(word); }).filter(Boolean);
    input.value = "";
    const fresh = added.filter(function (word, index) { return box[name].indexOf(word) < 0 && added.indexOf(word) === index; });
    if (fresh.length) {
      box[name] = box[name].concat(fresh);
      controls.announce("已加 " + fresh.join("、"));
      changed();
    }
  }
  field.control = input;
  field.controls.push(input);
  input.addEventListener("keydown", function (event) {
    if (keys.key(event) === "Enter") {
      event.preventDefault();
      take();
    }
  });
  input.addEventListener("change", take);
  shown.appendChild(chips(field, box, name, String, changed));
  const add = controls.button("添加", take, { "aria-label": "添加" + label });
  return fields.finish(field, make("div", {}, [shown, make("div", { "class": "cl-field__row" }, [input, add])]));
}
