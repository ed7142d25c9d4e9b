/* The page 待办: it carries days, and what of it is due is known where it is read. */
import { today } from "./lib/day.js";
import { make } from "./lib/dom.js";

const day = today();
let due = 0;

function mark(row, text) {
  row.classList.add("cl-due__on");
  row.querySelector("h3").appendChild(make("span", { "class": "cl-chip cl-chip--theory" }, text));
}

[].forEach.call(document.querySelectorAll(".cl-due > li"), function (row) {
  const since = row.getAttribute("data-cl-since") || "";
  const until = row.getAttribute("data-cl-until") || "";
  if (row.parentNode.classList.contains("cl-due--latest")) {
    if (day < until) {
      due += 1;
      mark(row, "还没有到");
    }
  } else if (until && day >= until) {
    row.hidden = true;
  } else if (since <= day) {
    due += 1;
    if (row.parentNode.classList.contains("cl-due--later")) {
      mark(row, "已到期");
    }
  }
});
[].forEach.call(document.querySelectorAll("[data-cl-month]"), function (month) {
  if (month.getAttribute("data-cl-month") <= day.slice(0, 7)) {
    month.classList.add("cl-chip--theory");
  }
});
document.getElementById("cl-due-today").textContent =
  "今天是 " + day + "，" + (due ? "下面列出的有 " + due + " 件该办。" : "没有到期的。") + "右边是从哪一天起该办。";
