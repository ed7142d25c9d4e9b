"""A Word file as blocks: every paragraph and table in order, with what stands in boxes, notes and tracked changes.

What is not taken along (deleted text, comments, heads of pages, drawings) is said in ``remarks`` with its words: nothing is lost
silently. ``theme/scripts/plan/reading.js`` is its twin in the browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import LINK, NOTE, OBJECT, OPEN_LINK, PICTURE, Block, Cell, Document, Paragraph, Table
from .numbering import Numbering
from .package import Node, Package

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_CONTENTS = re.compile(r"toc(?: ?[1-9]| heading)|目录 ?[1-9]?")
_CONTINUED = re.compile("list continue ?[1-9]?|列表接续 ?[1-9]?")
_ADDRESS = re.compile(r"https?://\S{1,400}$")
_LINK_FIELD = re.compile(r'HYPERLINK\s+"(https?://[^"\s]{1,400})"')
#: Elements that only hold others.
_THROUGH = frozenset(("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "hyperlink", "dir", "bdo", "r", "ruby",
                      "rubyBase", "oMathPara", "oMath", "AlternateContent", "Choice", "Fallback", "body", "footnote", "endnote", "hdr", "ftr", "comment"))
_GONE = frozenset(("del", "moveFrom"))
#: Signs that Word keeps as places in a font of signs.
_SIGNS = {"F0FC": "√", "F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FD": "☒", "F0FB": "×", "F06C": "●", "F0D8": "➢"}
_PICTURED = frozenset(("blip", "imagedata"))
#: Drawings whose words are kept elsewhere, or nowhere.
_DRAWN = {"chart": "图表", "relIds": "SmartArt 图形", "OLEObject": "嵌入的对象", "altChunk": "嵌入的文档"}
_SHOWN = 40
_LISTED = 5


@dataclass(slots=True)
class Style:
    """What a paragraph's style says of it."""

    based: str = ""
    level: int = 0
    title: bool = False
    contents: bool = False
    bold: bool = False
    centre: bool = False
    follows: bool = False
    list_key: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read."""

    text: list[str] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    link: str = ""

    def put(self, kind: str, value: str) -> None:
        self.text.append(OBJECT)
        self.objects.append((kind, value))


def read_document(package: Package) -> Document:
    """Return what a Word file says."""
    return _Reader(package).document()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        relations = package.relations(package.main)
        self.relations = relations
        parts = {r.kind.rpartition("/")[2]: r.name for r in relations.values() if not r.outside}
        self.numbering = Numbering.of(self._part(parts, "numbering"))
        self.styles = _styles(self._part(parts, "styles"))
        self.note_nodes: dict[str, Node] = {}
        for kind in ("footnote", "endnote"):
            root = self._part(parts, f"{kind}s")
            for node in root.elements() if root else ():
                if node.name == kind and node.attrs.get("type", "normal") == "normal":
                    self.note_nodes[f"{kind} {node.attrs.get('id', '')}"] = node
        self.comments = self._part(parts, "comments")
        self.notes: dict[str, str] = {}
        self.note_numbers: dict[str, str] = {}
        self.pictures: dict[str, str] = {}
        self.inserted = 0
        self.said: dict[str, list[str]] = {}
        self.paragraphs = self.tables = 0

    def _part(self, parts: dict[str, str], kind: str) -> Node | None:
        return self.package.tree(parts[kind]) if kind in parts else None

    def document(self) -> Document:
        root = self.package.tree(self.package.main)
        body = root.first("body") if root else None
        blocks = self.blocks(body, "") if body else []
        for key, node in self.note_nodes.items():
            if key not in self.note_numbers:
                self.note("脚注没有在正文里引用", self.flat(node))
        for node in self.comments.elements() if self.comments else ():
            self.note("批注", self.flat(node))
        for relation in self.relations.values():
            kind = relation.kind.rpartition("/")[2]
            if kind in ("header", "footer") and not relation.outside:
                part = self.package.tree(relation.name)
                text = self.flat(part) if part else ""
                if re.search("[^\\W\\d_]", re.sub("第|页|共|Page|of", "", text)):
                    self.note("页眉页脚", text)
        return Document(blocks, self.core_title(), self.notes, self.pictures, self.remarks())

    def core_title(self) -> str:
        root = self.package.tree("docProps/core.xml")
        node = root.first("title") if root else None
        return " ".join(node.text().split()) if node else ""

    def note(self, what: str, text: str) -> None:
        """Keep what is said of things left out."""
        text = " ".join(text.replace(OBJECT, "").split())
        if text:
            self.said.setdefault(what, []).append(text)

    def remarks(self) -> list[str]:
        made = [f"修订：插入的 {self.inserted} 处已采用。"] if self.inserted else []
        if "box" in self.said:
            made.append(f"文本框 {len(self.said['box'])} 个，里面的字接在所在段落的后面。")
        for what, texts in self.said.items():
            if what != "box":
                shown = "；".join(t if len(t) <= _SHOWN else f"{t[:_SHOWN]}…" for t in texts[:_LISTED])
                more = "等" if len(texts) > _LISTED else ""
                made.append(f"{what} {len(texts)} 处没有导入：{shown}{more}。")
        return made

    def blocks(self, node: Node, where: str) -> list[Block]:
        """Return the paragraphs and tables in an element; ``where`` is the place of the cell or box, empty in the document itself."""
        found: list[Block] = []
        for child in node.elements():
            if child.name == "p":
                found += self.paragraph(child, where)
            elif child.name == "tbl":
                if not where:
                    self.tables += 1
                found.append(self.table(child, where or f"表格 {self.tables}"))
            elif child.name in _GONE:
                self.note("修订删去的文字", self.deleted(child))
            elif child.name == "AlternateContent":
                chosen = child.first("Choice") or child.first("Fallback")
                found += self.blocks(chosen, where) if chosen else []
            elif child.name in _THROUGH:
                found += self.blocks(child, where)
            elif child.name in _DRAWN:
                self.note(_DRAWN[child.name], f"第 {self.paragraphs} 段后")
        return found

    def table(self, node: Node, where: str) -> Table:
        rows = []
        stack = [c for c in reversed(node.elements())]
        while stack:
            child = stack.pop()
            if child.name == "tr":
                place = f"{where} 第 {len(rows) + 1} 行"
                row = self.row(child, place)
                if child.first("trPr", "del"):
                    self.note("修订删去的文字", " ".join(c if isinstance(c, str) else c.text() for c in child.children))
                elif row:
                    rows.append(row)
            elif child.name in _THROUGH:
                stack += reversed(child.elements())
        return Table(rows, where)

    def row(self, node: Node, place: str) -> list[Cell]:
        cells = []
        stack = [c for c in reversed(node.elements())]
        while stack:
            child = stack.pop()
            if child.name == "tc":
                span = child.val("tcPr", "gridSpan")
                merge = child.first("tcPr", "vMerge")
                below = merge is not None and merge.attrs.get("val", "continue") == "continue"
                wide = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
                cells.append(Cell(self.blocks(child, place), max(1, min(wide, 63)), below))
            elif child.name in _THROUGH:
                stack += reversed(child.elements())
        return cells

    def paragraph(self, node: Node, where: str) -> list[Block]:
        about = node.first("pPr") or Node("pPr")
        style = self.styles.get(about.val("pStyle")) or self.styles.get("") or Style()
        line = _Line()
        self.inline(node, line)
        text = _tidy("".join(line.text))
        shown = text.replace(OBJECT, "").strip()
        if not where and text:
            self.paragraphs += 1
        place = where or f"第 {self.paragraphs} 段"
        if style.contents:
            self.note("目录", shown)
            return []
        made: list[Block] = []
        if text:
            key, depth = about.val("numPr", "numId"), about.val("numPr", "ilvl")
            list_key = key if about.first("numPr") and key else style.list_key
            label = self.numbering.label(list_key, int(depth) if depth.isdigit() else style.depth) if list_key not in ("", "0") else ""
            outline = about.val("outlineLvl")
            level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else style.level
            centre = about.val("jc") == "center" if about.first("jc") else style.centre
            bold = line.plain == 0 and line.bold > 0 or (style.bold and line.bold + line.plain > 0 and line.bold >= line.plain)
            deep = (int(depth) if depth.isdigit() else style.depth) if label else 0
            made.append(Paragraph(text, place, label, level, style.title, bold, centre, min(deep, 8), style.follows, line.objects))
        for box in line.boxes:
            inside = self.blocks(box, f"{place}的文本框")
            if inside:
                self.said.setdefault("box", []).append(place)
            made += inside
        return made

    def inline(self, node: Node, line: _Line) -> None:
        """Read the runs of a paragraph."""
        for child in node.elements():
            name = child.name
            if name in _GONE:
                self.note("修订删去的文字", self.deleted(child))
            elif name == "r":
                self.run(child, line)
            elif name == "ruby":
                base = child.first("rubyBase")
                if base:
                    self.inline(base, line)
            elif name == "hyperlink":
                relation = self.relations.get(child.attrs.get("r:id", ""))
                is_link = relation is not None and relation.outside and _ADDRESS.match(relation.name)
                if relation and is_link:
                    line.put(OPEN_LINK, "")
                self.inline(child, line)
                if relation and is_link:
                    line.put(LINK, relation.name)
            elif name in ("ins", "moveTo"):
                self.inserted += 1
                self.inline(child, line)
            elif name in ("oMath", "oMathPara"):
                line.text.append(_math(child))
            elif name == "AlternateContent":
                chosen = child.first("Choice") or child.first("Fallback")
                if chosen:
                    self.inline(chosen, line)
            elif name in _THROUGH:
                self.inline(child, line)

    def run(self, node: Node, line: _Line) -> None:
        about = node.first("rPr")
        hidden = about is not None and _on(about, "vanish")
        before, objects = len(line.text), len(line.objects)
        for child in node.elements():
            name = child.name
            if name == "t":
                line.text.append(child.text().replace(OBJECT, ""))
            elif name in ("tab", "ptab"):
                line.text.append("\t")
            elif name in ("br", "cr"):
                line.text.append("\n")
            elif name == "noBreakHyphen":
                line.text.append("-")
            elif name == "sym":
                line.text.append(_SIGNS.get(child.attrs.get("char", "").upper(), ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self.reference(f"{name[:-9]} {child.attrs.get('id', '')}", line)
            elif name == "delText":
                self.note("修订删去的文字", child.text())
            elif name == "instrText" and (found := _LINK_FIELD.search(child.text())):
                line.link = found[1]
            elif name == "fldChar" and child.attrs.get("fldCharType") == "end" and line.link:
                line.put(LINK, line.link)
                line.link = ""
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self.drawing(child, line)
            elif name == "ruby":
                self.inline(Node("", {}, [child]), line)
        written = "".join(line.text[before:])
        if hidden and written.strip():
            del line.text[before:], line.objects[objects:]
            self.note("隐藏文字", written)
        elif written.strip():
            if about is not None and _on(about, "b"):
                line.bold += len(written)
            else:
                line.plain += len(written)

    def reference(self, key: str, line: _Line) -> None:
        node = self.note_nodes.get(key)
        if node is None:
            return
        if key not in self.note_numbers:
            number = str(len(self.note_numbers) + 1)
            self.note_numbers[key] = number
            self.notes[number] = self.flat(node)
        line.put(NOTE, self.note_numbers[key])

    def drawing(self, node: Node, line: _Line, words: str = "") -> None:
        """Take pictures and boxes out of a drawing."""
        if node.name == "AlternateContent":
            chosen = node.first("Choice") or node.first("Fallback")
            if chosen:
                self.drawing(chosen, line, words)
            return
        for child in node.elements():
            if child.name == "docPr":
                words = " ".join(child.attrs.get("descr", "").split())
            elif child.name == "txbxContent":
                line.boxes.append(child)
                continue
            elif child.name in _PICTURED:
                relation = self.relations.get(child.attrs.get("r:embed") or child.attrs.get("r:id") or child.attrs.get("r:link", ""))
                if relation is None or relation.outside:
                    self.note("链接到文件外的图片", f"第 {self.paragraphs + 1} 段")
                else:
                    self.pictures.setdefault(relation.name, words)
                    line.put(PICTURE, relation.name)
                continue
            elif child.name in _DRAWN:
                self.note(_DRAWN[child.name], f"第 {self.paragraphs + 1} 段")
            self.drawing(child, line, words)

    def flat(self, node: Node) -> str:
        """Return the text of notes, comments and heads of pages on one line, without what it refers to."""
        inner = self.paragraphs, self.tables
        texts: list[str] = []

        def walk(part: Node) -> None:
            for child in part.elements():
                if child.name == "p":
                    line = _Line()
                    self.inline(child, line)
                    texts.append(_tidy("".join(line.text)).replace(OBJECT, ""))
                    for box in line.boxes:
                        walk(box)
                else:
                    walk(child)

        walk(node)
        self.paragraphs, self.tables = inner
        return " ".join(" ".join(texts).split())

    def deleted(self, node: Node) -> str:
        """Return the words of a deletion."""
        texts: list[str] = []

        def walk(part: Node) -> None:
            for child in part.elements():
                if child.name in ("delText", "t"):
                    texts.append(child.text())
                else:
                    walk(child)

        walk(node)
        return "".join(texts)


def _math(node: Node) -> str:
    texts: list[str] = []

    def walk(part: Node) -> None:
        for child in part.elements():
            if child.name == "t":
                texts.append(child.text())
            else:
                walk(child)

    walk(node)
    return "".join(texts)


def _on(about: Node, name: str) -> bool:
    node = about.first(name)
    return node is not None and node.attrs.get("val", "1") not in ("0", "false", "off", "none")


def _tidy(text: str) -> str:
    """Return a paragraph's text without blanks at its edges and at those of its lines."""
    lines = (line.strip(" \t\u3000\xa0") for line in text.replace("\u200b", "").split("\n"))
    return "\n".join(line for line in lines if line)


def _styles(root: Node | None) -> dict[str, Style]:
    """Return the styles of paragraphs by their keys; the usual one also under an empty key."""
    found: dict[str, Style] = {}
    usual = ""
    for node in root.elements() if root else ():
        if node.name != "style" or node.attrs.get("type", "paragraph") != "paragraph":
            continue
        key = node.attrs.get("styleId", "")
        if node.attrs.get("default") in ("1", "true", "on"):
            usual = key
        name = node.val("name").lower().strip()
        heading = _HEADING.fullmatch(name)
        outline = node.val("pPr", "outlineLvl")
        depth = node.val("pPr", "numPr", "ilvl")
        found[key] = Style(
            node.val("basedOn"),
            int(heading[1]) if heading else int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0,
            name in ("title", "标题"), bool(_CONTENTS.fullmatch(name)),
            _on(about, "b") if (about := node.first("rPr")) else False,
            node.val("pPr", "jc") == "center", bool(_CONTINUED.fullmatch(name)), node.val("pPr", "numPr", "numId"), int(depth) if depth.isdigit() else 0,
        )
    done: dict[str, Style] = {}
    for key in found:
        chain, at = [], key
        while at in found and len(chain) < 20 and found[at] not in chain:
            chain.append(found[at])
            at = found[at].based
        done[key] = Style(
            "", next((s.level for s in chain if s.level), 0), chain[0].title, chain[0].contents,
            any(s.bold for s in chain), any(s.centre for s in chain), chain[0].follows,
            next((s.list_key for s in chain if s.list_key), ""), next((s.depth for s in chain if s.list_key), 0),
        )
    if usual:
        done[""] = done[usual]
    return done
