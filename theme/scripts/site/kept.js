/* What lasts in this browser between pages: the plans, each in a place of its own, which of them was open last, and the courses chosen
   on other pages that have no year yet. Loaded on every page. Nothing leaves the browser. */

const PLAN = "courselib.plan.";
const CURRENT = "courselib.current";
/* Where the versions before kept one plan, and those that it took the place of. */
const OLD = ["courselib.plan", "courselib.replaced"];
const CHOSEN = "courselib.chosen";
const ID = /^(?:[a-z0-9-]{1,20}:)?[a-z0-9-]{1,64}$/;
const MAX_CHOSEN = 2000;

/* Storage may be refused (private windows, some settings for file://) or full: then nothing is kept, and nothing breaks. */
function read(key) {
  try {
    return window.localStorage.getItem(key);
  } catch (error) {
    return null;
  }
}

function write(key, text) {
  try {
    if (text === null) {
      window.localStorage.removeItem(key);
    } else {
      window.localStorage.setItem(key, text);
    }
    return true;
  } catch (error) {
    return false;
  }
}

function tried() {
  const key = "courselib.try";
  const works = write(key, "1") && read(key) === "1";
  write(key, null);
  return works;
}

/* Whatever stands in the storage, this is a list of IDs, each once. */
function pending() {
  let ids = null;
  try {
    ids = JSON.parse(read(CHOSEN) || "[]");
  } catch (error) {
    ids = null;
  }
  return Array.isArray(ids) ? ids.filter(function (id, n) {
    return typeof id === "string" && ID.test(id) && ids.indexOf(id) === n;
  }).slice(0, MAX_CHOSEN) : [];
}

/* The IDs of all plans that stand here. */
function plansHere() {
  try {
    return Object.keys(window.localStorage).filter(function (key) { return key.indexOf(PLAN) === 0; }).map(function (key) {
      return key.slice(PLAN.length);
    });
  } catch (error) {
    return [];
  }
}

/* The plan that this window has open, after a reload too; in a new window the one that was open last. */
function current() {
  try {
    return window.sessionStorage.getItem(CURRENT) || read(CURRENT) || "";
  } catch (error) {
    return read(CURRENT) || "";
  }
}

function setCurrent(id) {
  try {
    window.sessionStorage.setItem(CURRENT, id);
  } catch (error) {
    // Then the one that was open last is taken.
  }
  write(CURRENT, id);
}

/* The courses of the plan that was open last. */
function planned() {
  try {
    return JSON.parse(read(PLAN + current())).plan.items.map(function (item) { return item.course; });
  } catch (error) {
    return [];
  }
}

function keep(ids) {
  const done = write(CHOSEN, ids.length ? JSON.stringify(ids) : null);
  kept.changed();
  return done;
}

export const kept = {
  works: tried(),
  plans: plansHere,
  plan: function (id) { return read(PLAN + id); },
  keepPlan: function (id, text) { return write(PLAN + id, text); },
  /* The plan whose place this is, or "". */
  planAt: function (key) { return key && key.indexOf(PLAN) === 0 ? key.slice(PLAN.length) : ""; },
  current: current,
  setCurrent: setCurrent,
  old: function (n) { return read(OLD[n]); },
  keepOld: function (n, text) { return write(OLD[n], text); },
  pending: pending,
  planned: planned,
  has: function (id) { return pending().indexOf(id) >= 0; },
  count: function () { return pending().length; },
  add: function (id) {
    const ids = pending();
    return ID.test(id) && ids.indexOf(id) < 0 ? keep(ids.concat([id]).slice(-MAX_CHOSEN)) : false;
  },
  remove: function (id) { return keep(pending().filter(function (other) { return other !== id; })); },
  clear: function () { return keep([]); },
  listeners: [],
  /* Calls `listener` whenever the chosen courses or a plan change, in another tab too. */
  watch: function (listener) { kept.listeners.push(listener); },
  changed: function () { kept.listeners.forEach(function (listener) { listener(); }); }
};

window.addEventListener("storage", function (event) {
  if (event.key === CHOSEN || event.key === null || event.key.indexOf(PLAN) === 0) {
    kept.changed();
  }
});
// A page that comes back from the browser's own memory shows what was true when it was left.
window.addEventListener("pageshow", function (event) {
  if (event.persisted) {
    kept.changed();
  }
});
