/* What is done with all results of a search: a printed list, a workbook, a plan, a link. Each is given the `view` of after.js. */
import { copied } from "../lib/clipboard.js";
import { clear, make } from "../lib/dom.js";
import { download } from "../lib/download.js";
import { hours } from "../lib/hours.js";
import * as workbook from "../lib/workbook.js";
import * as engine from "../search/engine.js";
import { kept } from "../site/kept.js";
import { today } from "./after.js";
import * as results from "./results.js";
import * as catalogueState from "./state.js";

/* More than this nobody reads on paper, or plans at once. */
const MOST = 500;
const MOST_PLANNED = 200;
/* Courses are read in parts: each may lie in a file of its own. */
const PART = 100;
const COLUMNS = [["序号", 6], ["课程", 44], ["学时", 8], ["创新理论", 10], ["对象", 26], ["专题", 30], ["类型", 10], ["简介", 60], ["课程编号", 36]];
const HEAD_ROWS = 5;
const PRINTING = "cl-printing-list";

function tell(view, texts, more) {
  clear(view.told);
  texts.filter(Boolean).forEach(function (text) { view.told.appendChild(make("p", null, text)); });
  if (more && more.length) {
    view.told.appendChild(make("p", { "class": "cl-take__more" }, more));
  }
  view.told.hidden = false;
}

/* Returns a promise of the first results of all, in their order. */
function all(view, most) {
  const many = Math.min(most, view.answer.total);
  const found = [];
  function next() {
    if (found.length >= many) {
      return Promise.resolve(found);
    }
    const state = Object.assign({}, view.state, { page: 1 });
    const request = Object.assign(catalogueState.request(state, [], 0), { offset: found.length, limit: Math.min(PART, many - found.length) });
    return engine.find(request).then(function (answer) {
      found.push.apply(found, answer.results);
      return answer.results.length ? next() : found;
    });
  }
  return next();
}

/* Returns what was asked for, in words: query, filters, order. */
function asked(view) {
  const place = make("div");
  results.chips(place, view.state, view.names, function () { return null; });
  const chosen = Array.prototype.map.call(place.querySelectorAll(".cl-chosen:not(.cl-chosen--all)"), function (chip) {
    return chip.firstChild.textContent.trim();
  });
  const text = view.state.q.trim();
  return { query: text ? "检索词：" + text : "检索词：无", filters: "条件：" + (chosen.join("；") || "无") };
}

function cutOff(view, most) {
  return view.answer.total > most ? "一共 " + view.answer.total + " 门，这里只有前 " + most + " 门；加几个条件，就能列全。" : "";
}

function cellsOf(view, result, number) {
  const names = view.names;
  return [
    number, result.title, result.hours / 2, result.theory ? "是" : "否",
    result.audience.map(function (id) { return names.sector[id] || id; }).join("、"), names.topic[result.topic] || result.topic,
    names.kind[result.kind] || result.kind, result.summary, result.id
  ];
}

/* The published site's address, with a slash; empty where it is not known. */
function published() {
  const link = document.querySelector("link[rel=canonical]");
  return link ? link.getAttribute("href").replace(/[^/]*$/, "") : "";
}

function printed(view, found) {
  const words = asked(view);
  const heads = ["序号", "课程", "学时", "创新理论", "对象", "专题"];
  const body = make("tbody");
  let sum = 0;
  let theory = 0;
  found.forEach(function (result, n) {
    const cells = cellsOf(view, result, n + 1);
    sum += result.hours;
    theory += result.theory ? result.hours : 0;
    body.appendChild(make("tr", null, make("td", null, cells[0]), make("th", { scope: "row" }, cells[1]), make("td", null, hours(result.hours)),
      make("td", null, cells[3]), make("td", null, cells[4]), make("td", null, cells[5])));
  });
  return make("section", { "class": "cl-printed", "aria-label": "供打印的课程清单" },
    make("h1", null, "课程清单"),
    make("p", null, words.query), make("p", null, words.filters),
    make("p", null, "打印日期：" + today() + "　共 " + found.length + " 门，" + hours(sum) + " 学时，其中创新理论 " + hours(theory) + " 学时"),
    cutOff(view, MOST) ? make("p", null, cutOff(view, MOST)) : null,
    make("table", null, make("thead", null, make("tr", null, heads.map(function (name) { return make("th", { scope: "col" }, name); }))), body));
}

/* Prints all results as a table; the page itself comes back afterwards. */
export function print(view) {
  return all(view, MOST).then(function (found) {
    const old = document.querySelector(".cl-printed");
    if (old) {
      old.parentNode.removeChild(old);
    }
    const sheet = document.body.appendChild(printed(view, found));
    const done = function () {
      document.documentElement.classList.remove(PRINTING);
      window.removeEventListener("afterprint", done);
      if (sheet.parentNode) {
        sheet.parentNode.removeChild(sheet);
      }
    };
    document.documentElement.classList.add(PRINTING);
    window.addEventListener("afterprint", done);
    tell(view, ["已列出 " + found.length + " 门，交给浏览器打印。", cutOff(view, MOST)]);
    window.print();
    if (!("onafterprint" in window)) {
      done();
    }
  });
}

/* Hands out all results as a workbook. */
export function save(view) {
  return all(view, MOST).then(function (found) {
    const words = asked(view);
    const site = published();
    const columns = site ? COLUMNS.concat([["网址", 60]]) : COLUMNS;
    const count = "导出日期：" + today() + "　共 " + found.length + " 门。" + cutOff(view, MOST);
    const rows = [
      [workbook.cell("课程清单", workbook.TITLE)], [workbook.cell(words.query, workbook.PLAIN)], [workbook.cell(words.filters, workbook.PLAIN)],
      [workbook.cell(count, workbook.PLAIN)], workbook.row(workbook.names(columns), workbook.HEAD)
    ].concat(found.map(function (result, n) {
      return workbook.row(cellsOf(view, result, n + 1).concat(site ? [site + "courses/" + result.id.replace(":", "--") + ".html"] : []), workbook.CELL);
    }));
    return workbook.write([workbook.sheet("课程", columns, rows, HEAD_ROWS, 2)], function () { return HEAD_ROWS; }, "").then(function (blob) {
      const name = "课程清单-" + today() + ".xlsx";
      tell(view, download(name, blob, "")
        ? ["已下载“" + name + "”，" + found.length + " 门课，一般在“下载”文件夹里。", cutOff(view, MOST)]
        : ["这个浏览器不能由网页下载文件，请换一个较新的浏览器。"]);
    });
  });
}

function titles(found) {
  const first = found.slice(0, 3).map(function (result) { return "《" + result.title + "》"; }).join("");
  return first + (found.length > 3 ? "等 " + found.length + " 门" : "");
}

/* Puts all results among the courses that wait in the planner for a year, and says which were there already. */
export function plan(view) {
  if (view.answer.total > MOST_PLANNED) {
    tell(view, ["结果有 " + view.answer.total + " 门，一次最多放 " + MOST_PLANNED + " 门。请先加几个条件，或逐门加入。"]);
    return Promise.resolve();
  }
  return all(view, MOST_PLANNED).then(function (found) {
    const chosen = new Set(kept.pending());
    const planned = new Set(kept.planned());
    const fresh = found.filter(function (result) { return !chosen.has(result.id) && !planned.has(result.id); });
    const stays = kept.works && fresh.every(function (result) { return kept.add(result.id); });
    const link = function (address) { return make("a", { "class": "cl-button", href: address }, "打开“编计划”，分到各年"); };
    if (!stays) {
      const ids = fresh.map(function (result) { return result.id; });
      tell(view, ["浏览器不让网页存东西，选的课放在下面的链接里带过去。"], [link("planner.html#add=" + ids.join(","))]);
    } else {
      const waiting = found.filter(function (result) { return chosen.has(result.id); });
      const already = found.filter(function (result) { return planned.has(result.id) && !chosen.has(result.id); });
      tell(view, [
        fresh.length ? "放进了 " + fresh.length + " 门：" + titles(fresh) + "。" : "没有新放进的。",
        waiting.length ? "早已选了、等着安排的 " + waiting.length + " 门：" + titles(waiting) + "。" : "",
        already.length ? "早已在计划里的 " + already.length + " 门：" + titles(already) + "。" : ""
      ], [link("planner.html"), fresh.length ? make("button", { type: "button", "class": "cl-take__do", on: { click: function () {
        fresh.forEach(function (result) { kept.remove(result.id); });
        tell(view, ["已取消，刚才放进的 " + fresh.length + " 门又拿出来了。"]);
      } } }, "取消这次加入") : null]);
    }
    const target = view.told.querySelector("a");
    if (target && !view.isLate()) {
      target.focus();
    }
  });
}

/* Shows and copies the address that asks the same again. From a folder the published site's is the better one to send. */
export function link(view) {
  const isFile = window.location.protocol === "file:";
  const site = isFile ? published() : "";
  const own = site ? site + "catalogue.html" : window.location.href.replace(/[?#].*$/, "");
  const box = make("input", { id: "cl-take-link", readonly: true, value: own + catalogueState.format(Object.assign({}, view.state, { page: 1 })) });
  tell(view, [], [make("label", { "for": "cl-take-link" }, "链接"), box]);
  view.told.appendChild(make("p", null, copied(box) ? "已复制，粘贴给对方即可；打开就是同样的检索词和条件。" : "浏览器不让自动复制：链接已经选中，请按 Ctrl+C。"));
  if (isFile && !site) {
    view.told.appendChild(make("p", null, "本页是从文件夹里打开的：这个链接只有在同一位置放着本站的电脑上才打得开。"));
  }
  return Promise.resolve();
}
