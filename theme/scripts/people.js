/* The lecturers' page: the list is there without this; here it becomes a finder. */
import { today, yearBefore } from "./lib/day.js";
import { make } from "./lib/dom.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("cl-people"));
const list = document.getElementById("cl-people-list");
const said = document.getElementById("cl-people-said");
const day = today();

function value(name) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  return field ? field.value.trim() : "";
}

function listed(row, name, wanted) {
  return !wanted || (" " + row.getAttribute("data-cl-" + name) + " ").indexOf(" " + wanted + " ") >= 0;
}

/* Regions may hold blanks, so they are compared whole. */
function fits(row) {
  const confirmed = row.getAttribute("data-cl-confirmed");
  const recent = confirmed > yearBefore(day);
  const when = value("confirmed");
  return row.textContent.toLowerCase().indexOf(value("words").toLowerCase()) >= 0 &&
    listed(row, "level", value("level")) && listed(row, "class", value("class")) && listed(row, "topics", value("topic")) &&
    (!value("region") || row.getAttribute("data-cl-region") === value("region")) && (!when || (when === "year") === recent);
}

function show() {
  let shown = 0;
  [].forEach.call(list.children, function (row) {
    row.hidden = !fits(row);
    shown += row.hidden ? 0 : 1;
  });
  said.textContent = shown === list.children.length ? "共 " + shown + " 位。" : shown ? "找到 " + shown + " 位。" : "没有找到。少选一项再看。";
}

if (form && list) {
  [].forEach.call(list.children, function (row) {
    const until = row.getAttribute("data-cl-until");
    if (until && until <= day) {
      row.querySelector("h3").appendChild(make("span", { "class": "cl-chip cl-chip--theory" }, "该再核实"));
    }
  });
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  document.getElementById("cl-people-clear").addEventListener("click", function () {
    form.reset();
    show();
  });
  show();
}
