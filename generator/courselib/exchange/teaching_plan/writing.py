"""A course's body as paragraphs and tables of a Word file, from the one token tree of its Markdown."""

# ruff: noqa: E501 - markup
from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from ...syntax.markdown.text import of_inline
from .pages import BULLET_LIST

#: A token of the tree, whose parser one room alone knows.
Token: TypeAlias = Any
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANSWER = re.compile("(?:参考)?答案[:：]")
_WIDTH = 9026
_EMU = 9525
_MOST_WIDE = 560
_DEEPEST = 6
_MARKS = {"strong": "<w:b/>", "b": "<w:b/>", "em": "<w:i/>", "i": "<w:i/>", "s": "<w:strike/>", "del": "<w:strike/>",
          "sup": '<w:vertAlign w:val="superscript"/>', "sub": '<w:vertAlign w:val="subscript"/>'}


@dataclass(slots=True)
class Writer:
    """The body while it is written; ``picture`` gives the bytes of a picture by its address, none for what is no picture here."""

    picture: Callable[[str], bytes]
    out: list[str] = field(default_factory=list)
    ordered: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _lists: list[int] = field(default_factory=list)
    _begun: bool = False

    def body(self, tokens: Sequence[Token]) -> None:
        """Write a tree."""
        self.notes = [self.runs(children) for children in _notes(tokens)]
        at = 0
        while at < len(tokens) and tokens[at].type != "footnote_block_open":
            at = self.token(tokens, at) + 1

    def token(self, tokens: Sequence[Token], at: int) -> int:
        """Write what begins with a token, and return the last one that belongs to it."""
        token = tokens[at]
        kind = token.type
        if kind == "heading_open":
            self.paragraph(self.runs(tokens[at + 1].children or ()), f"Heading{min(max(int(token.tag[1]) - 1, 1), _DEEPEST)}")
            return at + 2
        if kind == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            self.table(tokens[at:end])
            return end
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.open_list(token)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._begun = False
        elif kind == "inline":
            self.inline(token, tokens[at - 1].type if at else "")
        elif kind in ("fence", "code_block"):
            for line in token.content.rstrip("\n").split("\n"):
                self.paragraph(run(line), "Quote")
        return at

    def open_list(self, token: Token) -> None:
        """Begin a list."""
        if token.type == "bullet_list_open":
            self._lists.append(BULLET_LIST)
            return
        self.ordered.append(int(token.attrs.get("start", 1)))
        self._lists.append(BULLET_LIST + len(self.ordered))

    def inline(self, token: Token, before: str) -> None:
        """Write running text as a paragraph of its own."""
        runs = "" if self._lists else self.runs(token.children or ())
        if before in ("box_title_open", "dt_open"):
            runs = runs.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t")
        if self._lists:
            for children in _answers_apart(token.children or ()):
                self.item(self.runs(children))
        else:
            self.paragraph(runs, "Quote" if before == "dd_open" else "")

    def item(self, runs: str) -> None:
        """Write a paragraph of a list: the item itself, or what goes on with it."""
        if not self._begun:
            self._begun = True
            depth = min(len(self._lists) - 1, _DEEPEST - 1)
            self.paragraph(runs, "", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{self._lists[-1]}"/></w:numPr>')
        else:
            self.paragraph(runs, "ListContinue")

    def paragraph(self, runs: str, style: str = "", more: str = "") -> None:
        """Write a paragraph of runs."""
        about = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
        self.out.append(f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{runs}</w:p>")

    def runs(self, children: Sequence[Token]) -> str:
        """Return running text."""
        made: list[str] = []
        marks: list[str] = []
        for child in children:
            if child.type in ("strong_open", "em_open", "s_open", "html_open"):
                marks.append(_MARKS.get(child.tag, ""))
            elif child.type in ("strong_close", "em_close", "s_close", "html_close"):
                marks.pop()
            else:
                made.append(self.piece(child, "".join(dict.fromkeys(marks))))
        return "".join(made)

    def piece(self, child: Token, marks: str) -> str:
        """Return one piece of running text."""
        kind = child.type
        if kind in ("text", "text_special", "code_inline"):
            return run(child.content, marks)
        if kind == "softbreak":
            return "" if child.hidden else run(" ", marks)
        if kind == "hardbreak" or (kind == "html_void" and child.tag == "br"):
            return "<w:r><w:br/></w:r>"
        if kind == "link_open":
            return self.opened(str(child.attrs.get("href", "")))
        if kind == "link_close":
            return "</w:hyperlink>"
        if kind == "image":
            return self.drawing(child)
        return _OTHERS[kind](child) if kind in _OTHERS else ""

    def opened(self, address: str) -> str:
        """Return the beginning of a link; only those of the web lead anywhere on paper."""
        if not re.match(r"https?://\S{1,400}$", address):
            return "<w:hyperlink>"
        self.links.append(escape(address, {'"': "&quot;"}))
        return f'<w:hyperlink r:id="rIdL{len(self.links) - 1}">'

    def drawing(self, token: Token) -> str:
        """Return a picture, or its words where there is none."""
        words = of_inline(token) or token.content
        data = self.picture(str(token.attrs.get("src", "")))
        size = size_of(data)
        if not size:
            return run(f"〔图片：{words}〕")
        number = len(self.pictures)
        end = "png" if data[:4] == b"\x89PNG" else "gif" if data[:3] == b"GIF" else "jpg"
        self.pictures[f"picture{number + 1}.{end}"] = data
        wide = min(size[0], _MOST_WIDE)
        x, y = wide * _EMU, max(1, size[1] * wide // size[0]) * _EMU
        about = quoteattr(_UNSAYABLE.sub("", words))
        space = "http://schemas.openxmlformats.org/drawingml/2006"
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{space}/wordprocessingDrawing"><wp:extent cx="{x}" cy="{y}"/><wp:docPr id="{number + 1}" '
            f'name="图片 {number + 1}" descr={about}/><a:graphic xmlns:a="{space}/main"><a:graphicData uri="{space}/picture"><pic:pic '
            f'xmlns:pic="{space}/picture"><pic:nvPicPr><pic:cNvPr id="{number + 1}" name="图片 {number + 1}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" '
            f'y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>")

    def table(self, tokens: Sequence[Token]) -> None:
        """Write a table."""
        rows: list[list[str]] = []
        weights: list[int] = []
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                inner = tokens[at + 1]
                column = len(rows[-1])
                weights += [4] if column == len(weights) else []
                weights[column] = max(weights[column], min(len(of_inline(inner)), 40))
                rows[-1].append(self.runs(inner.children or ()))
        self.out.append(table_of(rows, columns_of(weights), head=True))


def _answers_apart(children: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the lines of an item, an answer below its question by itself."""
    parts: list[list[Token]] = [[]]
    for at, child in enumerate(children):
        if child.type == "softbreak" and at + 1 < len(children) and _ANSWER.match(children[at + 1].content):
            parts.append([])
        else:
            parts[-1].append(child)
    return [*parts]


def _notes(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the running text of each footnote."""
    found: list[list[Token]] = []
    inside = False
    for token in tokens:
        if token.type == "footnote_open":
            found.append([])
            inside = True
        elif token.type == "footnote_close":
            inside = False
        elif inside and token.type == "inline":
            found[-1] += token.children or []
    return [*found]


def run(text: str, marks: str = "") -> str:
    """Return a run of text."""
    about = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escape(_UNSAYABLE.sub("", text))}</w:t></w:r>' if text else ""


def columns_of(weights: Sequence[int]) -> list[int]:
    """Return the widths of columns, as much as their texts need."""
    whole = sum(weights) or 1
    least = 900
    free = _WIDTH - least * len(weights)
    return [least + max(0, free) * w // whole for w in weights]


def table_of(rows: Sequence[Sequence[str]], columns: Sequence[int], *, head: bool, spans: bool = False, labels: Sequence[int] = ()) -> str:
    """Return a table of written runs. With ``spans`` the last cell of a short row goes to the end; ``labels`` are columns of labels."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    made = []
    for y, row in enumerate(rows):
        cells = []
        for x, runs in enumerate(row):
            last = spans and x == len(row) - 1 and len(row) < len(columns)
            width = sum(columns[x:]) if last else columns[x]
            span = f'<w:gridSpan w:val="{len(columns) - x}"/>' if last else ""
            bold = (head and y == 0) or x in labels
            centre = '<w:jc w:val="center"/>' if bold else ""
            text = runs.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t") if bold else runs
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle '
                         f'w:val="CellText"/>{centre}</w:pPr>{text}</w:p></w:tc>')
        about = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head and y == 0 else "<w:trPr><w:cantSplit/></w:trPr>"
        made.append(f"<w:tr>{about}{''.join(cells)}</w:tr>")
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>")


def _reference(token: Token) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{int(token.meta["id"]) + 1}"/></w:r>'


_OTHERS: dict[str, Callable[[Token], str]] = {
    "footnote_ref": _reference, "task_box": lambda token: run("☑" if "checked" in token.attrs else "□"),
}


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return a picture's width and height in points of the screen, ``None`` for what Word shows no picture of."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24:
        wide, high = struct.unpack(">II", data[16:24])
    elif data[:4] == b"GIF8" and len(data) > 10:
        wide, high = struct.unpack("<HH", data[6:10])
    elif data[:3] == b"\xff\xd8\xff":
        wide, high = _jpeg(data)
    else:
        return None
    return (wide, high) if 0 < wide < 100_000 and 0 < high < 100_000 else None


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return wide, high
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0
