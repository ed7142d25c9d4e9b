/* Plans: frozen records, and changes that each give a new one. What does not change is shared between them. */

/**
 * Hours are half-hours, days half-days; 0 where none are stated. An item is of a course or of a class.
 * @typedef {{course: string, class: string, year: number, offjob: boolean, level: string, hours: number, days: number, on: string}} Item
 * @typedef {{year: number, hours: number, theory_hours: number, offjob_hours: number, days: number}} Earned
 * @typedef {{id: string, title: string, sector: string, role: string, start: number, years: number, exempt: boolean, summary: string,
 *   themes: {year: number, title: string}[], earned: Earned[], items: Item[], notes: string, updated: string, status: string}} Plan
 */

const USUAL = {
  id: "", title: "", sector: "", role: "member", start: 2024, years: 5, exempt: false, summary: "", themes: [], earned: [], items: [],
  notes: "", updated: "", status: "published"
};
const USUAL_ITEM = { course: "", "class": "", year: 0, offjob: false, level: "county", hours: 0, days: 0, on: "" };
const USUAL_THEME = { year: 0, title: "" };
const USUAL_EARNED = { year: 0, hours: 0, theory_hours: 0, offjob_hours: 0, days: 0 };

function made(usual, values) {
  /** @type {any} */
  const record = {};
  Object.keys(usual).forEach(function (name) {
    record[name] = values[name] === undefined ? usual[name] : values[name];
  });
  return record;
}

function item(values) {
  return Object.isFrozen(values) ? values : Object.freeze(made(USUAL_ITEM, values));
}

function theme(values) {
  return Object.isFrozen(values) ? values : Object.freeze(made(USUAL_THEME, values));
}

function earned(values) {
  return Object.isFrozen(values) ? values : Object.freeze(made(USUAL_EARNED, values));
}

/** Returns a plan; fields that are left out have their usual values, others than these are ignored.
 * @param {object} values
 * @returns {Readonly<Plan>}
 */
export function create(values) {
  const plan = made(USUAL, values);
  plan.items = Object.freeze(plan.items.map(item));
  plan.themes = Object.freeze(plan.themes.map(theme));
  plan.earned = Object.freeze(plan.earned.map(earned));
  return Object.freeze(plan);
}

export function head(plan, changes) {
  return create(Object.assign({}, plan, changes));
}

function withItems(plan, items) {
  return head(plan, { items: items });
}

/* The index at which an item stands when it comes as number `place` of its year, or last of it. */
function indexAt(items, year, place) {
  let count = 0;
  let after = 0;
  for (let n = 0; n < items.length; n += 1) {
    if (items[n].year === year) {
      if (count === place) {
        return n;
      }
      count += 1;
    }
    after = items[n].year <= year ? n + 1 : after;
  }
  return after;
}

function put(plan, items, record, place) {
  const at = indexAt(items, record.year, place === undefined ? -1 : place);
  return withItems(plan, items.slice(0, at).concat([record], items.slice(at)));
}

export function add(plan, course, year, more) {
  return put(plan, plan.items, item(Object.assign({}, more, { course: course, year: year })));
}

export function remove(plan, index) {
  return withItems(plan, plan.items.filter(function (other, n) { return n !== index; }));
}

/* Adds a whole class, in its own year. */
export function addClass(plan, id, year) {
  return put(plan, plan.items, item({ "class": id, year: year }));
}

export function move(plan, index, year, place) {
  const old = plan.items[index];
  const on = old.on.indexOf(year + "-") === 0 ? old.on : "";
  const rest = plan.items.filter(function (other, n) { return n !== index; });
  return put(plan, rest, item(Object.assign({}, old, { year: year, on: on })), place);
}

export function change(plan, index, changes) {
  return withItems(plan, plan.items.map(function (old, n) {
    return n === index ? item(Object.assign({}, old, changes)) : old;
  }));
}

export function inYear(plan, year) {
  const rows = [];
  plan.items.forEach(function (one, index) {
    if (one.year === year) {
      rows.push([one, index]);
    }
  });
  return rows;
}

export function years(plan) {
  const list = [];
  for (let n = 0; n < plan.years; n += 1) {
    list.push(plan.start + n);
  }
  return list;
}

export function same(one, other) {
  return JSON.stringify(create(one)) === JSON.stringify(create(other));
}
