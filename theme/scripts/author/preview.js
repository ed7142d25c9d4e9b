/* What the course's page will look like, made anew while the author types: its body by the same reader as the page's. */
import { clear, make } from "../lib/dom.js";
import * as authorBody from "./body.js";
import * as checks from "./checks.js";
import * as reading from "./reading.js";
import { REFERRED } from "./rows.js";
import * as authorText from "./text.js";

function word(schema, value) {
  const at = (schema["enum"] || []).indexOf(value);
  return at < 0 ? value : schema.enumDescriptions[at];
}

function fact(label, value, kind) {
  const text = Array.isArray(value) ? value.join("、") : value;
  return text ? make("div", { "class": kind || "" }, [make("dt", { text: label }), make("dd", { text: String(text) })]) : null;
}

function facts(data, app) {
  const properties = app.setting.schema.properties;
  function list(name) {
    return (data[name] || []).map(function (value) { return word(properties[name].items, value); });
  }
  function titles(name, records) {
    return (data[name] || []).map(function (id) { return records.get(id) || id; });
  }
  const hours = typeof data.hours === "number" ? authorText.formatHours(data.hours * 2) : data.hours || "—";
  const theory = data.theory === true ? "计入" : data.theory === false ? "不计入" : "—";
  return make("section", { "class": "cl-facts", "aria-label": "课程要点预览" }, [make("dl", {}, [
    fact("学时", hours, "cl-facts__main"), fact("创新理论", theory, "cl-facts__main"),
    fact("对象", list("audience"), "cl-facts__wide"),
    fact("先学", titles("prerequisites", app.titles.courses), "cl-facts__wide"),
    fact("类型", word(properties.kind, data.kind || "course")), fact("方式", list("methods")), fact("层级", word(properties.level, data.level || "")),
    fact("提供单位", data.provider), fact("讲师", titles("lecturers", app.titles.lecturers)), fact("场地", titles("venues", app.titles.venues)),
    fact("关键词", data.keywords, "cl-facts__wide")
  ])]);
}

function short(value, schema, app) {
  if (Array.isArray(value)) {
    return value.map(function (one) { return short(one, schema.items, app); }).join(schema.items.type === "object" ? "；" : "、");
  }
  if (value !== null && typeof value === "object") {
    return Object.keys(value).map(function (name) { return short(value[name], schema.properties[name], app); }).join(" ");
  }
  const titles = app.titles[REFERRED[schema["x-ref"]]];
  return value === true ? "是" : value === false ? "否" : titles && titles.get(value) || String(word(schema, value));
}

/* What a record of another kind than a course says, field by field. */
function saying(data, app) {
  const properties = app.setting.schema.properties;
  return make("section", { "class": "cl-facts", "aria-label": "要点预览" }, [make("dl", {}, Object.keys(data).filter(function (name) {
    return name !== "title" && name !== "summary" && properties[name];
  }).map(function (name) { return fact(properties[name].title, short(data[name], properties[name], app), "cl-facts__wide"); }))]);
}

function place(data, app) {
  const topic = checks.topicOf(data, app.setting);
  return topic ? make("p", { "class": "cl-small", text: topic.task + " › " + topic.title }) : null;
}

function replace(node, other) {
  while (node.firstChild) {
    other.appendChild(node.firstChild);
  }
  node.parentNode.replaceChild(other, node);
}

function each(node, selector, act) {
  Array.prototype.forEach.call(node.querySelectorAll(selector), act);
}

/* The body as on its page. The HTML is our writer's, from its allow-list alone, and a document of its own runs and loads nothing. */
function bodyOf(html) {
  const parsed = new DOMParser().parseFromString("<!DOCTYPE html><body>" + html, "text/html");
  const node = make("div", { "class": "cl-body" });
  // What lies in the library is not at hand here: it shows as what it is, without being it.
  each(parsed.body, "img", function (image) {
    replace(image, make("span", { "class": "cl-preview__image", text: "〔图片：" + (image.getAttribute("alt") || image.getAttribute("src")) + "〕" }));
  });
  each(parsed.body, "a[href]", function (link) {
    const target = link.getAttribute("href");
    if (/^(?:https?|mailto):/.test(target)) {
      link.setAttribute("target", "_blank");
    } else if (target[0] !== "#") {
      replace(link, make("span", { "class": "cl-preview__link", title: target }));
    }
  });
  while (parsed.body.firstChild) {
    node.appendChild(parsed.body.firstChild);
  }
  return node;
}

/* The body's part of the preview, made anew only where the body is another. */
function body(app, typing) {
  const read = reading.current();
  const whole = typing && reading.isLong(authorBody.compose(app.record.body));
  const note = whole ? "正文较长，写完这一栏再更新预览。" : read.document ? "" : "正文超出了一页能有的限度，预览不了。";
  if (!app.previewed || app.previewed.read !== read) {
    app.previewed = { read: read, node: bodyOf(read.html) };
  }
  return [note ? make("p", { "class": "cl-small", text: note }) : null, app.previewed.node];
}

export function show(node, data, app, typing) {
  clear(node);
  [
    app.setting.kind.outlined ? place(data, app) : null,
    make("h2", { "class": "cl-preview__title", text: data.title || "（还没有名称）" }),
    data.summary ? make("p", { "class": "cl-lead", text: data.summary }) : null,
    app.setting.kind.outlined ? facts(data, app) : saying(data, app)
  ].concat(app.setting.kind.suffix === "yml" ? [] : body(app, typing)).forEach(function (part) {
    if (part) {
      node.appendChild(part);
    }
  });
}
