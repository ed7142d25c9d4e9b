"""Tables of an official document as elements of a Word file.

python-docx builds a table cell by cell, each through a dozen searches in what is there already: half a second for sixty rows. Here the
element is put together as text and parsed once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from .template import CELL_HEAD_KEY, CELL_KEY

LEFT, CENTRE = "left", "center"
#: In a table's head: the cell goes on with the one on its left, or with the one above.
BESIDE, ABOVE = "", "^"
#: Space between a cell's text and its lines, in twips.
_SPACE = 45
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: What XML cannot say.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def table_xml(
    head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], columns: Sequence[int], *, align: Sequence[str], total: bool, size: int,
) -> str:
    """Return ``w:tbl``: its head is repeated on every page, no row is split, lines are thin and black.

    ``columns`` are widths in twips, ``size`` half-points where it is not the style's own. With ``total`` the last row is a sum: set like
    the head, and on one page with the row above it.
    """
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = "".join(f'<w:{side} w:w="{_SPACE}" w:type="dxa"/>' for side in (LEFT, "right"))
    about = (
        f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    whole = [_head_row(head, y, columns, size) for y in range(len(head))]
    last = len(rows) - 1
    for y, texts in enumerate(rows):
        summed = total and y == last
        kept = total and y == last - 1
        cells = "".join(
            _cell(text, width, CELL_HEAD_KEY if summed else CELL_KEY, CENTRE if summed else side, size, kept=kept)
            for text, width, side in zip(texts, columns, align, strict=True)
        )
        whole.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return f"<w:tbl {_W}>{about}{''.join(whole)}</w:tbl>"


def _head_row(head: Sequence[Sequence[str]], y: int, columns: Sequence[int], size: int) -> str:
    cells, x = [], 0
    while x < len(columns):
        wide = 1
        while x + wide < len(columns) and head[y][x + wide] == BESIDE:
            wide += 1
        span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        if head[y][x] == ABOVE:
            span += "<w:vMerge/>"
        elif y + 1 < len(head) and head[y + 1][x] == ABOVE:
            span += '<w:vMerge w:val="restart"/>'
        text = "" if head[y][x] == ABOVE else head[y][x]
        cells.append(_cell(text, sum(columns[x : x + wide]), CELL_HEAD_KEY, CENTRE, size, span=span))
        x += wide
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style: str, side: str, size: int, *, kept: bool = False, span: str = "") -> str:
    keep = "<w:keepNext/>" if kept else ""
    letters = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>' if size else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{side}"/></w:pPr><w:r>{letters}'
        f'<w:t xml:space="preserve">{escape(_UNSAYABLE.sub("", line))}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
