/* The token tree as HTML: from an allow-list of tags, attributes and classes, every text escaped, every address judged.
   Mirrors generator/courselib/syntax/markdown/html.py: nothing of a body is passed through. */
import { SUMMARY } from "./answers.js";
import * as budget from "./budget.js";
import { ID_PREFIX } from "./headings.js";
import { BLOCK_TAGS, INLINE_TAGS } from "./html-tags.js";
import * as text from "./text.js";

function words(list) {
  return new Set(list.split(" "));
}

const MORE_TAGS = words("input section sup");
const EVERYWHERE = words("id class title lang dir");
const ATTRIBUTES = {
  a: words("href"), details: words("open"), div: words("tabindex"), img: words("src alt width height"), input: words("type checked disabled aria-label"),
  li: words("value"), ol: words("start"), pre: words("tabindex"), td: words("colspan rowspan"), th: words("colspan rowspan scope")
};
export const CLASSES = words("admonition admonition-title note abstract info tip success question warning failure danger bug example quote important " +
  "footnotes footnote-ref footnote-backref task-list task-list-item small cl-table cl-center cl-right");
const NUMERIC = words("width height colspan rowspan start value");
const ALIGNED = { "text-align:right": "cl-right", "text-align:center": "cl-center" };
const NOT_ON_A_LINE = words("li td th dt dd summary caption");
const LINE_BEHIND = words("ul ol table thead tbody tr blockquote dl div details");
const FOOTNOTES = words("footnote_ref footnote_anchor footnote_block_open footnote_block_close footnote_open footnote_close");
const OF_IMAGE = words("src alt title");
const BARE = words("open checked disabled");

function escape(value) {
  return value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function quoted(value) {
  return escape(value).replace(/"/g, "&quot;").replace(/'/g, "&#x27;");
}

function isTag(name) {
  return INLINE_TAGS.has(name) || BLOCK_TAGS.has(name) || MORE_TAGS.has(name);
}

function Writer(address) {
  this.address = address;
  this.parts = [];
  this.size = 0;
}

Writer.prototype.add = function (piece) {
  this.parts.push(piece);
  this.size += piece.length;
};

Writer.prototype.block = function (token) {
  const kind = token.type;
  if (kind === "inline") {
    (token.children || []).forEach(this.inline, this);
  } else if (kind === "fence" || kind === "code_block") {
    this.add("<pre tabindex=\"0\"><code>" + escape(token.content) + "</code></pre>\n");
  } else if (kind === "hr") {
    this.add("<hr>\n");
  } else if (FOOTNOTES.has(kind)) {
    this.footnote(token);
  } else if (kind === "answer_open") {
    this.add("<details class=\"cl-answer\"><summary>" + SUMMARY + "</summary>\n");
  } else if (!token.hidden && token.tag) {
    this.tag(token);
  }
};

Writer.prototype.inline = function (token) {
  const kind = token.type;
  if (kind === "text") {
    this.add(escape(token.content));
  } else if (kind === "softbreak") {
    this.add(token.hidden ? "" : "\n");
  } else if (kind === "hardbreak") {
    this.add("<br>\n");
  } else if (kind === "code_inline") {
    this.add("<code" + this.attributes("code", token) + ">" + escape(token.content) + "</code>");
  } else if (kind === "image") {
    this.image(token);
  } else if (FOOTNOTES.has(kind)) {
    this.footnote(token);
  } else if (token.tag) {
    this.tag(token);
  }
};

Writer.prototype.tag = function (token) {
  const name = token.tag;
  if (!isTag(name)) {
    return;
  }
  if (token.nesting < 0) {
    const ownLine = BLOCK_TAGS.has(name) && !NOT_ON_A_LINE.has(name);
    this.add("</" + name + ">" + (name === "table" ? "</div>" : "") + (token.block || ownLine ? "\n" : ""));
    return;
  }
  // A wide table scrolls in its own box, so that it never widens the page.
  const before = name === "table" ? "<div class=\"cl-table\" tabindex=\"0\">" : "";
  this.add(before + "<" + name + this.attributes(name, token) + (name === "pre" ? " tabindex=\"0\"" : "") + ">");
  if (LINE_BEHIND.has(name)) {
    this.add("\n");
  }
};

Writer.prototype.image = function (token) {
  const source = this.address(token.attrGet("src") || "", true);
  const alt = quoted(text.ofInline(token));
  const title = token.attrGet("title");
  if (source === null) {
    const named = this.attributes("span", token);
    this.add(named ? "<span" + named + ">" + alt + "</span>" : alt);
    return;
  }
  this.add("<img src=\"" + quoted(source) + "\" alt=\"" + alt + "\"" + (title ? " title=\"" + quoted(title) + "\"" : "") +
    this.attributes("img", token) + ">");
};

/* A tag's attributes as HTML, those that it may have. */
Writer.prototype.attributes = function (tag, token) {
  return (token.attrs || []).map(function (pair) {
    const isAligned = pair[0] === "style" && Object.prototype.hasOwnProperty.call(ALIGNED, pair[1]);
    const name = isAligned ? "class" : pair[0];
    const allowed = EVERYWHERE.has(name) || (Object.prototype.hasOwnProperty.call(ATTRIBUTES, tag) && ATTRIBUTES[tag].has(name));
    const value = allowed && !(token.type === "image" && OF_IMAGE.has(name)) ? this.value(tag, name, String(isAligned ? ALIGNED[pair[1]] : pair[1])) : null;
    if (value === null) {
      return "";
    }
    return (value || name === "alt" || name === "value" ? " " + name + "=\"" + quoted(value) + "\"" : " " + name) +
      (name === "href" ? " rel=\"noopener noreferrer\"" : "");
  }, this).join("");
};

/* An attribute's value as it may stand; null drops it. */
Writer.prototype.value = function (tag, name, value) {
  if (name === "href" || name === "src") {
    return this.address(value, tag === "img");
  }
  if (name === "id") {
    return ID_PREFIX + value;
  }
  if (name === "class") {
    return text.squeeze(value).split(" ").filter(function (one) { return CLASSES.has(one); }).join(" ") || null;
  }
  if (NUMERIC.has(name)) {
    return /^[0-9]{1,4}$/.test(value) ? value : null;
  }
  if (name === "lang" || name === "scope" || name === "dir") {
    return /^[A-Za-z0-9-]{1,20}$/.test(value) ? value : null;
  }
  return name === "tabindex" ? null : BARE.has(name) ? "" : value;
};

Writer.prototype.footnote = function (token) {
  const meta = token.meta || {};
  const number = (meta.id || 0) + 1;
  const place = meta.subId ? number + "-" + (meta.subId + 1) : String(number);
  const c = ID_PREFIX;
  this.add({
    footnote_ref: "<sup class=\"footnote-ref\" id=\"" + c + "fnref-" + place + "\"><a href=\"#" + c + "fn-" + number + "\">" + number + "</a></sup>",
    footnote_anchor: " <a class=\"footnote-backref\" href=\"#" + c + "fnref-" + place + "\" title=\"回到正文第 " + number + " 处脚注\">↩</a>",
    footnote_block_open: "<section class=\"footnotes\">\n<hr>\n<ol>\n",
    footnote_block_close: "</ol>\n</section>\n",
    footnote_open: "<li id=\"" + c + "fn-" + number + "\">",
    footnote_close: "</li>\n"
  }[token.type]);
};

/* The index of the heading that repeats the page's title, else one below every index. */
export function repeatedTitle(document, title) {
  const expected = text.withoutBlanks(title);
  const heading = document.headings.filter(function (one) { return one.level === 1; })[0];
  if (!expected || !heading || text.withoutBlanks(heading.title) !== expected) {
    return -9;
  }
  return document.tokens.map(function (token) { return token.type === "heading_open" ? token.tag : ""; }).indexOf("h1");
}

/* The ids of a body, without the prefix that they have on its page; `title` as in `toHtml`. */
export function anchors(document, title) {
  const ids = new Set();
  const skipped = repeatedTitle(document, title || "");
  document.tokens.forEach(function (token, index) {
    [token].concat(token.children || []).forEach(function (one) {
      if (!(index >= skipped && index < skipped + 3) && one.attrGet("id")) {
        ids.add(one.attrGet("id"));
      }
    });
  });
  return ids;
}

/* A body as HTML. `address` (target, whether it is a picture) gives an address as it must stand on the page, or null.
   A first-level heading that says only `title` is left out. Throws `BeyondBudget`. */
export function toHtml(document, address, title) {
  const writer = new Writer(address);
  const skipped = repeatedTitle(document, title || "");
  document.tokens.forEach(function (token, index) {
    if (index >= skipped && index < skipped + 3) {
      return;
    }
    writer.block(token);
    if (writer.size > budget.MAX_HTML) {
      throw new budget.BeyondBudget("网页会超过 " + budget.MAX_HTML / 1000000 + " MB", token.map ? token.map[0] : 0);
    }
  });
  return text.strip(writer.parts.join(""));
}
