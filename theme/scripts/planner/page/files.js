/* Files in and out: reading one that was chosen, making one to be handed out. Nothing is sent anywhere. */
import * as fields from "../fields.js";
import * as plans from "../../rules/plans.js";
import * as yaml from "../yaml.js";

const MAX_FILE = 1024 * 1024;
const MAX_WORKBOOK = 8 * 1024 * 1024;
/* All plans of a desk. */
const MAX_DESK = 16 * MAX_FILE;

/* Reads a chosen file as text; `done(name, text, trouble)`. */
export function read(file, done) {
  const most = /\.json$/i.test(file.name) ? MAX_DESK : MAX_FILE;
  const trouble = !window.FileReader || !window.Blob ? "这个浏览器不能打开文件，请换一个较新的浏览器。"
    : file.size > most ? "文件超过 " + most / MAX_FILE + " MB，不像是培训计划。" : "";
  if (trouble) {
    done(file.name, "", trouble);
    return;
  }
  const reader = new FileReader();
  reader.onload = function () { done(file.name, String(reader.result), ""); };
  reader.onerror = function () { done(file.name, "", "文件读不出来，可能已经移走，或者没有权限。"); };
  reader.readAsText(file, "utf-8");
}

export function isWorkbook(name) {
  return /\.(?:xlsx|xlsm|xls|et|ods)$/i.test(name);
}

/* Reads a chosen file as bytes; `done(bytes, trouble)`. */
export function bytes(file, done) {
  if (!window.FileReader || !window.TextDecoder) {
    done(null, "这个浏览器不能打开 Excel 文件，请换一个较新的浏览器。");
    return;
  }
  if (file.size > MAX_WORKBOOK) {
    done(null, "文件超过 8 MB，不像是培训计划。");
    return;
  }
  const reader = new FileReader();
  reader.onload = function () { done(new Uint8Array(/** @type {any} */ (reader.result)), ""); };
  reader.onerror = function () { done(null, "文件读不出来，可能已经移走，或者没有权限。"); };
  reader.readAsArrayBuffer(file);
}

export function text(content, type) {
  return new Blob([content], { type: type + ";charset=utf-8" });
}

/* The ID that a file's name gives a plan: its stem, unless that is only the name which the page itself would choose. */
function idOf(name, plan) {
  const stem = name.replace(/\.(ya?ml|txt)$/i, "").replace(/ ?\([0-9]+\)$/, "");
  const usual = plan ? yaml.name(plans.head(plan, { id: "" })) : "";
  return fields.isId(stem) && stem + ".yml" !== usual ? stem : "";
}

/* Reads a plan from a file's text: {plan, problems} as the engine gives them. */
export function planOf(name, content) {
  const result = yaml.read(content, "");
  return result.plan ? { plan: plans.head(result.plan, { id: idOf(name, result.plan) }), problems: result.problems } : result;
}

/* A record of the shape that the page writes, or null: it may be damaged, or an older page's. */
export function checked(record) {
  const usual = plans.create({});
  const like = function (value, pattern) { return typeof value === typeof pattern && Array.isArray(value) === Array.isArray(pattern); };
  const own = function (one, names) {
    return one !== null && typeof one === "object" && names.every(function (name) { return like(one[name], usual[name]); });
  };
  if (!own(record, Object.keys(usual))) {
    return null;
  }
  try {
    // Through the reader of files, which checks every field as it stands.
    return yaml.read(yaml.write(plans.create(record)), record.id).plan;
  } catch (error) {
    return null;
  }
}
