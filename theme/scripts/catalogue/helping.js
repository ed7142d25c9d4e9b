/* What helps where an answer is poor, or the words of a query name filters: loaded with the first that needs it. */
import { clear, make } from "../lib/dom.js";
import * as hours from "../lib/hours.js";
import * as catalogueState from "./state.js";

/* The state's names of what an offer sets. */
const STATE = { sectors: "sector", kinds: "kind", methods: "method", levels: "level", languages: "lang", tasks: "task", topics: "topic" };

/* Returns a state with an offer taken. */
function taken(state, offer) {
  const next = Object.assign({}, state, { q: offer.text, page: 1 });
  offer.names.forEach(function (name) {
    if (name === "hours") {
      next.min = offer.set.minHours ? hours.hours(offer.set.minHours) : "";
      next.max = offer.set.maxHours ? hours.hours(offer.set.maxHours) : "";
    } else if (name === "theory") {
      next.theory = offer.set.theory ? "yes" : "no";
    } else {
      next[STATE[name]] = offer.set[name];
    }
  });
  return next;
}

/* Shows in `place` what `found` hints at; `become(next)` asks something else. */
export function show(place, found, state, become) {
  clear(place).hidden = !found.meant && !found.offers.length;
  const offer = function (line, text, next) {
    line.appendChild(make("button", { type: "button", "class": "cl-hints__offer", on: { click: function () { become(next); } } }, text));
  };
  if (found.meant) {
    const line = place.appendChild(make("p", { "class": "cl-hints__line" }, "\u60a8\u662f\u4e0d\u662f\u8981\u627e"));
    offer(line, "\u201c" + found.meant + "\u201d", Object.assign({}, state, { q: found.meant, page: 1 }));
    line.appendChild(document.createTextNode("\uff1f"));
  }
  if (found.offers.length) {
    const line = place.appendChild(make("p", { "class": "cl-hints__line" }, "\u4e5f\u53ef\u4ee5\u628a\u8bcd\u6362\u6210\u7b5b\u9009\u6761\u4ef6\uff1a"));
    found.offers.forEach(function (one) {
      offer(line, "\u6309" + one.words.map(function (word) { return "\u201c" + word + "\u201d"; }).join("\u548c") + "\u7b5b\u9009\uff08" + one.total + " \u95e8\uff09", taken(state, one));
    });
  }
}

/* Says in `place` what to try when nothing was found. */
export function advise(place, advice, state, become) {
  place.appendChild(make("p", null, "可以试试："));
  const list = place.appendChild(make("ul"));
  function offer(text, next) {
    list.appendChild(make("li", null, make("button", { type: "button", "class": "cl-linklike", on: { click: function () { become(next); } } }, text)));
  }
  if (catalogueState.isFiltered(state) && advice.unfiltered) {
    offer("去掉全部条件：" + advice.unfiltered + " 门", Object.assign(catalogueState.empty(), { q: state.q, sort: state.sort }));
  }
  advice.without.forEach(function (item) {
    offer("只查“" + item.text + "”：" + item.total + " 门", Object.assign({}, state, { q: item.text, page: 1 }));
  });
  list.appendChild(make("li", null, "换一个说法，或者少写几个字"));
  list.appendChild(make("li", null, make("a", { href: "guide/topics.html" }, "看一看有哪些专题")));
}
