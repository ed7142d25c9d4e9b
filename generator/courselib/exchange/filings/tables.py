"""The rows of the filing sheet's tables, each with its sum as the last one."""

from __future__ import annotations

from ...curricula.filing import Filing
from ...library.model import Plan
from ...library.schema import LEVELS, label_of
from .columns import (
    CLASS_COLUMNS,
    LOOSE_COLUMNS,
    TOTAL,
    Cell,
    Column,
    class_cells,
    class_total,
    level_cells,
    loose_cells,
    loose_total,
)
from .wording import Annex


def level_rows(filing: Filing) -> list[list[Cell]]:
    """Return the sums of off-the-job classes level by level."""
    return [*(level_cells(label_of(LEVELS, level), totals) for level, totals in filing.levels), level_cells(TOTAL, filing.totals)]


def annex_rows(annex: Annex, plan: Plan, *, most: int = 0) -> tuple[tuple[Column, ...], list[list[Cell]]]:
    """Return the columns and rows of an annex; ``most`` as in ``lecturers_text``."""
    if annex.loose:
        rows = [loose_cells(n, item, plan) for n, item in enumerate(annex.loose, 1)]
        hours, theory = (sum(figures) for figures in zip(*((i.hours, i.theory) for i in annex.loose), strict=True))
        return LOOSE_COLUMNS, [*rows, loose_total(len(rows), hours, theory)]
    rows = [class_cells(n, row, plan, most=most) for n, row in enumerate(annex.classes, 1)]
    return CLASS_COLUMNS, [*rows, class_total(annex.totals)]
