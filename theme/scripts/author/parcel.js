/* Several files handed in together: they wait in this browser, and are downloaded as one zip which `courselib import` takes. */
import { clear, make } from "../lib/dom.js";
import * as libDownload from "../lib/download.js";
import { parts } from "../lib/zip.js";
import * as controls from "./controls.js";
import * as keep from "./keep.js";

const NAME = "交件.zip";
let files = [];

/* `reopen` gets (name, text) of a file that is to be edited again. */
export function begin(reopen) {
  files = keep.restoreList();
  controls.byId("pack").addEventListener("click", function () {
    controls.announce(libDownload.download(NAME, new window.Blob(parts(files), { type: "application/zip" }), "")
      ? "已下载 " + NAME + "，请把它交给管课程库的人。" : "这个浏览器不能下载，请一个一个复制文件内容。");
  });
  controls.byId("unpack").addEventListener("click", function () {
    if (window.confirm("清空交件包，里面的 " + files.length + " 个文件都删去吗？")) {
      files = [];
      changed("交件包已清空。", reopen);
    }
  });
  draw(reopen);
}

/* Put a file in, in the place of one of its name. */
export function put(path, title, text, reopen) {
  const before = files.some(function (one) { return one.path === path; });
  files = files.filter(function (one) { return one.path !== path; }).concat({ path: path, title: title, text: text });
  changed((before ? "交件包里的 " + path + " 已换成现在这一份。" : "已放进交件包：" + path + "。") + "包里有 " + files.length + " 个文件。", reopen);
}

function changed(words, reopen) {
  const stored = keep.saveList(files);
  draw(reopen);
  controls.announce(words + (stored ? "" : "这个浏览器不让存草稿，请及时下载。"));
}

function draw(reopen) {
  controls.byId("parcel").hidden = !files.length;
  controls.byId("pack").textContent = "下载一包（" + files.length + " 个文件）";
  const list = clear(controls.byId("files"));
  files.forEach(function (file) {
    list.appendChild(make("li", {}, [
      make("span", { text: file.title + " " }), make("code", { text: file.path }), " ",
      controls.button("打开", function () { reopen(file.path.slice(file.path.lastIndexOf("/") + 1), file.text); }, { "aria-label": "打开 " + file.title }),
      controls.button("删去", function () {
        files = files.filter(function (one) { return one !== file; });
        changed("已从交件包里删去 " + file.path + "。", reopen);
      }, { "aria-label": "从交件包删去 " + file.title })
    ]));
  });
}
