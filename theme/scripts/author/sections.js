/* Which field stands where. Labels and choices come from the schema, help in plain words from the page's data. */
import { clear, make } from "../lib/dom.js";
import { stripEnd } from "../lib/markdown/text.js";
import * as choose from "./choose.js";
import * as controls from "./controls.js";
import * as fields from "./fields.js";
import * as others from "./others.js";
import * as rows from "./rows.js";

function choices(schema) {
  return schema["enum"].map(function (value, index) { return [value, schema.enumDescriptions[index]]; });
}

function topicGroups(setting) {
  return function (value) {
    const owners = [];
    setting.topics.forEach(function (topic) {
      if (owners.indexOf(topic.owner) < 0) {
        owners.push(topic.owner);
      }
    });
    const groups = owners.map(function (owner) {
      return make("optgroup", { label: owner }, setting.topics.filter(function (topic) { return topic.owner === owner; }).map(function (topic) {
        const theory = { required: "［创新理论］", excluded: "", either: "" }[topic.theory];
        return make("option", { value: topic.id, text: topic.title + theory });
      }));
    });
    const known = setting.topics.some(function (topic) { return topic.id === value; });
    return [make("option", { value: "", text: "请选择" })].concat(groups, value && !known ? [make("option", { value: value, text: fields.strange(value) })] : []);
  };
}

function seriesOnly(app) {
  const titles = new Map();
  app.names.courses.forEach(function (course, id) {
    if (course.kind === "series") {
      titles.set(id, course.title);
    }
  });
  return titles;
}

/* Returns a text with the frame of one more question: at the end of the section of tests, which is begun before the questions without
   answers, or last. */
export function withTest(text) {
  const lines = text.trim() ? stripEnd(text).split("\n") : [];
  const at = function (from, heading) {
    for (let n = from; n < lines.length; n += 1) {
      if (heading.test(lines[n])) {
        return n;
      }
    }
    return lines.length;
  };
  const begin = at(0, /^##[ \t]+自测题[ \t]*$/);
  const known = begin < lines.length;
  const end = known ? at(begin + 1, /^##?[ \t]/) : at(0, /^##[ \t]+自测思考[ \t]*$/);
  const before = stripEnd(lines.slice(0, end).join("\n"));
  const asked = known ? lines.slice(begin, end).filter(function (line) { return /^\d+[.)]/.test(line); }).length : 0;
  const frame = (known ? "" : "## 自测题\n\n") + (asked + 1) + ". \n   答案：";
  const rest = lines.slice(end).join("\n");
  return (before ? before + (asked ? "\n" : "\n\n") : "") + frame + (rest ? "\n\n" + rest : "") + "\n";
}

function oneMoreTest(app) {
  return controls.button("加一道自测题", function () {
    app.put("after", withTest(app.record.body.after));
    controls.announce("已加一道自测题，请写题目和答案");
  });
}

/* Buttons that write what most courses have: the headings that are not there yet, and a question with its answer. */
function usualHeadings(app) {
  return make("p", {}, [controls.button("填入常用小标题", function () {
    const there = app.record.body.after;
    const missing = app.setting.headings.filter(function (row) { return ("\n" + there).indexOf("\n## " + row[0]) < 0; });
    if (missing.length) {
      const text = missing.map(function (row) { return "## " + row[0] + "\n\n" + row[1]; }).join("\n\n");
      app.put("after", (there.trim() ? stripEnd(there) + "\n\n" : "") + text + "\n");
    }
    controls.announce(missing.length ? "已填入 " + missing.map(function (row) { return row[0]; }).join("、") : "常用小标题都有了");
  }), document.createTextNode(" "), oneMoreTest(app)]);
}

function fill(slot, nodes) {
  const place = clear(document.querySelector("[data-cl-slot='" + slot + "']"));
  nodes.forEach(function (node) { place.appendChild(node); });
}

const YES_NO = [["true", "是"], ["false", "否"]];

/* Whether a field holds a value or a list of values; groups of values need rows of their own. */
function plain(schema) {
  return schema.type !== "object" && !(schema.items && schema.items.type === "object");
}

/* The usual control for a field that has no place of its own here: one that came to the schema after this page was written. */
function usual(make1, name, schema) {
  const one = schema.type === "array" ? schema.items : schema;
  if (one["enum"]) {
    return make1(schema.type === "array" ? fields.several : fields.choice, name, { choices: choices(one) });
  }
  if (schema.type === "array") {
    return make1(choose.words, name);
  }
  if (one["x-kind"] === "bool") {
    return make1(fields.oneOf, name, { choices: YES_NO });
  }
  const makers = { "long": fields.area, date: fields.date };
  return make1(makers[one["x-kind"]] || fields.line, name);
}

export function build(app, actions) {
  if (!app.setting.kind.outlined) {
    const made = others.build(app);
    ["plan", "about", "people", "resources", "state"].forEach(function (slot) { fill(slot, []); });
    fill("required", made.fields);
    fill("text", made.text);
    return;
  }
  const setting = app.setting;
  const properties = setting.schema.properties;
  const values = app.record.values;
  const body = app.record.body;

  const placed = new Set(["resources", "platforms", "reviewed"]);

  function make1(maker, name, more) {
    placed.add(name);
    const must = setting.schema.required.indexOf(name) >= 0;
    return maker(app, name, properties[name].title, values, name, Object.assign({ required: must, help: setting.help[name] }, more));
  }

  function titles(name) {
    const copy = new Map(app.titles[name]);
    if (name === "courses") {
      copy.delete(app.record.id);
    }
    return copy;
  }

  fill("required", [
    make1(fields.line, "title"),
    make1(fields.choice, "topic", { groups: topicGroups(setting), chosen: actions.topicChosen }),
    make1(fields.several, "audience", { tree: true, choices: setting.sectors.map(function (one) { return [one.id, one.title, one.parent ? 1 : 0]; }) }),
    make1(fields.line, "hours", { mode: "decimal" }),
    make1(fields.oneOf, "theory", { choices: [["true", "是，计入"], ["false", "否，不计入"]] }),
    fields.line(app, "id", "编号（文件名）", app.record, "id", { required: true, help: setting.help.id })
  ]);
  fill("plan", [rows.objectives(app, body), rows.outline(app, body)]);
  const texts = [["before", "开头的正文"], ["between", "目标和大纲之间的正文"]].filter(function (one) { return body[one[0]]; });
  fill("text", texts.concat([["after", "其他正文"]]).map(function (one) {
    return fields.area(app, one[0], one[1], body, one[0], { lines: one[0] === "after" ? 14 : 5, body: true, help: one[0] === "after" ? setting.help.after : "" });
  }).concat(usualHeadings(app)));
  const about = [
    make1(fields.area, "summary"),
    make1(fields.choice, "kind", { choices: choices(properties.kind) }),
    make1(fields.several, "methods", { choices: choices(properties.methods.items) }),
    make1(fields.choice, "level", { choices: choices(properties.level) }),
    make1(choose.words, "keywords"),
    make1(fields.choice, "language", { choices: choices(properties.language) })
  ];
  fill("people", [
    make1(fields.line, "provider"),
    make1(choose.records, "lecturers", { records: titles("lecturers") }),
    make1(choose.records, "venues", { records: titles("venues") }),
    make1(choose.records, "prerequisites", { records: titles("courses") }),
    make1(choose.records, "series", { records: seriesOnly(app), one: true })
  ]);
  fill("resources", [
    rows.records(app, "resources", values, properties.resources, { name: "资源", help: setting.help.resources, helps: setting.help_resources }),
    rows.records(app, "platforms", values, properties.platforms, { name: "平台", help: setting.help.platforms, helps: {} })
  ]);
  fill("state", [
    rows.single(app, "reviewed", values.reviewed, properties.reviewed, { help: setting.help.reviewed, helps: {}, optional: true }),
    make1(fields.date, "updated"),
    make1(fields.line, "version"),
    make1(fields.choice, "status", { choices: choices(properties.status) })
  ]);
  const extra = Object.keys(properties).filter(function (name) { return !placed.has(name) && plain(properties[name]); });
  fill("about", about.concat(extra.map(function (name) { return usual(make1, name, properties[name]); })));
  list("methods", choices(properties.methods.items).map(function (one) { return one[1]; }));
  // Pictures of the guide are there for the guide.
  list("media", Array.from(app.names.media).filter(function (path) { return path.indexOf("guide/") !== 0; }));
}

function list(name, values) {
  const node = clear(document.getElementById("cl-author-" + name));
  values.forEach(function (value) { node.appendChild(make("option", { value: value })); });
}
