/* Taking the plan away: the file that lasts, sheets, calendar, print, a link. Nothing is sent anywhere. */
import { copied } from "../../lib/clipboard.js";
import { clear, make } from "../../lib/dom.js";
import { download } from "../../lib/download.js";
import * as calendar from "../calendar.js";
import * as bringback from "./bringback.js";
import { desk } from "./desk.js";
import { write as csvOf } from "../csv.js";
import * as excel from "../excel.js";
import * as share from "../share.js";
import * as yaml from "../yaml.js";
import * as files from "./files.js";
import * as sheet from "./sheet.js";
import * as store from "./store.js";
import * as tools from "./tools.js";

const IS_FILE = window.location.protocol === "file:";
const NO_DOWNLOAD = "这个浏览器不能由网页下载文件，请换一个较新的浏览器，或者用链接把计划带走。";
let saved = null;

function nameOf(app, ending) {
  return yaml.name(app.plan()).replace(/yml$/, ending);
}

function hand(app, ending, blob, more, called) {
  const name = called || nameOf(app, ending);
  if (download(name, blob)) {
    tools.notice(["已下载“" + name + "”，一般在“下载”文件夹里。"].concat(more || []));
  } else {
    tools.notice([NO_DOWNLOAD], [], true);
  }
}

function saveFile(app) {
  saved = app.plan();
  hand(app, "yml", files.text(yaml.write(app.plan()), "text/yaml"), ["以后在本页“打开计划文件”就能接着编；发给别人也用它。"]);
}

function saveExcel(app) {
  // The plan's name as it was pressed: it may be renamed, or another be open, before the file is made.
  const name = nameOf(app, "xlsx");
  excel.save(app.data, app.evaluation, "").then(function (blob) {
    hand(app, "xlsx", blob, [], name);
  }).catch(function () {
    tools.notice(["Excel 文件没有生成：要用的文件没有读到。请把整个站点文件夹重新复制一遍，或先下载 CSV。"], [], true);
  });
}

function saveCsv(app) {
  hand(app, "csv", files.text(csvOf(app.data, app.evaluation), "text/csv"));
}

function saveCalendar(app) {
  if (calendar.has(app.plan())) {
    hand(app, "ics", files.text(calendar.write(app.data, app.plan(), desk()), "text/calendar"));
  } else {
    tools.say(tools.byId("calendar").textContent);
  }
}

/* The address of the page, the plan behind "#". From a folder the published site is the better one to send, if it is known. */
function address(app) {
  const own = IS_FILE && app.data.site ? app.data.site + "planner.html" : window.location.href.replace(/#.*$/, "");
  return own + "#plan=" + share.pack(app.plan());
}

function showLink(app) {
  const place = clear(tools.byId("link"));
  const link = address(app);
  place.hidden = false;
  if (link.length > share.MAX_LENGTH) {
    place.appendChild(make("p", null, "计划太长，放不进链接，请把下载的计划文件发给对方。"));
    return;
  }
  const box = make("input", { id: "cl-pl-link-text", readonly: true, value: link });
  const status = make("p", { "class": "cl-small", role: "status" });
  const copy = tools.button("复制链接", function () {
    status.textContent = copied(box) ? "已复制，粘贴给对方即可。" : "浏览器不让自动复制：链接已经选中，请按 Ctrl+C。";
  });
  place.appendChild(make("p", { "class": "cl-pl-link" }, make("label", { "for": "cl-pl-link-text" }, "分享链接"), box, copy));
  place.appendChild(status);
  place.appendChild(make("p", { "class": "cl-small" }, "整个计划就在链接里，没有存到任何地方。以后计划改了，要重新取链接。" + (IS_FILE && !app.data.site
    ? "本页是从文件夹里打开的：这个链接只有在同一位置放着本站的电脑上才打得开，给别人请发计划文件。" : "")));
  box.focus();
  box.select();
}

/* Takes what came with the address out of it, where the browser allows that. */
export function forgetAddress() {
  try {
    window.history.replaceState(null, "", window.location.href.replace(/#.*$/, ""));
  } catch (error) {
    window.location.hash = "";
  }
}

function storedText() {
  const file = "留得住的是下载的文件。";
  if (!store.works()) {
    return "这个浏览器不让网页存东西，关掉本页计划就没有了；" + file;
  }
  return "计划只存在这台电脑的这个浏览器里，" + (IS_FILE ? "本站文件夹挪动、" : "换浏览器、") + "浏览器清理都可能丢掉" +
    (IS_FILE ? "，从别的文件夹打开的课程库也可能用同一处" : "") + "；" + file;
}

function show(app) {
  const has = calendar.has(app.plan());
  tools.byId("take-ics").setAttribute("aria-disabled", String(!has));
  tools.setText(tools.byId("calendar"), has ? "日历文件里是定了日期的课，可导入手机和电脑的日历。" : "日历要有日期：给课程“定日期”以后，才能下载日历。");
  if (!tools.byId("link").hidden) {
    tools.byId("link").hidden = true;
  }
  if (app.ready && !app.guest && /[#&](plan|start)=/.test(window.location.hash)) {
    forgetAddress();
  }
}

export function listen(app) {
  const place = tools.byId("take");
  [
    ["下载计划文件", function () { saveFile(app); }, "yml"], ["下载 Excel", function () { saveExcel(app); }, "xlsx"],
    ["下载 CSV 表格", function () { saveCsv(app); }, "csv"], ["下载日历", function () { saveCalendar(app); }, "ics"],
    ["打印备案表", function () { sheet.print(app); }, "print"], ["取分享链接", function () { showLink(app); }, "share"]
  ].forEach(function (row, n) {
    place.appendChild(tools.button(row[0], row[1], { id: "cl-pl-take-" + row[2], "class": "cl-pl-button" + (n ? "" : " cl-pl-button--main"),
      "aria-describedby": row[2] === "ics" ? "cl-pl-calendar" : null }));
  });
  tools.setText(tools.byId("stored"), storedText());
  tools.setText(tools.byId("privacy"), "编的内容不会发到任何地方。" + storedText());
  tools.byId("save").addEventListener("click", function () { saveFile(app); });
  window.addEventListener("beforeunload", function (event) {
    const left = store.unsaved();
    if (left > 1 || (left && app.history.canUndo && saved !== app.plan())) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  bringback.listen(app);
  app.register(show);
}
