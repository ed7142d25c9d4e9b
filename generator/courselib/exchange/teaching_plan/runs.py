"""The runs of a paragraph: text, signs, notes, links, pictures and boxes, with tracked changes as if they were accepted.

What is left out is handed to ``losses`` with its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from . import emphasis
from .blocks import LINK, NOTE, OBJECT, OPEN_LINK, PICTURE
from .losses import DELETED, DRAWN, Losses
from .package import Node, Relation
from .wordstyles import is_on

#: Elements that only hold others.
THROUGH = frozenset((
    "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "hyperlink", "dir", "bdo", "r", "ruby", "rubyBase",
    "AlternateContent", "Choice", "Fallback", "body", "footnote", "endnote", "hdr", "ftr", "comment",
))
GONE = frozenset(("del", "moveFrom"))
_ADDRESS = re.compile(r"https?://\S{1,400}$")
_LINK_FIELD = re.compile(r'HYPERLINK\s+"(https?://[^"\s]{1,400})"')
#: Signs that Word keeps as places in a font of signs.
_SIGNS = {"F0FC": "√", "F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FD": "☒", "F0FB": "×", "F06C": "●", "F0D8": "➢"}
_WRITTEN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURED = frozenset(("blip", "imagedata"))
_DRAWINGS = frozenset(("drawing", "pict", "object", "AlternateContent"))


@dataclass(slots=True)
class Line:
    """A paragraph while it is read; ``bold`` and ``plain`` count its characters, ``marked`` has emphasis by its pieces."""

    text: list[str] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)
    marked: list[emphasis.Mark] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    link: str = ""

    def put(self, kind: str, value: str) -> None:
        """Add an object to the text."""
        self.text.append(OBJECT)
        self.objects.append((kind, value))


@dataclass(slots=True)
class Runs:
    """What reads runs: ``note`` gives the number of a note, ``place`` says which paragraph is being read, ``styles`` are of characters."""

    relations: Mapping[str, Relation]
    note: Callable[[str], str]
    place: Callable[[], str]
    losses: Losses
    styles: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def inline(self, node: Node, line: Line) -> None:
        """Read the children of a paragraph, or of what stands inside one."""
        for child in node.elements():
            name = child.name
            if name in GONE:
                self.losses.add(DELETED, deleted(child))
            elif name == "r":
                self.run(child, line)
            elif name in ("hyperlink", "fldSimple"):
                self.hyperlink(child, line)
            elif name in ("oMath", "oMathPara"):
                line.text.append(texts_in(child, ("t",)))
            elif name in THROUGH:
                self.losses.inserted += name in ("ins", "moveTo")
                inner = chosen(child) if name == "AlternateContent" else child.first("rubyBase") if name == "ruby" else child
                if inner:
                    self.inline(inner, line)

    def hyperlink(self, node: Node, line: Line) -> None:
        """Read a link: its words between the marks of its beginning and end."""
        relation = self.relations.get(node.attrs.get("r:id", ""))
        address = relation.name if relation is not None and relation.outside and _ADDRESS.match(relation.name) else ""
        simple = _LINK_FIELD.search(node.attrs.get("instr", ""))
        address = simple[1] if simple else address
        if address:
            line.put(OPEN_LINK, "")
        self.inline(node, line)
        if address:
            line.put(LINK, address)

    def run(self, node: Node, line: Line) -> None:
        """Read a run; hidden text is no part of the plan, and said."""
        about = node.first("rPr")
        before, objects = len(line.text), len(line.objects)
        for child in node.elements():
            self.piece(child, line)
        written = "".join(line.text[before:])
        if not written.replace(OBJECT, "").strip():
            return
        if about is not None and is_on(about, "vanish"):
            del line.text[before:], line.objects[objects:]
            self.losses.add("隐藏文字", written)
            return
        kinds = emphasis.kinds_of(about, self.styles)
        if emphasis.BOLD in kinds:
            line.bold += len(written)
        else:
            line.plain += len(written)
        if kinds:
            line.marked.append((before, len(line.text), kinds))

    def piece(self, child: Node, line: Line) -> None:
        """Read one piece of a run."""
        name = child.name
        if name == "t":
            line.text.append(child.text().replace(OBJECT, ""))
        elif name in _WRITTEN:
            line.text.append(_WRITTEN[name])
        elif name == "sym":
            line.text.append(_SIGNS.get(child.attrs.get("char", "").upper(), ""))
        elif name in ("footnoteReference", "endnoteReference"):
            number = self.note(f"{name[:-9]} {child.attrs.get('id', '')}")
            if number:
                line.put(NOTE, number)
        elif name in ("instrText", "fldChar"):
            _field(child, line)
        elif name in _DRAWINGS:
            self.drawing(child, line)
        elif name == "delText":
            self.losses.add(DELETED, child.text())
        elif name == "ruby":
            self.inline(Node("", {}, [child]), line)

    def drawing(self, node: Node, line: Line, words: str = "") -> None:
        """Take pictures and boxes out of a drawing."""
        if node.name == "AlternateContent":
            inner = chosen(node)
            if inner:
                self.drawing(inner, line, words)
            return
        for child in node.elements():
            if child.name == "docPr":
                words = " ".join(child.attrs.get("descr", "").split())
            if child.name == "txbxContent":
                line.boxes.append(child)
            elif child.name in _PICTURED:
                self.picture(child, line, words)
            else:
                if child.name in DRAWN:
                    self.losses.add(DRAWN[child.name], self.place())
                self.drawing(child, line, words)

    def picture(self, node: Node, line: Line, words: str) -> None:
        """Put a picture in its place in the text."""
        relation = self.relations.get(node.attrs.get("r:embed") or node.attrs.get("r:id") or node.attrs.get("r:link", ""))
        if relation is None or relation.outside:
            self.losses.add("链接到文件外的图片", self.place())
        else:
            self.pictures.setdefault(relation.name, words)
            line.put(PICTURE, relation.name)


def _field(child: Node, line: Line) -> None:
    """Keep the address of a field that is a link."""
    if child.name == "instrText":
        found = _LINK_FIELD.search(child.text())
        line.link = found[1] if found else line.link
    elif child.attrs.get("fldCharType") == "separate" and line.link:
        line.put(OPEN_LINK, "")
    elif child.attrs.get("fldCharType") == "end" and line.link:
        line.put(LINK, line.link)
        line.link = ""


def chosen(node: Node) -> Node | None:
    """Return the one of several forms of the same content that is read."""
    return node.first("Choice") or node.first("Fallback")


def deleted(node: Node) -> str:
    """Return the words of a deletion."""
    return texts_in(node, ("delText", "t"))


def texts_in(node: Node, names: tuple[str, ...]) -> str:
    """Return the text of the elements of these names."""
    return "".join(child.text() if child.name in names else texts_in(child, names) for child in node.elements())
