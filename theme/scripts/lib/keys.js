/* What key was pressed. */

const KEYS = {
  13: "Enter", 27: "Escape", 35: "End", 36: "Home", 37: "ArrowLeft", 38: "ArrowUp", 39: "ArrowRight", 40: "ArrowDown", 46: "Delete"
};

/* The name of a key, also where the browser knows numbers only; nothing while an input method is at work. */
export function key(event) {
  return event.isComposing || event.keyCode === 229 ? "" : event.key || KEYS[event.keyCode] || String.fromCharCode(event.keyCode).toLowerCase();
}
