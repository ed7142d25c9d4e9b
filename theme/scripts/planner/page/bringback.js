/* A plan that was edited in Excel or WPS: what changed is shown first, and taken as one step. */
import { clear, make } from "../../lib/dom.js";
import * as spreadsheet from "../../lib/spreadsheet.js";
import * as changes from "../back/changes.js";
import * as files from "./files.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

const MOST = 300;
/** The plan with which the changes that are shown were found. @type {any} */
let against = null;

function close() {
  against = null;
  tools.byId("back").hidden = true;
  clear(tools.byId("back-list"));
}

function takeIt(app, found, name) {
  close();
  app.use(found.plan, "采用“" + name + "”里的改动", { say: "已采用 " + found.changes.length + " 处改动" });
  tools.notice(["已采用“" + name + "”里的 " + found.changes.length + " 处改动。"], [tools.button("撤销，回到原来的计划", function () {
    app.undo();
    tools.hideNotice();
  })]);
  years.toPlan();
}

function changeTable(list) {
  const body = make("tbody");
  list.slice(0, MOST).forEach(function (one) {
    const both = [one.from, one.to].filter(Boolean).join(" → ");
    body.appendChild(make("tr", null, make("th", { scope: "row" }, one.title), make("td", null, one.what + "：" + both)));
  });
  const head = make("tr");
  ["课程", "改了什么"].forEach(function (name) { head.appendChild(make("th", { scope: "col" }, name)); });
  return make("div", { "class": "cl-table", tabindex: "0", role: "region", "aria-label": "改动清单" }, make("table", null, make("thead", null, head), body));
}

function more(list) {
  return list.length > MOST ? make("p", null, "还有 " + (list.length - MOST) + " 处没有列出。") : null;
}

function show(app, found, name) {
  const place = clear(tools.byId("back-list"));
  const count = found.changes.length;
  tools.setText(tools.byId("back-title"), count ? "“" + name + "”改了 " + count + " 处" : "“" + name + "”与现在的计划一样，没有改动");
  if (found.title && found.title !== app.plan().title) {
    place.appendChild(make("p", { "class": "cl-notice" }, "表里写的是《" + found.title + "》，现在开着的是《" + app.plan().title + "》。不是同一份计划的，不要采用。"));
  }
  if (found.faults.length) {
    const list = make("ul");
    found.faults.slice(0, MOST).forEach(function (fault) { list.appendChild(make("li", null, make("strong", null, fault.place), "：" + fault.message)); });
    [make("p", null, "有 " + found.faults.length + " 处没有读，或没有照办："), list, more(found.faults)].forEach(function (part) {
      if (part) {
        place.appendChild(part);
      }
    });
  }
  if (count) {
    place.appendChild(changeTable(found.changes));
    const rest = more(found.changes);
    if (rest) {
      place.appendChild(rest);
    }
  }
  place.appendChild(make("p", { "class": "cl-pl-take" }, count ? tools.button("采用这些改动", function () { takeIt(app, found, name); }, { id: "cl-pl-back-take", "class": "cl-pl-button cl-pl-button--main" }) : null,
    tools.button(count ? "不采用" : "关闭", close, { id: "cl-pl-back-leave" })));
  against = app.plan();
  tools.byId("back").hidden = false;
  tools.byId("back").focus();
  tools.byId("back").scrollIntoView();
}

function trouble(name, message) {
  close();
  tools.notice(["没有打开“" + name + "”，现在的计划没有动。", message], [], true);
}

export function open(app, file) {
  if (!app.started()) {
    trouble(file.name, "Excel 里只有课程安排，没有领域、对象这些。请先打开它原来的计划（.yml），再打开改过的 Excel。");
    return;
  }
  files.bytes(file, function (bytes, message) {
    if (message) {
      trouble(file.name, message);
      return;
    }
    let found = null;
    try {
      found = changes.compare(app.data, app.evaluation, spreadsheet.open(bytes));
    } catch (error) {
      trouble(file.name, error.unreadable ? error.message : "文件读不出来，可能坏了。请在 Excel 或 WPS 里打开，另存一份再试。");
      return;
    }
    if (found.foreign) {
      trouble(file.name, "里面没有“" + app.plan().start + "年”这样的工作表，不是本页下载的 Excel。");
      return;
    }
    tools.hideNotice();
    show(app, found, file.name);
  });
}

export function listen(app) {
  tools.byId("back-file").addEventListener("change", function (/** @type {any} */ event) {
    if (event.target.files.length) {
      open(app, event.target.files[0]);
    }
    event.target.value = "";
  });
  app.register(function () {
    // What was found is of a plan that is no longer the present one.
    if (against && against !== app.plan()) {
      close();
    }
  });
}
