/* Saving: each change at once, so that a tab that crashes loses nothing. Where the browser does not take it the page says so. */
import { kept } from "../../site/kept.js";
import * as store from "./store.js";
import * as switching from "./switching.js";
import * as tools from "./tools.js";

let refused = false;

function toFile() {
  return tools.button("下载计划", function () { tools.byId("save").click(); });
}

function save(app) {
  if (app.guest || !app.started()) {
    return;
  }
  const before = store.current();
  const done = store.save(app.plan());
  if (done === "refused" && !refused && store.works()) {
    tools.notice(["浏览器没有存下，可能是存满了。关掉本页就没有了：请现在下载成文件，或在“我的计划”里删去不要的。"], [toFile()], true);
  } else if (done === "split") {
    tools.notice(["这份计划在另一个窗口里也改过，那边的没有动；这里的另存成一份，两份都在“我的计划”里。"],
      [tools.button("看那边的", function () { switching.openEntry(app, before); })], true);
  } else if (done === "again") {
    tools.notice(["另一个窗口删去了这份计划；您在这里又改了，所以重新存下。"]);
  }
  refused = done === "refused" || (refused && !done);
}

/* Another window changed, or deleted, what is open here. */
function heard(app, event) {
  if (!app.started() || !store.current() || (event.key !== null && kept.planAt(event.key) !== store.current()) || !store.changedElsewhere()) {
    return;
  }
  const title = "《" + app.plan().title + "》";
  if (store.get(store.current())) {
    tools.notice([title + "在另一个窗口里改了，这里还是改以前的；在这里再改，就另存成一份。"],
      [tools.button("换成新的", function () { switching.openEntry(app, store.current()); })], true);
  } else {
    tools.notice(["另一个窗口删去了" + title + "；在这里再改，会重新存下。"], [toFile()], true);
  }
}

export function start(app) {
  app.register(function () { save(app); });
  window.addEventListener("storage", function (event) { heard(app, event); });
}
