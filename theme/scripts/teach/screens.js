/* The screens of a lesson: the course, its sections in the page's order, its units one a screen, questions last. */
import { make } from "../lib/dom.js";
import * as reading from "./reading.js";

/* For the lecturer, not for the wall. */
const NOT_SHOWN = ["c-delivery"];

function fact(label, value) {
  return value ? make("p", { "class": "cl-teach__fact" }, make("b", { text: label }), " ", value) : null;
}

function cover(course) {
  const hours = reading.factOf(course, "学时");
  return { title: course.title, kind: "cover", nodes: [
    course.lead && make("p", { "class": "cl-teach__lead", text: course.lead }),
    fact("学时", hours && hours + " 学时"), fact("对象", reading.factOf(course, "对象")), fact("方式", reading.factOf(course, "方式"))
  ].filter(Boolean) };
}

/* All units with their hours; a press goes to one. */
function overview(course, section, go) {
  const list = make("ol", { "class": "cl-teach__units" }, course.units.map(function (unit, n) {
    return make("li", {}, make("button", { type: "button", on: { click: function () { go(unit); } } },
      make("span", { text: unit.title || "第 " + (n + 1) + " 单元" }), make("b", { text: unit.hours + " 学时" })));
  }));
  return { title: section ? section.title : "课程大纲", kind: "outline", nodes: [list].concat(section ? section.nodes.map(reading.copy) : []) };
}

function points(unit) {
  return unit.points.map(function (pair) {
    const texts = reading.pointsOf(pair[1]);
    const cell = texts.length > 1 ? make("ul", {}, texts.map(function (text) { return make("li", { text: text }); })) : make("div", {});
    if (texts.length <= 1) {
      Array.prototype.forEach.call(pair[1].childNodes, function (node) {
        cell.appendChild(node.nodeType === 1 ? reading.copy(node) : node.cloneNode(true));
      });
    }
    return [unit.points.length > 1 ? make("h2", { text: pair[0] }) : null, cell];
  });
}

function unitScreen(unit) {
  return { title: unit.title, kind: "unit", unit: unit, note: [unit.hours + " 学时", unit.method].filter(Boolean).join(" · "),
    nodes: [make("div", { "class": "cl-teach__points" }, points(unit))].concat(unit.nodes.map(reading.copy)) };
}

/* The screens {title, kind, note, nodes} of a course; `go` is called with a unit to show. */
export function screensOf(course, go) {
  const units = course.units.map(unitScreen);
  const made = [cover(course)];
  const tests = [];
  course.sections.forEach(function (section, n) {
    if (NOT_SHOWN.indexOf(section.id) >= 0) {
      return;
    }
    if (n === course.outline && units.length) {
      made.push(overview(course, section, go));
      made.push.apply(made, units);
    } else {
      const screen = { title: section.title || "课程简介", kind: "section", nodes: section.nodes.map(reading.copy) };
      (reading.isTest(section) ? tests : made).push(screen);
    }
  });
  if (course.outline < 0 && units.length) {
    made.push(overview(course, null, go));
    made.push.apply(made, units);
  }
  return made.concat(tests);
}
