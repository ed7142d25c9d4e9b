"""The outline of a plan: its units with their hours, from a table, or from headings and items that end in hours or minutes.

Hours that are not said are left open; minutes become hours only where that is exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...library.outline import is_total
from ...library.unfinished import HOURS, blank
from . import emphasis, markdown
from .blocks import OBJECT, Cell, Table, cell_text
from .markdown import Pictures, escaped
from .stream import HEADING, TABLE, TEXT, TIMED, Item, digits, normal
from .values import half_hours, halves_of_minutes, hours_text
from .words import OUTLINE, Words, key_of

#: What stands where hours are to be filled in.
OPEN = blank(HOURS)
_HOURS = re.compile("([0-9]{1,2}(?:\\.[0-9])?|[半一二两三四五六七八九十])\\s*(?:个?学时|个?课时|h|H)?")
_MINUTES = re.compile("([0-9]{1,4})\\s*(?:分钟?|min|′|')?")
_USUAL = 45
_FEWEST, _MOST = 40, 60
_FEWEST_MINUTES = 5
_LONGEST_UNIT = 40
_ENDS = "。；，：、？！;,:?!"
_CHAPTER = re.compile("[0-9]{1,2}|第[0-9一二三四五六七八九十]{1,3}(?:[部章讲编篇节课次步天]|单元|部分|阶段|课时|专题|环节|模块)")
_ITEM = re.compile("([0-9]{1,2})[、.．](?![0-9])\\s*")
_NUMBER = re.compile("(?:第?[0-9一二三四五六七八九十]{1,3}|\\([0-9一二三四五六七八九十]{1,2}\\))[、.．)讲章节]?")


@dataclass(slots=True)
class Unit:
    """A unit as it was recognised; ``hours`` is empty where they are not said."""

    title: str
    hours: str = ""


@dataclass(slots=True)
class Units:
    """An outline: units, the table to be written, what stood before it and what else there is; the hours of all units."""

    units: list[Unit] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    rest: list[Item] = field(default_factory=list)
    guessed: bool = False
    total: str = ""
    #: Whether it was a table, and what its columns were called.
    tabled: bool = False
    heads: str = ""


def read(items: Sequence[Item], whole: str, words: Words, pictures: Pictures) -> Units:
    """Return the outline among the items of its section; ``whole`` are the course's hours where they are known."""
    for at, item in enumerate(items):
        if item.kind == TABLE and item.table is not None:
            made = of_table(item.table, whole, words, pictures)
            if made:
                made.before, made.rest = list(items[:at]), list(items[at + 1:])
                return made
    return of_lines(items, whole)


def of_table(table: Table, whole: str, words: Words, pictures: Pictures) -> Units | None:
    """Return the outline that a table is, ``None`` for any other table."""
    found, head = max(((columns(row, words), -at) for at, row in enumerate(table.rows[:2])), key=lambda one: (len(one[0]), one[1]))
    head = -head
    if len(found) < 2 or not ("hours" in found or "time" in found or ("content" in found and "title" in found)):
        return None
    rows = [spread(row) for row in table.rows[head + 1:]]
    _renumber(found, rows)
    heads = spread(table.rows[head])
    wide = max(len(r) for r in (heads, *rows))
    title_at = found.get("title", found.get("content", 0))
    number_at, hours_at, time_at = (found.get(k, -1) for k in ("number", "hours", "time"))
    content_at = found.get("content", -1) if "title" in found else -1
    method_at = found.get("method", -1)
    others = [i for i in range(wide) if i not in (title_at, number_at, hours_at, content_at, method_at)]
    result = Units(tabled=True, heads=_told(heads))
    halves = [_halves(text_at(r, hours_at)) if hours_at >= 0 else 0 for r in rows]
    minutes = [_minutes(text_at(r, time_at), text_at(heads, time_at)) if time_at >= 0 and hours_at < 0 else 0 for r in rows]
    totals = [any(is_total(text_at(r, i)) for i in range(len(r)) if text_at(r, i)) for r in rows]
    each = _each(sum(m for m, t in zip(minutes, totals, strict=True) if not t), whole)
    names = ["单元"] + (["内容要点"] if content_at >= 0 else []) + (["方式"] if method_at >= 0 else []) + ["学时"]
    out = [[*names, *(md_at(heads, i, pictures) or "　" for i in others)]]
    last = ""
    for row, stated, minute, total in zip(rows, halves, minutes, totals, strict=True):
        half = stated
        number = text_at(row, number_at) if number_at >= 0 else ""
        title = md_at(row, title_at, pictures)
        cell = row[title_at] if title_at < len(row) else None
        if not title and cell is not None and cell.below:
            title = last
        last = title or last
        if total:
            label = title or next((md_at(row, i, pictures) for i in range(wide) if md_at(row, i, pictures)), "合计")
            hours = hours_text(half) if half else md_at(row, hours_at, pictures) if hours_at >= 0 else ""
            if label == md_at(row, number_at, pictures) or title_at != number_at:
                number = ""
        else:
            if not half and minute:
                half = minute * 2 // each if each and minute * 2 % each == 0 else 0
                result.guessed = True
            hours = hours_text(half) if half else OPEN
            label = f"{number}. {title}" if number and re.fullmatch("[0-9]{1,3}", number) else f"{escaped(number)} {title}".strip()
            if not any(text_at(row, i) for i in range(len(row))):
                continue
            result.units.append(Unit(text_at(row, title_at), hours_text(half) if half else ""))
            if hours == OPEN and hours_at >= 0 and text_at(row, hours_at):
                hours = f"{md_at(row, hours_at, pictures)}{OPEN}"
        cells = [label] + ([md_at(row, content_at, pictures, plain=False)] if content_at >= 0 else []) + (
            [md_at(row, method_at, pictures)] if method_at >= 0 else []) + [hours]
        out.append([*cells, *(md_at(row, i, pictures, plain=False) for i in others)])
    if not result.units:
        return None
    _sum(result, sum(m for m, t in zip(minutes, totals, strict=True) if not t))
    result.rows = markdown.grid(out, len(names) - 1)
    result.rows = _above(table.rows[:head], pictures) + result.rows
    return result


def _told(heads: Sequence[Cell | None]) -> str:
    """Return what a table's columns are called."""
    return "、".join(filter(None, (text_at(heads, i) for i in range(len(heads)))))


def _renumber(found: dict[str, int], rows: Sequence[Sequence[Cell | None]]) -> None:
    """Let a column of bare numbers (第一章 | 总体要求) be the numbers of what stands beside it."""
    counted = [text_at(r, found.get("title", -1)) for r in rows if not any(is_total(text_at(r, i)) for i in range(len(r)) if text_at(r, i))]
    if "content" in found and "number" not in found and counted and all(_CHAPTER.fullmatch(normal(one)) for one in counted):
        found["number"] = found.pop("title")


def _above(rows: Sequence[Sequence[Cell]], pictures: Pictures) -> list[str]:
    """Return what stands above a table's head, as paragraphs."""
    lines: list[str] = []
    for row in map(spread, rows):
        text = "　".join(filter(None, (md_at(row, i, pictures) for i in range(len(row)))))
        lines += [markdown.at_line(text), ""] if text else []
    return lines


def is_timed(table: Table, words: Words) -> bool:
    """Tell whether a table has units with hours or times."""
    found = [columns(row, words) for row in table.rows[:2]]
    return len(table.rows) > 1 and any(len(f) > 1 and ("hours" in f or "time" in f) for f in found)


def columns(row: Sequence[Cell], words: Words) -> dict[str, int]:
    """Return where the columns of an outline stand in a table's head."""
    found: dict[str, int] = {}
    for at, cell in enumerate(spread(row)):
        if cell is None:
            continue
        text = cell_text(cell, "")
        key = words.columns.get(key_of(text))
        if key is None and ("学时" in text or "课时" in text) and not text.startswith(("累计", "总")):
            key = "hours"
        if key is None and ("时间" in text or "分钟" in text):
            key = "time"
        if key and key not in found:
            found[key] = at
    first = row[0] if row else None
    if "title" not in found and 0 not in found.values() and first is not None:
        # 教学流程 | 教师活动 | 用时: the part's own name is the head of its units.
        found |= {"title": 0} if words.sections.get(key_of(cell_text(first, ""))) == OUTLINE else {}
    return found


def spread(row: Sequence[Cell]) -> list[Cell | None]:
    """Return a row with a place for each column that its cells go over."""
    return [place for cell in row for place in (cell, *[None] * (cell.span - 1))]


def text_at(row: Sequence[Cell | None], at: int) -> str:
    """Return the text in a column on one line."""
    cell = row[at] if 0 <= at < len(row) else None
    return " ".join(cell_text(cell, " ").split()) if cell is not None else ""


def md_at(row: Sequence[Cell | None], at: int, pictures: Pictures, *, plain: bool = True) -> str:
    """Return what stands in a column, as Markdown; names and figures are ``plain``, what is taught may have emphasis."""
    cell = row[at] if 0 <= at < len(row) else None
    return markdown.cell(cell, pictures, plain=plain) if cell is not None else ""


def of_lines(items: Sequence[Item], whole: str) -> Units:
    """Return the outline that headings or items are: those that end in hours, else the highest headings, else none."""
    result = Units(rest=list(items))
    timed = [i for i in items if i.kind in (HEADING, TEXT) and TIMED.search(digits(i.text))]
    if not timed:
        heads = [i for i in items if i.kind == HEADING]
        top = min((h.rank for h in heads), default=0)
        timed = [h for h in heads if h.rank == top]
        timed = timed if len(timed) > 1 else _counted(items)
        if len(timed) < 2:
            return result
    minutes = sum(int(m[1]) for m in (TIMED.search(digits(i.text)) for i in timed) if m and m[2] == "分钟" and m[1].isdigit())
    each = _each(minutes, whole)
    taught = [(m[3] or "").strip() if (m := TIMED.search(digits(i.text))) else "" for i in timed]
    out = [["单元", "内容要点", "学时"] if any(taught) else ["单元", "学时"]]
    for number, item in enumerate(timed, 1):
        match = TIMED.search(digits(item.text))
        half = 0
        if match and match[2] == "分钟":
            half = int(match[1]) * 2 // each if match[1].isdigit() and each and int(match[1]) * 2 % each == 0 else 0
            result.guessed = True
        elif match and match[2] != "小时":
            half = half_hours(match[1])
        title = item.text[: match.start()].strip() if match else item.text
        title = title.strip("：: ")
        if is_total(title):
            continue
        result.units.append(Unit(title, hours_text(half) if half else ""))
        label = "" if item.label == "•" or item.label[:1].isdigit() else item.label
        name = escaped(f"{label}{title}")
        marks = () if OBJECT in taught[number - 1] else item.marks
        content = [emphasis.written(taught[number - 1], marks, "", "", escaped)] if any(taught) else []
        out.append([name if _NUMBER.match(normal(name)) else f"{number}. {name}", *content, hours_text(half) if half else OPEN])
    _sum(result, minutes)
    result.rows = markdown.grid(out, len(out[0]) - 1)
    if all(i in timed and i.kind == TEXT for i in items):
        # A bare list of units says no more than the table; minutes that became no hours stay.
        result.rest = [i for i in items if (m := TIMED.search(digits(i.text))) and m[2] in ("分钟", "小时")]
    return result


def _counted(items: Sequence[Item]) -> list[Item]:
    """Return the short items that count 1., 2., 3. …, whatever stands between; none where the count has a gap."""
    found = [(match, i) for i in items if i.kind == TEXT and not i.objects and (match := _ITEM.match(digits(i.label + i.text)))]
    right = [int(match[1]) for match, _ in found] == list(range(1, len(found) + 1))
    short = all(len(i.text) <= _LONGEST_UNIT and i.text[-1:] not in _ENDS for _, i in found)
    return [i for _, i in found] if right and short else []


def _halves(text: str) -> int:
    found = _HOURS.fullmatch(normal(text))
    return half_hours(found[1]) if found else 0


def _minutes(text: str, head: str) -> int:
    text = normal(text)
    found = _MINUTES.fullmatch(text)
    minutes = int(found[1]) if found else 0
    # A bare figure below a head that speaks of no minutes may be hours.
    return minutes if "分" in head or "min" in head or not text.isdigit() or minutes >= _FEWEST_MINUTES else 0


def _each(minutes: int, whole: str) -> int:
    """Return how many minutes an hour of teaching has: as the plan's own figures say, else the usual number."""
    halves = half_hours(whole) if whole else 0
    if minutes and halves and minutes * 2 % halves == 0 and _FEWEST <= minutes * 2 // halves <= _MOST:
        return minutes * 2 // halves
    return _USUAL if not halves or not minutes else 0


def _sum(result: Units, minutes: int = 0) -> None:
    """Add the hours of all units up, or their minutes where those make hours exactly."""
    if all(u.hours for u in result.units):
        result.total = hours_text(sum(half_hours(u.hours) for u in result.units))
    elif minutes and minutes * 2 % _USUAL == 0:
        result.total = hours_text(minutes * 2 // _USUAL)


__all__ = ["OPEN", "Unit", "Units", "halves_of_minutes", "read"]
