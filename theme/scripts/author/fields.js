/* Single fields: a label, help in plain words, the control, and a place for what is wrong. */
import { make } from "../lib/dom.js";
import * as controls from "./controls.js";
import * as text from "./text.js";
import { isBlank } from "./unfilled.js";

/* More choices than these stand in a box that scrolls. */
const MANY = 24;

/* The frame of a field. `control` gets told apart by `group`: a set of controls below a legend, or one with a label. */
export function frame(app, path, label, options) {
  const id = controls.uid(path);
  const error = make("div", { "class": "cl-field__error", id: id + "-error" });
  const help = options.help ? make("p", { "class": "cl-field__help", id: id + "-help", text: options.help }) : null;
  const note = make("p", { "class": "cl-field__note", id: id + "-note" });
  const mark = options.required ? make("span", { "class": "cl-field__must", text: "必填" }) : null;
  const node = make(options.group ? "fieldset" : "div", { "class": "cl-field", "data-path": path });
  const head = make(options.group ? "legend" : "label", options.group ? { "class": "cl-field__label" } : { "class": options.hideLabel ? "cl-visually-hidden" : "cl-field__label", "for": id },
    [label, mark]);
  const described = [help && help.id, note.id, error.id].filter(Boolean).join(" ");
  [head, help].forEach(function (part) { if (part) { node.appendChild(part); } });
  const field = { node: node, id: id, error: error, note: note, described: described, path: path, label: label, controls: [] };
  app.fields[path] = field;
  if (options.group) {
    node.setAttribute("aria-describedby", described);
  }
  return field;
}

export function finish(field, control) {
  field.node.appendChild(control);
  field.node.appendChild(field.note);
  field.node.appendChild(field.error);
  return field.node;
}

function inked(value) {
  return text.count(value.normalize("NFC").replace(/[ \t\r\n\u00a0\u3000]/g, ""));
}

/* Make an area as high as its text; one that is folded away has no height yet. */
function grow(area) {
  if (area.tagName === "TEXTAREA" && area.scrollHeight) {
    area.style.height = "auto";
    area.style.height = area.scrollHeight + 2 + "px";
  }
}

export function growAll(node) {
  Array.prototype.forEach.call(node.querySelectorAll("textarea"), grow);
}

/* A line or an area of text. `box` holds the value under `name`. */
export function line(app, path, label, box, name, options) {
  const field = frame(app, path, label, options);
  const lines = options.lines || 0;
  const control = make(lines ? "textarea" : "input", {
    id: field.id, "class": "cl-input", "aria-describedby": field.described, "aria-required": options.required ? "true" : false,
    type: lines ? false : "text", rows: lines || false, autocomplete: "off", spellcheck: "false", inputmode: options.mode || false, list: options.list || false
  });
  control.value = box[name];
  control.addEventListener("input", function () {
    grow(control);
    box[name] = control.value;
    app.changed(path);
  });
  control.addEventListener("change", function () {
    const clean = options.body ? text.cleanBody(control.value) : text.clean(control.value, lines > 0);
    const lost = inked(control.value) - inked(clean);
    field.note.textContent = lost > 0 ? "已删去 " + lost + " 个看不见的字符。" : "";
    box[name] = control.value = clean;
    app.touched(path);
  });
  field.assign = function (value) {
    box[name] = control.value = value;
    grow(control);
  };
  field.controls.push(control);
  field.control = control;
  return finish(field, options.companion ? make("div", { "class": "cl-field__row" }, [control, options.companion(field, control)]) : control);
}

export function area(app, path, label, box, name, options) {
  return line(app, path, label, box, name, Object.assign({ lines: 4 }, options));
}

/* How a value is shown that is no choice: a mark that asks for one, or a mistake. */
export function strange(value) {
  return isBlank(value) ? value : value + "（不认识的值）";
}

export function options(choices, value, none) {
  const known = choices.some(function (choice) { return choice[0] === value; });
  const all = (none === null ? [] : [["", none]]).concat(choices, value && !known ? [[value, strange(value)]] : []);
  return all.map(function (choice) { return make("option", { value: choice[0], text: choice[1], selected: choice[0] === value }); });
}

export function choice(app, path, label, box, name, settings) {
  const field = frame(app, path, label, settings);
  const control = make("select", { id: field.id, "class": "cl-input", "aria-describedby": field.described, "aria-required": settings.required ? "true" : false },
    settings.groups ? settings.groups(box[name]) : options(settings.choices, box[name], settings.none || "（不写）"));
  control.value = box[name];
  control.addEventListener("change", function () {
    box[name] = control.value;
    app.touched(path);
    if (settings.chosen) {
      settings.chosen(field);
    }
  });
  field.assign = function (value) {
    box[name] = control.value = value;
    if (settings.chosen) {
      settings.chosen(field);
    }
  };
  field.controls.push(control);
  field.control = control;
  return finish(field, control);
}

function tick(type, name, label, checked, act) {
  const id = controls.uid("tick");
  const control = make("input", { type: type, id: id, name: name });
  control.checked = checked;
  control.addEventListener("change", function () { act(control); });
  return { control: control, node: make("li", {}, [make("span", { "class": "cl-tick" }, [control, make("label", { "for": id, text: label })])]) };
}

/* Several of a set: `choices` are [value, label, depth]; values that are no choice stay and can be taken away. */
export function several(app, path, label, box, name, settings) {
  const field = frame(app, path, label, Object.assign({ group: true }, settings));
  const many = !settings.tree && settings.choices.length > MANY;
  const list = make("ul", { "class": settings.tree ? "cl-ticks cl-ticks--tree" : many ? "cl-ticks cl-ticks--many" : "cl-ticks" });
  const others = box[name].filter(function (value) { return !settings.choices.some(function (one) { return one[0] === value; }); });
  settings.choices.concat(others.map(function (value) { return [value, strange(value), 0]; })).forEach(function (one) {
    const item = tick("checkbox", field.id, one[1], box[name].indexOf(one[0]) >= 0, function (control) {
      // A mark that asks for a choice is answered by one.
      const rest = box[name].filter(function (value) { return value !== one[0] && !(control.checked && isBlank(value)); });
      box[name] = control.checked ? rest.concat(one[0]) : rest;
      app.touched(path);
    });
    item.control.value = one[0];
    item.control.setAttribute("aria-describedby", field.error.id);
    field.controls.push(item.control);
    if (one[2]) {
      const parent = list.lastChild;
      (parent.querySelector("ul") || parent.appendChild(make("ul"))).appendChild(item.node);
    } else {
      list.appendChild(item.node);
    }
  });
  return finish(field, list);
}

/* One of two or three, as radio buttons. */
export function oneOf(app, path, label, box, name, settings) {
  const field = frame(app, path, label, Object.assign({ group: true }, settings));
  const list = make("ul", { "class": "cl-ticks" });
  settings.choices.forEach(function (one) {
    const item = tick("radio", field.id, one[1], box[name] === one[0], function () {
      box[name] = one[0];
      app.touched(path);
    });
    item.control.value = one[0];
    item.control.setAttribute("aria-describedby", field.error.id);
    field.controls.push(item.control);
    list.appendChild(item.node);
  });
  field.assign = function (value) {
    box[name] = value;
    field.controls.forEach(function (control) { control.checked = control.value === value; });
  };
  return finish(field, list);
}

function today() {
  const now = new Date();
  return now.getFullYear() + "-" + ("0" + (now.getMonth() + 1)).slice(-2) + "-" + ("0" + now.getDate()).slice(-2);
}

/* A date as text, since the browsers we reach differ in what else they know. */
export function date(app, path, label, box, name, settings) {
  return line(app, path, label, box, name, Object.assign({
    companion: function (field, control) {
      return controls.button("填今天", function () {
        box[name] = control.value = today();
        app.touched(path);
      }, { "aria-label": label + "填今天" });
    }
  }, settings));
}
