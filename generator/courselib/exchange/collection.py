"""What several libraries have together, as a workbook and as data for programs."""

from __future__ import annotations

import datetime

from ..content.collecting import Collected
from ..curricula.filing import FiledTotals
from ..runtime.hours import hours_number
from ..runtime.values import Object
from .printing import Book, Cell

#: A workbook's only date: it depends on nothing but what was collected.
_DAY = datetime.datetime(2000, 1, 1)
_WIDE, _NARROW = 36, 12


def collection_data(made: Collected) -> Object:
    """Return what was collected as data."""
    names = [unit.title for unit in made.units]
    return {
        "units": [{"folder": u.folder, "title": u.title, "courses": len(u.courses), "taken": u.taken, "classes": len(u.library.classes),
                   "errors": u.errors} for u in made.units],
        "topics": [{"id": key, "title": title, "courses": dict(zip(names, (t.count for t in sums), strict=True))}
                   for key, (title, sums) in made.topics.items()],
        "sectors": [{"id": key, "title": title, "courses": dict(zip(names, (t.count for t in sums), strict=True)),
                     "hours": dict(zip(names, (hours_number(t.hours) for t in sums), strict=True))}
                    for key, (title, sums) in made.sectors.items()],
        "filing": {str(year): dict(zip(names, map(_filed, sums), strict=True)) for year, sums in made.filed.items()},
        "twins": [{"near": twin.near, "courses": [{"unit": u, "id": i, "title": t} for u, i, t in twin.courses]} for twin in made.twins],
    }


def _filed(sums: FiledTotals) -> Object:
    return {"classes": sums.classes, "seats": sums.seats, "days": hours_number(sums.days), "hours": hours_number(sums.hours),
            "theory_hours": hours_number(sums.theory)}


def collection_workbook(made: Collected) -> bytes:
    """Return what was collected as a workbook: units, coverage by topic and sector, filing, twins."""
    book = Book("汇总", _DAY)
    names = [unit.title for unit in made.units]
    _sheet(book, "单位", ["单位", "自有课程", "取自上级", "培训班", "错误"],
           [[u.title, len(u.courses), u.taken, len(u.library.classes), u.errors] for u in made.units])
    for name, table in (("专题", made.topics), ("领域", made.sectors)):
        _sheet(book, name, [name, *names], [[title, *(t.count for t in sums)] for title, sums in table.values()])
    rows: list[list[Cell]] = []
    for year, sums in made.filed.items():
        rows += [[f"{year} 年 {name}", s.classes, s.seats, hours_number(s.days), hours_number(s.hours), hours_number(s.theory)]
                 for name, s in zip(names, sums, strict=True)]
    _sheet(book, "备案", ["年度和单位", "脱产班次", "人次", "天数", "学时", "创新理论"], rows)
    _sheet(book, "重复课程", ["课程", "单位", "编号", "怎样重复"],
           [[title, unit, key, "名称相近" if twin.near else "名称相同"] for twin in made.twins for unit, key, title in twin.courses])
    return book.done()


def _sheet(book: Book, name: str, heads: list[str], rows: list[list[Cell]]) -> None:
    sheet = book.sheet(name, [_WIDE, *[_NARROW] * (len(heads) - 1)])
    book.row(sheet, 0, heads, [book.head] * len(heads))
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(rows, 1):
        book.row(sheet, at, row, [book.cell] * len(heads))
