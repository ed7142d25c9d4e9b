/* The planner's page put together: data first, then the rooms in the order in which they show a change. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const page = CourseLib.plannerPage = CourseLib.plannerPage || {};
  const tools = page.tools;

  function failed(error) {
    const place = tools.byId("error");
    const what = error.code === "missing" ? "要用的文件没有读到：" + error.file : error.code === "damaged" ? "要用的文件坏了：" + error.file : "页面出错了。";
    tools.byId("noscript").hidden = true;
    tools.clear(place).appendChild(tools.make("p", null, what));
    place.appendChild(tools.make("p", null, "请刷新页面；还不行，请把整个站点文件夹重新复制一遍。"));
    place.hidden = false;
  }

  function begin(data) {
    const app = page.app = new page.App(data);
    const draft = page.draft.load();
    tools.byId("static").hidden = true;
    tools.byId("app").hidden = false;
    [page.start, page.replaced, page.head, page.bar].forEach(function (room) { room.listen(app); });
    app.register(page.years.show);
    app.register(page.check.show);
    page.find.listen(app);
    page.tabs.listen();
    [page.proposals, page.drag, page.takeaway, page.sides, page.sheet, page.tray].forEach(function (room) { room.listen(app); });
    page.draft.start(app);
    if (draft) {
      app.begin(draft, {});
      tools.byId("start").open = false;
    } else {
      app.refresh({});
    }
    if (!page.start.openLink(app) && draft && tools.byId("notice").hidden) {
      tools.notice(["已接着上次的草稿《" + draft.title + "》。"]);
    }
    app.ready = true;
  }

  CourseLib.planner.load("").then(begin).catch(failed);
})();
