/* Links and images of a body: what is not safe, and what leads nowhere. Mirrors generator/courselib/content/checks/bodies.py. */
import * as addresses from "./addresses.js";
import { nearest } from "../lib/nearest.js";
import { quote } from "./text.js";

// The form does not know how deep in which folder the file will stand.
const SOMEWHERE = "courses/a/b/c/d/e/f/course.md";

function anchor(link, anchors, say) {
  const hash = link.target.indexOf("#");
  const fragment = hash < 0 ? "" : link.target.slice(hash + 1);
  const name = fragment && addresses.anchorNamed(fragment);
  if (name && !anchors.has(name)) {
    const near = nearest(name, Array.from(anchors));
    say("B506", "链接 " + quote(link.target, 60) + " 要去的标题不存在。", near ? "是否想写 #" + near + "？" : "检查 # 后面的标题，或删去 # 和后面的字。");
  }
}

function check(link, anchors, say) {
  const scheme = addresses.schemeOf(link.target);
  const shown = quote(link.target, 60);
  const isHost = link.target.indexOf("//") === 0;
  const target = scheme ? "" : addresses.resolve(link.target, SOMEWHERE);
  if (link.image && (scheme || isHost)) {
    say("B508", "图片 " + shown + " 不在本库里。", "把图片放进 content/media，写相对路径。");
  } else if (scheme && addresses.ALLOWED_SCHEMES.indexOf(scheme) < 0) {
    say("B505", "链接 " + shown + " 的类型 " + scheme + ": 不允许。", "只能用 http、https、mailto 或本库里的相对路径。");
  } else if (["", "#"].indexOf(link.target.trim()) >= 0) {
    say("B525", (link.image ? "图片 " : "链接 ") + quote(link.text, 40) + " 没有地址，页面上只有这几个字。", "在圆括号里写上地址，或只留下字。", true);
  } else if (!scheme && (target === null || isHost)) {
    say("B505", "链接 " + shown + " 超出了内容文件夹。", "写相对路径，不以 / 开头，不越过 content。");
  } else if (target) {
    say("B506", "链接 " + shown + " 指向本库里的文件，本页核对不了。", "交付前请用 courselib check 核对。", true);
  } else if (!scheme) {
    anchor(link, anchors, say);
  }
}

/* The problems of links of what was read of a body, as `reading` tells problems. */
export function problems(read) {
  const faults = [];
  read.links.forEach(function (link) {
    check(link, read.anchors, function (code, message, hint, warning) {
      faults.push({ code: code, severity: warning ? "warning" : "error", message: message, line: link.line, column: link.column, hint: hint });
    });
  });
  return faults;
}
