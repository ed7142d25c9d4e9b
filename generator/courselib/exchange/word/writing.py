"""Writing an official document: paragraphs in its styles, tables that break between rows, pages with their numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from .measures import LANDSCAPE, NUMBER_BELOW, NUMBER_SIZE, PORTRAIT
from .numbering import number_pages
from .packing import repacked
from .tables import LEFT, table_xml
from .template import GAP, template


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
        """Go on with wide pages, on a new one."""
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
    ) -> None:
        """Write a table as wide as the type area, of which ``widths`` are parts; see ``tables.table_xml``."""
        from docx.oxml import parse_xml  # noqa: PLC0415

        columns = _columns(self.sheet.room, widths)
        made = table_xml(head, rows, columns, align=align or [LEFT] * len(columns), total=total, size=size)
        self._document.element.body.insert_element_before(parse_xml(made), "w:sectPr")

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
        # The footer hangs from the paper's edge; half a line of the number, and a little for the font's own room, is below its middle.
        section.footer_distance = Twips(max(0, sheet.bottom - NUMBER_BELOW - NUMBER_SIZE * 3 // 5))
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
