/* A body read once: its tree, HTML, links and anchors, and what its page will not show as written. Mirrors generator/courselib/library/body.py. */
import * as budget from "../lib/markdown/budget.js";
import * as markdownDocument from "../lib/markdown/document.js";
import * as markdownHtml from "../lib/markdown/html.js";
import * as links from "../lib/markdown/links.js";
import * as remarks from "../lib/markdown/remarks.js";
import * as addresses from "./addresses.js";
import * as authorOutline from "./outline.js";
import * as text from "./text.js";

/* Code, message and hint of each remark; {} is what was written. */
const SAID = {
  TAG: ["B504", "正文里的 HTML {} 不允许，发布时会去掉。", "用 Markdown 写；若要显示尖括号本身，用反引号括起来。"],
  HANDLER: ["B504", "HTML {} 里的脚本属性不允许，发布时会去掉。", "删去以 on 开头的属性。"],
  UNCLOSED: ["B504", "HTML {} 没有结束标签，后面的内容都会算在它里面。", "在该结束的地方另起一行写结束标签。"],
  COMMENT: ["B511", "注释 {} 没有结束，后面的内容都不会显示。", "在注释末尾写 -->。"],
  REPEATED_TITLE: ["B512", "一级标题 {} 与本页标题重复，页面上只显示一次。", "删去这一行。"],
  SECOND_TITLE: ["B512", "正文里又有一个一级标题 {}；本页标题已是一级。", "正文的标题从 ## 写起。"],
  SKIPPED_LEVEL: ["B513", "标题 {} 跳过了一级。", "标题一级一级往下写：## 下面用 ###。"],
  NO_WORDS: ["B514", "图片 {} 没有文字说明，看不见图的人不知道是什么。", "写成 ![图里有什么](地址)。"],
  EMPTY_LINK: ["B515", "链接 {} 没有文字，页面上看不见。", "在方括号里写上链接的文字。"],
  EXTRA_CELLS: ["B516", "这一行比表头多出几格，{} 不会显示。", "补上表头的栏，或把多余的格并掉；字里的竖线写成 \\|。"],
  NO_TABLE: ["B517", "这里像表格，但没有认出来（{}），页面上是一段带竖线的字。", "表头和下面的横线要一样多格，表头前不要有别的字。"],
  OPEN_CODE: ["B522", "代码块 {} 没有结束，后面的内容都当作代码显示。", "在代码后面单独写一行同样的记号。"],
  UNUSED_NOTE: ["B518", "脚注 {} 没有人引用，页面上不显示。", "在正文里写上它的记号，或删去这条脚注。"],
  MISSING_NOTE: ["B518", "脚注 {} 没有内容，页面上只显示这几个字。", "另起一行写“记号: 内容”，或删去记号。"],
  NOTE_LABEL: ["B518", "脚注的记号 {} 里有空格，认不出来。", "去掉方括号里的空格，如 [^1]。"],
  UNUSED_DEFINITION: ["B519", "{} 这一行是链接的地址，没有用到，页面上不显示。", "是正文的，在方括号前加反斜线；是旧地址的，删去。"],
  TWICE_DEFINED: ["B519", "{} 写了两次，只有前一次算数。", "删去或改名其中一个。"],
  TAKEN_ID: ["B523", "锚点 {} 已经有了，这一处的不起作用。", "换一个名字；以 fn- 开头的留给脚注。"],
  UNKNOWN_CLASS: ["B520", "样式 {} 本站没有，不起作用，花括号里的字也不显示。", "删去花括号；要显示花括号，在前面加反斜线。"],
  UNANSWERED: ["B526", "自测题 {} 没有答案。", "在这道题下面另起一行写“答案：……”；不设答案的，把这一节的标题写成“自测思考”。"]
};
const ERRORS = ["B509", "B510", "B511"];
const NOTHING = { html: "", links: [], anchors: new Set(), outline: null, document: null, problems: [] };
let last = null;

function problem(code, message, line, column, hint) {
  return { code: code, severity: ERRORS.indexOf(code) >= 0 ? "error" : "warning", message: message, line: line, column: column, hint: hint };
}

function remarkProblem(remark) {
  const said = SAID[remark.kind];
  return problem(said[0], said[1].replace("{}", function () { return text.quote(remark.written, 40); }), remark.line, remark.column, said[2]);
}

/* The places that were never filled. */
function blanks(document) {
  const problems = [];
  document.tokens.forEach(function (token) {
    let at = 0;
    (token.type === "inline" ? token.children || [] : []).forEach(function (child) {
      (child.type === "text" ? child.content.match(/【填：[^】\n]*】?/g) || [] : []).forEach(function (blank) {
        at = Math.max(token.content.indexOf(blank, at), at);
        const place = document.lines.inside(token, at);
        at += blank.length;
        problems.push(problem("B509", "还有没填的地方 " + text.quote(blank, 30) + "。", place[0], place[1], "填好，或删去这一处。"));
      });
    });
  });
  return problems;
}

function readAnew(body, title, path) {
  try {
    const document = markdownDocument.parse(body, 1, authorOutline.usualAnchor, authorOutline.asks);
    const html = markdownHtml.toHtml(document, function (target, picture) {
      return addresses.pageAddress(target, path, picture);
    }, title);
    const outline = authorOutline.read(document);
    return {
      html: html, links: links.findLinks(document), anchors: markdownHtml.anchors(document, title), outline: outline, document: document,
      problems: blanks(document).concat(remarks.remarks(document, title).map(remarkProblem), outline.problems)
    };
  } catch (error) {
    if (!(error instanceof budget.BeyondBudget)) {
      throw error;
    }
    const said = problem("B510", "正文超出了一页能有的限度：" + error.what + "。", 1 + error.line, 1, "把它拆成几门课或几个页面。");
    return Object.assign({}, NOTHING, { problems: [said] });
  }
}

/* What a body says: {html, links, anchors, outline, document, problems}; the same body is read once. `path` is its content file. */
export function read(body, title, path) {
  const key = JSON.stringify([body, title, path]);
  if (!last || last.key !== key) {
    last = { key: key, read: readAnew(body, title || "", path || "courses/form/course.md") };
  }
  return last.read;
}

/* Whether a body is so long that it is not read anew at every key. */
export function isLong(body) {
  return body.length > budget.MAX_LIVE;
}

/* What was read last. */
export function current() {
  return last ? last.read : NOTHING;
}
