/* HTML in Markdown: each tag is read into the token tree, or told and left out. Mirrors generator/courselib/syntax/markdown/html_tags.py. */
import * as entities from "./entities.js";
import * as markup from "./markup.js";
import * as text from "./text.js";

function words(list) {
  return new Set(list.split(" "));
}

export const INLINE_TAGS = words("a abbr b br cite code del em i img ins kbd mark q rp rt ruby s small span strong sub sup u var wbr");
export const BLOCK_TAGS = words("blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary " +
  "table tbody td tfoot th thead tr ul");
const VOID_TAGS = words("br hr img wbr");
const HIDDEN = words("script style iframe object svg math template noscript title head textarea xmp");
const ENDS_BY_ITSELF = words("p li dt dd tr td th thead tbody tfoot caption");
const MAX_OPEN = 40;
const NAME = /^<\/?([A-Za-z][A-Za-z0-9-]*)/;
const ATTRIBUTE = /[ \t-\r/]([a-zA-Z_:][a-zA-Z0-9:._-]*)(?:[ \t-\r]*=[ \t-\r]*("[^"]*"|'[^']*'|[^"'=<>`\x00-\x20]+))?/g;

function nameOf(written) {
  const match = NAME.exec(written);
  return match ? match[1].toLowerCase() : "";
}

function lowered(content) {
  const low = content.toLowerCase();
  return low.length === content.length ? low : content;
}

/* Builds a whole tree: every tag is closed within what it was opened in. */
function Tree(Token, remarks) {
  this.Token = Token;
  this.tokens = [];
  this.open = [[]];
  this.remarks = remarks;
}

Tree.prototype.take = function (token) {
  if (token.nesting < 0) {
    this.leave();
    if (this.open.length > 1) {
      this.open.pop();
    }
  }
  this.tokens.push(token);
  if (token.nesting > 0) {
    this.open.push([]);
  }
};

/* Take a tag of a block, or remark that it is left out. Its running text begins at `start` of the block; one that is a block of its
   own stands on `line` of the body, from 0. */
Tree.prototype.tag = function (piece, block, start, line) {
  const here = this.open[this.open.length - 1];
  const names = here.map(function (entry) { return entry.name; });
  if (piece.closes) {
    if (names.indexOf(piece.name) >= 0) {
      this.closeDownTo(names.lastIndexOf(piece.name));
    }
    return;
  }
  const isVoid = VOID_TAGS.has(piece.name);
  if (!isVoid && (here.length >= MAX_OPEN || (piece.name === "a" && names.indexOf("a") >= 0))) {
    this.remarks.push({ kind: "TAG", written: piece.written, block: block, offset: piece.at });
    return;
  }
  const token = new this.Token(isVoid ? "html_void" : "html_open", piece.name, isVoid ? 0 : 1);
  this.attributes(token, piece, block);
  token.meta = { at: piece.at - (start || 0) };
  token.map = line === undefined ? null : [line, line + 1];
  token.block = BLOCK_TAGS.has(piece.name);
  this.tokens.push(token);
  if (!isVoid) {
    here.push({ name: piece.name, remark: { kind: "UNCLOSED", written: piece.written, block: block, offset: piece.at } });
  }
};

/* Give a token the attributes of its tag, values decoded; the first of a name counts, as in browsers. */
Tree.prototype.attributes = function (token, piece, block) {
  let handles = false;
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(piece.written); match; match = ATTRIBUTE.exec(piece.written)) {
    const name = match[1].toLowerCase();
    const value = match[2] || "";
    const bare = value[0] === "'" || value[0] === "\"" ? value.slice(1, -1) : value;
    if (token.attrIndex(name) < 0) {
      token.attrPush([name, entities.unescape(bare)]);
    }
    handles = handles || name.indexOf("on") === 0;
  }
  if (handles) {
    this.remarks.push({ kind: "HANDLER", written: piece.written, block: block, offset: piece.at });
  }
};

Tree.prototype.closeDownTo = function (depth) {
  const here = this.open[this.open.length - 1];
  while (here.length > depth) {
    const name = here.pop().name;
    const token = new this.Token("html_close", name, -1);
    token.block = BLOCK_TAGS.has(name);
    this.tokens.push(token);
  }
};

/* Close what is still open where the parser's block or emphasis ends. */
Tree.prototype.leave = function () {
  this.open[this.open.length - 1].forEach(function (entry) {
    if (BLOCK_TAGS.has(entry.name) && !ENDS_BY_ITSELF.has(entry.name)) {
      this.remarks.push(entry.remark);
    }
  }, this);
  this.closeDownTo(0);
};

Tree.prototype.end = function () {
  while (this.open.length > 1) {
    this.leave();
    this.open.pop();
  }
  this.leave();
  return this.tokens;
};

function inline(Token, block, remarks) {
  const tree = new Tree(Token, remarks);
  const low = lowered(block.content);
  const last = markup.lastIn(low);
  let hidden = "";
  block.children.forEach(function (token) {
    if (token.type !== "html_inline") {
      if (!hidden || token.nesting) {
        tree.take(token);
      }
      return;
    }
    const written = token.content;
    const piece = { written: written, at: (token.meta || {}).at || 0, name: nameOf(written), closes: written.startsWith("</") };
    if (hidden) {
      hidden = piece.closes && piece.name === hidden ? "" : hidden;
    } else if (INLINE_TAGS.has(piece.name)) {
      tree.tag(piece, block);
    } else if (!written.startsWith("<!--")) {
      remarks.push({ kind: "TAG", written: written, block: block, offset: piece.at });
      hidden = !piece.closes && HIDDEN.has(piece.name) && last("</" + piece.name) > piece.at ? piece.name : "";
    }
  });
  return tree.end();
}

function kindOf(content, low, at, end, last) {
  if (content.startsWith("<!--", at)) {
    return { kind: "comment", name: "", end: end };
  }
  const name = nameOf(content.slice(at, end));
  if (HIDDEN.has(name) && !content.startsWith("</", at)) {
    const close = last("</" + name) >= end ? low.indexOf("</" + name, end) : -1;
    const behind = close >= 0 ? content.indexOf(">", close) + 1 : 0;
    return { kind: "hidden", name: name, end: behind || end };
  }
  return { kind: INLINE_TAGS.has(name) || BLOCK_TAGS.has(name) ? "tag" : "hidden", name: name, end: end };
}

/* The tags, texts and left-out parts of raw HTML in order. Linear: what cannot end is not looked for twice. */
function pieces(content) {
  const low = lowered(content);
  const last = markup.lastIn(content);
  const lowLast = markup.lastIn(low);
  const split = [];
  let done = 0;
  let at = content.indexOf("<");
  while (at >= 0) {
    const end = markup.endOfHtml(content, at, last);
    if (end < 0 && !content.startsWith("<!--", at)) {
      at = content.indexOf("<", at + 1);
    } else {
      const one = end < 0 ? { kind: "endless", name: "", end: content.length } : kindOf(content, low, at, end, lowLast);
      if (at > done) {
        split.push({ kind: "text", written: content.slice(done, at), at: done, name: "", closes: false });
      }
      const written = content.slice(at, one.end);
      split.push({
        kind: one.kind, written: one.kind === "tag" ? written : text.cut(written, 200), at: at, name: one.name, closes: content.startsWith("</", at)
      });
      done = one.end;
      at = content.indexOf("<", done);
    }
  }
  return done < content.length ? split.concat({ kind: "text", written: content.slice(done), at: done, name: "", closes: false }) : split;
}

/* Put text and the tags in it, which begin on a line of the body (from 0), into the tree as running text of their own. */
function flush(block, buffer, tree, line) {
  if (buffer.some(function (piece) { return piece.kind === "tag" || !text.isBlank(piece.written); })) {
    const within = new Tree(tree.Token, tree.remarks);
    const start = buffer[0].at;
    const last = buffer[buffer.length - 1];
    const preformatted = tree.open[tree.open.length - 1].some(function (entry) { return entry.name === "pre"; });
    buffer.forEach(function (piece) {
      if (piece.kind === "tag") {
        within.tag(piece, block, start);
      } else {
        const child = new tree.Token("text", "", 0);
        const shown = entities.unescape(piece.written);
        child.content = preformatted ? shown : shown.replace(text.blanks, " ");
        within.take(child);
      }
    });
    const running = new tree.Token("inline", "", 0);
    running.children = within.end();
    running.map = [line, line + 1];
    running.content = block.content.slice(start, last.at + last.written.length);
    running.meta = { raw: true };
    tree.take(running);
  }
  buffer.length = 0;
}

function newlines(content, from, to) {
  return content.slice(from, to).split("\n").length - 1;
}

function block(token, tree) {
  const running = [];
  let line = token.map ? token.map[0] : 0;
  let begun = line;
  let counted = 0;
  pieces(token.content).forEach(function (piece) {
    line += newlines(token.content, counted, piece.at);
    counted = piece.at;
    begun = running.length ? begun : line;
    if (piece.kind === "tag" && BLOCK_TAGS.has(piece.name)) {
      flush(token, running, tree, begun);
      tree.tag(piece, token, 0, line);
    } else if (piece.kind === "text" || piece.kind === "tag") {
      running.push(piece);
    } else if (piece.kind !== "comment") {
      tree.remarks.push({ kind: piece.kind === "endless" ? "COMMENT" : "TAG", written: piece.written, block: token, offset: piece.at });
    }
  });
  flush(token, running, tree, begun);
}

/* Replace raw HTML by tokens html_open, html_void and html_close, and note in `env` what was left out. */
export function htmlTags(state) {
  state.env.htmlRemarks = [];
  const tree = new Tree(state.Token, state.env.htmlRemarks);
  state.tokens.forEach(function (token) {
    if (token.type === "html_block") {
      block(token, tree);
    } else {
      if (token.type === "inline" && (token.children || []).some(function (child) { return child.type === "html_inline"; })) {
        token.children = inline(state.Token, token, tree.remarks);
      }
      tree.take(token);
    }
  });
  state.tokens = tree.end();
}
