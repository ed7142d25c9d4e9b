/* What leads from the filters to the results: a link before them, and on a narrow page a strip with the filters' button and the number. */

/* `parts`: app (the whole), toggle, see, jump, side, heading. */
export function listen(parts) {
  function open(is) {
    parts.app.classList.toggle("cl-find--open", is);
    parts.toggle.setAttribute("aria-expanded", String(is));
  }
  function toResults(event) {
    // The address behind "#" may be what is asked for: it stays.
    event.preventDefault();
    open(false);
    parts.heading.focus();
    parts.heading.scrollIntoView();
  }
  function toggle(event) {
    event.preventDefault();
    const is = parts.toggle.getAttribute("aria-expanded") !== "true";
    open(is);
    if (is) {
      parts.side.scrollIntoView();
      parts.side.querySelector("summary").focus();
    }
  }
  parts.toggle.setAttribute("role", "button");
  parts.toggle.setAttribute("aria-controls", parts.side.id);
  open(false);
  parts.toggle.addEventListener("click", toggle);
  parts.toggle.addEventListener("keydown", function (event) {
    if (event.keyCode === 32) {
      toggle(event);
    }
  });
  parts.see.addEventListener("click", toResults);
  parts.jump.addEventListener("click", toResults);
}

/* Shows how many courses there are to see, and how many filters are set. */
export function show(parts, total, chosen) {
  parts.see.textContent = total ? "\u67e5\u770b " + total + " \u95e8\u8bfe\u7a0b" : "\u6ca1\u6709\u627e\u5230\u8bfe\u7a0b";
  parts.toggle.textContent = chosen ? "\u7b5b\u9009\uff08" + chosen + "\uff09" : "\u7b5b\u9009";
}
