/* What a page will not show as its author wrote it. Mirrors generator/courselib/syntax/markdown/remarks.py. */
import * as markdownHtml from "./html.js";
import * as markdownLinks from "./links.js";
import * as text from "./text.js";

const RULE_ROW = /^(?:\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|?)$/;
const NOTE = /\[\^([^\]\n]{1,60})\](:?)/g;

/* Collects remarks {kind, line, column, written}; the same thing is told once. */
function RemarkList() {
  this.all = new Map();
}

RemarkList.prototype.say = function (kind, place, written) {
  const remark = { kind: kind, line: place[0], column: place[1], written: written };
  this.all.set(JSON.stringify(remark), remark);
};

RemarkList.prototype.inOrder = function () {
  return text.sorted(Array.from(this.all.values()), function (a, b) {
    return a.line - b.line || a.column - b.column || compare(a.kind, b.kind) || compare(a.written, b.written);
  });
};

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headings(document, title, list) {
  const repeated = markdownHtml.repeatedTitle(document, title) >= 0;
  // The page's title is its first level, whether the body has one or not.
  let level = 1;
  let first = true;
  document.headings.forEach(function (heading) {
    const place = [document.lines.firstLine + heading.line, 1];
    if (heading.level === 1) {
      if (!first || title) {
        list.say(first && repeated ? "REPEATED_TITLE" : "SECOND_TITLE", place, heading.title);
      }
      first = false;
    } else if (heading.level > level + 1) {
      list.say("SKIPPED_LEVEL", place, "#".repeat(heading.level));
    }
    level = heading.level;
  });
}

function html(document, list) {
  (document.env.htmlRemarks || []).forEach(function (remark) {
    list.say(remark.kind, document.lines.inside(remark.block, remark.offset), text.cut(remark.written.split("\n")[0], 60));
  });
}

function links(document, list) {
  markdownLinks.findLinks(document).forEach(function (link) {
    if (text.isBlank(link.text)) {
      list.say(link.image ? "NO_WORDS" : "EMPTY_LINK", [link.line, link.column], text.cut(link.target, 60));
    }
  });
}

function takenIds(document, list) {
  document.env.takenIds.forEach(function (one) {
    list.say("TAKEN_ID", document.lines.inside(one.block, Math.max(one.block.content.indexOf(one.written), 0)), one.written);
  });
}

function unanswered(document, list) {
  document.env.unanswered.forEach(function (block) {
    list.say("UNANSWERED", document.lines.inside(block, 0), text.cut(block.content.split("\n")[0], 60));
  });
}

function unknownClass(document, block, token, list, start) {
  const written = (token.meta || {}).attributes || "";
  (written.match(/\.[0-9A-Za-z_\u3400-\u9fff-]+/g) || []).forEach(function (name) {
    if (!markdownHtml.CLASSES.has(name.slice(1))) {
      list.say("UNKNOWN_CLASS", document.lines.inside(block, Math.max(block.content.indexOf(written, start), 0)), name);
    }
  });
}

function isClosed(document, fence) {
  const end = fence.map[1];
  const last = text.stripped(document.lines.lines[end - 1] || "", /[ \t>]/);
  const rest = last.split(fence.markup[0]).join("");
  return end - 1 > fence.map[0] && last.indexOf(fence.markup) === 0 && !rest;
}

function running(document, block, list) {
  let at = 0;
  (block.children || []).forEach(function (child) {
    unknownClass(document, block, child, list, at);
    if (child.type === "text" && child.content.indexOf("[^") >= 0) {
      child.content.replace(NOTE, function (whole, label) {
        // What stands in the text in order stands so in the content: each is looked for behind the one before.
        const place = block.content.indexOf(whole, at);
        at = place >= 0 ? place + whole.length : at;
        list.say(text.hasBlank(label) ? "NOTE_LABEL" : "MISSING_NOTE", document.lines.inside(block, Math.max(place, 0)), whole.replace(/:$/, ""));
        return whole;
      });
    }
  });
  if (!(block.meta && block.meta.raw) && block.content.indexOf("-") >= 0 && block.content.indexOf("|") >= 0) {
    let start = 0;
    block.content.split("\n").forEach(function (line, number) {
      if (number && RULE_ROW.test(text.strip(line))) {
        list.say("NO_TABLE", document.lines.inside(block, start), text.cut(text.strip(line), 60));
      }
      start += line.length + 1;
    });
  }
}

function blocks(document, list) {
  document.tokens.forEach(function (token) {
    const extra = ((token.meta || {}).extra || []).filter(Boolean);
    if (extra.length) {
      list.say("EXTRA_CELLS", [document.lines.of(token), 1], extra.join(" | "));
    }
    unknownClass(document, token, token, list, 0);
    if (token.type === "fence" && token.map && !isClosed(document, token)) {
      list.say("OPEN_CODE", [document.lines.of(token), 1], token.markup);
    }
    if (token.type === "inline") {
      running(document, token, list);
    }
  });
}

function usedReferences(document) {
  const used = new Set();
  document.tokens.forEach(function (token) {
    (token.type === "inline" ? token.children || [] : []).forEach(function (child) {
      if (child.meta && child.meta.label && (child.type === "link_open" || child.type === "image")) {
        used.add(child.meta.label);
      }
    });
  });
  return used;
}

/* The place of the first bracket of a line of the body, from 0. */
function bracket(document, line) {
  const written = document.lines.lines[line] || "";
  const at = written.indexOf("[");
  return [document.lines.firstLine + line, at < 0 ? 1 : text.count(written.slice(0, at)) + 1];
}

function writtenLabel(document, definition) {
  const written = text.cut(document.lines.lines[definition.map[0]] || "", 200);
  return written.slice(Math.max(written.indexOf("["), 0)).split("]:")[0] + "]";
}

/* Definitions that no reader will see anything of. */
function definitions(document, list) {
  const shown = document.env.notesShown || new Map();
  const references = document.env.references || {};
  const used = usedReferences(document);
  const seen = new Set();
  (document.env.noteDefinitions || []).forEach(function (note) {
    if (seen.has(note.label)) {
      list.say("TWICE_DEFINED", bracket(document, note.line), "[^" + note.label + "]");
    } else if (!shown.has(note.label)) {
      list.say("UNUSED_NOTE", bracket(document, note.line), "[^" + note.label + "]");
    }
    seen.add(note.label);
  });
  Object.keys(references).filter(function (name) { return !used.has(name); }).forEach(function (name) {
    list.say("UNUSED_DEFINITION", bracket(document, references[name].map[0]), writtenLabel(document, references[name]));
  });
  (document.env.duplicates || []).forEach(function (definition) {
    list.say("TWICE_DEFINED", bracket(document, definition.map[0]), writtenLabel(document, definition));
  });
}

/* What the page of a body called `title` will not show as written, in order of place: {kind, line, column, written}. */
export function remarks(document, title) {
  const list = new RemarkList();
  headings(document, title || "", list);
  html(document, list);
  links(document, list);
  blocks(document, list);
  definitions(document, list);
  takenIds(document, list);
  unanswered(document, list);
  return list.inOrder();
}
