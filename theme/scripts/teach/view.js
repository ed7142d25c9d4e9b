/* The view to teach from: one screen at a time in large type, by keyboard, presenter, touch or buttons. What does not fit in the
   smallest of three sizes scrolls; nothing is cut. */
import { clear, make } from "../lib/dom.js";
import * as screens from "./screens.js";

const KEYS = { 37: "previous", 39: "next", 33: "up", 34: "down", 36: "first", 35: "last", 32: "down", 27: "leave", 38: "lineUp", 40: "lineDown", 70: "full" };
const SIZES = ["l", "m", "s"];
/* So many pixels sideways are a swipe. */
const SWIPE = 60;
let view = null;

function button(label, hint, act, css) {
  return make("button", { type: "button", "class": css || "", title: hint, on: { click: act } }, label);
}

function fullScreen() {
  /** @type {any} */
  const root = document.documentElement;
  /** @type {any} */
  const page = document;
  if (page.fullscreenElement || page.webkitFullscreenElement || page.mozFullScreenElement) {
    (page.exitFullscreen || page.webkitExitFullscreen || page.mozCancelFullScreen).call(page);
  } else {
    const ask = root.requestFullscreen || root.webkitRequestFullscreen || root.mozRequestFullScreen;
    const asked = ask && ask.call(root);
    if (asked && asked.catch) {
      asked.catch(function () { /* a browser may refuse: the view stays as it is */ });
    }
  }
}

function View(course, onMove, onLeave) {
  const own = this;
  this.onMove = onMove;
  this.onLeave = onLeave;
  this.screens = screens.screensOf(course, function (unit) {
    own.show(own.screens.map(function (screen) { return screen.unit; }).indexOf(unit));
  });
  this.body = make("div", { "class": "cl-teach__screen", tabindex: "0", role: "group", "aria-label": "本屏内容" });
  this.status = make("p", { "class": "cl-teach__status", role: "status" });
  this.more = make("span", { "class": "cl-teach__more", text: "下面还有 ↓", hidden: true });
  this.back = button("‹ 上一屏", "上一屏（←）", function () { own.step(-1); });
  this.on = button("下一屏 ›", "下一屏（→）", function () { own.step(1); });
  this.element = make("div", { "class": "cl-teach", role: "dialog", "aria-modal": "true", "aria-label": "上课：" + course.title },
    make("div", { "class": "cl-teach__head" }, make("span", { text: course.title }),
      button("全屏", "全屏（F）", fullScreen), button("退出", "退出（Esc）", onLeave)),
    this.body,
    make("div", { "class": "cl-teach__foot" }, this.back, this.more, this.status, this.on));
  this.key = function (event) { own.pressed(event); };
  this.fit = function () { own.resize(); };
  this.listen();
}

View.prototype.listen = function () {
  const own = this;
  let start = null;
  this.body.addEventListener("scroll", function () { own.tell(); });
  // What folds makes the screen longer; the event does not bubble.
  this.body.addEventListener("toggle", function () { own.tell(); }, true);
  this.body.addEventListener("touchstart", function (event) { start = event.touches.length === 1 ? event.touches[0] : null; });
  this.body.addEventListener("touchend", function (event) {
    const end = event.changedTouches[0];
    const across = start ? end.clientX - start.clientX : 0;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) {
      own.step(across < 0 ? 1 : -1);
    }
  });
  document.addEventListener("keydown", this.key);
  window.addEventListener("resize", this.fit);
};

View.prototype.pressed = function (event) {
  const act = KEYS[event.keyCode];
  const target = event.target;
  // A space presses what it stands on.
  const presses = event.keyCode === 32 && /^(?:BUTTON|SUMMARY|A)$/.test(target.tagName);
  if (!act || presses || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  this[event.keyCode === 32 && event.shiftKey ? "up" : act]();
};

/* Goes on by a screen; before the first and behind the last there is none. */
View.prototype.step = function (by) { this.show(this.at + by); };
View.prototype.previous = function () { this.step(-1); };
View.prototype.next = function () { this.step(1); };
View.prototype.lineUp = function () { this.body.scrollTop -= 60; };
View.prototype.lineDown = function () { this.body.scrollTop += 60; };
View.prototype.first = function () { this.show(0); };
View.prototype.last = function () { this.show(this.screens.length - 1); };
View.prototype.full = fullScreen;
View.prototype.leave = function () { this.onLeave(); };

/* A page further in what scrolls, then the next screen: a presenter's one button passes over nothing. */
View.prototype.down = function () {
  if (this.left() > 4) {
    this.body.scrollTop += this.body.clientHeight * 0.85;
  } else {
    this.step(1);
  }
};

View.prototype.up = function () {
  if (this.body.scrollTop > 4) {
    this.body.scrollTop -= this.body.clientHeight * 0.85;
  } else {
    this.step(-1);
  }
};

/* How much of the screen stands below what is in sight. */
View.prototype.left = function () {
  return this.body.scrollHeight - this.body.clientHeight - this.body.scrollTop;
};

View.prototype.show = function (index) {
  const at = Math.max(0, Math.min(this.screens.length - 1, index));
  if (at === this.at) {
    return;
  }
  const screen = this.screens[at];
  this.at = at;
  clear(this.body);
  this.heading = make("h1", { tabindex: "-1", text: screen.title });
  this.body.setAttribute("data-kind", screen.kind);
  [this.heading, screen.note ? make("p", { "class": "cl-teach__note", text: screen.note }) : null].concat(screen.nodes).forEach(function (node) {
    if (node) {
      this.body.appendChild(node);
    }
  }, this);
  this.status.textContent = (at + 1) + " / " + this.screens.length;
  this.status.setAttribute("aria-label", "第 " + (at + 1) + " 屏，共 " + this.screens.length + " 屏");
  this.back.disabled = at === 0;
  this.on.disabled = at === this.screens.length - 1;
  this.body.scrollTop = 0;
  this.resize();
  this.heading.focus();
  this.onMove(at);
};

/* The largest size in which the screen fits, else the smallest, which scrolls. */
View.prototype.resize = function () {
  const body = this.body;
  SIZES.some(function (size) {
    body.setAttribute("data-size", size);
    return body.scrollHeight <= body.clientHeight;
  });
  this.tell();
};

View.prototype.tell = function () {
  this.more.hidden = this.left() <= 4;
};

View.prototype.close = function () {
  document.removeEventListener("keydown", this.key);
  window.removeEventListener("resize", this.fit);
  document.body.removeChild(this.element);
};

/* Shows the view of a course from screen `at` (from 0). `onMove` is told each screen, `onLeave` is called by who wants to leave. */
export function open(course, at, onMove, onLeave) {
  if (!view) {
    view = new View(course, onMove, onLeave);
    document.body.appendChild(view.element);
  }
  view.show(at);
}

export function close() {
  if (view) {
    view.close();
    view = null;
  }
}
