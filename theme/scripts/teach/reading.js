/* What a course's page says, read from the page itself: nothing is written twice. Units are those that the bar of hours names, as the
   library read them; here each is only looked up in the body. */

const HEADING = /^H[1-6]$/;
const HOURS = /学时|课时/;
const METHOD = /方式/;
const NUMBERED = /^(?:第?[一二三四五六七八九十0-9]{1,3}(?:单元|章|节|讲|课)?[.、．:：)）\s]*)/;

export function all(root, selector) {
  return Array.prototype.slice.call(root.querySelectorAll(selector));
}

export function words(node) {
  return node ? node.textContent.replace(/\s+/g, " ").trim() : "";
}

function bare(text) {
  return text.replace(NUMBERED, "").replace(/[\s“”"《》：:，,。]/g, "");
}

function levelOf(node) {
  return HEADING.test(node.tagName) ? Number(node.tagName[1]) : 0;
}

/* Nodes cut at headings of a level: {title, id, nodes}; what stands before the first has no title. */
function cut(nodes, level) {
  const parts = [{ title: "", id: "", nodes: [] }];
  nodes.forEach(function (node) {
    if (levelOf(node) && levelOf(node) <= level) {
      parts.push({ title: words(node), id: node.id, nodes: [] });
    } else {
      parts[parts.length - 1].nodes.push(node);
    }
  });
  return parts.filter(function (part) { return part.title || part.nodes.length; });
}

function sectionsOf(body) {
  const nodes = Array.prototype.slice.call(body.children);
  const levels = nodes.map(levelOf).filter(Boolean);
  return cut(nodes, levels.length ? Math.min.apply(null, levels) : 2);
}

/* The row or item of the body that begins with a unit's title, not before `from` in the order of the page. */
function placeOf(title, places, from) {
  for (let at = from; at < places.length; at += 1) {
    const place = places[at];
    const text = place.cells ? words(place.cells[0]) : words(place).slice(0, title.length);
    if (text === title) {
      return at;
    }
  }
  return -1;
}

/* A row's cells besides its title and hours: {method, points}, points as pairs of label and cell. */
function cellsOf(row) {
  const table = row.parentNode.parentNode;
  const heads = all(table, "thead th").map(words);
  const cells = Array.prototype.slice.call(row.cells, 1).map(function (cell, n) { return [heads[n + 1] || "", cell]; });
  const shown = cells.filter(function (pair) { return words(pair[1]) && !HOURS.test(pair[0]); });
  return {
    method: shown.filter(function (pair) { return METHOD.test(pair[0]); }).map(function (pair) { return words(pair[1]); })[0] || "",
    points: shown.filter(function (pair) { return !METHOD.test(pair[0]); })
  };
}

function unitsOf(body) {
  const places = all(body, "tbody tr, li");
  let from = 0;
  return all(document, ".cl-units td").map(function (cell) {
    const title = words(cell.querySelector("span"));
    const at = placeOf(title.replace(/\s+/g, " "), places, from);
    const place = at < 0 ? null : places[at];
    from = at < 0 ? from : at + 1;
    const row = place && place.cells ? cellsOf(place) : { method: "", points: [] };
    const inner = place && !place.cells ? Array.prototype.filter.call(place.children, function (node) { return node.tagName !== "P"; }) : [];
    return { title: title, hours: words(cell.querySelector("b")), place: place, method: row.method, points: row.points, nodes: inner };
  });
}

function holds(section, place) {
  return section.nodes.some(function (node) { return node.contains(place); });
}

/* Sections about single units become part of them. */
function join(units, parts) {
  return parts.filter(function (part) {
    const unit = units.filter(function (one) { return part.title && bare(one.title) && bare(one.title) === bare(part.title); })[0];
    if (unit) {
      unit.nodes = unit.nodes.concat(part.nodes);
    }
    return !unit;
  });
}

/* {title, lead, facts, units, sections, outline}: `outline` is the index of the section in which the units stand, -1 for none. A section
   is {title, id, nodes}, a unit {title, hours, method, points, nodes}; nodes are the page's own. */
export function read() {
  const body = document.querySelector(".cl-body");
  const units = unitsOf(body);
  let sections = sectionsOf(body);
  function isOutline(section) {
    return section.id === "c-outline" || units.some(function (unit) { return unit.place && holds(section, unit.place); });
  }
  const outline = sections.filter(isOutline)[0] || null;
  if (outline) {
    // What stands beside the units in their section: texts, and parts with a heading of their own.
    const rest = cut(outline.nodes.filter(function (node) {
      return !units.some(function (unit) { return unit.place && node.contains(unit.place); });
    }), 6);
    const left = join(units, rest);
    outline.nodes = [];
    left.forEach(function (part) {
      outline.nodes = outline.nodes.concat(part.nodes);
    });
  }
  sections = join(units, sections);
  return {
    title: words(document.querySelector("#main h1")),
    lead: words(document.querySelector(".cl-lead")),
    facts: all(document, ".cl-facts dl > div").map(function (fact) { return [words(fact.querySelector("dt")), words(fact.querySelector("dd"))]; }),
    units: units, sections: sections, outline: sections.indexOf(outline)
  };
}

export function factOf(course, label) {
  return course.facts.filter(function (fact) { return fact[0] === label; }).map(function (fact) { return fact[1]; })[0] || "";
}

/* A copy of a node for another place: no anchors twice, no link that would lead out of the view unawares. */
export function copy(node) {
  const made = node.cloneNode(true);
  [made].concat(all(made, "*")).forEach(function (one) {
    one.removeAttribute("id");
    if (one.tagName === "A") {
      if (one.getAttribute("href").charAt(0) === "#") {
        one.removeAttribute("href");
      } else {
        one.target = "_blank";
      }
    }
  });
  return made;
}

/* A cell's text as points: what semicolons part is a point each. */
export function pointsOf(cell) {
  return cell.children.length ? [] : words(cell).split(/[；;]/).map(function (text) { return text.trim(); }).filter(Boolean);
}

/* Whether a section asks: it stands at the end. */
export function isTest(section) {
  return section.id === "c-self-check" || section.nodes.some(function (node) {
    return node.className === "cl-answer" || node.querySelector(".cl-answer");
  });
}
