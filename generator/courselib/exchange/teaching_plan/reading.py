"""A Word file as blocks: every paragraph and table in order, with what stands in boxes, notes and tracked changes.

What is not taken along (deleted text, comments, heads of pages, drawings) is said in ``remarks`` with its words: nothing is lost
silently. ``theme/scripts/author/plan/reading.js`` is its twin in the browser.
"""

from __future__ import annotations

import re

from . import emphasis
from .blocks import OBJECT, Block, Cell, Document, Paragraph, Table
from .losses import DELETED, DRAWN, Losses
from .numbering import Numbering
from .package import Node, Package
from .runs import GONE, THROUGH, Line, Runs, chosen, deleted
from .wordstyles import Style, outline_level, styles_of

_PAGE_WORDS = re.compile("第|页|共|Page|of")
_WORD = re.compile(r"[^\W\d_]")
_WIDEST, _DEEPEST = 63, 8


def read_document(package: Package) -> Document:
    """Return what a Word file says."""
    return _Reader(package).document()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.relations = package.relations(package.main)
        self.parts = {r.kind.rpartition("/")[2]: r.name for r in self.relations.values() if not r.outside}
        self.numbering = Numbering.of(self._part("numbering"))
        styles = self._part("styles")
        self.styles = styles_of(styles)
        self.note_nodes: dict[str, Node] = {}
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            for node in root.elements() if root else ():
                if node.name == kind and node.attrs.get("type", "normal") == "normal":
                    self.note_nodes[f"{kind} {node.attrs.get('id', '')}"] = node
        self.notes: dict[str, str] = {}
        self.note_numbers: dict[str, str] = {}
        self.losses = Losses()
        self.paragraphs = self.tables = 0
        self.runs = Runs(self.relations, self.note, lambda: f"第 {self.paragraphs + 1} 段", self.losses, emphasis.styles_of(styles))

    def _part(self, kind: str) -> Node | None:
        return self.package.tree(self.parts[kind]) if kind in self.parts else None

    def document(self) -> Document:
        root = self.package.tree(self.package.main)
        body = root.first("body") if root else None
        blocks = self.blocks(body, "") if body else []
        for key, node in self.note_nodes.items():
            if key not in self.note_numbers:
                self.losses.add("没有引用的脚注", self.flat(node))
        comments = self._part("comments")
        for node in comments.elements() if comments else ():
            self.losses.add("批注", self.flat(node))
        for relation in self.relations.values():
            if relation.kind.endswith(("/header", "/footer")) and not relation.outside:
                part = self.package.tree(relation.name)
                text = self.flat(part) if part else ""
                self.losses.add("页眉页脚", text if _WORD.search(_PAGE_WORDS.sub("", text)) else "")
        core = self.package.tree("docProps/core.xml")
        title = core.first("title") if core else None
        return Document(blocks, " ".join(title.text().split()) if title else "", self.notes, self.runs.pictures, self.losses.remarks())

    def blocks(self, node: Node, where: str) -> list[Block]:
        """Return the paragraphs and tables in an element; ``where`` is the place of the cell or box, empty in the document itself."""
        found: list[Block] = []
        for child in node.elements():
            if child.name == "p":
                found += self.paragraph(child, where)
            elif child.name == "tbl":
                self.tables += not where
                found.append(self.table(child, where or f"表格 {self.tables}"))
            elif child.name in GONE:
                self.losses.add(DELETED, deleted(child))
            elif child.name in THROUGH:
                inner = chosen(child) if child.name == "AlternateContent" else child
                found += self.blocks(inner, where) if inner else []
            elif child.name in DRAWN:
                self.losses.add(DRAWN[child.name], f"第 {self.paragraphs + 1} 段前")
        return found

    def table(self, node: Node, where: str) -> Table:
        rows: list[list[Cell]] = []
        for child in _inside(node, "tr"):
            if child.first("trPr", "del"):
                self.losses.add(DELETED, " ".join(deleted(cell) for cell in child.elements()))
            elif row := self.row(child, f"{where} 第 {len(rows) + 1} 行"):
                rows.append(row)
        return Table(rows, where)

    def row(self, node: Node, place: str) -> list[Cell]:
        cells = []
        for child in _inside(node, "tc"):
            span = child.val("tcPr", "gridSpan")
            merge = child.first("tcPr", "vMerge")
            below = merge is not None and merge.attrs.get("val", "continue") == "continue"
            wide = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
            cells.append(Cell(self.blocks(child, place), max(1, min(wide, _WIDEST)), below))
        return cells

    def paragraph(self, node: Node, where: str) -> list[Block]:
        about = node.first("pPr") or Node("pPr")
        style = self.styles.get(about.val("pStyle")) or self.styles.get("") or Style()
        line = Line()
        self.runs.inline(node, line)
        text = tidy("".join(line.text))
        if style.contents:
            self.losses.add("目录", text)
            return []
        self.paragraphs += bool(text) and not where
        place = where or f"第 {self.paragraphs} 段"
        made: list[Block] = [self.made(about, style, line, text, place)] if text else []
        for box in line.boxes:
            inside = self.blocks(box, f"{place}的文本框")
            self.losses.boxes += bool(inside)
            made += inside
        return made

    def made(self, about: Node, style: Style, line: Line, text: str, place: str) -> Paragraph:
        """Return a paragraph of a text, with what its own settings and its style say of it."""
        written = about.val("numPr", "ilvl")
        key = about.val("numPr", "numId") or style.list_key
        depth = int(written) if written.isdigit() else style.depth
        label = self.numbering.label(key, depth) if key not in ("", "0") else ""
        by_style = style.bold and line.bold + line.plain > 0 and line.bold >= line.plain
        # A paragraph that is bold as a whole is a heading typed by hand, and no emphasis.
        marks = emphasis.marks_of(line.text, line.marked, emphasis.BOLD if style.bold or not line.plain else "")
        return Paragraph(
            text, place, label, outline_level(about.val("outlineLvl")) or style.level, style.title,
            bold=(line.plain == 0 and line.bold > 0) or by_style,
            centre=about.val("jc") == "center" if about.first("jc") else style.centre,
            depth=min(depth, _DEEPEST) if label else 0, follows=style.follows, objects=line.objects, marks=marks,
        )

    def note(self, key: str) -> str:
        """Return the number of a note, which is read when it is first referred to; empty for none."""
        node = self.note_nodes.get(key)
        if node is None:
            return ""
        if key not in self.note_numbers:
            number = str(len(self.note_numbers) + 1)
            self.note_numbers[key] = number
            self.notes[number] = self.flat(node)
        return self.note_numbers[key]

    def flat(self, node: Node) -> str:
        """Return the text of notes, comments and heads of pages on one line, without what it refers to."""
        texts: list[str] = []
        for child in node.elements():
            if child.name == "p":
                line = Line()
                self.runs.inline(child, line)
                texts.append(tidy("".join(line.text)).replace(OBJECT, ""))
                texts += [self.flat(box) for box in line.boxes]
            else:
                texts.append(self.flat(child))
        return " ".join(" ".join(texts).split())


def _inside(node: Node, name: str) -> list[Node]:
    """Return the elements of a name in one, through those that only hold others."""
    found: list[Node] = []
    for child in node.elements():
        if child.name == name:
            found.append(child)
        elif child.name in THROUGH:
            found += _inside(child, name)
    return found


def tidy(text: str) -> str:
    """Return a paragraph's text without blanks at its edges and at those of its lines."""
    lines = (line.strip(" \t\u3000\xa0") for line in text.replace("\u200b", "").split("\n"))
    return "\n".join(line for line in lines if line)
