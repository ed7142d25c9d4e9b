/* Things that repeat: objectives, units of the outline, resources, platforms. Rows are added, moved and removed by button and key. */
import { clear, make } from "../lib/dom.js";
import * as keys from "../lib/keys.js";
import * as choose from "./choose.js";
import * as controls from "./controls.js";
import * as fields from "./fields.js";
import * as reading from "./reading.js";
import * as text from "./text.js";
import * as fieldValues from "./values.js";

/* Kinds of records by the name that references have. */
export const REFERRED = { course: "courses", lecturer: "lecturers", venue: "venues" };

/* A list of rows below `path`. `settings`: name (of one row), fresh (a new row), row(index) → node, add (words on the button),
   list() and set(list). Alt with the arrow keys moves the row that has the focus. */
function repeated(app, path, settings) {
  const list = make("ol", { "class": "cl-rows" });
  const add = controls.button(settings.add, function () { insert(settings.list().length); });

  function insert(at) {
    const rows = settings.list().slice();
    rows.splice(at, 0, settings.fresh());
    settings.set(rows);
    draw(at);
    controls.announce("已加第 " + (at + 1) + " 个" + settings.name);
  }

  function focusIn(index) {
    const item = list.children[index];
    const control = item ? item.querySelector("input, textarea, select") : add;
    control.focus();
  }

  function move(index, step) {
    const rows = settings.list().slice();
    const to = index + step;
    if (to < 0 || to >= rows.length) {
      return;
    }
    const one = rows.splice(index, 1)[0];
    rows.splice(to, 0, one);
    settings.set(rows);
    draw(to);
    controls.announce(settings.name + "移到第 " + (to + 1) + " 个");
  }

  function remove(index) {
    settings.set(settings.list().filter(function (_, other) { return other !== index; }));
    draw(Math.min(index, settings.list().length - 1));
    controls.announce("已删去第 " + (index + 1) + " 个" + settings.name);
  }

  function draw(focus) {
    clear(list);
    app.forget(path + "[");
    settings.list().forEach(function (_, index) {
      const name = "第 " + (index + 1) + " 个" + settings.name;
      const item = make("li", { "class": "cl-row " + (settings.kind || ""), "data-path": path + "[" + index + "]" }, [
        settings.row(index, name), controls.movers(name, index, settings.list().length, move, remove)
      ]);
      item.addEventListener("keydown", function (event) {
        const key = keys.key(event);
        if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) {
          event.preventDefault();
          move(index, key === "ArrowUp" ? -1 : 1);
        } else if (settings.enter && key === "Enter" && event.target.tagName === "TEXTAREA") {
          event.preventDefault();
          insert(index + 1);
        }
      });
      list.appendChild(item);
    });
    if (focus !== undefined) {
      fields.growAll(list);
      focusIn(focus);
      app.touched(path);
    }
  }

  draw();
  return make("div", {}, [list, add]);
}

function group(app, path, label, settings, content) {
  const field = fields.frame(app, path, label, Object.assign({ group: true }, settings));
  return fields.finish(field, content);
}

/* What stands in place of the rows where a section cannot be taken apart into them. */
function elsewhere() {
  return make("p", { "class": "cl-field__note", text: "这一节不是一条一行的写法，请在下面“三、其他正文”里直接改。" });
}

export function objectives(app, parts) {
  return group(app, "objectives", "教学目标", { help: "学完能做到什么，一条一句，用“能……”开头最清楚。按回车加下一条。" }, parts.raw.objectives ? elsewhere() : repeated(app, "objectives", {
    name: "目标", add: "加一条目标", kind: "cl-row--line", enter: true,
    list: function () { return parts.objectives; },
    set: function (list) { parts.objectives = list; },
    fresh: function () { return ""; },
    row: function (index, name) {
      const box = {};
      Object.defineProperty(box, "item", {
        get: function () { return parts.objectives[index]; },
        set: function (value) { parts.objectives[index] = value; }
      });
      return fields.line(app, "objectives[" + index + "]", name, box, "item", { hideLabel: true, body: true, lines: 1 });
    }
  }));
}

export function outline(app, parts) {
  const sum = make("p", { "class": "cl-sum", id: "cl-author-sum" });
  app.sum = sum;
  const rows = parts.raw.outline ? elsewhere() : repeated(app, "outline", {
    name: "单元", add: "加一个单元", kind: "cl-row--unit",
    list: function () { return parts.outline; },
    set: function (list) { parts.outline = list; },
    fresh: function () { return { title: "", content: "", method: "", hours: "" }; },
    row: function (index, name) {
      const box = parts.outline[index];
      const path = "outline[" + index + "].";
      return make("div", { "class": "cl-unit", role: "group", "aria-label": name }, [
        fields.line(app, path + "title", "单元", box, "title", { body: true }),
        fields.line(app, path + "hours", "学时", box, "hours", { mode: "decimal", body: true }),
        fields.line(app, path + "method", "方式", box, "method", { list: "cl-author-methods", body: true }),
        fields.area(app, path + "content", "内容要点", box, "content", { lines: 2, body: true })
      ]);
    }
  });
  return group(app, "outline", "课程大纲", { help: "分几个单元，每个单元讲什么、怎么讲、几学时。各单元学时加起来要等于课程学时。按住 Alt 再按上下键，可以移动单元。" },
    make("div", {}, [rows, sum]));
}

/* Rows of small records (资源、平台): one field each of the schema's properties. */
export function records(app, name, box, schema, settings) {
  return group(app, name, schema.title, settings, repeated(app, name, {
    name: settings.name, add: "加一个" + settings.name, kind: "cl-row--record",
    list: function () { return box[name]; },
    set: function (list) { box[name] = list; },
    fresh: function () { return fieldValues.empty(schema.items); },
    row: function (index, title) {
      return make("div", { "class": "cl-unit", role: "group", "aria-label": title },
        part(app, name + "[" + index + "].", box[name][index], schema.items, settings));
    }
  }));
}

function part(app, path, values, schema, settings) {
  return Object.keys(schema.properties).map(function (key) {
    const one = schema.properties[key];
    const options = { required: !settings.optional && schema.required.indexOf(key) >= 0, help: settings.helps[key] || "", list: key === "file" ? "cl-author-media" : false };
    if (one["enum"]) {
      const choices = one["enum"].map(function (value, index) { return [value, one.enumDescriptions[index]]; });
      return fields.choice(app, path + key, one.title, values, key, Object.assign({ choices: choices, none: "请选择" }, options));
    }
    if (REFERRED[one["x-ref"]]) {
      return choose.records(app, path + key, one.title, values, key, Object.assign({ records: app.titles[REFERRED[one["x-ref"]]], one: true }, options));
    }
    const field = one["x-kind"] === "date" ? fields.date : fields.line;
    return field(app, path + key, one.title, values, key, options);
  });
}

export function single(app, name, values, schema, settings) {
  return group(app, name, schema.title, settings, make("div", { "class": "cl-unit" }, part(app, name + ".", values, schema, settings)));
}

/* What the units add up to, against the course's hours. */
export function showSum(app, data) {
  const outline = reading.current().outline;
  const units = outline ? outline.units : [];
  const total = units.reduce(function (sum, unit) { return sum + unit.hours; }, 0);
  const declared = typeof data.hours === "number" ? data.hours * 2 : null;
  const now = JSON.stringify([total, data.hours]);
  if (app.sum.shown === now) {
    return;
  }
  app.sum.shown = now;
  const node = clear(app.sum);
  const words = "各单元合计 " + text.formatHours(total) + " 学时";
  if (declared === null) {
    node.appendChild(document.createTextNode(words + (data.hours === undefined ? "；课程学时还没有填。" : "；课程学时还没有写对。")));
  } else if (declared === total) {
    node.appendChild(document.createTextNode(words + "，与课程学时相等。"));
  } else {
    const gap = text.formatHours(Math.abs(declared - total));
    node.appendChild(document.createTextNode(words + "，课程是 " + text.formatHours(declared) + " 学时，" + (declared > total ? "还差 " : "多出 ") + gap + "。"));
  }
  node.className = declared === total ? "cl-sum cl-sum--good" : "cl-sum";
  if (total > 0 && declared !== total) {
    node.appendChild(controls.button("课程学时改为 " + text.formatHours(total), function () {
      app.put("hours", text.formatHours(total));
      controls.announce("课程学时已改为 " + text.formatHours(total));
    }));
  }
}
