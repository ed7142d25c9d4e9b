/* The draft in this browser. Where storage is refused there is none, and the page says so. */
import { kept } from "../../site/kept.js";
import * as plans from "../../rules/plans.js";
import * as yaml from "../yaml.js";
import * as tools from "./tools.js";

const PAUSE = 400;
let timer = 0;
let refused = false;

export function works() {
  return Boolean(kept && kept.works);
}

/* A record of the shape that the page writes, or null: a draft may be damaged, or an older page's. */
export function checked(record) {
  const usual = plans.create({});
  const like = function (value, pattern) { return typeof value === typeof pattern && Array.isArray(value) === Array.isArray(pattern); };
  const own = function (one, names) {
    return one !== null && typeof one === "object" && names.every(function (name) { return like(one[name], usual[name]); });
  };
  if (!own(record, Object.keys(usual))) {
    return null;
  }
  // Through the reader of files, which checks every field as it stands.
  const text = yaml.write(plans.create(record));
  const read = yaml.read(text, record.id);
  return read.plan;
}

/* The plan of the draft, or null. */
export function load() {
  if (!works()) {
    return null;
  }
  try {
    const text = kept.load();
    return text ? checked(JSON.parse(text)) : null;
  } catch (error) {
    return null;
  }
}

function save(app) {
  window.clearTimeout(timer);
  timer = 0;
  if (works() && !app.guest && app.started()) {
    const full = !kept.save(JSON.stringify(app.plan()));
    if (full && !refused) {
      tools.notice(["浏览器没有存下草稿，可能是存满了。请现在就点“下载计划”，把计划存成文件。"], [], true);
    }
    refused = full;
  }
}

/* Saves a while after the last change, and at once when the page is left. */
export function start(app) {
  app.register(function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { save(app); }, PAUSE);
  });
  window.addEventListener("storage", function (event) {
    if (event.key === "courselib.plan" && app.started() && event.newValue !== JSON.stringify(app.plan())) {
      tools.notice(["另一个窗口也在编计划。草稿只有一份，以后改的为准；请只留一个窗口，或先各自下载计划文件。"], [], true);
    }
  });
  window.addEventListener("pagehide", function () {
    if (timer) {
      save(app);
    }
  });
}
