"""Writing an official document: paragraphs in its styles, tables that break between rows, pages with their numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .measures import LANDSCAPE, NUMBER_BELOW, NUMBER_SIZE, PORTRAIT, Sheet
from .numbering import number_pages
from .packing import repacked
from .template import CELL, CELL_HEAD, GAP, template

if TYPE_CHECKING:
    from docx.table import Table, _Cell

#: What a cell's text is set like.
LEFT, CENTRE, RIGHT = "left", "center", "right"
#: In a table's head: the cell is part of the one above.
CONTINUED = "^"
#: Space between a cell's text and its lines, in twips.
_BESIDE = 45


class OfficialDocument:
    """A document being written. ``sheet`` is the paper of the pages written now."""

    def __init__(self, title: str, day: datetime.datetime) -> None:
        """Begin with an upright sheet; ``day`` is the one date that the file bears, so that it depends on its contents alone."""
        import docx  # noqa: PLC0415 - other commands start faster without it

        self._document = docx.Document(io.BytesIO(template()))
        about = self._document.core_properties
        about.title, about.author, about.last_modified_by, about.revision = title, "", "", 1
        about.created = about.modified = day
        self.sheet = PORTRAIT
        self._set(self._document.sections[0])

    def turn(self) -> None:
        """Go on with wide pages."""
        from docx.enum.section import WD_SECTION  # noqa: PLC0415 - see above

        self.sheet = LANDSCAPE
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        # The paragraph that ends the pages before stands on the last of them, and must not need one more.
        self._document.paragraphs[-1].style = GAP
        self._set(section)

    def paragraph(self, text: str, style: str) -> None:
        """Write a paragraph; an empty one keeps its line."""
        self._document.add_paragraph(text, style=style)

    def table(
        self, head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], widths: Sequence[float], *,
        align: Sequence[str] = (), total: bool = False, size: int = 0,
    ) -> Table:
        """Write a table. Its head is repeated on every page, and no row is split; ``widths`` are parts of the type area.

        In the head, an empty text continues the cell on its left, ``CONTINUED`` the one above. ``total`` sets the last row as a sum.
        """
        count = len(widths)
        table = self._document.add_table(0, count)
        columns = _columns(self.sheet.room, widths)
        _frame(table, columns)
        for texts in [*head, *rows]:
            row = table.add_row()
            heading, summed = len(table.rows) <= len(head), total and len(table.rows) == len(head) + len(rows)
            _keep_whole(row, repeated=heading)
            for index, text in enumerate(texts):
                cell = row.cells[index]
                self._fill(cell, "" if text == CONTINUED else text, columns[index], CELL_HEAD if heading or summed else CELL,
                           "" if heading or summed or not align else align[index], size)
        _merge_head(table, head)
        if total and len(rows) > 1:
            # The sum does not stand on a page by itself.
            for cell in table.rows[-2].cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
        return table

    def _fill(self, cell: _Cell, text: str, width: int, style: str, align: str, size: int) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415
        from docx.shared import Pt, Twips  # noqa: PLC0415

        cell.width = Twips(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        first, *others = text.split("\n")
        paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in others)]
        for paragraph, line in zip(paragraphs, (first, *others), strict=True):
            paragraph.style = style
            run = paragraph.add_run(line)
            if size:
                run.font.size = Pt(size / 2)
            if align:
                _align(paragraph, align)

    def _set(self, section: Any) -> None:
        """Give a section its paper, margins and page numbers."""
        from docx.enum.section import WD_ORIENTATION  # noqa: PLC0415
        from docx.shared import Twips  # noqa: PLC0415

        sheet = self.sheet
        section.orientation = WD_ORIENTATION.LANDSCAPE if sheet.width > sheet.height else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Twips(sheet.width), Twips(sheet.height)
        section.top_margin, section.bottom_margin = Twips(sheet.top), Twips(sheet.bottom)
        section.left_margin, section.right_margin = Twips(sheet.left), Twips(sheet.right)
        section.gutter = Twips(0)
        section.header_distance = Twips(sheet.top // 2)
        # The footer hangs from the paper's edge; half a line of the number is below its middle.
        section.footer_distance = Twips(max(0, sheet.bottom - NUMBER_BELOW - NUMBER_SIZE // 2 * 6 // 5))
        number_pages(section, sheet)

    def done(self) -> bytes:
        """Return the file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return repacked(buffer.getvalue())


def _columns(room: int, widths: Sequence[float]) -> list[int]:
    """Return the widths of columns in twips, which fill the room exactly."""
    whole = sum(widths)
    ends = [round(room * sum(widths[: n + 1]) / whole) for n in range(len(widths))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


def _align(paragraph: Any, side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    paragraph.alignment = {LEFT: WD_ALIGN_PARAGRAPH.LEFT, CENTRE: WD_ALIGN_PARAGRAPH.CENTER, RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}[side]


def element(tag: str, **attributes: str | int) -> Any:
    """Return an element ``w:tag`` with attributes of the same namespace."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _frame(table: Table, columns: Sequence[int]) -> None:
    """Give a table thin black lines and fixed columns."""
    about = table._tbl.tblPr
    for child in list(about):
        about.remove(child)
    about.append(element("tblW", w=sum(columns), type="dxa"))
    about.append(element("jc", val="center"))
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="000000"))
    about.append(borders)
    about.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in (LEFT, "right"):
        margins.append(element(side, w=_BESIDE, type="dxa"))
    about.append(margins)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=True):
        column.set(f"{{{column.nsmap['w']}}}w", str(width))


def _keep_whole(row: Any, *, repeated: bool) -> None:
    about = row._tr.get_or_add_trPr()
    about.append(element("cantSplit"))
    if repeated:
        about.append(element("tblHeader"))


def _merge_head(table: Table, head: Sequence[Sequence[str]]) -> None:
    """Join the cells of a head that belong together."""
    done: set[tuple[int, int]] = set()
    for y, texts in enumerate(head):
        for x, text in enumerate(texts):
            if text in ("", CONTINUED) or (y, x) in done:
                continue
            right, below = x, y
            while right + 1 < len(texts) and texts[right + 1] == "":
                right += 1
            while below + 1 < len(head) and head[below + 1][x] == CONTINUED:
                below += 1
            if (right, below) != (x, y):
                cell = table.cell(y, x).merge(table.cell(below, right))
                for empty in [p for p in cell.paragraphs[1:] if not p.text]:
                    empty._p.getparent().remove(empty._p)

