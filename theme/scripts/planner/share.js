/* A plan in the fragment of an address: version, check sum and the plan packed small. The fragment is never sent to a server. */
import * as searchBytes from "../search/bytes.js";
import { deflate } from "../vendor/deflate.js";
import { inflate } from "../vendor/inflate.js";
import * as fields from "./fields.js";
import * as plans from "../rules/plans.js";

/* Links of plans that have classes, parts, days or what was earned are of the second sort; sites before cannot read these. */
const VERSION = "1";
const WIDER = "2";
export const MAX_LENGTH = 65536;
const MAX_BYTES = 512 * 1024;
const FIELDS = ["id", "title", "sector", "role", "start", "years", "exempt", "summary", "notes", "updated", "status"];
const ITEM = ["course", "year", "offjob", "level", "on"];
const WIDE_ITEM = ITEM.concat(["class", "hours", "days"]);
const EARNED = ["year", "hours", "theory_hours", "offjob_hours", "days"];
const FOREIGN = "链接里没有课程方案，或不是本站生成的，没有读入。";
const DAMAGED = "链接里的课程方案不完整或有损坏，没有读入；请向发来链接的人再要一次，或改用文件。";

/* FNV-1a of 32 bits, in eight hexadecimal digits. */
function sum(bytes) {
  let hash = 0x811c9dc5;
  for (let n = 0; n < bytes.length; n += 1) {
    hash = Math.imul(hash ^ bytes[n], 0x01000193);
  }
  return ("0000000" + (hash >>> 0).toString(16)).slice(-8);
}

function encoded(bytes) {
  let text = "";
  for (let n = 0; n < bytes.length; n += 1) {
    text += String.fromCharCode(bytes[n]);
  }
  return window.btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/* Half-hours and half-days as a file has them, nothing where there are none. */
function written(value) {
  return value ? value / 2 : "";
}

function wide(item) {
  return item.class || item.hours || item.days;
}

export function pack(plan) {
  const wider = plan.earned.length > 0 || plan.items.some(wide);
  const row = [
    FIELDS.map(function (name) { return plan[name]; }),
    plan.themes.map(function (theme) { return [theme.year, theme.title]; }),
    plan.items.map(function (item) {
      const values = ITEM.map(function (name) { return item[name]; });
      if (wide(item)) {
        return values.concat([item.class, written(item.hours), written(item.days)]);
      }
      return item.on ? values : item.offjob || item.level !== "county" ? values.slice(0, 4) : values.slice(0, 2);
    })
  ].concat(wider ? [plan.earned.map(function (earned) {
    return EARNED.map(function (name) { return name === "year" ? earned.year : written(earned[name]); });
  })] : []);
  const bytes = new TextEncoder().encode(JSON.stringify(row));
  return (wider ? WIDER : VERSION) + "." + sum(bytes) + "." + encoded(deflate(bytes, { level: 9 }));
}

/* The values of one list under their names, as the texts that a file would hold; what is empty is left out. */
function named(names, values) {
  const record = {};
  names.forEach(function (name, n) {
    if (values[n] !== undefined && values[n] !== "") {
      record[name] = String(values[n]);
    }
  });
  return record;
}

/* A draft may have no title and no sector yet, which a file may not. */
function planOf(row) {
  const tree = named(FIELDS, row[0]);
  const id = tree.id || "";
  const open = {};
  delete tree.id;
  ["title", "sector"].filter(function (name) { return !tree[name]; }).forEach(function (name) {
    tree[name] = "-";
    open[name] = "";
  });
  tree.themes = row[1].map(function (values) { return named(["year", "title"], values); });
  tree.items = row[2].map(function (values) { return named(WIDE_ITEM, values); });
  tree.earned = (row[3] || []).map(function (values) { return named(EARNED, values); });
  const plan = fields.read(tree, { fields: new Map(), records: new Map() }, id).plan;
  return plan && plans.head(plan, open);
}

/* Returns {plan}, or {message} for anything that is not a whole plan. */
export function read(text) {
  const parts = /^([0-9]{1,3})\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/.exec(text);
  if (text.length > MAX_LENGTH || !parts) {
    return { message: /^[0-9]{1,3}\./.test(text) ? DAMAGED : FOREIGN };
  }
  if (parts[1] !== VERSION && parts[1] !== WIDER) {
    return { message: "链接由另一版本的网站生成，这里读不了，没有读入；请改用文件。" };
  }
  try {
    const packed = searchBytes.decoded(parts[3].replace(/-/g, "+").replace(/_/g, "/"));
    // A buffer of its own bounds what a forged link can unpack to.
    const bytes = inflate(packed, { out: new Uint8Array(MAX_BYTES) });
    const plan = sum(bytes) === parts[2] ? planOf(JSON.parse(searchBytes.text(bytes))) : null;
    return plan ? { plan: plan } : { message: DAMAGED };
  } catch (error) {
    return { message: DAMAGED };
  }
}

/* The packed plan in a location's fragment, or "". */
export function packedIn(hash) {
  const match = /[#&]plan=([^&]*)/.exec(hash);
  return match ? match[1] : "";
}
