/* The plans of this browser, each an entry of its own: {id, rev, saved, unit, note, shared, plan}. A change makes a new `rev`; an entry whose
   `rev` is not the one that this window knows was changed elsewhere and is never written over. What the browser does not take
   stays in memory, as long as the page. */
import { kept } from "../../site/kept.js";

const memory = new Map();
/* What this window has open: `rev` as it stands in the storage, "" where it does not; `said` the plan as it was saved last. */
let open = { id: "", rev: "", said: "", unit: "", note: "", shared: [] };

export function works() {
  return Boolean(kept && kept.works);
}

export function number() {
  return Array.from(window.crypto.getRandomValues(new Uint8Array(6)), function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
}

/* Whatever stands in the storage, an entry has these; its plan is looked at closely only when it is opened. */
function entryOf(id, text) {
  let entry = null;
  try {
    entry = JSON.parse(text);
  } catch (error) {
    return null;
  }
  const sound = entry && typeof entry.rev === "string" && typeof entry.saved === "string" && entry.plan && typeof entry.plan.title === "string" &&
    Array.isArray(entry.plan.items);
  return sound ? {
    id: id, rev: entry.rev, saved: entry.saved, unit: typeof entry.unit === "string" ? entry.unit : "",
    note: typeof entry.note === "string" ? entry.note : "", shared: Array.isArray(entry.shared) ? entry.shared : [], plan: entry.plan
  } : null;
}

function stored(id) {
  const text = works() ? kept.plan(id) : null;
  return text ? entryOf(id, text) : null;
}

export function get(id) {
  return memory.get(id) || stored(id);
}

/* All entries, the last saved first. */
export function all() {
  const ids = (works() ? kept.plans() : []).filter(function (id) { return !memory.has(id); });
  return Array.from(memory.values()).concat(ids.map(stored)).filter(Boolean).sort(function (one, other) {
    return one.saved === other.saved ? (one.id < other.id ? -1 : 1) : one.saved < other.saved ? 1 : -1;
  });
}

export function current() {
  return open.id;
}

/* The entry that this window would go on with. */
export function last() {
  return works() ? get(kept.current()) : null;
}

/* Writes an entry; returns whether the browser took it. */
export function put(entry) {
  const done = works() && kept.keepPlan(entry.id, JSON.stringify(entry));
  if (done) {
    memory.delete(entry.id);
  } else {
    memory.set(entry.id, entry);
  }
  return done;
}

export function drop(id) {
  memory.delete(id);
  if (works()) {
    kept.keepPlan(id, null);
  }
}

/* An entry whose plan says the same, or null. */
export function find(plan) {
  const text = JSON.stringify(plan);
  return all().filter(function (entry) { return JSON.stringify(entry.plan) === text; })[0] || null;
}

/* From now on this window works on an entry, or, without one, on a plan that has none yet. */
export function begin(entry) {
  const there = entry && stored(entry.id);
  open = entry ? {
    id: entry.id, rev: there ? there.rev : "", said: JSON.stringify(entry.plan), unit: entry.unit, note: entry.note, shared: entry.shared
  } : { id: "", rev: "", said: "", unit: "", note: "", shared: [] };
  if (works()) {
    kept.setCurrent(open.id);
  }
}

/* Saves the open plan at once. Returns "" for nothing to do, "saved", "refused" where the browser did not take it, or "split": it was changed
   elsewhere, that stays, and this window's goes on as an entry of its own; "again": it was deleted elsewhere. */
export function save(plan) {
  const said = JSON.stringify(plan);
  if (open.id && open.said === said) {
    return "";
  }
  const there = open.id ? stored(open.id) : null;
  const split = Boolean(there) && there.rev !== open.rev;
  const again = Boolean(open.rev) && !there;
  if (!open.id || split) {
    open.note = split ? "两个窗口都改过，这是其中一份" : open.note;
    open.id = number();
    open.shared = [];
    if (works()) {
      kept.setCurrent(open.id);
    }
  }
  const rev = number();
  const entry = { id: open.id, rev: rev, saved: new Date().toISOString(), unit: open.unit, note: open.note, shared: open.shared, plan: plan };
  const done = put(entry);
  open.said = said;
  open.rev = done ? rev : there && !split ? there.rev : "";
  return split ? "split" : !done ? "refused" : again ? "again" : "saved";
}

/* Changes an entry beside its plan, or the plan of one that is not open. */
export function change(entry, changes) {
  const made = Object.assign({}, entry, changes, { rev: number(), saved: new Date().toISOString() });
  const done = put(made);
  if (entry.id === open.id) {
    open.rev = done ? made.rev : open.rev;
    open.unit = made.unit;
    open.said = JSON.stringify(made.plan);
  }
  return made;
}

/* Whether an entry lasts only as long as this page. */
export function fleeting(id) {
  return memory.has(id);
}

export function unsaved() {
  return memory.size;
}

/* Whether the open entry stands in the storage as another window left it. */
export function changedElsewhere() {
  const there = open.id && stored(open.id);
  return there ? there.rev !== open.rev : Boolean(open.rev);
}

/* Takes over what the versions before kept: each plan becomes an entry, and goes from its old place when it has its new one. */
export function takeOver() {
  if (!works()) {
    return;
  }
  const became = function (plan, saved) {
    const known = find(plan);
    const entry = known || { id: number(), rev: number(), saved: saved, unit: "", note: "", shared: [], plan: plan };
    const done = known ? true : Boolean(plan && plan.sector && typeof plan.title === "string" && Array.isArray(plan.items)) && put(entry);
    if (!done) {
      memory.delete(entry.id);
    }
    return done ? entry : null;
  };
  try {
    const text = kept.old(0);
    const entry = text ? became(JSON.parse(text), new Date().toISOString()) : null;
    if (entry) {
      kept.keepOld(0, null);
      kept.setCurrent(entry.id);
    }
  } catch (error) {
    // A draft that cannot be read stays where it is.
  }
  try {
    const rows = JSON.parse(kept.old(1) || "[]");
    const left = rows.filter(function (row) { return !(row && typeof row.at === "string" && became(row.plan, row.at)); });
    if (left.length < rows.length) {
      kept.keepOld(1, left.length ? JSON.stringify(left) : null);
    }
  } catch (error) {
    // The same.
  }
}
