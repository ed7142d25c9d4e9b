"""The exported workbook as another program opens it: sheets, heads, drop-downs, frozen panes, guide."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from courselib.exchange.spreadsheet import exporting
from courselib.exchange.spreadsheet.drawing import SPARE_ROWS, workbook
from courselib.exchange.spreadsheet.sheets import SHEETS
from courselib.library.schema import COURSE, CURRICULUM, LECTURER, VENUE, Kind
from courselib.runtime.errors import ContentError

from ...support.library import REPOSITORY, course, put
from .making import REQUIRED, exported


@pytest.fixture(scope="module")
def book() -> Any:
    """The workbook of the shipped library."""
    return openpyxl.load_workbook(io.BytesIO(workbook(exported(REPOSITORY / "content")[1])))


def choices(book: Any, sheet: str, heading: str) -> tuple[list[str], Any]:
    """Return what a column's drop-down offers, and its rule."""
    place = book[sheet]
    column = [str(c.value).removesuffix(REQUIRED) for c in place[1]].index(heading) + 1
    cell = place.cell(2, column).coordinate
    rule = next(d for d in place.data_validations.dataValidation if cell in d.sqref)
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(","), rule
    name, _, area = rule.formula1.partition("!")
    return [row[0].value for row in book[name.strip("'")][area.replace("$", "")]], rule


def test_sheets_and_heads(book: Any) -> None:
    """Guide first, vocabulary and what was exported last; every sheet keeps its Chinese head and its first two columns in view."""
    assert book.sheetnames == [
        "说明", "课程", "课程大纲", "课程资源", "课程学习平台", "讲师", "场地", "培训班", "培训班课表", "课程方案",
        "课程方案年度主题", "课程方案已学学时", "课程方案安排", "词表", "导出记录",
    ]
    for sheet in SHEETS:
        place = book[sheet.title]
        assert place.freeze_panes == "C2"
        assert place.print_title_rows == "$1:$1"
        assert place.auto_filter.ref.startswith("A1:")
        heads = [str(c.value) for c in place[1]]
        assert heads[0] == sheet.key
        assert all(any("\u4e00" <= c <= "\u9fff" for c in head) for head in heads)
        labels = {f"{c.label}{REQUIRED}" if c.required else c.label for c in sheet.columns}
        assert labels <= set(heads)


def test_every_field_has_a_column() -> None:
    """No field of the model is missing from the sheets, those of objects and lists among them."""
    columns = {(s.schema.kind, s.list.name if s.list else "", c.name) for s in SHEETS for c in s.columns}
    for schema in (COURSE, LECTURER, VENUE, CURRICULUM):
        for field in schema.fields:
            if field.kind is not Kind.OBJECT:
                assert (schema.kind, "", field.name) in columns
            for part in field.fields:
                assert ((schema.kind, field.name, part.name) if field.many else (schema.kind, "", f"{field.name}.{part.name}")) in columns


def test_drop_downs_come_from_the_plan_and_the_model(book: Any) -> None:
    """Topics, sectors, records, labels and yes or no can be chosen, in spare rows as well."""
    loaded, found = exported(REPOSITORY / "content")
    assert loaded.library is not None
    plan = loaded.library.plan
    offered, rule = choices(book, "课程", "专题")
    assert offered == [f"{t.id} {t.title}" for t in plan.topics.values()]
    last = len(found.rows["课程"]) + SPARE_ROWS + 1
    assert str(rule.sqref) == f"C2:C{last}"
    offered, rule = choices(book, "课程", "对象")
    assert len(offered) == len(plan.sectors) + 1
    assert not rule.showErrorMessage  # several values in a cell are no error
    assert choices(book, "课程", "创新理论")[0] == ["是", "否"]
    offered, rule = choices(book, "课程", "状态")
    assert offered == ["草稿", "已发布", "已停用"]
    assert rule.showErrorMessage
    assert choices(book, "课程", "讲师")[0][0].startswith("sample-")
    assert len(choices(book, "课程方案安排", "课程")[0]) == len(loaded.library.courses)
    assert choices(book, "课程方案", "对象身份")[0] == ["member 党员", "secretary 基层党组织书记", "party-worker 党务工作者"]
    prompts = [d for s in SHEETS for d in book[s.title].data_validations.dataValidation if d.showInputMessage]
    assert len(prompts) > 40
    assert all(len(d.prompt or "") <= 255 for d in prompts)


def test_values_have_their_types(book: Any) -> None:
    """Hours are numbers, dates are dates, versions are texts that stay texts when someone types over them."""
    place = book["课程"]
    heads = [str(c.value).removesuffix(REQUIRED) for c in place[1]]
    cells = {head: place.cell(2, i) for i, head in enumerate(heads, 1)}
    assert isinstance(cells["学时"].value, int | float)
    assert isinstance(cells["更新日期"].value, datetime.datetime)
    assert cells["更新日期"].number_format == "yyyy-mm-dd"
    assert isinstance(cells["版本"].value, str)
    assert cells["版本"].number_format == "@"
    column = cells["版本"].column_letter
    assert place.column_dimensions[column].width > 10


def test_the_guide_sheet_explains_every_column(book: Any) -> None:
    """The first sheet says how to fill in, and has a row for each column with what belongs there."""
    rows = [[c for c in row if c] for row in book["说明"].iter_rows(values_only=True)]
    texts = "\n".join(str(c) for row in rows for c in row)
    assert "课程库工作簿：填写说明" in texts
    assert "courselib import 文件名.xlsx --dry-run" in texts
    for sheet in SHEETS:
        told = {row[1] for row in rows if row and row[0] == sheet.title and len(row) > 1}
        assert {sheet.key, *(c.label for c in sheet.columns)} <= told
    assert book.active.title == "说明"


def test_what_no_cell_can_hold_is_told(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond a cell's limit, or more rows than an import reads, ends in a sentence that names it."""
    put(content, "courses/rural/long.md", course("课").replace("| 要点 |", f"| {'长' * 33_000} |"))
    with pytest.raises(ContentError, match=r"courses/rural/long\.md"):
        exported(content)
    monkeypatch.setattr(exporting, "_MAX_CELL", 40_000)
    monkeypatch.setattr(exporting, "MAX_ROWS", 3)
    with pytest.raises(ContentError, match="超过 3 行"):
        exported(content)
