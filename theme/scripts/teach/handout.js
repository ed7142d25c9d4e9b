/* The handout: one A4 page for those who attend: objectives, units with hours and points, what to read, questions, lines for notes.
   It is measured in the page. What does not fit in type that can be read is left out part by part, and the sheet says what. */
import { clear, make } from "../lib/dom.js";
import * as reading from "./reading.js";

/* Points of type, millimetres of the sheet (A4 without its margins, and a little air) and of a line for notes. */
const SMALLEST = 9;
const SIZES = [10.5, 10, 9.5, SMALLEST];
const HEIGHT = 266;
const LINE = 8;
const LEAST_LINES = 3;
const NOT_SHOWN = ["c-delivery"];
let sheet = null;

function copies(nodes) {
  return nodes.map(reading.copy);
}

/* The questions without their answers, which may follow at the end. */
function questions(section) {
  const nodes = copies(section.nodes);
  const box = make("div", {}, nodes);
  reading.all(box, ".cl-answer").forEach(function (answer) { answer.parentNode.removeChild(answer); });
  return box;
}

function answersOf(course) {
  const found = [];
  course.sections.forEach(function (section) {
    section.nodes.forEach(function (node) {
      reading.all(node.parentNode, ".cl-answer").forEach(function (answer) {
        if (node.contains(answer)) {
          const text = copies([answer])[0];
          text.removeChild(text.querySelector("summary"));
          found.push(reading.words(text));
        }
      });
    });
  });
  return found;
}

function unitTable(course, withPoints) {
  return make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col", text: "单元" }),
    withPoints ? make("th", { scope: "col", text: "要点" }) : null, make("th", { scope: "col", "class": "cl-sheet__hours", text: "学时" }))),
  make("tbody", {}, course.units.map(function (unit) {
    const points = unit.points.map(function (pair) { return reading.words(pair[1]); }).concat(unit.nodes.map(reading.words)).join("；");
    return make("tr", {}, make("th", { scope: "row", text: unit.title }), withPoints ? make("td", { text: points }) : null,
      make("td", { "class": "cl-sheet__hours", text: unit.hours }));
  })));
}

/* The parts in the order of the sheet: {title, nodes, rank}; those of the highest rank are left out first. */
function partsOf(course, withAnswers) {
  const parts = [];
  course.sections.forEach(function (section, n) {
    if (NOT_SHOWN.indexOf(section.id) >= 0) {
      return;
    }
    if (n === course.outline) {
      parts.push({ title: "课程单元", rank: 0, node: unitTable(course, true), brief: function () { return unitTable(course, false); } });
    } else if (reading.isTest(section)) {
      parts.push({ title: section.title, rank: 3, node: questions(section) });
    } else {
      const rank = section.id === "c-objectives" ? 0 : section.id === "c-materials" ? 2 : 4;
      parts.push({ title: section.title || "简介", rank: rank, node: make("div", {}, copies(section.nodes)) });
    }
  });
  if (course.outline < 0 && course.units.length) {
    parts.push({ title: "课程单元", rank: 0, node: unitTable(course, true), brief: function () { return unitTable(course, false); } });
  }
  const answers = withAnswers ? answersOf(course) : [];
  if (answers.length) {
    parts.push({ title: "答案", rank: 1, node: make("ol", {}, answers.map(function (text) { return make("li", { text: text }); })) });
  }
  return parts;
}

function millimetre() {
  const rule = make("div", { "class": "cl-sheet__rule" });
  document.body.appendChild(rule);
  const pixels = rule.getBoundingClientRect().height / 100;
  document.body.removeChild(rule);
  return pixels;
}

function Sheet(course, onLeave) {
  const own = this;
  this.course = course;
  this.page = make("div", { "class": "cl-sheet__page" });
  this.status = make("p", { role: "status" });
  this.answers = make("input", { type: "checkbox", on: { change: function () { own.lay(); } } });
  const hasAnswers = answersOf(course).length > 0;
  this.element = make("div", { "class": "cl-sheet", role: "dialog", "aria-modal": "true", "aria-label": "讲义：" + course.title },
    make("div", { "class": "cl-sheet__bar" },
      make("button", { type: "button", "class": "cl-sheet__print", on: { click: function () { window.print(); } } }, "打印"),
      hasAnswers ? make("label", {}, this.answers, " 末尾附答案") : null,
      this.status, make("button", { type: "button", on: { click: onLeave } }, "返回课程页")),
    this.page);
  this.key = function (event) {
    if (event.keyCode === 27) {
      onLeave();
    }
  };
  document.addEventListener("keydown", this.key);
}

/* Puts parts on the page in one size of type; returns how many lines for notes are left, below zero when it does not fit. */
Sheet.prototype.set = function (parts, size, left) {
  const course = this.course;
  const line = [["学时", "学时 "], ["对象", "对象 "], ["方式", ""], ["讲师", "讲师 "]].map(function (pair) {
    const value = reading.factOf(course, pair[0]);
    return value ? pair[1] + value : "";
  }).filter(Boolean).join("　");
  clear(this.page);
  this.page.className = "cl-sheet__page cl-sheet__page--" + String(size).replace(".", "-");
  [
    make("h1", { text: course.title }), make("p", { "class": "cl-sheet__facts", text: line }),
    course.lead ? make("p", { "class": "cl-sheet__lead", text: course.lead }) : null
  ].concat(parts.map(function (part) { return make("section", {}, make("h2", { text: part.title }), part.node); }), [
    left.length ? make("p", { "class": "cl-sheet__left", text: "本页未印：" + left.join("、") + "，见课程网页。" }) : null
  ]).forEach(function (node) {
    if (node) {
      this.page.appendChild(node);
    }
  }, this);
  return Math.floor((HEIGHT - 9 - this.page.getBoundingClientRect().height / this.mm) / LINE);
};

Sheet.prototype.notes = function (lines) {
  if (lines > 0) {
    const rows = [];
    for (let n = 0; n < lines; n += 1) {
      rows.push(make("i", {}));
    }
    this.page.appendChild(make("section", { "class": "cl-sheet__notes" }, make("h2", { text: "笔记" }), rows));
  }
};

/* The ways to lay the sheet, best first: all parts in types that read well; then without the parts that are missed least; at last
   with units without their points. Smaller type than that is not read on paper: what is longer fills more pages. */
Sheet.prototype.ways = function () {
  const parts = partsOf(this.course, this.answers.checked);
  const ways = SIZES.map(function (size) { return { parts: parts, size: size, left: [] }; });
  const order = parts.filter(function (part) { return part.rank > 0; }).sort(function (a, b) { return b.rank - a.rank || parts.indexOf(b) - parts.indexOf(a); });
  function without(count, size, brief) {
    const gone = order.slice(0, count);
    const kept = parts.filter(function (part) { return gone.indexOf(part) < 0; }).map(function (part) {
      return brief && part.brief ? { title: part.title, node: part.brief() } : part;
    });
    const left = parts.filter(function (part) { return gone.indexOf(part) >= 0; }).map(function (part) { return part.title; });
    return { parts: kept, size: size, left: left.concat(brief ? ["各单元要点"] : []) };
  }
  order.forEach(function (part, n) { ways.push(without(n + 1, SMALLEST, false)); });
  ways.push(without(order.length, SMALLEST, true));
  return ways;
};

Sheet.prototype.lay = function () {
  this.mm = millimetre();
  const ways = this.ways();
  let lines = -1;
  let at = -1;
  while (lines < LEAST_LINES && at + 1 < ways.length) {
    at += 1;
    lines = this.set(ways[at].parts, ways[at].size, ways[at].left);
  }
  const way = ways[at];
  const fits = lines >= 0;
  this.notes(Math.max(lines, 0));
  this.page.classList.toggle("cl-sheet__page--one", fits);
  this.status.textContent = !fits ? "这门课的单元太多，一页放不下，会多印几页。"
    : way.left.length ? "一页 A4。放不下的没有印：" + way.left.join("、") + "；要全部，用“打印全文”。" : "一页 A4，内容都在。";
};

Sheet.prototype.close = function () {
  document.removeEventListener("keydown", this.key);
  document.body.removeChild(this.element);
};

/* Shows the handout of a course; `onLeave` is called by who wants to go back. */
export function open(course, onLeave) {
  if (!sheet) {
    sheet = new Sheet(course, onLeave);
    document.body.appendChild(sheet.element);
    sheet.lay();
    sheet.element.querySelector("button").focus();
  }
}

export function close() {
  if (sheet) {
    sheet.close();
    sheet = null;
  }
}
