/* Results as cards, the filters that are set, and the pages. */
import { clear, make } from "../lib/dom.js";
import { hours } from "../lib/hours.js";
import * as searchMarks from "../search/marks.js";
import * as chooser from "../site/chooser.js";
import * as choices from "./choices.js";
import * as catalogueState from "./state.js";

const AROUND = 2;
/* All that a course is searched by. */
const SEARCHED = "\u540d\u79f0\u3001\u5173\u952e\u8bcd\u3001\u4e13\u9898\u3001\u5bf9\u8c61\u3001\u8bb2\u5e08\u3001\u7b80\u4ecb\u548c\u6b63\u6587";
const TOGETHER = /[\u4e00-\u9fff]{3}/;

/* Appends a text with the query's terms marked. */
export function marked(element, text, marks) {
  searchMarks.split(text, marks).forEach(function (piece) {
    element.appendChild(piece[1] ? make("mark", null, piece[0]) : document.createTextNode(piece[0]));
  });
  return element;
}

/* Returns what an answer must be read with: what was not looked for, and what no course has; empty when all is as asked.
   The command line says the same. */
export function remarks(answer, text) {
  const said = [];
  if (text.trim() && answer.noTerms && !answer.without) {
    said.push("\u68c0\u7d22\u8bcd\u91cc\u6ca1\u6709\u53ef\u67e5\u7684\u5b57\u8bcd\uff0c\u53ea\u6309\u6761\u4ef6\u5217\u51fa\u3002");
  }
  if (answer.unsought) {
    said.push("\u68c0\u7d22\u8bcd\u592a\u957f\uff0c\u53ea\u67e5\u4e86\u524d " + answer.terms.length + " \u4e2a\u5b57\u8bcd\u3002");
  }
  if (answer.elsewhere) {
    said.push((answer.noTerms ? "\u7b26\u5408\u6761\u4ef6\u7684\u8bfe\u7a0b\u6ca1\u6709\u627e\u5230\uff1b\u4e0d\u52a0\u6761\u4ef6\u6709 " : "\u7b26\u5408\u6761\u4ef6\u7684\u542b\u6709\u5168\u90e8\u68c0\u7d22\u8bcd\u7684\u8bfe\u7a0b\u6ca1\u6709\u627e\u5230\uff1b\u4e0d\u52a0\u6761\u4ef6\u6709 ") + answer.elsewhere + " \u95e8\u3002");
  }
  if (answer.left) {
    said.push("\u542b\u6709\u5168\u90e8\u68c0\u7d22\u8bcd\u7684 " + answer.left + " \u95e8\u8bfe\u7a0b\u90fd\u6709\u8981\u53bb\u6389\u7684\u8bcd\u3002");
  }
  const together = TOGETHER.test(text) ? "\uff08\u8fde\u7740\u5199\u7684\u5b57\u8981\u8fde\u7740\u51fa\u73b0\uff09" : "";
  if (answer.relaxed) {
    said.push((answer.elsewhere || answer.left ? "" : "\u5728" + SEARCHED + "\u4e2d\u67e5\u627e\uff0c\u6ca1\u6709\u8bfe\u7a0b\u540c\u65f6\u6709\u5168\u90e8\u68c0\u7d22\u8bcd" + together + "\uff1b") + "\u4ee5\u4e0b\u8bfe\u7a0b\u542b\u6709\u5176\u4e2d\u4e00\u90e8\u5206\uff0c\u542b\u5f97\u591a\u7684\u5728\u524d\u3002");
  } else if (!answer.total && !answer.elsewhere && !answer.left) {
    said.push(answer.noTerms ? "\u6ca1\u6709\u627e\u5230\u8bfe\u7a0b\u3002" : "\u6ca1\u6709\u627e\u5230\u8bfe\u7a0b\uff1a" + SEARCHED + "\u91cc\u90fd\u6ca1\u6709\u8fd9\u4e9b\u5b57\u8bcd" + together + "\u3002");
  }
  return said.join("");
}

function card(result, marks, names) {
  const title = marked(make("a", { href: "courses/" + result.id.replace(":", "--") + ".html" }), result.title, marks);
  const audience = result.audience.map(function (id) { return names.sector[id] || id; }).join("\u3001");
  const chips = make("p", { "class": "cl-result__chips" },
    make("span", { "class": "cl-chip cl-chip--hours" }, hours(result.hours) + " \u5b66\u65f6"),
    result.theory ? make("span", { "class": "cl-chip cl-chip--theory" }, "\u521b\u65b0\u7406\u8bba") : null,
    result.kind === "course" ? null : make("span", { "class": "cl-chip" }, names.kind[result.kind] || result.kind),
    marked(make("span", { "class": "cl-result__note" }), audience + " \u00b7 " + (names.topic[result.topic] || result.topic), marks));
  return make("li", { "class": "cl-result" }, make("h3", null, title), chips,
    result.summary ? marked(make("p", { "class": "cl-result__summary" }), result.summary, marks) : null,
    make("span", { "class": "cl-choose__place", "data-cl-plan-add": result.id, "data-cl-title": result.title, hidden: true }));
}

export function list(place, answer, names, first) {
  clear(place);
  place.setAttribute("start", String(first));
  answer.results.forEach(function (result) { place.appendChild(card(result, answer.marks, names)); });
  chooser.fill(place);
}

/* Shows the filters that are set; `drop(change)` is given what takes one away. */
export function chips(place, state, names, drop) {
  clear(place);
  function chip(label, name, change) {
    const button = make("button", { type: "button", "class": "cl-chosen" }, label + "\uff1a" + name + " ",
      make("span", { "aria-hidden": "true" }, "\u00d7"), make("span", { "class": "cl-visually-hidden" }, "\uff0c\u53bb\u6389\u8fd9\u4e2a\u6761\u4ef6"));
    button.addEventListener("click", function () { drop(change); });
    place.appendChild(button);
  }
  const labels = {
    sector: "\u9886\u57df", task: "\u4efb\u52a1", topic: "\u4e13\u9898", kind: "\u7c7b\u578b", method: "\u65b9\u5f0f", level: "\u5c42\u7ea7",
    lecturer: "\u8bb2\u5e08", lang: "\u8bed\u8a00", origin: "\u6765\u6e90"
  };
  catalogueState.LISTS.forEach(function (name) {
    state[name].forEach(function (value) {
      chip(labels[name], names[name][value] || value, function (next) {
        next[name] = next[name].filter(function (other) { return other !== value; });
        next.shared = next.sector.length ? next.shared : "";
      });
    });
  });
  if (state.shared) {
    chip("\u53e6\u52a0", "\u901a\u7528\u8bfe\u7a0b", function (next) { next.shared = ""; });
  }
  if (state.theory) {
    chip("\u521b\u65b0\u7406\u8bba", state.theory === "yes" ? "\u8ba1\u5165" : "\u4e0d\u8ba1\u5165", function (next) { next.theory = ""; });
  }
  if (state.min || state.max) {
    chip("\u5b66\u65f6", choices.rangeName(state.min, state.max), function (next) { next.min = next.max = ""; });
  }
  if (place.firstChild) {
    const all = make("button", { type: "button", "class": "cl-chosen cl-chosen--all" }, "\u6e05\u9664\u5168\u90e8");
    all.addEventListener("click", function () { drop(function (next) { Object.assign(next, catalogueState.empty(), { q: next.q, sort: next.sort }); }); });
    place.appendChild(all);
  }
}

/* Shows the pages: `address(n)` is the link to page n, `go(n)` turns to it. */
export function pages(place, current, last, address, go) {
  clear(place);
  if (last < 2) {
    return;
  }
  function link(number, text, label) {
    const item = number === current && !label
      ? make("span", { "aria-current": "page", "class": "cl-pages__now" }, text)
      : make("a", { href: address(number), "aria-label": label || "\u7b2c " + number + " \u9875" }, text);
    if (item.href) {
      item.addEventListener("click", function (event) {
        event.preventDefault();
        go(number);
      });
    }
    place.appendChild(make("li", null, item));
  }
  if (current > 1) {
    link(current - 1, "\u4e0a\u4e00\u9875", "\u4e0a\u4e00\u9875");
  }
  let before = 0;
  for (let number = 1; number <= last; number += 1) {
    if (number === 1 || number === last || Math.abs(number - current) <= AROUND) {
      if (before && number > before + 1) {
        place.appendChild(make("li", { "aria-hidden": "true" }, "\u2026"));
      }
      link(number, String(number));
      before = number;
    }
  }
  if (current < last) {
    link(current + 1, "\u4e0b\u4e00\u9875", "\u4e0b\u4e00\u9875");
  }
}
