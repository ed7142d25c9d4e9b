/* What comes once results stand, in scripts of their own: why each was found (`passages.js`), and what can be done with all of
   them (`actions.js`), for which the buttons stand here. */
import { clear, make } from "../lib/dom.js";
import * as analysis from "../search/analysis.js";
import * as loader from "../search/loader.js";
import * as searchMarks from "../search/marks.js";
import * as catalogueState from "./state.js";

/* A reader who is still typing asks for other results at once. */
const PAUSE = 250;
const ACTIONS = [["print", "打印"], ["save", "导出 Excel"], ["plan", "全部放进计划"], ["link", "复制链接"]];
let timer = 0;
let told = null;
/* What is offered something for: the results that stand. */
let now = null;

/* Whether a result's title and summary show what was looked for. */
function isPlain(result, ways) {
  return searchMarks.hasWay(analysis.normalize(result.title + "\n" + result.summary), ways);
}

function explain(view) {
  const answer = view.answer;
  // The list's items change with the next answer, which may stand before the script is there.
  const items = Array.from(view.list.children);
  window.clearTimeout(timer);
  told = answer;
  if (answer.marks.length && !answer.results.every(function (result) { return isPlain(result, answer.ways); })) {
    timer = window.setTimeout(function () {
      // Without the script there is no sentence beside a result; the results stand all the same.
      loader.late("why").then(function (why) {
        why.show(items, answer, view.library, function () { return told === answer; });
      }, function () { return null; });
    }, PAUSE);
  }
}

/* Returns the address of the feed of what a state asks for, empty where it has none: the whole, one sector, one topic. */
export function feedOf(state) {
  const asked = catalogueState.format(Object.assign({}, state, { page: 1, sort: "" }));
  const alone = ["sector", "topic"].filter(function (name) {
    return /^[a-z0-9-]{1,64}$/.test(state[name][0]) && state[name][0] !== "all" && asked === "?" + name + "=" + state[name][0];
  })[0];
  return alone ? alone + "s/" + state[alone][0] + ".xml" : asked ? "" : "feed.xml";
}

function tell(place, text) {
  clear(place).appendChild(make("p", null, text));
  place.hidden = false;
}

function two(number) {
  return (number < 10 ? "0" : "") + number;
}

export function today() {
  const now = new Date();
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/* What stands above the results where the page itself is printed. */
function onPaper(view) {
  const many = view.list.children.length;
  const text = view.state.q.trim();
  return (text ? "检索词：" + text + "　" : "") + "打印日期：" + today() +
    (many < view.answer.total ? "　这里只有本页 " + many + " 门，要印全部 " + view.answer.total + " 门，请用页上的“打印”。" : "");
}

function offer(view) {
  const told = view.told;
  view.isLate = function () { return now !== view; };
  now = view;
  clear(view.place);
  told.hidden = true;
  clear(told);
  if (view.answer.total) {
    ACTIONS.forEach(function (action) {
      view.place.appendChild(make("button", { type: "button", "class": "cl-take__do", on: { click: function () {
        loader.late("taking").then(function (taking) { return taking[action[0]](view); }).catch(function () {
          tell(told, "没有办成：要用的文件没有读到。请刷新页面，或把整个站点文件夹重新复制一遍。");
        });
      } } }, action[1]));
    });
  }
  const feed = feedOf(view.state);
  if (feed) {
    view.place.appendChild(make("a", { "class": "cl-take__do", href: feed }, "订阅"));
  }
  view.place.appendChild(make("p", { "class": "cl-take__paper" }, onPaper(view)));
  view.place.hidden = false;
}

/* `view` has the elements {list, place, told}, and {answer, state, library, names}. */
export function shown(view) {
  offer(view);
  explain(view);
}
