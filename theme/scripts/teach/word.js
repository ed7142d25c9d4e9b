/* The whole course as a file that a word processor opens: what a lecturer makes a lesson plan of. Word and WPS read HTML under this name. */
import { make } from "../lib/dom.js";
import { download } from "../lib/download.js";
import * as reading from "./reading.js";

const STYLE = "@page{size:21cm 29.7cm;margin:2.5cm}tr{page-break-inside:avoid}h2,h3{page-break-after:avoid}body{font-family:宋体,SimSun;font-size:12pt;line-height:1.5}h1{font-family:黑体,SimHei;font-size:18pt;text-align:center}" +
  "h2{font-family:黑体,SimHei;font-size:14pt}h3{font-size:12pt}table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:4pt}";

/* The serializer escapes every text. The sheet stands in none of our documents, whose policy knows no styles but those of files. */
function written(nodes) {
  const serializer = new XMLSerializer();
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>" + STYLE + "</style></head><body>" +
    nodes.map(function (node) {
      // What has no frame by itself has none in LibreOffice, whatever the style says.
      reading.all(node, "table").forEach(function (table) {
        [["border", "1"], ["cellspacing", "0"], ["cellpadding", "5"], ["width", "100%"]].forEach(function (pair) { table.setAttribute(pair[0], pair[1]); });
      });
      return serializer.serializeToString(node).replace(/^(<[a-z0-9]+) xmlns="[^"]*"/, "$1");
    }).join("") + "</body></html>";
}

/* A copy for paper: answers open behind their questions, pictures as words, links as text. */
function onPaper(body) {
  const copy = reading.copy(body);
  reading.all(copy, "summary").forEach(function (summary) { summary.parentNode.replaceChild(make("b", { text: "答案：" }), summary); });
  reading.all(copy, "audio, video").forEach(function (node) { node.parentNode.removeChild(node); });
  reading.all(copy, "img, a, details").forEach(function (node) {
    const text = make(node.tagName === "DETAILS" ? "div" : "span", {});
    if (node.tagName === "IMG") {
      text.textContent = "〔图片：" + node.getAttribute("alt") + "〕";
    }
    while (node.firstChild) {
      text.appendChild(node.firstChild);
    }
    node.parentNode.replaceChild(text, node);
  });
  return copy;
}

export function save() {
  const course = reading.read();
  const facts = make("table", {}, course.facts.map(function (fact) {
    return make("tr", {}, make("th", { text: fact[0] }), make("td", { text: fact[1] }));
  }));
  const head = make("div", {}, make("h1", { text: course.title }), course.lead ? make("p", { text: course.lead }) : null, facts);
  const html = written([head, onPaper(document.querySelector(".cl-body"))]);
  download(course.title.replace(/[\\/:*?"<>|]/g, " ").trim() + ".doc", "\ufeff" + html, "application/msword");
}
