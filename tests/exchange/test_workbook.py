"""Workbooks of curricula, read back with another library."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from courselib.content.checking import load_and_check
from courselib.curricula.evaluation import evaluate_curriculum
from courselib.exchange.workbook import workbook

from ..support.library import course, put

#: Where the columns stand: 学时, 创新理论, 脱产.
_HOURS, _THEORY, _OFFJOB = 3, 4, 5


@pytest.fixture(params=["shipped", "small"])
def site(request: pytest.FixtureRequest, shipped_site: Path, small_site: Path) -> Path:
    """Each of the two sites."""
    return shipped_site if request.param == "shipped" else small_site


def read(data: bytes) -> Any:
    """Return a workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def made(content: Path, key: str) -> bytes:
    """Return the workbook of a curriculum of a content folder, errors or not."""
    library = load_and_check(content).library
    assert library is not None
    evaluation = evaluate_curriculum(library.curricula[key], library.courses, library.plan)
    return workbook(evaluation, library.courses, library.plan)


def rows(sheet: Any) -> list[list[Any]]:
    """Return the values of a sheet."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def number(value: object) -> bool:
    """Tell whether a cell's value is a number and nothing else."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def test_figures_are_numbers_that_agree_with_the_json(site: Path) -> None:
    """In every workbook the sums of each year's numbers, its total row and the summary are those of the published evaluation."""
    found = sorted((site / "curricula").glob("*.xlsx"))
    assert found
    for path in found:
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        book = read(path.read_bytes())
        assert book.sheetnames == ["汇总", *(f"{year}年" for year in told["years"])]
        summary = {row[0]: row[2:] for row in rows(book["汇总"]) if row[0] in (*map(int, told["years"]), "合计")}
        for year, figures in told["years"].items():
            *courses, total = rows(book[f"{year}年"])[3:]
            wanted = [figures["hours"], figures["theory_hours"], figures["offjob_hours"]]
            assert total[3:6] == wanted, (path.name, year)
            assert all(number(row[0]) and number(row[_HOURS]) for row in courses)
            sums = [sum(row[column] or 0 for row in courses) for column in (_HOURS, _THEORY, _OFFJOB)]
            assert sums == wanted, (path.name, year)
            count, hours, theory, share, offjob = summary[int(year)]
            assert (count, hours, theory, offjob) == (len(courses), *wanted)
            assert share is None or abs(share - theory / hours) <= 0.0005
        assert summary["合计"][1:3] == [told["hours"], told["theory_hours"]]
        rules = [row[:5] for row in rows(book["汇总"]) if row[0] and row[1] in ("达标", "未达标", "免除")]
        assert [[have, need, gap] for _, _, have, need, gap in rules] == [[r["have"], r["need"], r["gap"]] for r in told["rules"]]


def test_sheets_are_ready_to_print(small_site: Path) -> None:
    """Every sheet is A4 landscape, one page wide, with frozen headers; a year's header repeats on each of its pages."""
    book = read((small_site / "curricula/rural-plan.xlsx").read_bytes())
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        # One page wide is what the format means by saying nothing of the width.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes == ("B5" if sheet.title == "汇总" else "C4")
        assert sheet.column_dimensions["B"].width > 30
    assert book["2026年"].print_title_rows == "$1:$3"
    assert rows(book["2026年"])[0][0] == "农村党员五年方案 2026 年度计划：重实战"
    assert rows(book["2026年"])[3] == [1, "田间实战", "实战技能", 8, None, None, None, "现场体验、实操练习", "2026-05-12", "skills"]
    assert rows(book["2025年"])[3][5:7] == [4, "县级"]


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org/", "mailto:a@example.org", "12", "{=1+1}"])
def test_a_text_stays_a_text(sign: str, content: Path) -> None:
    """Titles, themes and notes that look like formulas, addresses or numbers come back as the same text; nothing is a formula."""
    text = json.dumps(f"{sign}")
    put(content, "courses/rural/new.md", course(text))
    put(content, "curricula/other.yml", (
        f"title: {text}\nsector: rural\nrole: member\nstart: 2024\nthemes: [{{year: 2024, title: {text}}}]\n"
        f"items: [{{course: new, year: 2024}}]\nnotes: {text}\n"
    ))
    data = made(content, "other")
    book = read(data)
    assert (book["2024年"]["B4"].value, book["2024年"]["B4"].data_type) == (sign, "s")
    assert [book["汇总"][cell].value for cell in ("A1", "B5")] == [sign, sign]
    assert sum(cell.value == sign for row in book["汇总"].iter_rows() for cell in row) == 3
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 6
    assert not any(re.search(r"<f[ >]|<hyperlink|_xlfn", sheet) for sheet in sheets)


def test_what_does_not_count_is_marked(content: Path) -> None:
    """A repeated course and off-the-job training below county level stand in the sheet, marked, and in no sum."""
    put(content, "curricula/other.yml", (
        "title: 方案\nsector: rural\nrole: member\nstart: 2024\nitems:\n"
        "  - {course: reading, year: 2024, offjob: true, level: township}\n  - {course: reading, year: 2025}\n"
    ))
    book = read(made(content, "other"))
    assert rows(book["2024年"])[3][3:7] == [2.5, 2.5, "不计入", "乡镇（街道）"]
    assert rows(book["2024年"])[4][2:6] == ["1 门", 2.5, 2.5, 0]
    assert rows(book["2025年"])[3][3:7] == ["不计入", None, None, None]
    assert rows(book["2025年"])[4][2:6] == ["0 门", 0, 0, 0]


def test_the_same_curriculum_gives_the_same_bytes(content: Path) -> None:
    """Made twice, a workbook is the same, and its only date is the curriculum's own."""
    put(content, "curricula/other.yml", (
        "title: 方案\nsector: rural\nrole: member\nstart: 2024\nupdated: 2025-02-03\nitems: [{course: reading, year: 2024}]\n"
    ))
    data = made(content, "other")
    assert data == made(content, "other")
    assert read(data).properties.created.isoformat() == "2025-02-03T00:00:00"
    assert read(data).properties.modified.isoformat() == "2025-02-03T00:00:00"
    assert read(made(content, "rural-plan")).properties.created.isoformat() == "2024-01-01T00:00:00"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
