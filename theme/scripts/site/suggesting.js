/* A box with suggestions: a combobox with a list (ARIA 1.2, W3C's authoring practices). The typed text stays as it is; arrows choose a row,
   Enter opens it, or searches for a word; without a chosen row Enter searches as ever; Escape closes. While an input method composes, nothing
   is asked and no key is taken. Loaded by boxes.js when the first box is entered. */
import { clear, make } from "../lib/dom.js";
import { key } from "../lib/keys.js";
import { Suggestions } from "../search/suggestions.js";
import { entered, styles } from "./boxes.js";

/** @type {any} */
const script = document.currentScript;
const TOP = script.src.replace(/assets\/scripts\/[^/]*$/, "");
const FOLDERS = { course: "courses", topic: "topics", sector: "sectors", lecturer: "lecturers" };
const KINDS = { course: "课程", topic: "专题", sector: "领域", lecturer: "师资", word: "检索" };
/* A reader is told of rows when typing rests. */
const REST = 600;
const engine = new Suggestions(TOP + "search/");
let boxes = 0;

/* A promise of the style sheet being there, or not coming. */
const styled = new Promise(function (resolve) {
  const link = make("link", { rel: "stylesheet", href: styles() });
  link.onload = resolve;
  link.onerror = resolve;
  document.head.appendChild(link);
});

/* Returns a row's title with the typed text marked, where it stands there as it was typed. */
function marked(title, text) {
  const typed = text.trim().toLowerCase();
  const at = typed ? title.toLowerCase().indexOf(typed) : -1;
  return at < 0 ? [title] : [title.slice(0, at), make("mark", null, title.slice(at, at + typed.length)), title.slice(at + typed.length)];
}

function Box(input) {
  boxes += 1;
  this.input = input;
  this.name = "cl-suggest-" + boxes;
  this.rows = [];
  this.active = -1;
  this.asked = 0;
  this.timer = 0;
  this.composing = false;
  this.list = make("ul", { "class": "cl-suggest", id: this.name, role: "listbox", "aria-label": "检索建议", hidden: true });
  this.live = make("p", { "class": "cl-visually-hidden", role: "status" });
  input.parentNode.classList.add("cl-suggest__place");
  input.parentNode.appendChild(this.list);
  input.parentNode.appendChild(this.live);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", this.name);
  this.listen();
}

Box.prototype.listen = function () {
  const box = this;
  const input = this.input;
  input.addEventListener("compositionstart", function () { box.composing = true; });
  input.addEventListener("compositionend", function () {
    box.composing = false;
    box.ask();
  });
  input.addEventListener("input", function (/** @type {any} */ event) {
    if (!box.composing && !event.isComposing) {
      box.ask();
    }
  });
  input.addEventListener("keydown", function (event) { box.pressed(event); });
  input.addEventListener("blur", function () { box.close(); });
  if (input.form) {
    input.form.addEventListener("submit", function () { box.close(); });
  }
  // The box keeps the focus while a row is clicked.
  this.list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  this.list.addEventListener("click", function (event) {
    for (let element = event.target; element !== box.list; element = element.parentNode) {
      if (element.id && element.getAttribute("role") === "option") {
        box.take(Array.prototype.indexOf.call(box.list.children, element));
        return;
      }
    }
  });
};

Box.prototype.ask = function () {
  const box = this;
  const number = this.asked += 1;
  const text = this.input.value;
  if (!text.trim()) {
    this.close();
    return;
  }
  Promise.all([engine.find(text), styled]).then(function (ready) {
    if (number === box.asked && document.activeElement === box.input) {
      box.show(ready[0], text);
    }
  }).catch(function () {
    // Files that do not load never look like an empty list: the box searches as it does without suggestions.
    if (number === box.asked) {
      box.close();
    }
  });
};

Box.prototype.show = function (rows, text) {
  const box = this;
  clear(this.list);
  this.rows = rows;
  this.choose(-1);
  rows.forEach(function (row, n) {
    box.list.appendChild(make("li", { "class": "cl-suggest__row", id: box.name + "-" + n, role: "option", "aria-selected": "false" },
      make("span", { "class": "cl-suggest__title" }, marked(row.title, text)), make("span", { "class": "cl-visually-hidden" }, "，"),
      make("span", { "class": "cl-suggest__kind" }, KINDS[row.kind])));
  });
  this.list.hidden = !rows.length;
  this.list.scrollTop = 0;
  this.input.setAttribute("aria-expanded", String(rows.length > 0));
  this.say(rows.length ? "有 " + rows.length + " 条建议，按上下键选" : "");
};

Box.prototype.say = function (text) {
  const live = this.live;
  window.clearTimeout(this.timer);
  this.timer = window.setTimeout(function () { live.textContent = text; }, text ? REST : 0);
};

Box.prototype.close = function () {
  this.asked += 1;
  if (!this.list.hidden) {
    this.show([], "");
  }
  this.say("");
};

/* Makes a row the chosen one; -1 for none, which is the typed text. */
Box.prototype.choose = function (place) {
  const box = this;
  this.active = place;
  Array.from(this.list.children).forEach(function (row, n) {
    row.setAttribute("aria-selected", String(n === place));
    if (n === place) {
      const top = /** @type {any} */ (row).offsetTop;
      box.list.scrollTop = Math.max(Math.min(box.list.scrollTop, top), top + /** @type {any} */ (row).offsetHeight - box.list.clientHeight);
    }
  });
  if (place < 0) {
    this.input.removeAttribute("aria-activedescendant");
  } else {
    this.input.setAttribute("aria-activedescendant", this.name + "-" + place);
  }
};

Box.prototype.pressed = function (event) {
  const pressed = this.composing ? "" : key(event);
  const open = !this.list.hidden;
  if (pressed === "ArrowDown" || pressed === "ArrowUp") {
    event.preventDefault();
    if (open) {
      // Behind the last row, and before the first, stands the typed text itself.
      const places = this.rows.length + 1;
      this.choose((this.active + 1 + (pressed === "ArrowDown" ? 1 : places - 1)) % places - 1);
    } else {
      this.ask();
    }
  } else if (pressed === "Escape" && open) {
    event.preventDefault();
    this.close();
  } else if (pressed === "Enter" && open && this.active >= 0) {
    event.preventDefault();
    this.take(this.active);
  }
};

/* Opens the page of a row, or searches for its word. */
Box.prototype.take = function (place) {
  const row = this.rows[place];
  this.close();
  if (row.kind !== "word") {
    window.location.assign(TOP + FOLDERS[row.kind] + "/" + row.id + ".html");
    return;
  }
  this.input.value = row.title;
  this.input.form.querySelector("[type=submit]").click();
};

const known = new Set();

function attach(input) {
  if (!known.has(input)) {
    known.add(input);
    const box = new Box(input);
    engine.open(false).catch(function () { return null; });
    if (input === document.activeElement && input.value !== entered.get(input)) {
      box.ask();
    }
  }
}

document.addEventListener("focusin", function (/** @type {any} */ event) {
  if (event.target.hasAttribute && event.target.hasAttribute("data-cl-suggest")) {
    attach(event.target);
  }
});
Array.from(entered.keys()).forEach(attach);
