/* What a schema cannot say: references, topic against audience and theory, the outline's hours, links of the body. */
import * as authorBody from "./body.js";
import * as classes from "./classes.js";
import * as hints from "./hints.js";
import * as links from "./links.js";
import * as authorOutline from "./outline.js";
import * as reading from "./reading.js";
import * as authorRecord from "./record.js";
import * as authorSchema from "./schema.js";
import * as text from "./text.js";
import * as unfilled from "./unfilled.js";

const MAX_FILE = 1024 * 1024;
// The problems of the body when it was read last.
let bodyProblems = [];

function problem(path, code, message, hint, warning) {
  return { path: path, code: code, message: message, hint: hint || "", severity: warning ? "warning" : "error" };
}

export function topicOf(data, setting) {
  return setting.topics.filter(function (topic) { return topic.id === data.topic; })[0];
}

function againstTopic(data, setting) {
  const problems = [];
  const topic = topicOf(data, setting);
  // A year alone lasts to its December.
  if (data.not_before && data.until && String(data.not_before).slice(0, String(data.until).length) > String(data.until)) {
    problems.push(problem("until", "R420", "停课时间 " + data.until + " 早于开课时间 " + data.not_before + "。", "改其中一个。"));
  }
  if (!topic) {
    return problems;
  }
  (data.audience || []).forEach(function (key, index) {
    const sector = setting.sectors.filter(function (one) { return one.id === key; })[0];
    if (sector && topic.sector !== "all" && key !== topic.sector && sector.parent !== topic.sector) {
      problems.push(problem("audience[" + index + "]", "R413", "对象 " + text.quote(key) + "（" + sector.title + "）不在专题 " + text.quote(topic.id) +
        " 的领域（" + topic.owner + "）之内。", "换一个专题，或把对象改为 " + topic.sector + "。"));
    }
  });
  if (typeof data.theory === "boolean" && topic.theory !== "either" && data.theory !== (topic.theory === "required")) {
    const reason = topic.theory === "required" ? "属党的创新理论教育" : "不算党的创新理论教育";
    problems.push(problem("theory", "R412", "theory 写的是 " + data.theory + "，但专题 " + text.quote(topic.id) + "（" + topic.title + "）" + reason + "。",
      "是否想写 " + (topic.theory === "required") + "？"));
  }
  return problems;
}

function references(id, data, names) {
  const problems = [];
  const courses = names.courses;
  [["lecturers", "R404", "讲师"], ["venues", "R405", "场地"]].forEach(function (kind) {
    (data[kind[0]] || []).forEach(function (key, index) {
      if (text.ID.test(key) && !names[kind[0]].has(key)) {
        problems.push(problem(kind[0] + "[" + index + "]", kind[1], kind[2] + " " + text.quote(key) + " 不存在。",
          nearestRecord(kind[0], key, names[kind[0]], "先在 content/" + kind[0] + "/ 里建一个文件。")));
      }
    });
  });
  (data.prerequisites || []).forEach(function (key, index) {
    const path = "prerequisites[" + index + "]";
    const course = courses.get(key);
    if (key === id) {
      problems.push(problem(path, "R406", "先修课程 " + text.quote(key) + " 是这门课自己。", "删去这一项。"));
    } else if (text.ID.test(key) && !course) {
      problems.push(problem(path, "R403", "先修课程 " + text.quote(key) + " 不存在。", nearestRecord("courses", key, names.titles, "")));
    } else if (course && leadsTo(key, id, courses)) {
      problems.push(problem(path, "R407", "先修课程成环：" + key + " 又要先学 " + id + "。", "去掉其中一处先修关系。"));
    } else if (course && course.status !== "published" && (data.status || "published") === "published") {
      problems.push(problem(path, "R411", "先修课程 " + text.quote(key) + " 是" + (course.status === "draft" ? "草稿" : "已停用") + "课程。",
        "换一门已发布的课程。", true));
    }
  });
  if (data.series && text.ID.test(data.series)) {
    const series = courses.get(data.series);
    if (!series) {
      problems.push(problem("series", "R403", "课程 " + text.quote(data.series) + " 不存在。", nearestRecord("courses", data.series, names.titles, "")));
    } else if (data.series === id || series.kind !== "series") {
      problems.push(problem("series", "R414", "课程 " + text.quote(data.series) + " 不是系列课程。", "在那门课里写 kind: series。"));
    }
  }
  (data.resources || []).forEach(function (resource, index) {
    if (resource.file && !names.media.has(resource.file)) {
      problems.push(problem("resources[" + index + "].file", "R410", "附件 " + text.quote(resource.file) + " 不在 content/media 里。",
        hints.hint("media", resource.file, function () { return Array.from(names.media); }, null, "把文件放进 content/media，路径从那里写起。")));
    }
  });
  return problems;
}

function nearestRecord(kind, key, titles, otherwise) {
  return hints.hint(kind, key, function () { return Array.from(titles.keys()); }, titles, otherwise);
}

function leadsTo(from, id, courses) {
  const seen = new Set();
  const open = [from];
  while (open.length) {
    const key = open.pop();
    if (key === id) {
      return true;
    }
    if (!seen.has(key)) {
      seen.add(key);
      const course = courses.get(key);
      open.push.apply(open, course ? course.prerequisites : []);
    }
  }
  return false;
}

/* What a row lacks that the reading of the finished body cannot say. */
function rows(parts) {
  const problems = [];
  parts.outline.forEach(function (row, index) {
    if (authorBody.isEmptyRow(row)) {
      return;
    }
    const path = "outline[" + index + "]";
    const title = row.title.trim();
    if (!title) {
      problems.push(problem(path + ".title", "B502", "第 " + (index + 1) + " 个单元没有名称。"));
    } else if (authorOutline.isTotal(title)) {
      problems.push(problem(path + ".title", "B502", "单元名称不能只写" + text.quote(title) + "，检查时会当作合计行略过。", "换一个名称。"));
    }
    if (!row.hours.trim()) {
      problems.push(problem(path + ".hours", "B502", "单元" + text.quote(title, 20) + "没有写学时。", "写 0.5 的整数倍，如 1.5。"));
    }
  });
  return problems;
}

/* The outline as the checker will read it from the finished body. */
function outline(data, parts, read, soundHours) {
  const problems = [];
  if (!read) {
    return problems;
  }
  const wrong = read.problems.filter(function (one) { return one.code === "B502"; }).length;
  if (!read.hasObjectives) {
    problems.push(problem("objectives", "B507", "正文没有“教学目标”一节。", "写一条学完能做到什么。", true));
  }
  if (!read.hasOutline || (!read.units.length && !wrong)) {
    problems.push(problem("outline", "B501", "没有课程大纲，或大纲里没有带学时的单元。", "至少写一个单元。", true));
    return problems;
  }
  const expected = parts.outline.filter(function (row) { return !authorBody.isEmptyRow(row); }).length;
  if (!parts.raw.outline && expected && expected !== read.units.length + wrong) {
    problems.push(problem("outline", "B502", "检查时从正文里读到 " + (read.units.length + wrong) + " 个单元，表里是 " + expected + " 个。",
      "看看其他正文里有没有没写完的代码块（```），或又写了一节“课程大纲”。"));
  }
  const total = read.units.reduce(function (sum, unit) { return sum + unit.hours; }, 0);
  if (typeof data.hours === "number" && soundHours && !wrong && total !== data.hours * 2) {
    problems.push(problem("outline", "B503", "各单元学时之和是 " + text.formatHours(total) + "，课程学时是 " + text.formatHours(data.hours * 2) + "。",
      "改单元学时，或把课程学时改为 " + text.formatHours(total) + "。"));
  }
  return problems;
}

/* What the finished body says, told at the fields that it is made of. A long one is not read anew while its author types. */
function body(record, data, kind, soundHours, typing) {
  const parts = record.body;
  const whole = text.cleanBody(authorBody.compose(parts));
  if (typing && reading.isLong(whole)) {
    return rows(parts).concat(bodyProblems);
  }
  const read = reading.read(whole, data.title || "", (kind.outlined ? "courses/form/" : kind.folder + "/") + (record.id || kind.name) + ".md");
  const foreign = kind.outlined || !read.outline ? [] : read.outline.problems;
  const place = authorBody.locate(parts);
  bodyProblems = read.problems.filter(function (one) { return foreign.indexOf(one) < 0; }).concat(links.problems(read)).map(function (one) {
    return { path: place(one.line, one.column), code: one.code, message: one.message, hint: one.hint, severity: one.severity };
  }).filter(function (one) {
    // A row without hours is told by its own words.
    const row = one.code === "B502" ? /^outline\[(\d+)\]\.hours$/.exec(one.path) : null;
    return !row || parts.outline[Number(row[1])].hours.trim();
  }).concat(kind.outlined ? outline(data, parts, read.outline, soundHours) : []);
  return rows(parts).concat(bodyProblems);
}

function label(schema, path) {
  const steps = path.split(/[.[]/).filter(Boolean);
  let at = schema;
  let name = "";
  steps.forEach(function (step) {
    at = /^[0-9]+\]$/.test(step) ? at.items : (at.properties || {})[step] || {};
    name = at.title || name;
  });
  return name || path;
}

function idMeant(id) {
  const folded = id.toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64);
  return folded && id ? "是否想写 " + folded + "？" : "编号只用小写字母、数字和短横线，最多 64 个字符。";
}

function unknownMeant(name, schema) {
  const fields = Object.keys(schema.properties);
  const labels = new Map(fields.map(function (key) { return [key, schema.properties[key].title]; }));
  return hints.hint("fields", name, function () { return fields; }, labels, "");
}

function crossedOf(kind, id, data, setting, names) {
  if (kind.outlined) {
    return againstTopic(data, setting).concat(references(id, data, names));
  }
  return kind.name === "class" ? classes.check(data, names, problem, function (folder, key) {
    return nearestRecord(folder, key, folder === "courses" ? names.titles : names[folder], "");
  }) : [];
}

/* What is still to be filled is no error in a draft, and is told once a place. */
function inDraft(draft, problems) {
  if (!draft) {
    return problems;
  }
  const places = problems.filter(function (one) { return one.code === unfilled.CODE; }).map(function (one) { return one.path; });
  return problems.filter(function (one) { return one.code !== "B502" || places.indexOf(one.path) < 0; }).map(function (one) {
    return one.code === unfilled.CODE ? Object.assign({}, one, { severity: "warning" }) : one;
  });
}

/* All problems of a record: {path, code, severity, message, hint}. `typing` tells that its author is in the middle of a word. */
export function check(record, setting, names, typing) {
  const schema = setting.schema;
  const kind = setting.kind || { name: "course", label: "课程", folder: "courses", suffix: "md", outlined: true };
  const split = unfilled.split(schema, authorRecord.dataOf(record, schema), "");
  const data = split.data;
  const open = split.blanks.map(function (one) { return one[0]; });
  const problems = authorSchema.validate(schema, data).filter(function (finding) {
    return open.indexOf(finding.path) < 0;
  }).map(function (finding) {
    const words = authorSchema.words(finding, label(schema, finding.path), setting);
    return problem(finding.path, words[0], words[1], words[2]);
  });
  split.blanks.forEach(function (one) {
    problems.push(problem(one[0], unfilled.CODE, one[1].title + "还没填。", one[1].description));
  });
  const known = names[kind.folder].get(record.id);
  if (!text.ID.test(record.id)) {
    problems.push(problem("id", "F107", record.id ? "文件名 " + text.quote(record.id) + " 不能作为编号。" : "编号没有填。",
      idMeant(record.id)));
  } else if (known && (!record.origin || record.origin.id !== record.id)) {
    problems.push(problem("id", "R408", "编号 " + text.quote(record.id) + " 已有" + kind.label + "《" + (known.title || known) + "》。",
      kind.outlined ? "新课请换一个编号；若要改那门课，请先打开它的文件。" : "新的请换一个编号；若要改那一份，请先打开它的文件。"));
  }
  (record.origin ? record.origin.unknown : []).forEach(function (name) {
    problems.push(problem("unknown." + name, "M302", "不认识的字段 " + text.quote(name) + "。", unknownMeant(name, schema)));
  });
  const soundHours = !problems.some(function (one) { return one.path === "hours"; });
  const broken = problems.map(function (one) { return one.path; });
  // What is written wrongly is not looked up as well.
  const crossed = crossedOf(kind, record.id, data, setting, names).filter(function (one) {
    return broken.indexOf(one.path) < 0;
  });
  const bodied = kind.suffix === "yml" ? [] : body(record, data, kind, soundHours, typing);
  const all = inDraft(data.status === "draft", problems.concat(crossed, bodied));
  if (authorRecord.fileText(record, schema).length * 3 > MAX_FILE && new Blob([authorRecord.fileText(record, schema)]).size > MAX_FILE) {
    all.push(problem("after", "F101", "文件超过 1024 KB。", "正文太长请拆成几门课；图片、附件放到 content/media。"));
  }
  return all;
}
