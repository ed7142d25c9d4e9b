/* Making elements: text is always text, never markup. */

function append(element, child) {
  if (Array.isArray(child)) {
    child.forEach(function (one) { append(element, one); });
  } else if (child !== null && child !== undefined && child !== false && child !== "") {
    element.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
}

/* make("li", {class: "x"}, "text", element, [more], ...). Of the attributes `text` is the element's text and `on` its listeners by event;
   those that are null or false are left out, true gives an empty one. */
export function make(name, attributes) {
  const element = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (key) {
    const value = attributes[key];
    if (key === "text") {
      element.textContent = value;
    } else if (key === "on") {
      Object.keys(value).forEach(function (event) { element.addEventListener(event, value[event]); });
    } else if (value !== null && value !== false && value !== undefined) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  });
  for (let i = 2; i < arguments.length; i += 1) {
    append(element, arguments[i]);
  }
  return element;
}

export function clear(element) {
  while (element.firstChild) {
    element.removeChild(element.firstChild);
  }
  return element;
}
