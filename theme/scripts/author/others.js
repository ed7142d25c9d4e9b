/* The fields of lecturers, venues and classes: all of them from the schema, in its order. */
import * as choose from "./choose.js";
import * as fields from "./fields.js";
import * as rows from "./rows.js";

const REFERRED = rows.REFERRED;
const YES_NO = [["true", "是"], ["false", "否"]];
const TREE = { sector: true };

function choices(schema) {
  return schema["enum"].map(function (value, index) { return [value, schema.enumDescriptions[index]]; });
}

function sectors(setting) {
  return setting.sectors.map(function (one) { return [one.id, one.title, one.parent ? 1 : 0]; });
}

function reference(app, name, label, values, schema, settings) {
  return choose.records(app, name, label, values, name, Object.assign({ records: app.titles[REFERRED[schema["x-ref"]]], one: true }, settings));
}

function control(app, name, schema, values, settings) {
  const many = schema.type === "array";
  const one = many ? schema.items : schema;
  const label = schema.title;
  if (many && one.type === "object") {
    return rows.records(app, name, values, schema, { name: "课", help: settings.help, helps: {} });
  }
  if (schema.type === "object") {
    return rows.single(app, name, values[name], schema, { help: settings.help, helps: {}, optional: true });
  }
  if (REFERRED[one["x-ref"]]) {
    return many ? choose.records(app, name, label, values, name, Object.assign({ records: app.titles[REFERRED[one["x-ref"]]] }, settings))
      : reference(app, name, label, values, one, settings);
  }
  if (one["enum"] && many) {
    const tree = TREE[one["x-ref"]];
    return fields.several(app, name, label, values, name, Object.assign({ tree: tree, choices: tree ? sectors(app.setting) : choices(one) }, settings));
  }
  if (one["enum"]) {
    return fields.choice(app, name, label, values, name, Object.assign({ choices: choices(one) }, settings));
  }
  if (many) {
    return choose.words(app, name, label, values, name, settings);
  }
  if (one["x-kind"] === "bool") {
    return fields.oneOf(app, name, label, values, name, Object.assign({ choices: YES_NO }, settings));
  }
  const makers = { "long": fields.area, date: fields.date };
  return (makers[one["x-kind"]] || fields.line)(app, name, label, values, name, Object.assign({ mode: one["x-kind"] === "int" ? "numeric" : false }, settings));
}

/* The nodes of a record's fields, and of its body where it has one: {fields, text}. */
export function build(app) {
  const kind = app.setting.kind;
  const schema = kind.schema;
  const made = Object.keys(schema.properties).map(function (name) {
    return control(app, name, schema.properties[name], app.record.values,
      { required: schema.required.indexOf(name) >= 0, help: app.setting.help[name] || "" });
  });
  made.splice(1, 0, fields.line(app, "id", "编号（文件名）", app.record, "id", { required: true, help: app.setting.help.id }));
  const text = kind.suffix === "md" ? [fields.area(app, "after", "正文", app.record.body, "after",
    { lines: 10, body: true, help: kind.prompt + "。一行开头写“## ”是小标题，“- ”是列表。" })] : [];
  return { fields: made, text: text };
}
