"""The filing sheet read back with other programs: one set of figures in Word, in the workbook, in JSON and on paper."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import jsonschema
import openpyxl
import pytest

from courselib.curricula.filing import Filing, filing_of
from courselib.exchange.data import encode
from courselib.exchange.filings.columns import audience_text, dates_text, lecturers_text
from courselib.exchange.filings.data import filing_json, filing_schema
from courselib.exchange.filings.document import document
from courselib.exchange.filings.sheets import workbook
from courselib.library.model import Library

from ...support.filing import a_class, many_classes, small_library, with_classes
from ...support.office import MM, pages_of, pdf_of


def loose_library() -> Library:
    """Return a library with a class of unknown dates and head-count, one that is not off the job, and an item in no class."""
    return with_classes(a_class("open", "skills", year=2025), a_class("evening", "reading", start="2025-02-03", offjob=False, seats=9))


LIBRARIES = {"many": lambda: many_classes(30), "loose": loose_library, "none": with_classes}


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> Library:
    """Libraries with many classes, with open ones, with none but a loose item."""
    made: Library = LIBRARIES[request.param]()
    return made


@pytest.fixture
def filing(library: Library) -> Filing:
    """What is filed for 2025."""
    return filing_of(library, 2025)


def told(filing: Filing) -> Any:
    """Return the published JSON of a filing, read back."""
    return json.loads(encode(filing_json(filing)))


def number(text: str) -> float:
    """Return the figure in a cell; what is open counts nothing."""
    return 0 if text in ("", "待定") else float(text)


def tables(filing: Filing, library: Library) -> list[tuple[list[str], list[list[str]]]]:
    """Return the tables of the sheet for Word: the lower row of the head, then the rows."""
    found = []
    for table in docx.Document(io.BytesIO(document(filing, library.plan))).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][0] != "填报单位意见":
            found.append((rows[1], rows[2:]))
    return found


def figures(rows: list[list[str]], *columns: int) -> list[list[float]]:
    """Return the figures in some columns, the sums last."""
    return [[number(row[c]) for c in columns] for row in rows]


def test_word_says_what_the_json_says(library: Library, filing: Filing) -> None:
    """Every figure of every class and item, and every sum, is in the file for Word as it is in the JSON."""
    data = told(filing)
    found = tables(filing, library)
    totals = data["totals"]
    if totals["classes"]:
        head, rows = found.pop(0)
        assert head == ["举办层级", "班次", "人数", "天数", "合计", "其中创新理论教育", "创新理论占比"]
        wanted = [[t[k] for k in ("classes", "seats", "days", "hours", "theory_hours")] for t in [*data["levels"].values(), totals]]
        assert figures(rows, 1, 2, 3, 4, 5) == wanted
        _classes(found.pop(0), [c for c in data["classes"] if c["offjob"]])
    if data["unassigned"]:
        _, rows = found.pop(0)
        assert [row[1] for row in rows[:-1]] == [i["title"] for i in data["unassigned"]]
        assert figures(rows, 3, 4) == [*([i["hours"], i["theory_hours"]] for i in data["unassigned"]),
                                       [data["unassigned_hours"], data["unassigned_theory_hours"]]]
    if others := [c for c in data["classes"] if not c["offjob"]]:
        _classes(found.pop(0), others)
    assert found == []


def _classes(table: tuple[list[str], list[list[str]]], classes: list[Any]) -> None:
    head, rows = table
    assert [h.replace("\n", "") for h in head] == [
        "序号", "班次名称", "培训对象", "人数", "起止日期", "天数", "合计", "其中创新理论教育", "举办单位及层级", "地点", "师资", "经费",
    ]
    assert [row[1] for row in rows[:-1]] == [c["title"] for c in classes]
    wanted = [[c[k] for k in ("seats", "days", "hours", "theory_hours")] for c in classes]
    assert figures(rows, 3, 5, 6, 7) == [*wanted, [sum(column) for column in zip(*wanted, strict=True)]]
    assert [row[11] for row in rows[:-1]] == [c["funding"] or "待定" for c in classes]


def test_the_workbook_says_what_the_json_says(library: Library, filing: Filing) -> None:
    """Figures are numbers there; every row and sum agrees."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(filing, library.plan)))
    data = told(filing)
    assert book.sheetnames == ["汇总", *([s] if (s := "班次安排") and data["totals"]["classes"] else []),
                               *(["未编班的脱产安排"] if data["unassigned"] else []),
                               *(["不脱产的班次"] if any(not c["offjob"] for c in data["classes"]) else [])]
    for name, offjob in (("班次安排", True), ("不脱产的班次", False)):
        if name in book.sheetnames:
            classes = [c for c in data["classes"] if c["offjob"] == offjob]
            rows = list(book[name].iter_rows(min_row=4, max_row=3 + len(classes), values_only=True))
            assert [row[1] for row in rows] == [c["title"] for c in classes]
            assert [[0 if row[n] == "待定" else row[n] for n in (3, 5, 6, 7)] for row in rows] == [
                [c[k] for k in ("seats", "days", "hours", "theory_hours")] for c in classes
            ]
    if data["totals"]["classes"]:
        sums = next(row for row in book["汇总"].iter_rows(values_only=True) if row[0] == "合计")
        assert sums[1:6] == tuple(data["totals"][k] for k in ("classes", "seats", "days", "hours", "theory_hours"))
        assert sums[6] == pytest.approx(data["totals"]["theory_hours"] / data["totals"]["hours"], abs=0.0005)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_json_keeps_to_its_schema(filing: Filing) -> None:
    """And its sums are those of its rows."""
    data = told(filing)
    jsonschema.Draft202012Validator.check_schema(filing_schema())
    jsonschema.validate(data, filing_schema())
    offjob = [c for c in data["classes"] if c["offjob"]]
    for key in ("seats", "days", "hours", "theory_hours"):
        assert data["totals"][key] == sum(c[key] for c in offjob) == sum(t[key] for t in data["levels"].values())
    assert data["unassigned_hours"] == sum(i["hours"] for i in data["unassigned"])


def test_the_same_filing_has_the_same_bytes(library: Library, filing: Filing) -> None:
    """For Word and as a workbook."""
    assert document(filing, library.plan) == document(filing, library.plan)
    assert workbook(filing, library.plan) == workbook(filing, library.plan)


def test_on_paper_nothing_is_lost(tmp_path: Path) -> None:
    """The PDF: an upright cover with the sums, then wide pages; heads repeated, every class whole on one page, the sum there once."""
    library = many_classes(30)
    filing = filing_of(library, 2025)
    data = told(filing)
    file = tmp_path / "filing.docx"
    file.write_bytes(document(filing, library.plan))
    pages = pages_of(pdf_of(file))
    cover = "".join(p.text for p in pages if p.width < p.height)
    totals = data["totals"]
    said = (f"脱产班次{totals['classes']}个，培训{totals['seats']}人次，共{totals['days']}天、{totals['hours']}学时，"
            f"其中党的创新理论教育{totals['theory_hours']}学时")
    assert cover.startswith("2025年党员脱产培训年度计划备案表")
    assert said in cover
    assert "填报单位（盖章）" in cover
    assert "（十七）" in cover
    wide = [p for p in pages if p.width > p.height]
    assert len(wide) > 3
    assert all(p.text.count("班次名称") == p.text.count("其中创新") == 1 for p in wide)
    # A page is at most full: nothing hangs below the margins.
    assert all(w.bottom < p.height - 25 * MM for p in wide for w in p.words)
    for row in data["classes"]:
        held = [p for p in wide if row["title"] in _column(p)]
        assert len(held) == 1, row["title"]
    assert sum(f"{totals['classes']}个班次" in p.text for p in wide) == 1


def _column(page: Any) -> str:
    """Return the text of the column with the names of classes, whose lines are broken among those of others."""
    left, right = (35 + 9) * MM, (35 + 9 + 34) * MM
    return "".join(w.text for w in page.words if left < w.left and w.right < right + 2)


def test_the_cover_says_what_is_open_or_apart() -> None:
    """Classes without a head-count, items in no class, classes that are not off the job: each is said and none is counted."""
    library = loose_library()
    text = "".join(p.text for p in docx.Document(io.BytesIO(document(filing_of(library, 2025), library.plan))).paragraphs)
    assert "全年计划举办脱产班次1个，培训0人次，共0天、8学时" in text
    assert "另有1个班次人数待定，1个班次天数待定，未计入。以上含示例班次1个。" in text
    assert "课程方案中另有脱产安排1项、4学时，其中党的创新理论教育4学时，尚未编班，未计入总量，见附件2。" in text
    assert "另有不脱产的集中培训班次1个、2.5学时，未计入总量，见附件3。" in text
    assert "名称中有“示例”的是样例" in text
    none = with_classes()
    text = "".join(p.text for p in docx.Document(io.BytesIO(document(filing_of(none, 2025), none.plan))).paragraphs)
    assert "全年尚未编定脱产班次。" in text
    assert "见附件。" in text


def test_a_sheet_of_one_sector_says_so() -> None:
    """On the cover and on every annex."""
    library = many_classes(3)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(document(filing_of(library, 2025, "rural"), library.plan))).paragraphs]
    assert paragraphs.count("（农村党员）") == 2


def test_words_of_the_columns() -> None:
    """Dates without what goes without saying, roles only where they narrow, names as many as fit."""
    plan = small_library().plan
    assert [dates_text(*d) for d in (("", ""), ("2025-03-10", "2025-03-10"), ("2025-03-10", "2025-03-14"),
                                     ("2025-03-31", "2025-04-02"), ("2025-12-30", "2026-01-02"))] == [
        "待定", "3月10日", "3月10日至14日", "3月31日至4月2日", "12月30日至2026年1月2日",
    ]
    assert audience_text(("rural",), (), plan) == audience_text(("rural",), ("member", "secretary"), plan) == "农村党员"
    assert audience_text(("all",), ("secretary",), plan) == "全体党员（基层党组织书记）"
    assert lecturers_text(("甲", "乙", "丙"), 2) == "甲、乙等3人"
    assert lecturers_text(("甲", "乙", "丙")) == "甲、乙、丙"
    assert lecturers_text(()) == "待定"
