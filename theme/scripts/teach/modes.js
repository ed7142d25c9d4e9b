/* What the address asks for: #teach or #teach-3 (the third screen), #handout, #print, #word. Anything else is the page itself. */
import { make } from "../lib/dom.js";
import * as handout from "./handout.js";
import * as reading from "./reading.js";
import * as view from "./view.js";
import * as walk from "./walk.js";
import * as word from "./word.js";

let course = null;
let scrolled = 0;
let mode = "";

/* Puts what the address asks for, without a step in the history. */
function say(hash) {
  try {
    window.history.replaceState(null, "", window.location.href.split("#")[0] + hash);
  } catch (error) {
    // A browser may refuse it over file://: the address keeps what it says.
  }
}

function enter(name) {
  if (mode !== name) {
    leave();
    scrolled = window.pageYOffset;
    mode = name;
    document.documentElement.classList.add("cl-teaching");
  }
  course = course || reading.read();
}

function leave() {
  const last = mode;
  view.close();
  handout.close();
  mode = "";
  if (last) {
    document.documentElement.classList.remove("cl-teaching");
    window.scrollTo(0, scrolled);
    document.getElementById(last).focus();
  }
}

function leaveByHand() {
  say("");
  leave();
}

function follow() {
  const teach = /^#teach(?:-([0-9]{1,3}))?$/.exec(window.location.hash);
  if (teach) {
    enter("teach");
    view.open(course, Number(teach[1] || 1) - 1, function (at) { say(at ? "#teach-" + (at + 1) : "#teach"); }, leaveByHand);
  } else if (window.location.hash === "#handout") {
    enter("handout");
    handout.open(course, leaveByHand);
  } else {
    leave();
    if (window.location.hash === "#print") {
      say("");
      window.print();
    } else if (window.location.hash === "#word") {
      say("");
      word.save();
    }
  }
}

/* The sheet comes first: nothing is shown, or measured, in the page's own type. */
const sheet = make("link", { rel: "stylesheet", href: document.querySelector("[data-cl-sheet]").getAttribute("data-cl-sheet") });
function ready() {
  follow();
  window.addEventListener("hashchange", follow);
}
// Without the sheet it is plain, and still there.
sheet.onload = ready;
sheet.onerror = ready;
document.head.appendChild(sheet);
walk.show();
