/* The catalogue's page: box, filters and results over the search engine. The first results stand in the page already. So does a list of all
   courses, which is hidden while the engine answers, and comes back when it fails. */
import { clear, make } from "../lib/dom.js";
import * as engine from "../search/engine.js";
import * as loader from "../search/loader.js";
import * as after from "./after.js";
import * as choices from "./choices.js";
import { Facets } from "./facets.js";
import * as hints from "./hints.js";
import * as place from "./place.js";
import * as results from "./results.js";
import * as catalogueState from "./state.js";
import * as strip from "./strip.js";

const SIZE = 20;
const PAUSE = 150;
const TITLE = document.title;

function byId(name) {
  return document.getElementById("cl-find-" + name);
}

const PARTS = ["app", "form", "q", "side", "facets", "toggle", "see", "jump", "shared", "status", "note", "chips", "sort", "hints", "list", "pages", "empty", "error", "static", "heading", "take", "told"];
const parts = {};
let state = catalogueState.current();
/* Whether the results that stand in the page are those that are asked for. */
let standing = catalogueState.isBlank(state);
let info = null;
let facets = null;
/* Whether something was typed before the library was there. */
let typed = false;
let asked = 0;
let timer = 0;

function names() {
  return choices.names(info, facets && facets.more);
}

function showState() {
  if (parts.q.value !== state.q) {
    parts.q.value = state.q;
  }
  parts.sort.value = state.sort || (state.q.trim() ? "relevance" : "plan");
  facets.show(state);
  results.chips(parts.chips, state, names(), function (change) {
    const next = Object.assign({}, state, { page: 1 });
    change(next);
    become(next, true);
    parts.heading.focus();
  });
}

/* Leads the keyboard to the results once they stand, unless the reader has gone elsewhere meanwhile. */
function lead(work, andShow) {
  const from = document.activeElement;
  return work.then(function () {
    const now = document.activeElement;
    if (now === from || now === document.body) {
      parts.heading.focus();
      if (andShow) {
        parts.heading.scrollIntoView();
      }
    }
  });
}

function become(next, push) {
  state = next;
  catalogueState.keep(state, push);
  showState();
  return ask();
}

function failed(error) {
  const missing = error.code === "missing";
  clear(parts.error);
  parts.error.appendChild(make("p", null, missing
    ? "\u68c0\u7d22\u8981\u7528\u7684\u6587\u4ef6\u6ca1\u6709\u8bfb\u5230\uff1a" + error.file
    : error.code === "damaged" ? "\u68c0\u7d22\u8981\u7528\u7684\u6587\u4ef6\u574f\u4e86\uff1a" + error.file : "\u68c0\u7d22\u51fa\u9519\u4e86\u3002"));
  parts.error.appendChild(make("p", null,
    "\u8bf7\u5237\u65b0\u9875\u9762\uff1b\u8fd8\u4e0d\u884c\uff0c\u8bf7\u628a\u6574\u4e2a\u7ad9\u70b9\u6587\u4ef6\u5939\u91cd\u65b0\u590d\u5236\u4e00\u904d\u3002\u8bfe\u7a0b\u90fd\u5728\uff0c\u4e0b\u9762\u662f\u6309\u9886\u57df\u6392\u5217\u7684\u76ee\u5f55\u3002"));
  parts.error.hidden = false;
  parts.static.hidden = false;
  parts.app.classList.add("cl-find--failed");
}

function shown(answer) {
  const last = Math.max(1, Math.ceil(answer.total / SIZE));
  parts.static.hidden = true;
  parts.error.hidden = true;
  parts.app.classList.remove("cl-find--failed");
  facets.count(answer.facets);
  if (!standing) {
    results.list(parts.list, answer, names(), (state.page - 1) * SIZE + 1);
  }
  standing = false;
  shareable(answer);
  strip.show(parts, answer.total, Math.max(0, parts.chips.querySelectorAll("button").length - 1));
  results.pages(parts.pages, state.page, last, function (number) {
    return catalogueState.format(Object.assign({}, state, { page: number })) || window.location.pathname;
  }, function (number) {
    lead(become(Object.assign({}, state, { page: number }), true), true);
  });
  parts.pages.parentNode.hidden = last < 2;
  parts.note.textContent = results.remarks(answer, state.q);
  parts.note.hidden = !parts.note.textContent;
  parts.status.textContent = "\u627e\u5230 " + answer.total + " \u95e8\u8bfe\u7a0b" + (last > 1 ? "\uff0c\u7b2c " + state.page + " \u9875\uff0c\u5171 " + last + " \u9875" : "");
  parts.empty.hidden = answer.total > 0;
  document.title = (state.q.trim() ? state.q.trim() + " - " : "") + TITLE;
  window.dispatchEvent(new CustomEvent("cl-results"));
  after.shown({ list: parts.list, place: parts.take, told: parts.told, answer: answer, state: state, library: info, names: names() });
}

/* Says what members of the chosen sectors may study beyond their courses, and puts it in or leaves it out. */
function shareable(answer) {
  const many = (answer.facets.shared || {})["true"] || 0;
  parts.shared.hidden = !many;
  clear(parts.shared);
  if (many) {
    const who = choices.beyond(info, state.sector);
    const button = make("button", { type: "button", "class": "cl-linklike" }, state.shared ? "\u53ea\u770b\u672c\u9886\u57df\u7684" : "\u8fde\u540c\u5b83\u4eec\u4e00\u8d77\u770b");
    button.addEventListener("click", function () {
      become(Object.assign({}, state, { shared: state.shared ? "" : "1", page: 1 }), true);
      parts.heading.focus();
    });
    parts.shared.appendChild(document.createTextNode((state.shared ? "\u5df2\u542b " : "\u53e6\u6709 ") + many + " \u95e8" + who + "\u7684\u8bfe\u7a0b\uff0c"));
    parts.shared.appendChild(button);
  }
}

/* Says what to try when nothing was found. */
function advise(request, number) {
  clear(parts.empty);
  return Promise.all([loader.late("poor"), engine.suggest(request)]).then(function (ready) {
    if (number === asked) {
      ready[0].advise(parts.empty, ready[1], state, function (next) {
        become(next, true);
        parts.heading.focus();
      });
    }
  });
}

function asking(size) {
  return catalogueState.request(state, facets.shownFacets().concat(choices.hasMembers(state.sector) ? ["shared"] : []), size);
}

/* Counts the filters that were unfolded; the results stay as they are. */
function recount() {
  const number = asked;
  engine.find(asking(0)).then(function (answer) {
    if (number === asked) {
      facets.count(answer.facets);
    }
  }).catch(function (error) {
    if (number === asked) {
      failed(error);
    }
  });
}

function ask() {
  const number = asked += 1;
  const request = asking(standing ? 0 : SIZE);
  return engine.find(request).then(function (answer) {
    if (number !== asked) {
      return null;
    }
    const last = Math.max(1, Math.ceil(answer.total / SIZE));
    if (state.page > last) {
      return become(Object.assign({}, state, { page: last }), false);
    }
    shown(answer);
    hints.show(parts.hints, request, answer, state, info, function (next) {
      withMore(next).then(function () {
        // What was typed since is asked for, not what a press asked before.
        if (number === asked && parts.q.value === state.q) {
          become(next, true);
          parts.heading.focus();
        }
      }, failed);
    }, function () { return number !== asked; });
    return answer.total ? null : advise(request, number);
  }).catch(function (error) {
    if (number === asked) {
      failed(error);
    }
  });
}

function fromBoxes(push) {
  const next = Object.assign({}, state, { q: parts.q.value, sort: state.sort, page: 1 });
  facets.read(next);
  become(next, push);
}

function listen() {
  parts.form.addEventListener("submit", function (event) {
    event.preventDefault();
    window.clearTimeout(timer);
    fromBoxes(true);
  });
  parts.q.addEventListener("input", function (event) {
    window.clearTimeout(timer);
    if (!event.isComposing) {
      timer = window.setTimeout(function () { fromBoxes(false); }, PAUSE);
    }
  });
  parts.q.addEventListener("compositionend", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { fromBoxes(false); }, PAUSE);
  });
  parts.sort.addEventListener("change", function () {
    become(Object.assign({}, state, { sort: parts.sort.value === "plan" ? "" : parts.sort.value, page: 1 }), true);
  });
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", restore);
}

function restore() {
  const next = catalogueState.current();
  if (catalogueState.format(next) !== catalogueState.format(state)) {
    state = next;
    withMore(next).then(function () {
      showState();
      ask();
    }).catch(failed);
  }
}

/* Names of further facets are needed at once when a state sets one. */
function withMore(wanted) {
  const needed = ["method", "level", "lecturer", "lang", "origin"].some(function (name) { return wanted[name].length > 0; });
  return needed && !facets.more
    ? engine.more().then(function (more) { facets.take(more); })
    : Promise.resolve();
}

function begin() {
  PARTS.forEach(function (name) { parts[name] = byId(name); });
  parts.app.classList.add("cl-find--on");
  parts.static.hidden = true;
  strip.listen(parts);
  place.remember(parts.list);
  parts.q.addEventListener("input", function () { typed = true; });
  if (!standing) {
    clear(parts.list);
    parts.status.textContent = "\u6b63\u5728\u68c0\u7d22\u2026\u2026";
  }
  opening.then(start).then(function () { place.restore(parts.list); }).catch(failed);
}

function start(library) {
  info = library;
  facets = new Facets(parts.facets, info, function () { fromBoxes(true); }, recount);
  listen();
  return withMore(state).then(function () {
    if (typed) {
      state = Object.assign({}, state, { q: parts.q.value, page: 1 });
      standing = standing && catalogueState.isBlank(state);
      catalogueState.keep(state, false);
    }
    showState();
    return ask();
  });
}

/* The script stands before the page: the files that it needs are on their way while the page is read. */
const opening = engine.open("search/");
opening.catch(function () { /* Said once the page is there. */ });
document.addEventListener("DOMContentLoaded", begin);
