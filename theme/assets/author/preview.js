/* What the course's page will look like, roughly, made anew while the author types. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const make = author.dom.make;

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
    const hours = typeof data.hours === "number" ? author.text.formatHours(data.hours * 2) : data.hours || "—";
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

  function place(data, app) {
    const topic = author.checks.topicOf(data, app.setting);
    return topic ? make("p", { "class": "cl-small", text: topic.task + " › " + topic.title }) : null;
  }

  function show(node, data, app) {
    author.dom.clear(node);
    [
      place(data, app),
      make("h2", { "class": "cl-preview__title", text: data.title || "（还没有名称）" }),
      data.summary ? make("p", { "class": "cl-lead", text: data.summary }) : null,
      facts(data, app),
      author.markdown.render(author.body.compose(app.record.body))
    ].forEach(function (part) {
      if (part) {
        node.appendChild(part);
      }
    });
  }

  author.preview = { show: show };
})();
