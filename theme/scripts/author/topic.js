/* What a course's topic says of it: shown beside the field, and filled in where the author has said nothing yet. */
import * as checks from "./checks.js";
import * as controls from "./controls.js";
import * as authorRecord from "./record.js";

export function show(app, data) {
  const topic = checks.topicOf(data, app.setting);
  const note = app.fields.topic.note;
  note.textContent = topic ? "规划" + topic.clause + "“" + topic.clause_title + "”，基本任务：" + topic.task + "，面向" + topic.owner + "。" +
    { required: "这个专题的课都计入创新理论学时。", excluded: "这个专题的课不计入创新理论学时。", either: "是否计入创新理论学时，由这门课的内容决定。" }[topic.theory] : "";
  app.fields.id.note.textContent = topic && !app.record.id ? "可以写成 " + topic.id + "- 加几个英文或拼音字母，如 " + topic.id + "-anli。" : "";
}

/* A topic was chosen: fill in what follows from it, and check anew. */
export function chosen(app, refresh) {
  const topic = checks.topicOf(authorRecord.dataOf(app.record, app.setting.schema), app.setting);
  const values = app.record.values;
  const follows = {
    theory: topic && topic.theory !== "either" ? String(topic.theory === "required") : "",
    audience: topic ? [topic.sector] : []
  };
  const done = [["theory", "创新理论"], ["audience", "对象"]].filter(function (one) {
    const name = one[0];
    const free = !values[name].length || values[name] === app.filled[name];
    if (free) {
      values[name] = app.filled[name] = follows[name];
      app.fields[name].controls.forEach(function (control) { control.checked = [].concat(values[name]).indexOf(control.value) >= 0; });
    }
    return free && follows[name].length;
  });
  if (done.length) {
    controls.announce("已按专题填好" + done.map(function (one) { return one[1]; }).join("和") + "，可以再改。");
  }
  refresh();
}
