"""Which sheets are our own and which are somebody's list; and which columns a list has, as told now or as it was read before."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ...content.loading import Loaded
from ...library.model import Plan
from ...library.schema import COURSE, ID_PATTERN
from ...problems.record import quote
from ..spreadsheet.cells import text_of
from ..spreadsheet.layout import own_head
from ..spreadsheet.places import Place, SheetProblem, problem_at
from ..spreadsheet.sheets import BY_TITLE, GUIDE, ID, SHEETS, VOCABULARY
from ..spreadsheet.tables import Row, Table
from . import words
from .guesses import Certainty, Listed
from .heads import GUESSED, Head, find_head, heading_of, is_known, texts_of
from .listing import read_list

#: Which columns lists of one header were read as: by their headings in order, the field of each.
Remembered = Mapping[str, Mapping[str, str]]
#: What a column that is not read is called.
LEFT_OUT = "不读"
_PERSON = "姓名"
#: What stands first in the sheets of a course's units, resources and platforms, which call courses as offices do.
_OF_PARTS = frozenset(sheet.columns[0].label for sheet in SHEETS if sheet.list and sheet.schema.kind == COURSE.kind)
_UNIT = re.compile("[学课小]时|[天日节]")
_ROWS = 20
_PER_TITLE = 24


@dataclass(slots=True)
class Told:
    """What somebody said of columns, and what was read of lists before."""

    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Remembered = field(default_factory=dict)


def field_named(label: str) -> str | None:
    """Return the field that a label means, an empty text for a column to leave out, ``None`` where there is no such field."""
    if label in (LEFT_OUT, "不要", ""):
        return ""
    names = {f.label: f.name for f in COURSE.fields if not f.fields} | {f.name: f.name for f in COURSE.fields if not f.fields}
    names |= {"编号": "id", "审核日期": "reviewed.on", "审核单位": "reviewed.by"}
    name = names.get(label)
    return name if name in words.HEADINGS else None


def read_lists(tables: list[Table], loaded: Loaded, plan: Plan, told: Told) -> tuple[list[Table], list[Listed], list[SheetProblem]]:
    """Return tables with those emptied that are lists of others, the lists, and what is wrong with them."""
    if any(t.excess for t in tables):
        return tables, [], []
    own: list[Table] = []
    lists: list[Listed] = []
    problems: list[SheetProblem] = []
    people = {kind: _by_name(loaded, kind) for kind in ("lecturer", "venue")}
    ids = {r.id for r in loaded.results.values()}
    alone = sum(bool(t.rows) and not t.hidden for t in tables) == 1
    for order, table in enumerate(tables):
        own.append(table)
        if not table.rows or table.hidden or table.name.strip() in (GUIDE, VOCABULARY) or _is_own(table, ids):
            continue
        columns, remembered = _columns(table, told)
        head = find_head(table, columns)
        if head is None or (not columns and _of_people(head)):
            if alone or table.name.strip() not in BY_TITLE:
                problems.append(_unknown(table, order, alone=alone))
                own[-1] = Table(table.name)
            continue
        listed, found = read_list(table, order, head, plan, people)
        listed.remembered = remembered
        lists.append(listed)
        problems += found
        own[-1] = Table(table.name)
    return own, lists, problems


def _of_people(head: Head) -> bool:
    """Tell whether a list is one of people, who are said to teach something: a name each, and no column of titles by its name."""
    title = next(c for c in head.columns if c.field == "title")
    return title.certainty is Certainty.GUESS and any(heading_of(c.heading)[0] == _PERSON for c in head.columns)


def _by_name(loaded: Loaded, kind: str) -> dict[str, str]:
    """Return the IDs of records by their names; a name that two have means neither."""
    found: dict[str, list[str]] = {}
    for result in loaded.results.values():
        if result.kind == kind and result.values:
            found.setdefault(str(result.values.get("title", "")), []).append(result.id)
    return {name: ids[0] for name, ids in found.items() if name and len(ids) == 1}


def _is_own(table: Table, ids: Collection[str]) -> bool:
    """Tell whether a table has our own headings: a column of IDs that can be some, and no words that only others use."""
    found = own_head(table)
    if found is None:
        return False
    at, key, others = found
    said = [text for row in table.rows[at + 1 :] if key < len(row.cells) and (text := text_of(row.cells[key]).strip())]
    there = sum(text in ids for text in said)
    if there * 2 > len(said):
        return True
    if not there and _by_others(table.rows[at:], key):
        return False
    return not any(is_known(text) for text in others) and not (said and all(text.isdigit() for text in said))


def _by_others(rows: Sequence[Row], key: int) -> bool:
    """Tell whether a table of courses calls them as offices do, and has numbers or hours under that heading that no file can have."""
    headings = [text_of(c).strip() for c in rows[0].cells]
    ours = headings[key] == ID.label or not _OF_PARTS.isdisjoint(headings)
    if ours or f"{COURSE.label}名称" not in headings:
        return False

    def below(column: int) -> list[str]:
        return [text for row in rows[1:] if column < len(row.cells) and (text := text_of(row.cells[column]).strip())]

    hours = below(headings.index("学时")) if "学时" in headings else []
    numbers = below(key)
    fitting = sum(bool(ID_PATTERN.fullmatch(text)) for text in numbers)
    return fitting * 2 < len(numbers) or any(_UNIT.search(text) for text in hours)


def _columns(table: Table, told: Told) -> tuple[Mapping[str, str], bool]:
    """Return what is known of a table's columns: what was told now before what such a header was read as earlier."""
    rows = table.rows[:_ROWS]
    for at in range(len(rows)):
        for depth in (1, 2):
            signature = "|".join(t for t in texts_of(rows[at : at + depth]) if t)
            if signature in told.remembered:
                return {**told.remembered[signature], **told.columns}, True
    return told.columns, False


def _unknown(table: Table, order: int, *, alone: bool) -> SheetProblem:
    """Return the problem of a table without a column of titles, with the columns that it has."""
    best = max(table.rows[:_ROWS], key=lambda r: sum(is_known(text_of(c)) for c in r.cells))
    seen = "、".join(dict.fromkeys(text[:12] for c in best.cells[:_PER_TITLE] if (text := " ".join(text_of(c).split()))))
    classes = any(heading_of(text_of(c))[0] in ("班次名称", "培训班名称", "办班名称", "班次", "培训班") for c in best.cells)
    first = quote(seen.partition("、")[0]).strip("“”")
    hint = f"第 {best.number} 行有这几列：{seen}。哪一列是课程名称，用 --column 说，如 --column {first}=名称。"
    if classes:
        hint = "这像是培训班的清单，不是课程清单。培训班在 courselib export 导出的工作簿里的“培训班”表填。"
    if any(heading_of(text_of(c))[0] == _PERSON for c in best.cells):
        hint = "这像是讲师名单，不是课程清单。讲师在 courselib export 导出的工作簿里的“讲师”表填。"
    code = "X902" if alone else "X905"
    name = f"工作表“{table.name}”" if not alone else ""
    return problem_at(Place(order, table.name), code, f"{name}没有找到表头：看不出哪一列是课程名称，没有读。", hint)


def memory_of(listed: Listed) -> tuple[str, dict[str, str]]:
    """Return what to keep of a list's header for the next time."""
    guessed = {Certainty.GUESS: GUESSED}
    return "|".join(c.heading for c in listed.columns), {c.heading: c.field + guessed.get(c.certainty, "") for c in listed.columns}


__all__ = ["Head", "Told", "field_named", "memory_of", "read_lists"]
