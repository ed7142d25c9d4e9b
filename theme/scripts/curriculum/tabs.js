/* Parts of a page shown one at a time. They are in the page as parts with an id and a `data-label`; without this script, and on paper, all of
   them stand below one another. Pattern: WAI-ARIA Authoring Practices 1.2, tabs with automatic activation. */
import { make } from "../lib/dom.js";

const OFF = "cl-tab--off";

/* Makes tabs of the `.cl-tab` parts inside an element and shows the one that the address names, or holds what it names; else the first. */
export function tabbed(whole, label) {
  const panels = [].slice.call(whole.querySelectorAll(".cl-tab"));
  if (panels.length < 2) {
    return;
  }
  const tabs = panels.map(function (panel, n) {
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", panel.id + "-tab");
    return make("button", { "class": "cl-tabs__tab", type: "button", role: "tab", id: panel.id + "-tab", "aria-controls": panel.id, on: {
      click: function () { choose(n); keep(n); },
      keydown: function (event) { move(event, n); }
    } }, panel.getAttribute("data-label"));
  });

  function choose(n) {
    tabs.forEach(function (tab, other) {
      tab.setAttribute("aria-selected", String(other === n));
      tab.tabIndex = other === n ? 0 : -1;
      panels[other].classList.toggle(OFF, other !== n);
    });
  }

  /* The address names what is shown, without a step in the browser's history. */
  function keep(n) {
    try {
      window.history.replaceState(null, "", "#" + panels[n].id);
    } catch (error) {
      return;
    }
  }

  function move(event, n) {
    const steps = { ArrowLeft: n - 1, ArrowRight: n + 1, Home: 0, End: tabs.length - 1 };
    if (event.ctrlKey || event.altKey || event.metaKey || !Object.prototype.hasOwnProperty.call(steps, event.key)) {
      return;
    }
    event.preventDefault();
    const to = (steps[event.key] + tabs.length) % tabs.length;
    choose(to);
    keep(to);
    tabs[to].focus();
  }

  /* Shows the part that the address leads to; tells whether there is one. */
  function follow() {
    // Ids of parts are plain ASCII: what would have to be decoded names none of them.
    const target = document.getElementById(window.location.hash.slice(1));
    const found = panels.filter(function (panel) { return target && panel.contains(target); })[0];
    if (found) {
      choose(panels.indexOf(found));
      target.scrollIntoView();
    }
    return Boolean(found);
  }

  whole.insertBefore(make("div", { "class": "cl-tabs", role: "tablist", "aria-label": label }, tabs), panels[0]);
  choose(0);
  follow();
  window.addEventListener("hashchange", follow);
}
