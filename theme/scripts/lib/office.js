/* The archive that a Word or Excel file is: sizes bounded, no document types, every part a small tree. Who opens one gives the `kind`:
   {megabytes, unpacked, parts, xml, elements} as bounds and, for people, {program, ending, old, tooLarge}. */
import { inflate } from "../vendor/inflate.js";

const MEGABYTE = 1024 * 1024;
const MAX_DEPTH = 200;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" };

/* A file that cannot be read; its message is for people. */
export function unreadable(message, hint) {
  /** @type {any} */
  const error = new Error(message + hint);
  error.unreadable = true;
  return error;
}

function damaged(kind) {
  return unreadable("文件损坏了，读不出来。", "请在 " + kind.program + " 里打开，另存一份再试。");
}

export function saveAs(kind) {
  return "请在 " + kind.program + " 里用“另存为”存成 " + kind.ending + " 再试。";
}

function decoded(bytes) {
  const wide = bytes[0] === 255 && bytes[1] === 254 ? "utf-16le" : bytes[0] === 254 && bytes[1] === 255 ? "utf-16be" : "utf-8";
  return new TextDecoder(wide).decode(bytes).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

function unescaped(text) {
  return text.indexOf("&") < 0 ? text : text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, function (whole, name) {
    if (name.charAt(0) !== "#") {
      return NAMED[name] || whole;
    }
    const code = name.charAt(1) === "x" ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

function local(name) {
  return name.slice(name.lastIndexOf(":") + 1);
}

export function node(name) {
  return { name: name, attrs: Object.create(null), children: [] };
}

export function elements(parent) {
  return parent.children.filter(function (child) { return typeof child !== "string"; });
}

/* The first element on a way of names down from here, or null. */
export function first(parent) {
  let found = parent;
  for (let at = 1; at < arguments.length && found; at += 1) {
    const name = arguments[at];
    found = found.children.filter(function (child) { return typeof child !== "string" && child.name === name; })[0] || null;
  }
  return found || null;
}

/* The value of the first element on a way of names, empty without one. */
export function val() {
  const found = first.apply(null, arguments);
  return found && found.attrs.val || "";
}

export function textOf(parent) {
  return parent.children.map(function (child) { return typeof child === "string" ? child : textOf(child); }).join("");
}

/* Where a tag ends: behind the ">" that stands in no quotes. */
function tagEnd(text, from, kind) {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote) {
      quote = char === quote ? "" : quote;
    } else if (char === "\"" || char === "'") {
      quote = char;
    } else if (char === ">") {
      return at;
    }
  }
  throw damaged(kind);
}

function opened(tag, kind) {
  const name = /^[^\s/>]+/.exec(tag);
  if (!name) {
    throw damaged(kind);
  }
  const made = node(local(name[0]));
  const pattern = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
  pattern.lastIndex = name[0].length;
  let found = pattern.exec(tag);
  while (found) {
    const key = found[1].indexOf("r:") === 0 ? found[1] : local(found[1]);
    made.attrs[key] = unescaped(found[2] === undefined ? found[3] : found[2]);
    found = pattern.exec(tag);
  }
  return made;
}

/* Where a piece that is no element ends, and its text: {end, text}. */
function besides(text, at, file) {
  const kinds = [["<!--", "-->"], ["<![CDATA[", "]]>"], ["<?", "?>"]];
  const kind = kinds.filter(function (pair) { return text.substr(at, pair[0].length) === pair[0]; })[0];
  if (!kind) {
    throw unreadable("文件里有不允许的 XML 声明，没有读。", saveAs(file));
  }
  const end = text.indexOf(kind[1], at + kind[0].length);
  if (end < 0) {
    throw damaged(file);
  }
  return { end: end + kind[1].length, text: kind === kinds[1] ? text.slice(at + kind[0].length, end) : "" };
}

/* The tree of a part of XML; `budget` counts elements down. */
function parsed(text, budget, kind) {
  const open = [node("")];
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    const top = open[open.length - 1];
    if (tag !== at) {
      top.children.push(unescaped(text.slice(at, tag < 0 ? text.length : tag)));
    }
    if (tag < 0) {
      break;
    }
    const sign = text.charAt(tag + 1);
    if (sign === "!" || sign === "?") {
      const piece = besides(text, tag, kind);
      if (piece.text) {
        top.children.push(piece.text);
      }
      at = piece.end;
    } else {
      at = tagEnd(text, tag + 1, kind) + 1;
      const inner = text.slice(tag + 1, at - 1);
      if (sign === "/") {
        open.pop();
      } else {
        budget.left -= 1;
        const made = opened(inner, kind);
        top.children.push(made);
        if (inner.charAt(inner.length - 1) !== "/") {
          open.push(made);
        }
      }
      if (!open.length || budget.left < 0 || open.length > MAX_DEPTH) {
        throw open.length ? unreadable("文件里的段落和表格太多，或一层套一层太深，没有读。", kind.tooLarge) : damaged(kind);
      }
    }
  }
  const root = elements(open[0])[0];
  if (!root || open.length > 1) {
    throw damaged(kind);
  }
  return root;
}

/* The directory of an archive: name → {method, size, packed, at}. Source: APPNOTE 6.3.10, 4.3.12 and 4.3.16. */
function directory(bytes, kind) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66000 && view.getUint32(end, true) !== 0x06054b50) {
    end -= 1;
  }
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) {
    throw damaged(kind);
  }
  const count = view.getUint16(end + 10, true);
  if (count > kind.parts) {
    throw unreadable("文件里的部分太多，没有读。", kind.tooLarge);
  }
  const parts = new Map();
  let at = view.getUint32(end + 16, true);
  let whole = 0;
  for (let number = 0; number < count; number += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) {
      throw damaged(kind);
    }
    if (view.getUint16(at + 8, true) & 1) {
      throw unreadable("文件设了打开密码。", "请在 " + kind.program + " 里去掉密码再试。");
    }
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder("utf-8").decode(bytes.subarray(at + 46, at + 46 + length)).replace(/^\/+/, "");
    const part = { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) };
    whole += part.size;
    parts.set(name, part);
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (whole > kind.unpacked) {
    throw unreadable("文件展开后太大，没有读。", kind.tooLarge);
  }
  return parts;
}

function joined(folder, target) {
  const way = target.charAt(0) === "/" ? [] : folder.split("/").filter(Boolean);
  target.split("/").forEach(function (part) {
    if (part === "..") {
      way.pop();
    } else if (part && part !== ".") {
      way.push(part);
    }
  });
  return way.join("/");
}

/* The archive of bytes: {main, data(name), tree(name), relations(name)}, `main` being the part whose root is named `root`. Throws an error
   with `unreadable` for anything else. */
export function open(bytes, kind, root) {
  if (bytes.length > kind.megabytes * MEGABYTE) {
    throw unreadable("文件超过 " + kind.megabytes + " MB，没有读。", kind.tooLarge);
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw unreadable("这是旧格式的文件（" + kind.old + "），或者设了打开密码。", saveAs(kind));
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw unreadable("这不是 " + kind.ending + " 文件。", saveAs(kind));
  }
  let parts = null;
  try {
    parts = directory(bytes, kind);
  } catch (error) {
    throw error.unreadable ? error : damaged(kind);
  }
  const budget = { left: kind.elements };
  const made = { main: "" };

  made.data = function (name) {
    const part = parts.get(name);
    if (!part) {
      return new Uint8Array(0);
    }
    try {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const from = part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
      const packed = bytes.subarray(from, from + part.packed);
      return part.method === 0 ? packed : inflate(packed, { out: new Uint8Array(part.size) });
    } catch (error) {
      throw damaged(kind);
    }
  };

  made.tree = function (name) {
    const part = parts.get(name);
    if (part && part.size > kind.xml) {
      throw unreadable("文件展开后太大，没有读。", kind.tooLarge);
    }
    return part ? parsed(decoded(made.data(name)), budget, kind) : null;
  };

  made.relations = function (name) {
    const cut = name.lastIndexOf("/");
    const folder = cut < 0 ? "" : name.slice(0, cut);
    const root = made.tree((folder ? folder + "/" : "") + "_rels/" + name.slice(cut + 1) + ".rels");
    const found = new Map();
    (root ? elements(root) : []).forEach(function (one) {
      const target = one.attrs.Target || "";
      const outside = one.attrs.TargetMode === "External";
      if (target && target.length <= 400) {
        found.set(one.attrs.Id || "", { name: outside ? target : joined(folder, target), kind: one.attrs.Type || "", outside: outside });
      }
    });
    return found;
  };

  made.relations("").forEach(function (relation) {
    if (!made.main && /\/officeDocument$/.test(relation.kind) && /\.xml$/.test(relation.name)) {
      const tree = made.tree(relation.name);
      made.main = tree && tree.name === root ? relation.name : "";
    }
  });
  if (!made.main) {
    throw unreadable("这是其他软件的文件，不是 " + kind.ending + " 文件。", saveAs(kind));
  }
  return made;
}
