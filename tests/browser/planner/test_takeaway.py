"""What a planner takes away: the workbook read by another program, CSV for any spreadsheet, a calendar that others parse."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from playwright.sync_api import Page

from courselib.content.loading import Loaded
from courselib.curricula.evaluation import evaluate_curriculum
from courselib.exchange.calendar import Origin, calendar
from courselib.exchange.workbook import workbook
from courselib.library.model import Curriculum, Library

from ...support.browser import opened
from ...support.planning import as_plan
from ...support.scripts import script

pytestmark = pytest.mark.browser
_EXCEL = """([plan, base]) => {
  const made = CourseLib.modules.rules_evaluate.evaluate(data, CourseLib.modules.rules_plans.create(plan));
  return CourseLib.modules.planner_excel.save(data, made, base).then(blob => new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
  }));
}"""
_CSV = "plan => CourseLib.modules.planner_csv.write(data, CourseLib.modules.rules_evaluate.evaluate(data, CourseLib.modules.rules_plans.create(plan)))"
_CALENDAR = "plan => CourseLib.modules.planner_calendar.write(data, CourseLib.modules.rules_plans.create(plan))"
#: Texts that a spreadsheet would run, were they not disarmed; with signs that XML and CSV escape.
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "\t=1", 'a,"b"', "<b>&amp;</b>", "=HYPERLINK(\"http://x\")", "  =1")


def plain(curriculum: Curriculum) -> Any:
    """Return a curriculum as the page takes it."""
    return json.loads(json.dumps(as_plan(curriculum)))


def library_of(loaded: Loaded) -> Library:
    """Return the library, which has no errors."""
    assert loaded.library is not None
    return loaded.library


def book_of(page: Page, curriculum: Curriculum) -> openpyxl.Workbook:
    """Return the workbook that the page makes."""
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(page.evaluate(_EXCEL, [plain(curriculum), ""]))))


def cells(book: openpyxl.Workbook) -> dict[str, list[list[Any]]]:
    """Return all values of all sheets; rows end with their last value."""
    found = {}
    for sheet in book.worksheets:
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        while rows and not any(v is not None for v in rows[-1]):
            rows.pop()
        found[sheet.title] = [row[: max((n for n, v in enumerate(row, 1) if v is not None), default=0)] for row in rows]
    return found


def dated(curriculum: Curriculum) -> Curriculum:
    """Return a curriculum in which every second item has a day."""
    items = [replace(i, on=f"{i.year}-{n % 12 + 1:02d}-{n % 28 + 1:02d}") if n % 2 else i for n, i in enumerate(curriculum.items)]
    return replace(curriculum, items=tuple(items))


def test_the_workbook_is_the_sites_own(planner: Page, shipped: Loaded) -> None:
    """Every cell of every sheet, read by openpyxl, holds what the build's own workbook holds, numbers as numbers."""
    library = library_of(shipped)
    for curriculum in [*library.curricula.values()][::4]:
        made = dated(replace(curriculum, notes="一\n=二", exempt=curriculum.role == "member"))
        expected = workbook(evaluate_curriculum(made, library.courses, library.plan), library.courses, library.plan)
        book = book_of(planner, made)
        wanted = cells(openpyxl.load_workbook(io.BytesIO(expected)))
        told = cells(book)
        assert [*told] == [*wanted]
        for name, rows in wanted.items():
            for row, other in zip(told[name], rows, strict=True):
                assert row == other
        assert book.sheetnames == ["汇总", *(f"{y}年" for y in range(made.start, made.start + made.years))]


def test_the_workbook_adds_up(planner: Page, shipped: Loaded) -> None:
    """The hours of a year's courses sum to its last row, and those to the curriculum's own figure."""
    library = library_of(shipped)
    curriculum = library.curricula["rural-secretary"]
    book = book_of(planner, curriculum)
    total = 0.0
    for sheet in book.worksheets[1:]:
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
        assert rows[-1][1] == "合计"
        assert sum(r[3] for r in rows[:-1]) == rows[-1][3]
        total += rows[-1][3]
    assert total * 2 == evaluate_curriculum(curriculum, library.courses, library.plan).hours


def test_the_workbook_prints(planner: Page, shipped: Loaded) -> None:
    """Each sheet prints on A4 landscape, one page wide, numbered, with the head of a year on every page; heads stay in view."""
    book = book_of(planner, library_of(shipped).curricula["rural-member"])
    for n, sheet in enumerate(book.worksheets):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "&P / &N"
        assert sheet.print_title_rows == ("$1:$3" if n else None)
        assert sheet.freeze_panes == ("C4" if n else "B5")
        assert sheet.page_margins.left == 0.5


def test_the_workbook_runs_nothing(planner: Page, shipped: Loaded) -> None:
    """Texts that look like formulas come back as the same texts, in cells of text."""
    library = library_of(shipped)
    themes = tuple(replace(t, title=HOSTILE[n]) for n, t in enumerate(library.curricula["rural-member"].themes))
    for n, text in enumerate(HOSTILE):
        made = replace(library.curricula["rural-member"], title=text, notes=f"x\n{text}", themes=themes if n == 0 else ())
        book = book_of(planner, made)
        assert book["汇总"]["A1"].value == text
        for sheet in book.worksheets:
            assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} <= {"s", "n"}
        assert any(c.value == text for c in book["汇总"]["A"][5:])


def test_a_missing_library_is_told(browser: Any, shipped_site: Path, planner: Page) -> None:
    """Where the writer of workbooks does not load the promise says so, and a later try works."""
    assert planner.evaluate("() => Boolean(data)")
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/404.html")
        page.evaluate(script("planner/excel.js"))
        page.evaluate("""() => {
          window.real = document.head.appendChild;
          document.head.appendChild = element => { setTimeout(() => element.onerror()); return element; };
        }""")
        told = page.evaluate("() => CourseLib.modules.planner_excel.save({}, {}, '').then(() => null, e => [e.code, e.file])")
        assert told == ["missing", "assets/vendor/write-excel-file.js"]


def test_csv(planner: Page, shipped: Loaded) -> None:
    """The CSV begins with a byte order mark, parses, and its rows are those of the workbook's years."""
    curriculum = library_of(shipped).curricula["rural-secretary"]
    text = planner.evaluate(_CSV, plain(curriculum))
    assert text.startswith("\ufeff")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    rows = [*csv.reader(io.StringIO(text[1:], newline=""))]
    assert {len(r) for r in rows} == {11}
    assert rows[0][:3] == ["年度", "序号", "课程"]
    courses = [r for r in rows[1:] if r[1]]
    assert [r[10] for r in courses] == [i.course for y in range(2024, 2029) for i in curriculum.items if i.year == y]
    assert rows[-1][0] == "全部"
    assert float(rows[-1][4]) == sum(float(r[4]) for r in courses)
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_nothing(planner: Page, text: str) -> None:
    """A cell that a spreadsheet would take for a formula gets a mark before it, and reads back otherwise unchanged."""
    cell = planner.evaluate("text => CourseLib.modules.planner_csv.cell(text)", text)
    read = next(csv.reader(io.StringIO(cell, newline="")))[0]
    assert read in (text, f"'{text}")
    assert read.lstrip()[0] not in "=+-@\t\r＝＋－＠"
    assert planner.evaluate("() => CourseLib.modules.planner_csv.cell(-2)") == "-2"


def unit_of(planner: Page) -> str:
    """Return what tells the site's library from others."""
    return str(planner.evaluate("() => data.unit"))


def read_back(text: bytes) -> list[bytes]:
    """Return what another program reads of a calendar, in its own writing."""
    found: list[bytes] = icalendar.Calendar.from_ical(text).to_ical().split(b"\r\n")
    return found


def test_the_calendar_is_the_sites_own(planner: Page, shipped: Loaded) -> None:
    """The calendar reads back as what the build writes, long lines and hard titles included; no line is longer than may be."""
    library = library_of(shipped)
    for n, curriculum in enumerate(library.curricula.values()):
        made = dated(replace(curriculum, title="一；二 \\ “三”" * 6 if n else curriculum.title, updated="2025-03-04" if n % 2 else ""))
        made = replace(made, items=tuple(replace(i, hours=k % 5, days=k % 3) if i.course else i for k, i in enumerate(made.items)))
        written = planner.evaluate(_CALENDAR, plain(made)).encode()
        assert read_back(written) == read_back(calendar(made, library.courses, library.plan, Origin("", unit_of(planner))))
        assert max(map(len, written.split(b"\r\n"))) <= 75


def test_the_calendar_parses(planner: Page, shipped: Loaded) -> None:
    """Another program finds entries for each dated course, of as many whole days together as its hours need."""
    library = library_of(shipped)
    made = dated(library.curricula["rural-member"])
    parsed = icalendar.Calendar.from_ical(planner.evaluate(_CALENDAR, plain(made)))
    events = {str(e["uid"]): e for e in parsed.walk("VEVENT")}
    expected = {f"rural-member/{i.course}@{unit_of(planner)}.course-library": i for i in made.items if i.on}
    assert {uid for uid in events if uid.count("/") == 1} == expected.keys()
    for uid, item in expected.items():
        course = library.courses[item.course]
        assert str(events[uid]["summary"]) == course.title
        assert events[uid].decoded("dtstart").isoformat() == item.on
        runs = [e for name, e in events.items() if f"{name.partition('@')[0]}/".startswith(f"{uid.partition('@')[0]}/")]
        assert sum((e.decoded("dtend") - e.decoded("dtstart")).days for e in runs) == -(-course.hours // 16)


def test_an_address_in_the_calendar(planner: Page, shipped: Loaded) -> None:
    """Where the site has a published address each entry leads to the course's page there."""
    library = library_of(shipped)
    made = dated(library.curricula["rural-member"])
    address = "https://example.org/某 [1]/%E4/"
    text = planner.evaluate("""([plan, site]) => {
      const own = Object.assign(Object.create(Object.getPrototypeOf(data)), data, {site: site});
      return CourseLib.modules.planner_calendar.write(own, CourseLib.modules.rules_plans.create(plan));
    }""", [plain(made), address])
    assert read_back(text.encode()) == read_back(calendar(made, library.courses, library.plan, Origin(address, unit_of(planner))))


def test_no_days_no_calendar(planner: Page) -> None:
    """A plan without days says so; one with a day does too, and an entry of a plan without a name of its own still has one."""
    assert planner.evaluate("""() => {
      const plans = CourseLib.modules.rules_plans;
      const plan = plans.create({sector: 'rural', title: 'x'});
      const dated = plans.add(plan, data.courses[0].id, 2024, {on: '2024-05-06'});
      return [CourseLib.modules.planner_calendar.has(plan), CourseLib.modules.planner_calendar.has(dated),
        /UID:rural-member-2024\\//.test(CourseLib.modules.planner_calendar.write(data, dated))];
    }""") == [False, True, True]
