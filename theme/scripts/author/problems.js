/* What is wrong: beside each field, as a figure at the foot, and as a list that leads to the fields. */
import { clear, make } from "../lib/dom.js";
import * as controls from "./controls.js";
import * as hints from "./hints.js";

// A field shows so many problems at once: nobody reads more, and a browser would be busy with them.
const MOST = 50;

/* The field that shows a problem: its own, or the nearest around it. */
function fieldFor(app, path) {
  let at = /^resources\[\d+\]$/.test(path) ? path + ".url" : path;
  while (at && !app.fields[at]) {
    at = at.replace(/(?:\.[^.[]+|\[\d+\]|[^.[\]]+)$/, "");
  }
  return app.fields[at] || app.fields.after || app.fields.title;
}

/* A field of the file that is none of the form's. */
function isUnknown(problem) {
  return problem.path.indexOf("unknown.") === 0;
}

function isShown(app, field) {
  return app.all || Array.from(app.seen).some(function (path) {
    return path === field.path || field.path.indexOf(path + ".") === 0 || path.indexOf(field.path + "[") === 0;
  });
}

/* One press does what the hint proposes, where the field takes one value. */
function mend(app, field, problem) {
  const meant = field.assign && field.path === problem.path ? hints.proposal(problem.hint) : "";
  return meant && controls.button("改成 " + meant, function () {
    app.put(field.path, meant);
    controls.announce(field.label + "已改成 " + meant);
  }, { "class": "cl-author__button cl-author__mend" });
}

/* A draft with places to fill is unfinished, as the command line counts it. */
function unfilled(problems) {
  const places = problems.filter(function (problem) { return problem.code === "B509"; }).length;
  return places ? "没写完的草稿，还有 " + places + " 处【填：…】；" : "";
}

export function show(app, problems, actions) {
  const byField = new Map();
  problems.forEach(function (problem) {
    const field = isUnknown(problem) ? null : fieldFor(app, problem.path);
    if (field) {
      byField.set(field, (byField.get(field) || []).concat(problem));
    }
  });
  Object.keys(app.fields).forEach(function (path) {
    const field = app.fields[path];
    const mine = isShown(app, field) ? byField.get(field) || [] : [];
    // Buttons stay the same while nothing changes: leaving a field must not take away the button that is being pressed.
    const now = JSON.stringify(mine);
    if (field.shown === now) {
      return;
    }
    field.shown = now;
    clear(field.error);
    mine.slice(0, MOST).forEach(function (problem) {
      field.error.appendChild(make("p", { "class": problem.severity === "error" ? "cl-field__wrong" : "cl-field__hint" },
        [make("strong", { text: problem.severity === "error" ? "要改：" : "提醒：" }), problem.message + problem.hint, mend(app, field, problem)]));
    });
    if (mine.length > MOST) {
      field.error.appendChild(make("p", { "class": "cl-field__hint", text: "还有 " + (mine.length - MOST) + " 条，改好上面的再看。" }));
    }
    const wrong = mine.some(function (problem) { return problem.severity === "error"; });
    field.node.className = wrong ? "cl-field cl-field--bad" : "cl-field";
    field.controls.forEach(function (control) {
      if (wrong) {
        control.setAttribute("aria-invalid", "true");
      } else {
        control.removeAttribute("aria-invalid");
      }
    });
  });
  const errors = problems.filter(function (problem) { return problem.severity === "error"; });
  const reminders = problems.length - errors.length;
  controls.byId("status").textContent = errors.length ? "还有 " + errors.length + " 处要填或要改"
    : unfilled(problems) + "可以下载了" + (reminders ? "，另有 " + reminders + " 条提醒" : "");
  controls.byId("status").className = errors.length ? "cl-author__status" : "cl-author__status cl-author__status--good";
  if (!controls.byId("summary").hidden) {
    summarise(app, errors, actions);
  }
  return errors;
}

function goTo(field) {
  let fold = field.node.parentElement;
  while (fold) {
    if (fold.tagName === "DETAILS") {
      fold.open = true;
    }
    fold = fold.parentElement;
  }
  const control = field.controls[0] || field.node.querySelector("input, select, textarea, button");
  (control || field.node).focus();
}

function unknownActions(problem, actions) {
  const name = problem.path.slice("unknown.".length);
  const meant = hints.proposal(problem.hint);
  return [
    meant && controls.button("改成 " + meant, function () { actions.dropUnknown(name, meant); }, { "class": "cl-author__button cl-author__mend" }),
    controls.button("删去", function () { actions.dropUnknown(name, ""); }, { "aria-label": "删去 " + name, "class": "cl-author__button cl-author__mend" })
  ];
}

function summarise(app, errors, actions) {
  const now = JSON.stringify(errors);
  const box = controls.byId("summary");
  box.hidden = !errors.length;
  if (!errors.length || app.summarised === now && box.firstChild) {
    return;
  }
  app.summarised = now;
  clear(box);
  box.appendChild(make("h2", { text: "还有 " + errors.length + " 处要填或要改", tabindex: "-1" }));
  box.appendChild(make("ul", {}, errors.slice(0, MOST).map(function (problem) {
    const field = isUnknown(problem) ? null : fieldFor(app, problem.path);
    const words = problem.message + problem.hint;
    return make("li", {}, field ? [controls.button(words, function () { goTo(fieldFor(app, problem.path)); }, { "class": "cl-author__link" })]
      : [words].concat(unknownActions(problem, actions)));
  })));
  box.appendChild(make("p", {}, [
    "急着保存时，", controls.button("仍然下载没写完的文件", actions.anyway), "。它还不能放进课程库，以后可以再打开接着写。"
  ]));
}
