/* What is asked for, and how it stands in the page's address, so that a search can be shared and Back works.
   A state has only text and lists of text: {q, sector: [], shared, task: [], topic: [], theory, min, max, kind: [], method: [],
   level: [], lecturer: [], lang: [], origin: [], sort, page}. */
import * as hours from "../lib/hours.js";

export const LISTS = ["sector", "task", "topic", "kind", "method", "level", "lecturer", "lang", "origin"];
const TEXTS = ["q", "shared", "theory", "min", "max", "sort"];
const SORTS = ["relevance", "hours", "-hours", "updated", "title"];
const MOST_TEXT = 200;

export function empty() {
  const state = { page: 1 };
  TEXTS.forEach(function (name) { state[name] = ""; });
  LISTS.forEach(function (name) { state[name] = []; });
  return state;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch (error) {
    return "";
  }
}

/* Returns the state of a query string; what makes no sense is left out. */
export function parse(query) {
  const state = empty();
  query.replace(/^[?#]+/, "").split("&").forEach(function (pair) {
    const at = pair.indexOf("=");
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decoded(pair.slice(at + 1)).slice(0, MOST_TEXT);
    if (!value) {
      return;
    }
    if (LISTS.indexOf(name) >= 0) {
      if (state[name].indexOf(value) < 0) {
        state[name].push(value);
      }
    } else if (name === "page") {
      state.page = /^[1-9][0-9]{0,4}$/.test(value) ? Number(value) : 1;
    } else if (TEXTS.indexOf(name) >= 0) {
      state[name] = value;
    }
  });
  if (["yes", "no"].indexOf(state.theory) < 0) {
    state.theory = "";
  }
  if (SORTS.indexOf(state.sort) < 0) {
    state.sort = "";
  }
  if (state.shared !== "1" || !state.sector.length) {
    state.shared = "";
  }
  const bounds = [hours.halves(state.min), hours.halves(state.max)];
  if (bounds[0] !== null && bounds[1] !== null) {
    bounds.sort(function (a, b) { return a - b; });
  }
  state.min = bounds[0] === null ? "" : hours.hours(bounds[0]);
  state.max = bounds[1] === null ? "" : hours.hours(bounds[1]);
  return state;
}

/* Returns the query string of a state, "?" first; empty when nothing is asked for. */
export function format(state) {
  const pairs = [];
  function add(name, value) {
    if (value) {
      pairs.push(name + "=" + encodeURIComponent(value));
    }
  }
  add("q", state.q.trim());
  LISTS.forEach(function (name) {
    state[name].forEach(function (value) { add(name, value); });
  });
  TEXTS.slice(1).forEach(function (name) { add(name, state[name]); });
  add("page", state.page > 1 ? String(state.page) : "");
  return pairs.length ? "?" + pairs.join("&") : "";
}

/* Some browsers refuse to change the address of a file; then the state stands behind the "#". */
export function current() {
  const hash = window.location.hash;
  return parse(hash.slice(0, 2) === "#?" ? hash : window.location.search);
}

export function keep(state, push) {
  const query = format(state);
  const address = window.location.pathname + query;
  try {
    window.history[push ? "pushState" : "replaceState"](null, "", address);
  } catch (error) {
    window.location.hash = query ? "#" + query : "#";
  }
}

/* Returns what the search engine is asked: `facets` to be counted, `size` results a page. */
export function request(state, facets, size) {
  return {
    text: state.q, sectors: state.sector, shared: Boolean(state.shared), tasks: state.task, topics: state.topic, kinds: state.kind, methods: state.method,
    levels: state.level, lecturers: state.lecturer, languages: state.lang, origins: state.origin,
    theory: state.theory ? state.theory === "yes" : null, minHours: hours.halves(state.min), maxHours: hours.halves(state.max),
    sort: state.sort || (state.q.trim() ? "relevance" : "plan"), offset: (state.page - 1) * size, limit: size, facets: facets
  };
}

/* Tells whether a state is what the page stands there with: all courses, the first of them. */
export function isBlank(state) {
  return format(state) === "";
}

export function isFiltered(state) {
  return LISTS.some(function (name) { return state[name].length > 0; }) || Boolean(state.theory || state.min || state.max);
}
