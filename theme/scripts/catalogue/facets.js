/* The filters beside the results: one folded group a facet, a box for each choice with the number of courses it would give. */
import { clear, make } from "../lib/dom.js";
import * as hours from "../lib/hours.js";
import * as engine from "../search/engine.js";
import * as choices from "./choices.js";
import { List } from "./list.js";
import { Range } from "./range.js";

/* In the state's names, with the engine's, in the order shown; `further` ones are read when they are first unfolded. */
const GROUPS = [
  { name: "sector", facet: "sectors", title: "\u9886\u57df", open: true },
  { name: "hours", facet: "hours", title: "\u5b66\u65f6", open: true },
  { name: "theory", facet: "theory", title: "\u521b\u65b0\u7406\u8bba", open: true },
  { name: "task", facet: "tasks", title: "\u57fa\u672c\u4efb\u52a1" },
  { name: "topic", facet: "topics", title: "\u4e13\u9898" },
  { name: "kind", facet: "kinds", title: "\u7c7b\u578b" },
  { name: "method", facet: "methods", title: "\u6559\u5b66\u65b9\u5f0f", further: "methods" },
  { name: "level", facet: "levels", title: "\u5c42\u7ea7", further: "levels" },
  { name: "lecturer", facet: "lecturers", title: "\u8bb2\u5e08", further: "lecturers" },
  { name: "lang", facet: "languages", title: "\u6388\u8bfe\u8bed\u8a00", further: "languages" },
  { name: "origin", facet: "origins", title: "\u6765\u6e90", further: "origins" }
];

/* Builds the groups in `place`; `changed()` is called when a choice was made, `unfolded()` when counts are wanted. */
export function Facets(place, info, changed, unfolded) {
  this.info = info;
  this.changed = changed;
  this.boxes = {};
  clear(place);
  /* A library that stands on no other has one origin: nothing to choose. */
  const several = place.hasAttribute("data-cl-origins");
  this.groups = GROUPS.filter(function (group) { return several || group.name !== "origin"; }).map(function (group) { return this.build(place, group, unfolded); }, this);
}

Facets.prototype.build = function (place, group, unfolded) {
  const facets = this;
  const body = make("fieldset", { "class": "cl-facet__body" }, make("legend", { "class": "cl-visually-hidden" }, group.title));
  const summary = make("summary", null, group.title, make("span", { "class": "cl-facet__chosen" }));
  const details = make("details", { "class": "cl-facet", open: Boolean(group.open), "data-facet": group.name }, summary, body);
  const built = { group: group, details: details, body: body, chosen: summary.lastChild, lists: [], ready: false, counted: false };
  this.boxes[group.name] = [];
  if (!group.further) {
    this.fill(built);
  }
  details.addEventListener("toggle", function () {
    // It is told of those that were open from the start, too.
    if (!details.open || built.counted) {
      return;
    }
    if (built.ready) {
      unfolded();
    } else {
      engine.more().then(function (more) { facets.take(more); unfolded(); }, unfolded);
    }
  });
  place.appendChild(details);
  return built;
};

/* Takes the further vocabulary, so that its groups can be filled. */
Facets.prototype.take = function (more) {
  this.more = more;
  this.groups.forEach(function (built) {
    if (built.group.further && !built.ready) {
      this.fill(built, more[built.group.further]);
      built.details.hidden = !this.boxes[built.group.name].length;
    }
  }, this);
};

Facets.prototype.fill = function (built, rows) {
  const name = built.group.name;
  built.ready = true;
  if (name === "theory") {
    this.list(built, built.body, "radio", [["", "\u4e0d\u9650"], ["yes", "\u8ba1\u5165"], ["no", "\u4e0d\u8ba1\u5165"]]);
  } else if (name === "hours") {
    this.hours(built);
  } else if (name === "sector") {
    this.list(built, built.body, "checkbox", choices.sectors(this.info));
    this.shared = this.box("shared", "checkbox", "1", "\u53e6\u52a0\u901a\u7528\u8bfe\u7a0b");
    this.shared.element.classList.add("cl-facet__shared");
    built.body.appendChild(this.shared.element);
  } else if (name === "topic") {
    choices.topics(this.info).forEach(function (part) {
      const inner = make("details", { "class": "cl-facet__part" }, make("summary", null, part.name));
      this.list(built, inner, "checkbox", part.rows);
      built.body.appendChild(inner);
    }, this);
  } else {
    this.list(built, built.body, "checkbox", choices.plain(rows || this.info[built.group.facet]));
  }
};

Facets.prototype.hours = function (built) {
  const facets = this;
  this.list(built, built.body, "radio", choices.RANGES.map(function (range) { return [range.join("-"), choices.rangeName(range[0], range[1])]; }),
    function (value) { facets.range.show.apply(facets.range, value.split("-")); });
  this.range = new Range(this.info.hours, this.changed);
  built.body.appendChild(this.range.element);
};

/* `before(value)` is called when a box was ticked, before it is told. */
Facets.prototype.list = function (built, place, type, rows, before) {
  const facets = this;
  const list = new List(rows, function (value, title) {
    const box = facets.box(built.group.name, type, value, title, before);
    facets.boxes[built.group.name].push(box);
    return box;
  });
  built.lists.push(list);
  list.elements.forEach(function (element) { place.appendChild(element); });
};

Facets.prototype.box = function (name, type, value, title, before) {
  const changed = this.changed;
  const input = make("input", { type: type, name: "f-" + name, value: value });
  const count = make("span", { "class": "cl-facet__count" });
  input.addEventListener("change", function () {
    if (before) {
      before(value);
    }
    changed();
  });
  return {
    input: input, count: count,
    element: make("label", { "class": "cl-facet__choice" }, input, make("span", { "class": "cl-facet__name" }, title), count)
  };
};

/* Sets the boxes to a state. */
Facets.prototype.show = function (state) {
  const range = state.min + "-" + state.max;
  Object.keys(this.boxes).forEach(function (name) {
    this.boxes[name].forEach(function (box) {
      const value = box.input.value;
      box.input.checked = name === "theory" ? state.theory === value
        : name === "hours" ? range === value : state[name].indexOf(value) >= 0;
    });
  }, this);
  this.range.show(state.min, state.max);
  this.shared.input.checked = Boolean(state.shared);
  this.shared.element.hidden = !choices.hasMembers(state.sector);
  this.groups.forEach(function (built) {
    const name = built.group.name;
    const many = name === "theory" ? (state.theory ? 1 : 0) : name === "hours" ? (range === "-" ? 0 : 1) : state[name].length;
    built.chosen.textContent = many ? String(many) : "";
    built.lists.forEach(function (list) { list.fold(); });
  });
};

/* Takes the choices of the boxes into a state; of groups that are not filled yet the state's own stay. */
Facets.prototype.read = function (state) {
  this.groups.forEach(function (built) {
    if (!built.ready) {
      return;
    }
    const name = built.group.name;
    const values = this.boxes[name].filter(function (box) { return box.input.checked; }).map(function (box) { return box.input.value; });
    if (name === "theory") {
      state.theory = values[0] || "";
    } else if (name !== "hours") {
      state[name] = values;
    }
  }, this);
  state.min = this.range.from.value;
  state.max = this.range.to.value;
  state.shared = this.shared.input.checked && choices.hasMembers(state.sector) ? "1" : "";
};

/* Returns the engine's names of the facets to be counted: those that can be seen. */
Facets.prototype.shownFacets = function () {
  return this.groups.filter(function (built) {
    built.counted = built.ready && built.details.open;
    return built.counted;
  }).map(function (built) { return built.group.facet; });
};

function countOf(name, value, counts) {
  if (name === "theory") {
    return value === "" ? (counts["true"] || 0) + (counts["false"] || 0) : counts[value === "yes" ? "true" : "false"] || 0;
  }
  if (name !== "hours") {
    return counts[value] || 0;
  }
  const range = value.split("-").map(hours.halves);
  return Object.keys(counts).reduce(function (sum, halves) {
    const fits = (range[0] === null || Number(halves) >= range[0]) && (range[1] === null || Number(halves) <= range[1]);
    return fits ? sum + counts[halves] : sum;
  }, 0);
}

/* Shows how many courses each choice would give. */
Facets.prototype.count = function (countsByFacet) {
  this.groups.forEach(function (built) {
    const counts = countsByFacet[built.group.facet];
    if (counts) {
      built.lists.forEach(function (list) {
        list.count(function (value) { return countOf(built.group.name, value, counts); });
      });
    }
  });
  if (countsByFacet.shared) {
    this.shared.count.textContent = String(countsByFacet.shared["true"] || 0);
  }
};
