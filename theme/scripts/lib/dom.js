/* Making elements: text is always text, never markup. */

/* make("li", {class: "x"}, "text", element, ...): attributes that are null or false are left out. */
export function make(name, attributes) {
  const element = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (key) {
    const value = attributes[key];
    if (value !== null && value !== false && value !== undefined) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  });
  for (let i = 2; i < arguments.length; i += 1) {
    const child = arguments[i];
    if (child !== null && child !== undefined && child !== "") {
      element.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

export function clear(element) {
  while (element.firstChild) {
    element.removeChild(element.firstChild);
  }
  return element;
}

/* Returns half-hours as hours, with at most one decimal. */
export function hours(halves) {
  return String(Math.floor(halves / 2)) + (halves % 2 ? ".5" : "");
}
