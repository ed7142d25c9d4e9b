/* The runs of a paragraph, with tracked changes as if they were accepted; what is left out is said. Mirrors generator/courselib/exchange/teaching_plan/runs.py and losses.py. */
import * as emphasis from "./emphasis.js";
import { elements, first, node, textOf } from "./package.js";
import { isOn } from "./styles.js";

export const OBJECT = "\ufffc";
export const DELETED = "修订删去的文字";
/* Drawings whose words are kept elsewhere, or nowhere. */
export const DRAWN = { chart: "图表", relIds: "SmartArt 图形", OLEObject: "嵌入的对象", altChunk: "嵌入的文档" };
/* Elements that only hold others. */
export const THROUGH = new Set(["ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "hyperlink", "dir", "bdo", "r", "ruby",
  "rubyBase", "AlternateContent", "Choice", "Fallback", "body", "footnote", "endnote", "hdr", "ftr", "comment"]);
export const GONE = new Set(["del", "moveFrom"]);
const ADDRESS = /^https?:\/\/\S{1,400}$/;
const LINK_FIELD = /HYPERLINK\s+"(https?:\/\/[^"\s]{1,400})"/;
/* Signs that Word keeps as places in a font of signs. */
const SIGNS = { F0FC: "√", F0FE: "☑", F052: "☑", F0A8: "□", F06F: "□", F0A3: "□", F0FD: "☒", F0FB: "×", F06C: "●", F0D8: "➢" };
const WRITTEN = { tab: "\t", ptab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };
const SHOWN = 40;
const LISTED = 5;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/* What of a file is not taken along: {inserted, boxes, add(what, text), remarks()}. */
export function losses() {
  const said = new Map();
  return {
    inserted: 0, boxes: 0,
    add: function (what, text) {
      const plain = text.split(OBJECT).join("").split(/\s+/).filter(Boolean).join(" ");
      if (plain) {
        said.set(what, (said.get(what) || []).concat([plain]));
      }
    },
    remarks: function () {
      const made = this.inserted ? ["修订：插入的 " + this.inserted + " 处已采用。"] : [];
      if (this.boxes) {
        made.push("文本框 " + this.boxes + " 个，里面的字接在所在段落的后面。");
      }
      said.forEach(function (texts, what) {
        const shown = texts.slice(0, LISTED).map(function (text) { return text.length <= SHOWN ? text : text.slice(0, SHOWN) + "…"; }).join("；");
        made.push(what + " " + texts.length + " 处没有导入：" + shown + (texts.length > LISTED ? "等" : "") + "。");
      });
      return made;
    }
  };
}

export function newLine() {
  return { text: [], objects: [], marked: [], boxes: [], bold: 0, plain: 0, link: "" };
}

function put(line, kind, value) {
  line.text.push(OBJECT);
  line.objects.push([kind, value]);
}

/* The one of several forms of the same content that is read. */
export function chosen(one) {
  return first(one, "Choice") || first(one, "Fallback");
}

function textsIn(one, names) {
  return elements(one).map(function (child) { return names.indexOf(child.name) >= 0 ? textOf(child) : textsIn(child, names); }).join("");
}

export function deleted(one) {
  return textsIn(one, ["delText", "t"]);
}

/* What reads runs. `note` gives the number of a note, `place` says which paragraph is being read, `styles` are of characters;
   `pictures` are words by part. */
export function reader(relations, note, place, lost, styles) {
  const pictures = new Map();

  function inline(parent, line) {
    elements(parent).forEach(function (child) {
      const name = child.name;
      if (GONE.has(name)) {
        lost.add(DELETED, deleted(child));
      } else if (name === "r") {
        run(child, line);
      } else if (name === "hyperlink" || name === "fldSimple") {
        hyperlink(child, line);
      } else if (name === "oMath" || name === "oMathPara") {
        line.text.push(textsIn(child, ["t"]));
      } else if (THROUGH.has(name)) {
        lost.inserted += name === "ins" || name === "moveTo" ? 1 : 0;
        const inner = name === "AlternateContent" ? chosen(child) : name === "ruby" ? first(child, "rubyBase") : child;
        if (inner) {
          inline(inner, line);
        }
      }
    });
  }

  function hyperlink(one, line) {
    const relation = relations.get(one.attrs["r:id"] || "");
    const simple = LINK_FIELD.exec(one.attrs.instr || "");
    const address = simple ? simple[1] : relation && relation.outside && ADDRESS.test(relation.name) ? relation.name : "";
    if (address) {
      put(line, "open", "");
    }
    inline(one, line);
    if (address) {
      put(line, "link", address);
    }
  }

  function run(one, line) {
    const about = first(one, "rPr");
    const before = line.text.length;
    const objects = line.objects.length;
    elements(one).forEach(function (child) { piece(child, line); });
    const written = line.text.slice(before).join("");
    if (!written.split(OBJECT).join("").trim()) {
      return;
    }
    if (about && isOn(about, "vanish")) {
      line.text.length = before;
      line.objects.length = objects;
      lost.add("隐藏文字", written);
      return;
    }
    const kinds = emphasis.kindsOf(about, styles);
    if (kinds.indexOf(emphasis.BOLD) >= 0) {
      line.bold += written.length;
    } else {
      line.plain += written.length;
    }
    if (kinds) {
      line.marked.push([before, line.text.length, kinds]);
    }
  }

  function piece(child, line) {
    const name = child.name;
    if (name === "t") {
      line.text.push(textOf(child).split(OBJECT).join(""));
    } else if (has(WRITTEN, name)) {
      line.text.push(WRITTEN[name]);
    } else if (name === "sym") {
      line.text.push(SIGNS[(child.attrs.char || "").toUpperCase()] || "");
    } else if (name === "footnoteReference" || name === "endnoteReference") {
      const number = note(name.slice(0, -9) + " " + (child.attrs.id || ""));
      if (number) {
        put(line, "note", number);
      }
    } else if (name === "instrText") {
      const found = LINK_FIELD.exec(textOf(child));
      line.link = found ? found[1] : line.link;
    } else if (name === "fldChar") {
      if (child.attrs.fldCharType === "separate" && line.link) {
        put(line, "open", "");
      } else if (child.attrs.fldCharType === "end" && line.link) {
        put(line, "link", line.link);
        line.link = "";
      }
    } else if (["drawing", "pict", "object", "AlternateContent"].indexOf(name) >= 0) {
      drawing(child, line, "");
    } else if (name === "delText") {
      lost.add(DELETED, textOf(child));
    } else if (name === "ruby") {
      const around = node("");
      around.children.push(child);
      inline(around, line);
    }
  }

  function drawing(one, line, given) {
    let words = given;
    if (one.name === "AlternateContent") {
      const inner = chosen(one);
      if (inner) {
        drawing(inner, line, words);
      }
      return;
    }
    elements(one).forEach(function (child) {
      if (child.name === "docPr") {
        words = (child.attrs.descr || "").split(/\s+/).filter(Boolean).join(" ");
      }
      if (child.name === "txbxContent") {
        line.boxes.push(child);
      } else if (child.name === "blip" || child.name === "imagedata") {
        picture(child, line, words);
      } else {
        if (has(DRAWN, child.name)) {
          lost.add(DRAWN[child.name], place());
        }
        drawing(child, line, words);
      }
    });
  }

  function picture(one, line, words) {
    const relation = relations.get(one.attrs["r:embed"] || one.attrs["r:id"] || one.attrs["r:link"] || "");
    if (!relation || relation.outside) {
      lost.add("链接到文件外的图片", place());
    } else {
      if (!pictures.has(relation.name)) {
        pictures.set(relation.name, words);
      }
      put(line, "picture", relation.name);
    }
  }

  return { inline: inline, pictures: pictures };
}
