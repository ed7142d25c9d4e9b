/* A list of choices in a filter: what is chosen and the first of those that would give something; the others fold behind a button. */
import { make } from "../lib/dom.js";

const FEW = 8;

/* `rows` are [value, name, depth]; `box(value, name)` makes {element, input, count}. What stands deeper shows below what is chosen. */
export function List(rows, box) {
  const list = this;
  let above = null;
  this.open = false;
  this.more = make("button", { type: "button", "class": "cl-facet__more", "aria-expanded": "false", hidden: true, on: {
    click: function () { list.toggle(); }
  } });
  this.place = make("ul", { "class": "cl-facet__list" });
  this.items = rows.map(function (row) {
    const made = box(row[0], row[1]);
    const item = {
      box: made, element: make("li", { "class": row[2] ? "cl-facet__child" : null }, made.element), above: row[2] ? above : null, many: -1
    };
    above = row[2] ? above : item;
    list.place.appendChild(item.element);
    return item;
  });
  this.elements = [this.place, this.more];
  this.fold();
}

List.prototype.toggle = function () {
  const folded = this.items.filter(function (item) { return item.element.hidden; });
  this.open = !this.open;
  this.fold();
  if (this.open && folded.length) {
    folded[0].box.input.focus();
  }
};

/* Takes how many courses each choice would give: `countOf(value)`. */
List.prototype.count = function (countOf) {
  this.items.forEach(function (item) {
    item.many = countOf(item.box.input.value);
    item.box.count.textContent = String(item.many);
    item.box.element.classList.toggle("cl-facet__choice--none", !item.many && !item.box.input.checked);
  });
  this.fold();
};

/* Hides what is not shown now. What has the keyboard's focus never goes away under it. */
List.prototype.fold = function () {
  let shown = 0;
  let folded = 0;
  this.items.forEach(function (item) {
    const input = item.box.input;
    const kept = input.checked || input === document.activeElement;
    const deeper = item.above && !item.above.box.input.checked;
    const hides = !kept && (item.many === 0 || deeper || (!item.above && shown >= FEW));
    folded += hides ? 1 : 0;
    shown += hides ? 0 : 1;
    item.element.hidden = hides && !this.open;
  }, this);
  this.more.hidden = !folded;
  this.more.setAttribute("aria-expanded", String(this.open));
  this.more.textContent = this.open ? "\u6536\u8d77" : "\u663e\u793a\u66f4\u591a\uff08" + folded + "\uff09";
};
