/* What few ask for on a course's page (上课, 讲义 …, the way back to the curriculum that one came from) is loaded when a press or the
   address asks. Courses reached from a curriculum's page are told which it was. Without this script the page shows neither. */

function offer(place) {
  let asked = false;
  function ask() {
    if (!asked && (/^#(?:teach|handout|print|word)\b/.test(window.location.hash) || /^\?from=/.test(window.location.search))) {
      const script = document.createElement("script");
      asked = true;
      script.src = place.getAttribute("data-cl-teach");
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
