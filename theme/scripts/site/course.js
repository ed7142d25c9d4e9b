/* What few ask for on a course's page (上课, 讲义 …, the way back to the curriculum that one came from) is loaded when a press or the
   address asks. Courses reached from a curriculum's page are told which it was. Without this script the page shows neither. */

function offer(place) {
  let asked = false;
  function ask() {
    if (!asked && (/^#(?:teach|handout|print|word)\b/.test(window.location.hash) || /^\?from=/.test(window.location.search))) {
      const script = document.createElement("script");
      asked = true;
      script.src = place.getAttribute("data-cl-teach");
      script.onerror = function () {
        // Asked for again, it may come; until then nobody wonders why a press does nothing.
        asked = false;
        if (!document.getElementById("cl-teach-trouble")) {
          const told = document.createElement("p");
          told.id = "cl-teach-trouble";
          told.className = "cl-notice";
          told.setAttribute("role", "alert");
          told.textContent = "没有办成：要用的文件没有读到。请刷新页面，或把整个站点文件夹重新复制一遍。";
          place.parentNode.insertBefore(told, place.nextSibling);
        }
      };
      document.head.appendChild(script);
    }
  }
  place.hidden = false;
  window.addEventListener("hashchange", ask);
  ask();
}

document.addEventListener("DOMContentLoaded", function () {
  const place = document.querySelector("[data-cl-teach]");
  const here = /\/curricula\/([a-z0-9-]+)\.html$/.exec(window.location.pathname);
  if (place) {
    offer(place);
  }
  if (here) {
    document.addEventListener("click", function (/** @type {any} */ event) {
      const link = event.target.closest("a");
      if (link && /\/courses\/[a-z0-9-]+\.html$/.test(link.href)) {
        link.href += "?from=" + here[1];
      }
    });
  }
});
