/* Plans that another took the place of: kept in this browser, the last of them first, and offered by name. Nothing here is promised
   that the browser did not do. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const page = CourseLib.plannerPage = CourseLib.plannerPage || {};
  const tools = page.tools;
  const MOST = 20;

  /* Whatever stands in the storage, this is a list of {plan, at}; the plans are looked at closely only when one is taken. */
  function all() {
    let found = null;
    try {
      found = JSON.parse((page.draft.works() && CourseLib.kept.replaced()) || "[]");
    } catch (error) {
      found = null;
    }
    return Array.isArray(found) ? found.filter(function (entry) {
      return entry && typeof entry.at === "string" && entry.plan && typeof entry.plan.title === "string" && Array.isArray(entry.plan.items);
    }) : [];
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /* Stores entries, the oldest left out until the rest has room; returns whether the first is safe. */
  function store(entries) {
    let rest = entries.slice(0, MOST);
    while (rest.length && !CourseLib.kept.keepReplaced(JSON.stringify(rest))) {
      rest = rest.slice(0, Math.floor(rest.length / 2));
    }
    if (!entries.length) {
      CourseLib.kept.keepReplaced(null);
    }
    return rest.length > 0;
  }

  /* Keeps a plan that is about to be replaced; returns whether the browser did. */
  function keep(plan) {
    return page.draft.works() && store([{ at: new Date().toISOString(), plan: plan }].concat(all().filter(function (entry) {
      return !same(entry.plan, plan);
    })));
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function nameOf(entry) {
    const at = new Date(entry.at);
    const when = isNaN(at.getTime()) ? "" : "，" + (at.getMonth() + 1) + " 月 " + at.getDate() + " 日 " + two(at.getHours()) + ":" + two(at.getMinutes()) + " 换下";
    return "《" + entry.plan.title + "》" + entry.plan.items.length + " 门课" + when;
  }

  /* What may be taken back: all but the present plan. */
  function offered(app) {
    return all().filter(function (entry) { return !same(entry.plan, app.plan()); });
  }

  function show(app) {
    const entries = offered(app);
    tools.byId("way-replaced").hidden = !entries.length;
    tools.options(tools.byId("replaced"), entries.map(function (entry) { return [entry.at, nameOf(entry)]; }));
  }

  function chosen(app) {
    const at = tools.byId("replaced").value;
    return offered(app).filter(function (entry) { return entry.at === at; })[0];
  }

  function take(app) {
    const entry = chosen(app);
    const plan = entry ? page.draft.checked(entry.plan) : null;
    if (plan) {
      page.start.replaced(app, plan, "取回《" + plan.title + "》", ["已取回《" + plan.title + "》。"], false);
    } else {
      tools.notice(["这一份读不出来，没有取回；现在的计划没有动。"], [], true);
    }
  }

  function drop(app) {
    const entry = chosen(app);
    const before = all();
    if (!entry) {
      return;
    }
    store(before.filter(function (other) { return other.at !== entry.at; }));
    show(app);
    tools.notice(["已删去《" + entry.plan.title + "》。"], [tools.button("放回", function () {
      store(before);
      show(app);
      tools.hideNotice();
    })]);
  }

  function listen(app) {
    tools.byId("replaced-take").addEventListener("click", function () { take(app); });
    tools.byId("replaced-drop").addEventListener("click", function () { drop(app); });
    app.register(show);
    window.addEventListener("storage", function () { show(app); });
  }

  page.replaced = { keep: keep, listen: listen, show: show };
})();
