"""The filing sheet for Word: a cover by GB/T 9704-2012, then the classes, on wide pages, as its annexes (附件)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ...curricula.filing import Filing
from ...curricula.totals import sector_label
from ...library.model import Plan
from ..word.measures import SIZE_4_SMALL
from ..word.tables import ABOVE, BESIDE, CENTRE, LEFT
from ..word.template import ANNEX_LIST, ATTACHED, BODY, DOC_TITLE, GAP, LEVEL_1, NOTE, PLAIN, SUBTITLE
from ..word.writing import OfficialDocument
from .columns import LEVEL_COLUMNS, Cell, Column, shown
from .tables import annex_rows, level_rows
from .wording import Annex, annexes, cover_sum, notes, subject

#: A row holds no more names of lecturers; the workbook and the JSON have them all.
_MOST_NAMED = 4
_NUMERALS = "一二三四"
#: What the unit fills in by hand. Blanks are spaces of a character's width, so that they take ink as well as typing.
_UNIT = "填报单位（盖章）：　　　　　填报日期：　　年　月　日"
_SIGNED = f"\n\n{'　' * 13}负责人（签字）：\n{'　' * 13}（盖章）　　　　年　　月　　日"
_SIGNATURES = (("填报单位意见", _SIGNED), ("备案单位意见", _SIGNED))


def document(filing: Filing, plan: Plan) -> bytes:
    """Return the file; the same filing gives the same bytes."""
    book = OfficialDocument(f"{subject(filing)}备案表", datetime.datetime(filing.year, 1, 1))
    tables = annexes(filing)
    _cover(book, filing, plan, tables)
    for number, annex in enumerate(tables, 1):
        _annex(book, annex, f"附件{number if len(tables) > 1 else ''}", filing, plan)
    return book.done()


def _cover(book: OfficialDocument, filing: Filing, plan: Plan, tables: Sequence[Annex]) -> None:
    book.paragraph(f"{subject(filing)}备案表", DOC_TITLE)
    if filing.sector:
        book.paragraph(f"（{sector_label(plan, filing.sector)}）", SUBTITLE)
    book.paragraph("", PLAIN)
    book.paragraph(_UNIT, PLAIN)
    named = plan.title.replace("(", "（").replace(")", "）")
    book.paragraph(f"按照《{named}》（十七）关于党员脱产培训年度计划备案管理的要求，现将{filing.year}年计划备案如下。", BODY)
    book.paragraph(f"{_NUMERALS[0]}、计划总量", LEVEL_1)
    book.paragraph(cover_sum(filing), BODY)
    if filing.offjob:
        _table(book, LEVEL_COLUMNS, level_rows(filing), size=SIZE_4_SMALL)
    for number, annex in enumerate(tables, 1):
        book.paragraph(f"{_NUMERALS[number]}、{annex.heading}", LEVEL_1)
        where = f"附件{number if len(tables) > 1 else ''}"
        book.paragraph(annex.said.format(annex=where), BODY)
    # The list of annexes and what is signed stand together.
    book.paragraph("", ANNEX_LIST)
    for number, annex in enumerate(tables, 1):
        before = "附件：" if number == 1 else "　　　"
        book.paragraph(f"{before}{f'{number}. ' if len(tables) > 1 else ''}{annex.title}", ANNEX_LIST)
    book.paragraph("", ANNEX_LIST)
    book.table([], _SIGNATURES, (3, 11), align=(CENTRE, LEFT), size=SIZE_4_SMALL)
    book.paragraph("", GAP)
    for line in notes(filing):
        book.paragraph(line, NOTE)


def _annex(book: OfficialDocument, annex: Annex, mark: str, filing: Filing, plan: Plan) -> None:
    book.turn()
    book.paragraph(mark, ATTACHED)
    book.paragraph("", PLAIN)
    book.paragraph(annex.title, DOC_TITLE)
    if filing.sector:
        book.paragraph(f"（{sector_label(plan, filing.sector)}）", SUBTITLE)
    columns, rows = annex_rows(annex, plan, most=_MOST_NAMED)
    _table(book, columns, rows)


def _table(book: OfficialDocument, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, size: int = 0) -> None:
    """Write a table whose last row is its sum."""
    book.paragraph("", GAP)
    above = [BESIDE if c.above and c.above == columns[n - 1].above else c.above or c.name for n, c in enumerate(columns)]
    below = [c.name if c.above else ABOVE for c in columns]
    book.table(
        [above, below], [[shown(cell) for cell in row] for row in rows], [c.width for c in columns],
        align=[CENTRE if c.centred else LEFT for c in columns], total=True, size=size,
    )
    book.paragraph("", GAP)
