"""The library as tables: a row a record, a row an item of each list, in the order of the files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...content.loading import Loaded
from ...library.model import Plan
from ...library.reading import FileResult
from ...runtime.errors import ContentError
from ...runtime.values import Values
from .cells import Cell, cell_in
from .csvfile import write_csv
from .fingerprints import fingerprint
from .layout import headings
from .merge.files import values_of
from .sheets import FINGERPRINT, SCHEMAS, SHEETS, Sheet
from .tables import MAX_ROWS
from .vocabulary import Vocabulary

#: What a spreadsheet's cell can hold.
_MAX_CELL = 32_767


@dataclass(slots=True)
class Exported:
    """The tables of a library by sheet title. ``left_out`` are files with errors, of which nothing is exported."""

    plan: Plan
    words: Vocabulary
    rows: dict[str, list[list[Cell]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    #: Kind, ID and what the record holds, for whoever brings the tables back.
    fingerprints: list[tuple[str, str, str]] = field(default_factory=list)


def export_tables(loaded: Loaded) -> Exported:
    """Return the tables of a library. Raises ``ContentError`` when its plan cannot be read, or a table cannot hold it."""
    if loaded.library is None:
        raise ContentError("读不出规划数据 plan.yml，不能导出。", "先运行 courselib check。")
    plan = loaded.library.plan
    exported = Exported(plan, Vocabulary.of(loaded, plan), {sheet.title: [] for sheet in SHEETS}, dict.fromkeys(SCHEMAS, 0))
    done: set[tuple[str, str]] = set()
    for path in sorted(loaded.results):
        result = loaded.results[path]
        if result.kind not in SCHEMAS or result.origin:
            continue
        if result.broken or (result.kind, result.id) in done:
            exported.left_out.append(path)
            continue
        done.add((result.kind, result.id))
        exported.counts[result.kind] += 1
        _add(exported, result)
    for title, rows in exported.rows.items():
        if len(rows) > MAX_ROWS:
            raise ContentError(f"“{title}”有 {len(rows)} 行，超过 {MAX_ROWS} 行，一个工作簿放不下。", "这么大的库请直接改文件。")
    return exported


def _add(exported: Exported, result: FileResult) -> None:
    values = values_of(result)
    exported.fingerprints.append((result.kind, result.id, fingerprint(result.kind, values, exported.words)))
    for sheet in SHEETS:
        if sheet.schema.kind != result.kind:
            continue
        for row in _rows(sheet, result.id, values, exported.words):
            long = next((c for c in row if isinstance(c, str) and len(c) > _MAX_CELL), None)
            if long is not None:
                raise ContentError(f"{result.path} 里有一项 {len(long)} 字，表格的一格只放得下 {_MAX_CELL} 字。", "先把它改短。")
            exported.rows[sheet.title].append(row)


def _rows(sheet: Sheet, key: str, values: Values, words: Vocabulary) -> Iterator[list[Cell]]:
    if sheet.list is None:
        yield [key, *(cell_in(column, values, words) for column in sheet.columns)]
        return
    for item in values.get(sheet.list.name, []):
        yield [key, values["title"], *(cell_in(c, item, words) for c in sheet.columns)]


def csv_of(exported: Exported, sheet: Sheet) -> bytes:
    """Return one table as CSV."""
    told = {key: text for kind, key, text in exported.fingerprints if kind == sheet.schema.kind}
    rows = ([*row, told.get(str(row[0]), "")] for row in exported.rows[sheet.title])
    return write_csv([[*headings(sheet), FINGERPRINT], *rows])


def dated(plan: Plan) -> datetime.datetime:
    """Return the date that stands in a workbook, which depends on nothing but its content."""
    return datetime.datetime(plan.start, 1, 1)
