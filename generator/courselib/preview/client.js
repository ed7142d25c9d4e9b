/* Keeps a page of the preview fresh and shows what is wrong with the content. The preview server adds this script to the pages it
   serves; no published page has it. All text of the content is set as text. */
(function () {
  "use strict";
  var script = document.currentScript;
  var page = script.getAttribute("data-page");
  var seen = script.getAttribute("data-seen");
  var held = script.getAttribute("data-held") === "1";
  var shown = "";
  var scrollKey = "courselib-preview-scroll:" + page;
  var openKey = "courselib-preview-open";
  var request = null;
  var timer = null;
  var failures = 0;
  var box, head, list, state;

  function memory(key, value) {
    try {
      if (value === null) { window.sessionStorage.removeItem(key); return null; }
      if (value !== undefined) { window.sessionStorage.setItem(key, value); return value; }
      return window.sessionStorage.getItem(key);
    } catch (error) { return null; }
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function build() {
    box = element("aside", "cl-watch");
    box.id = "courselib-preview";
    box.setAttribute("aria-label", "预览");
    head = element("button", "cl-watch__head");
    head.type = "button";
    head.setAttribute("aria-controls", "courselib-preview-list");
    state = element("span", "cl-watch__state");
    state.setAttribute("role", "status");
    list = element("div", "cl-watch__list");
    list.id = "courselib-preview-list";
    list.tabIndex = 0;
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", "内容里的问题");
    head.appendChild(state);
    box.appendChild(head);
    box.appendChild(list);
    document.body.appendChild(box);
    head.addEventListener("click", function () { unfold(head.getAttribute("aria-expanded") !== "true", true); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.contains(document.activeElement)) { unfold(false, true); head.focus(); }
    });
  }

  function unfold(open, remember) {
    if (head.disabled) { open = false; }
    head.setAttribute("aria-expanded", open ? "true" : "false");
    list.hidden = !open;
    if (remember) { memory(openKey, open ? "1" : "0"); }
    document.body.style.paddingBottom = box.offsetHeight + 16 + "px";
  }

  function row(problem) {
    var error = problem.severity === "error";
    var item = element("li", "cl-watch__row" + (error ? " cl-watch__row--error" : ""));
    var first = element("p", "cl-watch__place");
    first.appendChild(element("strong", "", (error ? "错误 " : "提醒 ") + problem.code));
    first.appendChild(document.createTextNode(" "));
    first.appendChild(element("code", "", problem.place));
    if (problem.here) { first.appendChild(element("span", "cl-watch__here", "本页")); }
    item.appendChild(first);
    item.appendChild(element("p", "", problem.message));
    if (problem.hint) { item.appendChild(element("p", "cl-watch__hint", "提示：" + problem.hint)); }
    return item;
  }

  function show(panel) {
    var rows = panel.problems, notes = panel.notices;
    var any = rows.length + notes.length > 0;
    var words = [];
    if (panel.errors) { words.push(panel.errors + " 个错误"); }
    if (panel.warnings) { words.push(panel.warnings + " 个提醒"); }
    list.textContent = "";
    if (panel.errors || notes.length) {
      list.appendChild(element("p", "cl-watch__note", "有错误的内容，页面停在上一次没有错误的样子；改好存盘就会更新。"));
    }
    notes.forEach(function (note) {
      var item = element("div", "cl-watch__row cl-watch__row--error");
      item.appendChild(element("p", "", note.message));
      if (note.hint) { item.appendChild(element("p", "cl-watch__hint", "怎么办：" + note.hint)); }
      list.appendChild(item);
    });
    if (rows.length) {
      var items = element("ol", "");
      rows.forEach(function (problem) { items.appendChild(row(problem)); });
      list.appendChild(items);
    }
    if (panel.more) { list.appendChild(element("p", "cl-watch__note", "还有 " + panel.more + " 个，用 courselib check 查看全部。")); }
    say(any ? words.concat(notes.length ? ["另有毛病"] : []).join("、") : "预览：存盘即更新", any);
    box.classList.toggle("cl-watch--errors", panel.errors + notes.length > 0);
    var kept = memory(openKey);
    unfold(any && (kept === null ? panel.errors + notes.length > 0 : kept === "1"), false);
  }

  function say(text, unfolds) {
    if (unfolds !== undefined) { head.disabled = !unfolds; }
    if (state.textContent !== text) { state.textContent = text; }
  }

  function offer() {
    if (document.getElementById("courselib-preview-offer")) { return; }
    var button = element("button", "cl-watch__offer", "内容有更新；手头的写完后，点这里重新载入");
    button.id = "courselib-preview-offer";
    button.type = "button";
    button.addEventListener("click", reload);
    box.insertBefore(button, head);
  }

  function reload() {
    memory(scrollKey, [window.pageXOffset, window.pageYOffset].join(","));
    window.location.reload();
  }

  function take(answer) {
    failures = 0;
    if (answer.panel !== shown) {
      shown = answer.panel;
      show(answer.problems);
    }
    if (answer.page !== seen) {
      if (!held) { reload(); return; }
      offer();
      seen = answer.page;
    }
    ask();
  }

  function fail() {
    failures += 1;
    if (failures > 1) { shown = ""; say("预览已停止，重新运行 courselib serve 后自动接上"); }
    timer = window.setTimeout(ask, Math.min(5000, 500 * failures));
  }

  function ask() {
    window.clearTimeout(timer);
    // A hidden tab lets go of its connection: a browser has only six for one address.
    if (document.hidden || request) { return; }
    var mine = request = new XMLHttpRequest();
    var query = "?page=" + encodeURIComponent(page) + "&seen=" + encodeURIComponent(seen) + "&panel=" + encodeURIComponent(shown);
    mine.open("GET", "/__preview/wait" + query);
    mine.timeout = 60000;
    mine.onload = function () {
      var answer = null;
      request = null;
      try { answer = mine.status === 200 ? JSON.parse(mine.responseText) : null; } catch (error) { answer = null; }
      if (answer) { take(answer); } else { fail(); }
    };
    mine.onerror = mine.ontimeout = function () { request = null; fail(); };
    mine.send();
  }

  function restore() {
    var place = memory(scrollKey);
    if (place) {
      memory(scrollKey, null);
      place = place.split(",");
      window.scrollTo(Number(place[0]), Number(place[1]));
    }
  }

  build();
  show({ errors: 0, warnings: 0, more: 0, problems: [], notices: [] });
  restore();
  window.addEventListener("load", function () { window.setTimeout(ask, 0); });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) { ask(); } else if (request) { request.onload = request.onerror = null; request.abort(); request = null; }
  });
})();
