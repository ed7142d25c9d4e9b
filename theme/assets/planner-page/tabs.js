/* The three panels beside the years: finding courses, the check, and what would complete the plan. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const page = CourseLib.plannerPage = CourseLib.plannerPage || {};
  const tools = page.tools;
  const NAMES = ["find", "check", "fill"];

  function tab(name) {
    return tools.byId("tab-" + name);
  }

  function select(name) {
    NAMES.forEach(function (other) {
      const chosen = other === name;
      tab(other).setAttribute("aria-selected", String(chosen));
      tab(other).setAttribute("tabindex", chosen ? "0" : "-1");
      tools.byId(other).hidden = !chosen;
    });
  }

  /* Shows a panel and brings its heading, or itself, into sight with the focus. */
  function open(name, heading) {
    const place = heading ? tools.byId(heading) : tools.byId(name);
    select(name);
    place.setAttribute("tabindex", heading ? "-1" : "0");
    place.focus();
    place.scrollIntoView({ block: "nearest" });
  }

  function listen() {
    select(NAMES[0]);
    NAMES.forEach(function (name, n) {
      tab(name).addEventListener("click", function () { select(name); });
      tab(name).addEventListener("keydown", function (event) {
        const key = tools.key(event);
        const next = { ArrowRight: n + 1, ArrowLeft: n + NAMES.length - 1, Home: 0, End: NAMES.length - 1 }[key];
        if (next !== undefined) {
          event.preventDefault();
          select(NAMES[next % NAMES.length]);
          tab(NAMES[next % NAMES.length]).focus();
        }
      });
    });
  }

  page.tabs = { listen: listen, open: open, select: select };
})();
