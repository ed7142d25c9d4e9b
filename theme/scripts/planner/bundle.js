/* All plans of a desk in one file, and how such a file joins the plans that are here: by whose work goes on from whose, never by the clock. */
const FORM = 1;
const ID = /^[0-9a-f]{12}$/;
const REV = /^[0-9a-f]{12}$/;
const MOST = 500;
const LONGEST = 100;
const KEPT = 20;

function text(value, longest) {
  return typeof value === "string" ? value.slice(0, longest) : "";
}

export function write(entries) {
  return JSON.stringify({ "courselib-desk": FORM, plans: entries.map(function (entry) {
    return { id: entry.id, rev: entry.rev, saved: entry.saved, unit: entry.unit, shared: entry.shared, plan: entry.plan };
  }) }, null, 1) + "\n";
}

/* What was handed out is known again when it comes back changed. */
export function handed(entry) {
  const seen = entry.shared.filter(function (rev) { return rev !== entry.rev; });
  return Object.assign({}, entry, { shared: seen.concat([entry.rev]).slice(-KEPT) });
}

export function isDesk(content) {
  return /^\ufeff?\s*\{/.test(content);
}

/* `check(plan)` gives a sound plan or null. Returns {entries, bad}, or {message} where the file is no desk. */
export function read(content, check) {
  let tree = null;
  try {
    tree = JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    return { message: "文件不完整或有损坏，读不出来。" };
  }
  if (!tree || typeof tree !== "object" || !("courselib-desk" in tree) || !Array.isArray(tree.plans)) {
    return { message: "这不是本页存下的“全部计划”文件。" };
  }
  if (tree["courselib-desk"] !== FORM) {
    return { message: "文件由另一版本的网站存下，这里读不了。" };
  }
  if (tree.plans.length > MOST) {
    return { message: "文件里有 " + tree.plans.length + " 份计划，超过 " + MOST + " 份。" };
  }
  const entries = [];
  tree.plans.forEach(function (row) {
    const sound = row && typeof row === "object" && ID.test(row.id) && REV.test(row.rev) && !isNaN(new Date(row.saved).getTime());
    const plan = sound ? check(row.plan) : null;
    if (plan) {
      const shared = (Array.isArray(row.shared) ? row.shared : []).filter(function (rev) { return REV.test(rev); }).slice(-KEPT);
      entries.push({ id: row.id, rev: row.rev, saved: new Date(row.saved).toISOString(), unit: text(row.unit, LONGEST), note: "", shared: shared, plan: plan });
    }
  });
  return { entries: entries, bad: tree.plans.length - entries.length };
}

function same(one, other) {
  return one.unit === other.unit && JSON.stringify(one.plan) === JSON.stringify(other.plan);
}

/* What of theirs is to be put here: {put, fresh, newer, older, both, same}, the last five as lists of titles. A plan that was changed on both
   sides stays as it is here, and theirs comes beside it under a number of its own, which `number()` gives. */
export function merge(mine, theirs, number) {
  const result = { put: [], fresh: [], newer: [], older: [], both: [], same: [] };
  const here = new Map(mine.map(function (entry) { return [entry.id, entry]; }));
  theirs.forEach(function (entry) {
    const own = here.get(entry.id);
    const title = entry.plan.title;
    if (mine.concat(result.put).some(function (one) { return same(one, entry); })) {
      result.same.push(title);
    } else if (!own) {
      result.put.push(entry);
      result.fresh.push(title);
    } else if (entry.shared.indexOf(own.rev) >= 0) {
      result.put.push(entry);
      result.newer.push(title);
    } else if (own.rev === entry.rev || own.shared.indexOf(entry.rev) >= 0) {
      result.older.push(title);
    } else {
      result.put.push(Object.assign({}, entry, { id: number(), note: "两边都改过，这是文件里的那份" }));
      result.both.push(title);
    }
    here.set(entry.id, own || entry);
  });
  return result;
}
