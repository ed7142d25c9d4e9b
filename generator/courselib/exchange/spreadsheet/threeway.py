"""Who changed what since an export: cells that nobody edited follow the library, cells that both edited are told and left.

An import without this would take every cell for meant, and put back what a colleague changed in the meantime.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...problems.record import quote
from ...runtime.values import Values
from .cells import Unreadable, cell_in, same, text_of
from .fingerprints import digest, digest_of_rows, meaning, meanings_of, name_of
from .places import SheetProblem, problem_at
from .rows import Line, Sheeted
from .sheets import SCHEMAS, Sheet, sheet_of
from .vocabulary import Vocabulary

_SHOWN = 40
_KEPT = "这里没有写，库里的不动。要改就重新导出一份再改，或直接改文件；库里的若是您自己上次导入的，也要重新导出。"


def settle(
    record: Sheeted, base: Mapping[str, str] | None, old: Values, words: Vocabulary, *, unfinished: bool = False
) -> list[SheetProblem]:
    """Put the library's values where a record's cells were not edited since its export, and return the conflicts.

    ``base`` is what the record held then, ``None`` where it was not there; ``old`` is what it holds now. One that is ``unfinished`` is a
    draft whatever its row says.
    """
    if base is None:
        if unfinished and record.line:
            record.line.cells.pop("status", None)
        return _newcomer(record, old, words)
    problems = _cells(record.line, base, old, words) if record.line else []
    for name in list(record.lists):
        problems += _rows(record, sheet_of(record.kind, name), base, old, words)
    return problems


def _cells(line: Line, base: Mapping[str, str], old: Values, words: Vocabulary) -> list[SheetProblem]:
    problems = []
    for column in line.laid.sheet.columns:
        cell = line.cells.get(column.name)
        known = cell_in(column, old, words)
        if column.name not in line.cells or isinstance(cell, Unreadable) or same(cell, known):
            continue
        then, now, meant = base.get(column.name, ""), meaning(column, known, words), meaning(column, cell, words)
        if digest(meant) != then and (digest(now) == then or meant == now):
            continue
        line.cells[column.name] = known
        if digest(meant) != then:
            text = f"表里改成了{_shown(text_of(cell))}，库里也有人改成了{_shown(text_of(known))}。"
            problems.append(problem_at(line.at(column.name), "X911", text, _KEPT))
    return problems


def _rows(record: Sheeted, sheet: Sheet, base: Mapping[str, str], old: Values, words: Vocabulary) -> list[SheetProblem]:
    """Judge a list as a whole: it stays as it is unless somebody edited a row of it."""
    name = sheet.list.name if sheet.list else ""
    lines = record.lists[name]
    present = [c for c in sheet.columns if c.name in lines[0].cells]
    if any(isinstance(line.cells.get(c.name), Unreadable) for line in lines for c in present):
        return []
    here = {c.name: [meaning(c, line.cells.get(c.name), words) for line in lines] for c in present}
    now = {c.name: meanings_of(sheet, c, old, words) for c in sheet.columns}
    edited = any(digest_of_rows(here[c.name]) != base.get(name_of(sheet, c), "") for c in present)
    changed = any(digest_of_rows(now[c.name]) != base.get(name_of(sheet, c), "") for c in sheet.columns)
    if not changed or (edited and all(here[c.name] == now[c.name] for c in present)):
        return []
    del record.lists[name]
    if not edited:
        return []
    label = sheet.list.label if sheet.list else ""
    return [problem_at(lines[0].at(), "X911", f"表里改了{quote(record.id)}的{label}，库里也有人改了。", _KEPT)]


def _newcomer(record: Sheeted, old: Values, words: Vocabulary) -> list[SheetProblem]:
    """Judge a row that was not exported, of an ID that the library has all the same: somebody else took it since."""
    line = record.line
    differs = line is not None and any(
        meaning(c, cell, words) != meaning(c, cell_in(c, old, words), words)
        for c in line.laid.sheet.columns if c.name in line.cells and not isinstance(cell := line.cells[c.name], Unreadable)
    )
    for name, lines in record.lists.items():
        sheet = sheet_of(record.kind, name)
        present = [c for c in sheet.columns if c.name in lines[0].cells]
        here = [[meaning(c, row.cells.get(c.name), words) for row in lines] for c in present]
        differs = differs or here != [meanings_of(sheet, c, old, words) for c in present]
    place = record.place
    record.lists.clear()
    if line is not None:
        line.cells.clear()
    if not differs:
        return []
    label = SCHEMAS[record.kind].label
    text = f"编号{quote(record.id)}导出以后在库里另有了一{'门' if record.kind == 'course' else '条'}{label}，这一行没有写。"
    return [problem_at(place, "X911", text, "换一个编号，或重新导出，在那一行上改。")]


def _shown(text: str) -> str:
    return quote(text, _SHOWN) if text else "空的"
