/* The plain text of a token tree, and texts as Python strips and cuts them. Mirrors generator/courselib/syntax/markdown/text.py. */

// What Python's str.isspace knows, and what markdown-it-py trims.
const BLANK = "\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
export const TRIMMED = new RegExp("[\\t-\\r\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]");
const ONE = new RegExp("[" + BLANK + "]");
export const blanks = new RegExp("[" + BLANK + "]+", "g");

/* A text without what `one` (a pattern of one character) has at its ends. Linear, whatever stands inside. */
export function stripped(text, one) {
  let start = 0;
  let end = text.length;
  while (start < end && one.test(text[start])) {
    start += 1;
  }
  while (end > start && one.test(text[end - 1])) {
    end -= 1;
  }
  return text.slice(start, end);
}

/* A text without blanks at its end. */
export function stripEnd(text) {
  let end = text.length;
  while (end && ONE.test(text[end - 1])) {
    end -= 1;
  }
  return text.slice(0, end);
}

export function strip(text) {
  return stripped(text, ONE);
}

export function isBlank(text) {
  return !strip(text);
}

/* Every run of blanks as one, none at the ends. */
export function squeeze(text) {
  return strip(text).replace(blanks, " ");
}

export function withoutBlanks(text) {
  return text.replace(blanks, "");
}

export function hasBlank(text) {
  return ONE.test(text);
}

/* The first characters of a text; a pair of surrogates is one. */
export function cut(text, most) {
  return Array.from(text.slice(0, most * 2)).slice(0, most).join("");
}

export function count(text) {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;
}

/* A list in order; equals stay as they were, also where the browser's own sorting does not keep them. */
export function sorted(list, compare) {
  return list.map(function (item, index) { return { item: item, index: index }; })
    .sort(function (a, b) { return compare(a.item, b.item) || a.index - b.index; })
    .map(function (entry) { return entry.item; });
}

export function partsOf(children) {
  return (children || []).map(function (child) {
    switch (child.type) {
      case "text":
      case "text_special":
      case "code_inline":
        return child.content;
      case "softbreak":
      case "hardbreak":
        return child.hidden ? "" : "\n";
      case "image":
        return partsOf(child.children);
      case "html_void":
        return child.tag === "br" ? "\n" : child.tag === "img" ? child.attrGet("alt") || "" : "";
      default:
        return "";
    }
  }).join("");
}

/* The text of one block's running text; a line break inside it is a line feed. */
export function ofInline(token) {
  return partsOf(token.children);
}

/* The text of one block's running text, each of its written lines by itself. */
export function writtenLines(token) {
  const lines = [[]];
  (token.children || []).forEach(function (child) {
    if (child.type === "softbreak" || child.type === "hardbreak") {
      lines.push([]);
    } else {
      lines[lines.length - 1].push(child);
    }
  });
  return lines.map(partsOf);
}

/* The text of a tree: each paragraph, item, cell or piece of code on lines of its own. */
export function plainText(tokens) {
  return tokens.map(function (token) {
    if (token.type === "inline") {
      return squeeze(ofInline(token));
    }
    return token.type === "fence" || token.type === "code_block" ? strip(token.content) : "";
  }).filter(Boolean).join("\n");
}
