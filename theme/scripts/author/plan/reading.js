/* A Word file as blocks: paragraphs {p, where, label, …} and tables {rows, where}, in order. Mirrors generator/courselib/exchange/teaching_plan/reading.py. */
import * as emphasis from "./emphasis.js";
import { numbering } from "./numbering.js";
import { elements, first, node, textOf, val } from "./package.js";
import * as runs from "./runs.js";
import * as styles from "./styles.js";

const WIDEST = 63;
const DEEPEST = 8;

function inside(parent, name) {
  return elements(parent).reduce(function (found, child) {
    return child.name === name ? found.concat([child]) : runs.THROUGH.has(child.name) ? found.concat(inside(child, name)) : found;
  }, []);
}

/* A paragraph's text without blanks at its edges and at those of its lines. */
export function tidy(text) {
  return text.split("\u200b").join("").split("\n").map(function (line) {
    return line.replace(/^[ \t\u3000\xa0]+/, "").replace(/[ \t\u3000\xa0]+$/, "");
  }).filter(Boolean).join("\n");
}

/* What a Word file says: {blocks, title, notes, pictures, remarks}. */
export function read(file) {
  const relations = file.relations(file.main);
  const parts = new Map();
  relations.forEach(function (relation) {
    if (!relation.outside) {
      parts.set(relation.kind.slice(relation.kind.lastIndexOf("/") + 1), relation.name);
    }
  });
  function part(kind) {
    return parts.has(kind) ? file.tree(parts.get(kind)) : null;
  }
  const lists = numbering(part("numbering"));
  const known = styles.stylesOf(part("styles"));
  const noteNodes = new Map();
  ["footnote", "endnote"].forEach(function (kind) {
    const root = part(kind + "s");
    (root ? elements(root) : []).forEach(function (one) {
      if (one.name === kind && (one.attrs.type || "normal") === "normal") {
        noteNodes.set(kind + " " + (one.attrs.id || ""), one);
      }
    });
  });
  const notes = new Map();
  const numbers = new Map();
  const lost = runs.losses();
  let paragraphs = 0;
  let tables = 0;
  const reader = runs.reader(relations, note, function () { return "第 " + (paragraphs + 1) + " 段"; }, lost,
    emphasis.stylesOf(part("styles")));

  function note(key) {
    if (!noteNodes.has(key)) {
      return "";
    }
    if (!numbers.has(key)) {
      const number = String(numbers.size + 1);
      numbers.set(key, number);
      notes.set(number, flat(noteNodes.get(key)));
    }
    return numbers.get(key);
  }

  function flat(parent) {
    const texts = [];
    elements(parent).forEach(function (child) {
      if (child.name === "p") {
        const line = runs.newLine();
        reader.inline(child, line);
        texts.push(tidy(line.text.join("")).split(runs.OBJECT).join(""));
        line.boxes.forEach(function (box) { texts.push(flat(box)); });
      } else {
        texts.push(flat(child));
      }
    });
    return texts.join(" ").split(/\s+/).filter(Boolean).join(" ");
  }

  function blocks(parent, where) {
    let found = [];
    elements(parent).forEach(function (child) {
      if (child.name === "p") {
        found = found.concat(paragraph(child, where));
      } else if (child.name === "tbl") {
        tables += where ? 0 : 1;
        found.push(table(child, where || "表格 " + tables));
      } else if (runs.GONE.has(child.name)) {
        lost.add(runs.DELETED, runs.deleted(child));
      } else if (runs.THROUGH.has(child.name)) {
        const inner = child.name === "AlternateContent" ? runs.chosen(child) : child;
        found = inner ? found.concat(blocks(inner, where)) : found;
      } else if (Object.prototype.hasOwnProperty.call(runs.DRAWN, child.name)) {
        lost.add(runs.DRAWN[child.name], "第 " + (paragraphs + 1) + " 段前");
      }
    });
    return found;
  }

  function table(one, where) {
    const rows = [];
    inside(one, "tr").forEach(function (child) {
      if (first(child, "trPr", "del")) {
        lost.add(runs.DELETED, elements(child).map(runs.deleted).join(" "));
      } else {
        const made = row(child, where + " 第 " + (rows.length + 1) + " 行");
        if (made.length) {
          rows.push(made);
        }
      }
    });
    return { rows: rows, where: where };
  }

  function row(one, place) {
    return inside(one, "tc").map(function (child) {
      const span = val(child, "tcPr", "gridSpan");
      const merge = first(child, "tcPr", "vMerge");
      const wide = /^[0-9]{1,3}$/.test(span) ? parseInt(span, 10) : 1;
      return {
        blocks: blocks(child, place), span: Math.max(1, Math.min(wide, WIDEST)),
        below: Boolean(merge) && (merge.attrs.val || "continue") === "continue"
      };
    });
  }

  function paragraph(one, where) {
    const about = first(one, "pPr") || node("pPr");
    const style = known.get(val(about, "pStyle")) || known.get("") || styles.PLAIN;
    const line = runs.newLine();
    reader.inline(one, line);
    const text = tidy(line.text.join(""));
    if (style.contents) {
      lost.add("目录", text);
      return [];
    }
    paragraphs += text && !where ? 1 : 0;
    const place = where || "第 " + paragraphs + " 段";
    return line.boxes.reduce(function (made, box) {
      const inner = blocks(box, place + "的文本框");
      lost.boxes += inner.length ? 1 : 0;
      return made.concat(inner);
    }, text ? [made(about, style, line, text, place)] : []);
  }

  function made(about, style, line, text, place) {
    const key = val(about, "numPr", "numId") || style.list;
    const depth = styles.depthOf(val(about, "numPr", "ilvl"), style.depth);
    const label = key && key !== "0" ? lists.label(key, depth) : "";
    const byStyle = style.bold && line.bold + line.plain > 0 && line.bold >= line.plain;
    // A paragraph that is bold as a whole is a heading typed by hand, and no emphasis.
    const marks = emphasis.marksOf(line.text, line.marked, style.bold || !line.plain ? emphasis.BOLD : "");
    return {
      p: text, where: place, label: label, level: styles.outlineLevel(val(about, "outlineLvl")) || style.level, title: style.title,
      bold: (line.plain === 0 && line.bold > 0) || byStyle, centre: first(about, "jc") ? val(about, "jc") === "center" : style.centre,
      depth: label ? Math.min(depth, DEEPEST) : 0, follows: style.follows, objects: line.objects, marks: marks
    };
  }

  const root = file.tree(file.main);
  const body = root ? first(root, "body") : null;
  const found = body ? blocks(body, "") : [];
  noteNodes.forEach(function (one, key) {
    if (!numbers.has(key)) {
      lost.add("没有引用的脚注", flat(one));
    }
  });
  const comments = part("comments");
  (comments ? elements(comments) : []).forEach(function (one) { lost.add("批注", flat(one)); });
  relations.forEach(function (relation) {
    if (/\/(?:header|footer)$/.test(relation.kind) && !relation.outside) {
      const tree = file.tree(relation.name);
      const text = tree ? flat(tree) : "";
      lost.add("页眉页脚", /[^\s\d!-/:-@[-`{-~\u2000-\u206f\u3000-\u303f\uff00-\uff0f]/.test(text.replace(/第|页|共|Page|of/g, "")) ? text : "");
    }
  });
  const core = file.tree("docProps/core.xml");
  const title = core ? first(core, "title") : null;
  return {
    blocks: found, title: title ? textOf(title).split(/\s+/).filter(Boolean).join(" ") : "", notes: notes, pictures: reader.pictures,
    remarks: lost.remarks()
  };
}
