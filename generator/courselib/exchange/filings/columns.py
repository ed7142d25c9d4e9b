"""What stands in the columns of the filing sheet, for Word and for the workbook alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ...curricula.filing import FiledClass, FiledTotals, LooseItem
from ...library.model import Plan
from ...library.schema import LEVELS, label_of
from ...runtime.hours import format_hours, hours_number, percent_text

#: A figure stays a number, so that a workbook can count with it.
Cell: TypeAlias = "str | int | float"
OPEN, TOTAL = "待定", "合计"
_MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its part of the table's width, the heading above that of several columns, what stands in it and how."""

    name: str
    width: float
    above: str = ""
    centred: bool = True
    share: bool = False


#: Widths in millimetres: a wide page has 225.
CLASS_COLUMNS = (
    Column("序号", 9), Column("班次名称", 33, centred=False), Column("培训对象", 26, centred=False), Column("人数", 11),
    Column("起止日期", 20), Column("天数", 10), Column("合计", 12, "学时"), Column("其中创新\n理论教育", 17, "学时"),
    Column("举办单位\n及层级", 25, centred=False), Column("地点", 20, centred=False), Column("师资", 24, centred=False),
    Column("经费", 18, centred=False),
)
LOOSE_COLUMNS = (
    Column("序号", 9), Column("课程", 62, centred=False), Column("培训对象", 36, centred=False), Column("合计", 12, "学时"),
    Column("其中创新\n理论教育", 17, "学时"), Column("举办层级", 20), Column("日期", 18), Column("所在课程方案", 51, centred=False),
)
#: On the cover: 156 millimetres.
LEVEL_COLUMNS = (
    Column("举办层级", 30), Column("班次", 14), Column("人数", 16), Column("天数", 14), Column("合计", 18, "学时"),
    Column("其中创新理论教育", 36, "学时"), Column("创新理论占比", 28, share=True),
)


def class_cells(number: int, row: FiledClass, plan: Plan, *, most: int = 0) -> list[Cell]:
    """Return the cells of a class, by ``CLASS_COLUMNS``; ``most`` as in ``lecturers_text``."""
    level = label_of(LEVELS, row.level)
    return [
        number, row.title, audience_text(row.audience, row.roles, plan), row.seats or OPEN, dates_text(row.start, row.end),
        hours_number(row.days) if row.days else OPEN, hours_number(row.hours), hours_number(row.theory),
        f"{row.organiser or OPEN}\n{level}", row.venue or OPEN, lecturers_text(row.lecturers, most), row.funding or OPEN,
    ]


def class_total(totals: FiledTotals) -> list[Cell]:
    """Return the cells of the sum of classes."""
    return ["", TOTAL, f"{totals.classes}个班次", totals.seats, "", *_figures(totals), "", "", "", ""]


def loose_cells(number: int, item: LooseItem, plan: Plan) -> list[Cell]:
    """Return the cells of a course that no class teaches, by ``LOOSE_COLUMNS``."""
    return [
        number, item.course_title, audience_text((item.sector,), (item.role,), plan), hours_number(item.hours), hours_number(item.theory),
        label_of(LEVELS, item.level), dates_text(item.on, item.on), item.curriculum_title,
    ]


def loose_total(count: int, hours: int, theory: int) -> list[Cell]:
    """Return the cells of the sum of such courses."""
    return ["", TOTAL, f"{count}项", hours_number(hours), hours_number(theory), "", "", ""]


def level_cells(name: str, totals: FiledTotals) -> list[Cell]:
    """Return the cells of the sum of a level, or of all, by ``LEVEL_COLUMNS``."""
    return [name, totals.classes, totals.seats, *_figures(totals), percent_text(totals.theory, totals.hours)]


def _figures(totals: FiledTotals) -> list[Cell]:
    return [hours_number(totals.days), hours_number(totals.hours), hours_number(totals.theory)]


def audience_text(sectors: tuple[str, ...], roles: tuple[str, ...], plan: Plan) -> str:
    """Return for whom a class is: sectors, and in brackets the roles where it is not for every member."""
    names, titles = plan.names("sector"), plan.names("role")
    who = "、".join(names.get(s, s) for s in sectors)
    # What is for members is for whoever holds an office as well.
    narrower = [] if _MEMBER in roles else [titles.get(r, r) for r in roles]
    return f"{who}（{'、'.join(narrower)}）" if narrower else who


def lecturers_text(names: tuple[str, ...], most: int = 0) -> str:
    """Return who teaches; of more than ``most``, where that is given, the first and how many there are."""
    if most and len(names) > most:
        return f"{'、'.join(names[:most])}等{len(names)}人"
    return "、".join(names) or OPEN


def dates_text(start: str, end: str) -> str:
    """Return the days of a class, the year left out: ``3月9日至13日``."""
    if not start:
        return OPEN
    (year, month, day), (last_year, last_month, last_day) = (map(int, date.split("-")) for date in (start, end or start))
    first, last = f"{month}月{day}日", f"{last_day}日"
    if (year, month) != (last_year, last_month):
        last = f"{last_month}月{last}"
    if year != last_year:
        last = f"{last_year}年{last}"
    return first if end in ("", start) else f"{first}至{last}"


def shown(cell: Cell) -> str:
    """Return a cell as text."""
    return cell if isinstance(cell, str) else format_hours(round(cell * 2))
