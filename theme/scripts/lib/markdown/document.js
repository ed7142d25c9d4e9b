/* A body as one token tree, parsed once. Mirrors generator/courselib/syntax/markdown/document.py. */
import * as markdownIt from "../../vendor/markdown-it.js";
import * as answers from "./answers.js";
import * as attributes from "./attributes.js";
import * as boxes from "./boxes.js";
import * as budget from "./budget.js";
import * as chinese from "./chinese.js";
import * as corrections from "./corrections.js";
import * as footnotes from "./footnotes.js";
import * as headings from "./headings.js";
import * as htmlTags from "./html-tags.js";
import * as markup from "./markup.js";
import * as places from "./places.js";
import * as tasks from "./tasks.js";
import * as text from "./text.js";

const EVERYWHERE = ["paragraph", "reference", "blockquote", "list"];
let made = null;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

function same(value) {
  return value;
}

/* The rule of definitions `[name]: address`; what was meant for a footnote stays text, so that it is seen. Each keeps its lines, and
   those whose name is taken are noted. */
function reference(rule) {
  return function (state, start, end, silent) {
    if (state.src.startsWith("[^", state.bMarks[start] + state.tShift[start])) {
      return false;
    }
    const known = state.env.references;
    // The rule tells nobody which name it found: alone in an empty table, it can be seen.
    state.env.references = {};
    const matched = rule(state, start, end, silent);
    const name = Object.keys(state.env.references)[0];
    if (name !== undefined) {
      const definition = Object.assign(state.env.references[name], { map: [start, state.line] });
      state.env.references = known || {};
      if (has(state.env.references, name)) {
        state.env.duplicates = state.env.duplicates || [];
        state.env.duplicates.push(definition);
      } else {
        state.env.references[name] = definition;
      }
    } else {
      state.env.references = known;
    }
    return matched;
  };
}

/* Let each defined address know by which name it was defined, so that links tell which definition they use. */
function nameAddresses(state) {
  const defined = state.env.references || {};
  Object.keys(defined).forEach(function (name) {
    defined[name].href = Object.assign(new String(defined[name].href), { definedAs: name });
  });
}

/* A rule of links or pictures whose token keeps the name of the definition it uses. */
function named(rule) {
  return function (state, silent) {
    const before = state.tokens.length;
    const matched = rule(state, silent);
    state.tokens.slice(silent ? state.tokens.length : before, before + 2).forEach(function (token) {
      const address = (token.attrs || []).filter(function (pair) { return pair[1] && pair[1].definedAs; })[0];
      if (address) {
        token.meta = Object.assign({}, token.meta, { label: address[1].definedAs });
        address[1] = String(address[1]);
      }
    });
    return matched;
  };
}

/* Trim running text as the other reader does: also of full-width blanks. */
function trim(state) {
  state.tokens.forEach(function (token) {
    if (token.type === "inline") {
      token.content = text.stripped(token.content, text.TRIMMED);
    }
  });
}

function make() {
  const parts = markdownIt;
  const md = new parts.MarkdownIt("commonmark", { maxNesting: budget.MAX_NESTING + 20 });
  md.enable("strikethrough");
  // Addresses stay as written: they are judged once, where the tree becomes a page.
  md.validateLink = function () { return true; };
  md.normalizeLink = md.normalizeLinkText = same;
  budget.bound(md.block);
  chinese.knowChinese(md);
  footnotes.withFootnotes(md, parts.footnote);
  corrections.correct(md, parts.deflist);
  // The parser looks for tables first: a quote or an item with a bar, and dashes below it, would be the head of one.
  md.block.ruler.before("lheading", "late_table", places.withExtraCells(parts.rules.table), { alt: ["paragraph", "reference"] });
  md.block.ruler.before("fence", "box", boxes.box, { alt: EVERYWHERE });
  md.block.ruler.at("reference", reference(parts.rules.reference));
  [["link", named(parts.rules.link)], ["image", named(parts.rules.image)], ["autolink", parts.rules.autolink], ["html_inline", markup.htmlInline]]
    .forEach(function (pair) { md.inline.ruler.at(pair[0], places.placed(pair[1])); });
  md.core.ruler.after("block", "trim", trim);
  md.core.ruler.after("trim", "answers", answers.answers);
  md.core.ruler.after("block", "name_addresses", nameAddresses);
  [
    ["html_tags", htmlTags.htmlTags], ["footnotes_last", footnotes.footnotesLast], ["attributes", attributes.attributes],
    ["tasks", tasks.tasks], ["join_lines", chinese.joinLines], ["headings", headings.headings]
  ].forEach(function (pair) { md.core.ruler.push(pair[0], pair[1]); });
  return md;
}

/* The tree of a body that begins at `firstLine` of its file: {tokens, lines, env}. `usualAnchor` names the anchor of a heading that
   has a short one of its own, else an empty text; `asks` says whether a heading begins a section of questions. Throws `BeyondBudget` for a body that asks for more than a page can show. */
export function parse(body, firstLine, usualAnchor, asks) {
  if (body.length > budget.MAX_CHARACTERS && text.count(body) > budget.MAX_CHARACTERS) {
    throw new budget.BeyondBudget("正文多于 " + budget.MAX_CHARACTERS / 10000 + " 万字");
  }
  made = made || make();
  const nothing = function () { return ""; };
  const env = { usualAnchor: usualAnchor || nothing, asks: asks || nothing };
  const lines = new places.Lines(body, firstLine || 1);
  const tokens = made.parse(body, env);
  budget.measure(tokens);
  return { tokens: tokens, lines: lines, env: env, headings: env.headings };
}
