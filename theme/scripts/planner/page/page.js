/* The planner's page put together: data first, then the rooms in the order in which they show a change. */
import { clear, make } from "../../lib/dom.js";
import { load } from "../data.js";
import { App } from "./app.js";
import * as bar from "./bar.js";
import * as check from "./check.js";
import * as pageDraft from "./draft.js";
import * as drag from "./drag.js";
import * as earned from "./earned.js";
import * as find from "./find.js";
import * as head from "./head.js";
import * as own from "./own.js";
import * as picking from "./picking.js";
import * as proposals from "./proposals.js";
import * as sheet from "./sheet.js";
import * as sides from "./sides.js";
import * as start from "./start.js";
import * as store from "./store.js";
import * as switching from "./switching.js";
import * as tabs from "./tabs.js";
import * as takeaway from "./takeaway.js";
import * as tools from "./tools.js";
import * as tray from "./tray.js";
import * as years from "./years.js";

function failed(error) {
  const place = tools.byId("error");
  const what = error.code === "missing" ? "要用的文件没有读到：" + error.file : error.code === "damaged" ? "要用的文件坏了：" + error.file : "页面出错了。";
  tools.byId("noscript").hidden = true;
  clear(place).appendChild(make("p", null, what));
  place.appendChild(make("p", null, "请刷新页面；还不行，请把整个站点文件夹重新复制一遍。"));
  place.hidden = false;
}

/* What the page works with, once its data is there. */
export const session = { app: null };

function begin(data) {
  const app = session.app = new App(data);
  store.takeOver();
  const last = store.last();
  tools.byId("static").hidden = true;
  tools.byId("app").hidden = false;
  [start, own, head, earned, bar].forEach(function (room) { room.listen(app); });
  app.register(years.show);
  picking.listen(app);
  app.register(check.show);
  find.listen(app);
  tabs.listen();
  [proposals, drag, takeaway, sides, sheet, tray].forEach(function (room) { room.listen(app); });
  pageDraft.start(app);
  app.register(own.show);
  if (!last || !switching.openEntry(app, last.id)) {
    app.refresh({});
    tools.byId("desk").open = true;
  }
  if (!start.openLink(app) && last && app.started() && tools.byId("notice").hidden) {
    tools.notice(["已接着上次编《" + app.plan().title + "》。"]);
  }
  app.ready = true;
}

load("").then(begin).catch(failed);
