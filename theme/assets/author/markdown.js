/* Markdown for the preview, straight into elements: headings, paragraphs, lists, tables, quotes, code, emphasis, links.
   The site's own renderer knows more; the page says so. Nothing here is ever parsed as HTML. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const make = author.dom.make;
  const scan = author.scan;
  const INLINE = /\\([!-/:-@[-`{-~])|(`+)([\s\S]*?[^`])\2(?!`)|!\[([^\]]*)\]\(([^\s)]*)[^)]*\)|\[([^\]]*)\]\(\s*<?([^\s)>]*)[^)]*\)|\*\*(?=\S)([\s\S]*?\S)\*\*|\*(?=\S)([\s\S]*?\S)\*|<(https?:\/\/[^<>\s]+)>|<br\s*\/?>|&(lt|gt|amp|quot|#96);/;
  const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: "\"", "#96": "`" };
  const HAN = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/;
  const MAX_DEPTH = 8;

  function link(target, words, depth) {
    const safe = /^(?:https?:\/\/|mailto:)/i.test(target) && !/[\u0000-\u0020]/.test(target);
    // A relative link leads nowhere from here: it shows as one, without being one.
    const node = safe ? make("a", { href: target, rel: "noopener noreferrer", target: "_blank" }) : make("span", { "class": "cl-preview__link", title: target });
    inline(node, words, depth + 1);
    return node;
  }

  function inline(node, text, depth) {
    let rest = text;
    while (rest) {
      const match = depth > MAX_DEPTH ? null : INLINE.exec(rest);
      node.appendChild(document.createTextNode(match ? rest.slice(0, match.index) : rest));
      if (!match) {
        return node;
      }
      rest = rest.slice(match.index + match[0].length);
      if (match[1] !== undefined) {
        node.appendChild(document.createTextNode(match[1]));
      } else if (match[3] !== undefined) {
        node.appendChild(make("code", { text: match[3].trim() }));
      } else if (match[5] !== undefined) {
        node.appendChild(make("span", { "class": "cl-preview__image", text: "〔图片：" + (match[4] || match[5]) + "〕" }));
      } else if (match[7] !== undefined) {
        node.appendChild(link(match[7], match[6], depth));
      } else if (match[8] !== undefined) {
        node.appendChild(inline(make("strong"), match[8], depth + 1));
      } else if (match[9] !== undefined) {
        node.appendChild(inline(make("em"), match[9], depth + 1));
      } else if (match[10] !== undefined) {
        node.appendChild(link(match[10], match[10], MAX_DEPTH));
      } else if (match[11] !== undefined) {
        node.appendChild(document.createTextNode(ENTITIES[match[11]]));
      } else {
        node.appendChild(make("br"));
      }
    }
    return node;
  }

  function joined(lines) {
    return lines.reduce(function (all, line) {
      const next = line.trim();
      const tight = HAN.test(all.slice(-1)) && HAN.test(next[0] || "");
      return all ? all + (tight ? "" : " ") + next : next;
    }, "");
  }

  function isDelimiter(line) {
    return line !== undefined && line.indexOf("|") >= 0 && scan.splitRow(line).every(function (cell) { return /^:?-+:?$/.test(cell); });
  }

  function table(lines) {
    const head = scan.splitRow(lines[0]);
    const right = scan.splitRow(lines[1]).map(function (cell) { return /-:$/.test(cell) && cell[0] !== ":"; });
    function row(tag, cells) {
      return make("tr", {}, head.map(function (_, index) {
        return inline(make(tag, { scope: tag === "th" ? "col" : false, align: right[index] ? "right" : false }), cells[index] || "", 0);
      }));
    }
    return make("div", { "class": "cl-table", tabindex: "0", role: "region", "aria-label": "表格预览" }, [make("table", {}, [
      make("thead", {}, [row("th", head)]),
      make("tbody", {}, lines.slice(2).map(function (line) { return row("td", scan.splitRow(line)); }))
    ])]);
  }

  const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])[ \t]+(.*)$/;

  function list(lines, depth) {
    const ordered = /\d/.test(ITEM.exec(lines[0])[2]);
    const node = make(ordered ? "ol" : "ul");
    let item = null;
    function close() {
      if (item) {
        const inner = make("li");
        blocks(inner, item, depth + 1);
        // One paragraph of an item stands without the space of a paragraph.
        if (inner.firstChild && inner.firstChild.tagName === "P") {
          const first = inner.firstChild;
          while (first.firstChild) {
            inner.insertBefore(first.firstChild, first);
          }
          inner.removeChild(first);
        }
        node.appendChild(inner);
      }
    }
    lines.forEach(function (line) {
      const match = ITEM.exec(line);
      if (match) {
        close();
        item = [match[3]];
      } else {
        item.push(line.replace(/^(?: {1,4}|\t)/, ""));
      }
    });
    close();
    return node;
  }

  /* Lines as blocks into `node`. Headings move down one level, since the page has its own. */
  function blocks(node, lines, depth) {
    let at = 0;
    function take(test) {
      const from = at;
      do {
        at += 1;
      } while (at < lines.length && test(lines[at], at));
      return lines.slice(from, at);
    }
    if (depth > MAX_DEPTH) {
      node.appendChild(make("p", { text: lines.join(" ") }));
      return;
    }
    while (at < lines.length) {
      const line = lines[at];
      const head = scan.heading(line);
      const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line);
      if (!line.trim()) {
        at += 1;
      } else if (fence && lines.slice(at + 1).some(function (other) { return other.trim().indexOf(fence[1]) === 0; })) {
        let open = true;
        const code = take(function (other) {
          const inside = open;
          open = open && other.trim().indexOf(fence[1]) !== 0;
          return inside;
        });
        node.appendChild(make("pre", { tabindex: "0" }, [make("code", { text: code.slice(1, -1).join("\n") })]));
      } else if (head) {
        node.appendChild(inline(make("h" + Math.min(head.level + 1, 6)), head.title, 0));
        at += 1;
      } else if (/^ {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,})$/.test(line)) {
        node.appendChild(make("hr"));
        at += 1;
      } else if (/^ {0,3}>/.test(line)) {
        const quote = make("blockquote");
        blocks(quote, take(function (other) { return /^ {0,3}>/.test(other); }).map(function (other) { return other.replace(/^ {0,3}> ?/, ""); }), depth + 1);
        node.appendChild(quote);
      } else if (line.indexOf("|") >= 0 && isDelimiter(lines[at + 1])) {
        node.appendChild(table(take(function (other) { return other.indexOf("|") >= 0; })));
      } else if (ITEM.test(line)) {
        node.appendChild(list(take(function (other, index) {
          return ITEM.test(other) || (/^[ \t]/.test(other)) || (!other.trim() && index + 1 < lines.length && (ITEM.test(lines[index + 1]) || /^[ \t]{2,}\S/.test(lines[index + 1])));
        }), depth));
      } else {
        const text = take(function (other, index) {
          return other.trim() && !scan.heading(other) && !ITEM.test(other) && !/^ {0,3}(?:>|`{3,}|~{3,})/.test(other) && !isDelimiter(lines[index + 1]);
        });
        node.appendChild(inline(make("p"), joined(text), 0));
      }
    }
  }

  function render(text) {
    const node = make("div", { "class": "cl-body" });
    // A preview of more than this many lines would hold up the typing; the rest is left out, and said so.
    const lines = text.split("\n");
    blocks(node, lines.slice(0, 2000), 0);
    if (lines.length > 2000) {
      node.appendChild(make("p", { text: "（后面的内容太长，预览里略去。）" }));
    }
    return node;
  }

  author.markdown = { render: render };
})();
