"""A plan's workbook, edited elsewhere, opened again in the planner: no edit comes back as none, edits as exactly themselves."""

from __future__ import annotations

import base64
import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from courselib.content.checking import load_and_check
from courselib.exchange.calendar import Origin
from courselib.library.model import Library
from courselib.site.planner_data import planner_data

from ..support.library import REPOSITORY, write_shipped
from ..support.needs import needs_program
from ..support.office import resaved
from ..support.planning import MODULES, as_plan
from ..support.scripts import below, in_node, node, script

pytestmark = needs_program(node(), "node is not installed")
_VENDOR = REPOSITORY / "theme/assets/vendor/write-excel-file.js"
#: Makes the workbook of a plan, or holds one against it.
_WORK = """async given => {
  const m = CourseLib.modules;
  const data = new m.planner_data.Data(given.data);
  const made = m.rules_evaluate.evaluate(data, m.rules_plans.create(given.plan));
  if (!given.book) {
    return Buffer.from(await (await m.planner_excel.save(data, made, "")).arrayBuffer()).toString("base64");
  }
  try {
    const found = m.planner_back_changes.compare(data, made, m.lib_spreadsheet.open(new Uint8Array(Buffer.from(given.book, "base64"))));
    return {same: found.plan === made.plan, plan: found.plan, changes: found.changes.map(c => [c.title, c.what, c.from, c.to]),
      faults: found.faults.map(f => [f.place, f.message]), foreign: found.foreign, title: found.title};
  } catch (error) {
    if (!error.unreadable) throw error;
    return {refused: error.message};
  }
}"""

#: Opens what each of many plans gives, in one go.
_ALL = """async given => {
  const m = CourseLib.modules;
  const data = new m.planner_data.Data(given.data);
  const results = [];
  for (const plan of given.plans) {
    const made = m.rules_evaluate.evaluate(data, m.rules_plans.create(plan));
    const bytes = new Uint8Array(await (await m.planner_excel.save(data, made, "")).arrayBuffer());
    const found = m.planner_back_changes.compare(data, made, m.lib_spreadsheet.open(bytes));
    results.push([found.plan === made.plan, found.changes.length, found.faults.length]);
  }
  return results;
}"""


class Desk:
    """The planner's modules in node, with the shipped library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.data = json.loads(json.dumps(planner_data(library, Origin("", ""))))
        modules = script(*MODULES, *below("planner/back"), "lib/spreadsheet.js")
        self.code = "global.CourseLib = global.CourseLib || {};\n" + modules + "\n" + _VENDOR.read_text(encoding="utf-8")

    def plan(self, name: str) -> dict[str, Any]:
        """Return a shipped curriculum as the page takes it."""
        return dict(json.loads(json.dumps(as_plan(self.library.curricula[name]))))

    def exported(self, plan: dict[str, Any]) -> bytes:
        """Return the workbook that the page makes."""
        return base64.b64decode(in_node(self.code, _WORK, {"data": self.data, "plan": plan, "book": ""}))

    def opened(self, plan: dict[str, Any], book: bytes) -> dict[str, Any]:
        """Return what the page finds in a workbook."""
        return dict(in_node(self.code, _WORK, {"data": self.data, "plan": plan, "book": base64.b64encode(book).decode()}))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The shipped library at the desk."""
    library = load_and_check(write_shipped(tmp_path_factory.mktemp("back")), jobs=2).library
    assert library is not None
    return Desk(library)


def edited(data: bytes, edit: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a workbook that openpyxl edited."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_shipped_plan_comes_back_without_a_change(desk: Desk) -> None:
    plans = [desk.plan(name) for name in sorted(desk.library.curricula)]
    assert in_node(desk.code, _ALL, {"data": desk.data, "plans": plans}) == [[True, 0, 0]] * len(plans)


def test_edits_come_back_as_exactly_themselves(desk: Desk, tmp_path: Path) -> None:
    plan = desk.plan("enterprises-secretary")
    plan["items"][0] |= {"on": f"{plan['items'][0]['year']}-03-09", "offjob": True}
    start = plan["start"]
    own = [i["course"] for i in plan["items"] if i["year"] == start]
    later = [i["course"] for i in plan["items"] if i["year"] == start + 1]
    other = next(c for c in desk.library.courses if c not in {i["course"] for i in plan["items"]})
    assert len(own) > 4
    assert later
    titles = {key: course.title for key, course in desk.library.courses.items()}
    book = desk.exported(plan)
    again = resaved(book, tmp_path / "plan.xlsx")
    same = desk.opened(plan, again)
    assert (same["same"], same["changes"], same["faults"]) == (True, [], [])

    def edit(workbook: openpyxl.Workbook) -> None:
        sheet, next_year = workbook[f"{start}年"], workbook[f"{start + 1}年"]
        sheet["I5"] = datetime.date(start, 5, 6)
        sheet["F4"] = ""
        # The third stands first, the fourth goes, the fifth goes to the next year, one is new.
        row = [c.value for c in sheet[6]]
        fifth = [c.value for c in sheet[8]]
        sheet.delete_rows(6, 3)
        sheet.insert_rows(4)
        for column, value in enumerate(row, 1):
            sheet.cell(4, column, value)
        last = 3 + len(later)
        next_year.insert_rows(last + 1, 2)
        for column, value in enumerate(fifth, 1):
            next_year.cell(last + 1, column, value)
        next_year.cell(last + 2, 10, other)
        next_year.cell(last + 2, 6, "是")
        next_year.cell(last + 2, 9, f"{start + 1}年6月1日")

    found = desk.opened(plan, resaved(edited(book, edit), tmp_path / "edited.xlsx"))
    assert found["faults"] == []
    assert sorted(found["changes"]) == sorted([
        [titles[own[0]], "脱产", "脱产", "不脱产"], [titles[own[1]], "开始日期", "没有定", f"{start}-05-06"],
        [titles[own[2]], "次序", f"{start} 年第 3 门", "第 1 门"], [titles[own[3]], "去掉", f"{start} 年", ""],
        [titles[own[4]], "年份", f"{start} 年", f"{start + 1} 年"], [titles[other], "加入", "", f"{start + 1} 年"],
        [titles[other], "脱产", "不脱产", "脱产"], [titles[other], "开始日期", "没有定", f"{start + 1}-06-01"],
    ])
    items = {i["course"]: i for i in found["plan"]["items"]}
    assert [i["course"] for i in found["plan"]["items"] if i["year"] == start] == [own[2], own[0], own[1], *own[5:]]
    assert [i["course"] for i in found["plan"]["items"] if i["year"] == start + 1] == [*later, own[4], other]
    assert items[other] | {"course": ""} == items[own[1]] | {
        "course": "", "year": start + 1, "on": f"{start + 1}-06-01", "offjob": True, "level": "county"}
    assert items[own[0]]["on"] == f"{start}-03-09"
    assert not items[own[0]]["offjob"]


def test_what_cannot_be_taken_is_told_at_its_cell_and_the_rest_comes(desk: Desk) -> None:
    plan = desk.plan("enterprises-secretary")
    start = plan["start"]
    first = desk.library.courses[next(i["course"] for i in plan["items"] if i["year"] == start)]

    def edit(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[f"{start}年"]
        sheet["B4"], sheet["D4"], sheet["I4"] = "改了名", 900, "下星期"
        sheet["I5"], sheet["G5"] = f"{start + 1}-02-03", "街道办"
        sheet["I6"], sheet["J7"] = "#REF!", "no-such-course"
        sheet["I6"].data_type = "e"
        sheet["I8"] = f"{start}-07-01"
        workbook[f"{start + 1}年"].title = "2099年"

    found = desk.opened(plan, edited(desk.exported(plan), edit))
    assert [change[1:] for change in found["changes"]] == [["开始日期", "没有定", f"{start}-07-01"]]
    told = dict(found["faults"])
    cells = {f"{start}年!{cell}" for cell in ("B4", "D4", "I4", "I5", "G5", "I6", "J7")}
    assert set(told) == {*cells, "2099年", f"{start}年", f"{start + 1}年"}
    assert f"超过了这门课的 {first.hours // 2} 学时" in told[f"{start}年!D4"]
    assert "#REF!" in told[f"{start}年!I6"]
    assert len(found["plan"]["items"]) == len(plan["items"])


def test_hostile_files_are_refused_in_words(desk: Desk) -> None:
    plan = desk.plan("enterprises-secretary")
    whole = desk.exported(plan)
    assert "不是 .xlsx" in desk.opened(plan, b"title: x")["refused"]
    assert "旧格式" in desk.opened(plan, b"\xd0\xcf\x11\xe0" + bytes(600))["refused"]
    assert "损坏" in desk.opened(plan, whole[: len(whole) // 2])["refused"]

    def with_part(name: str, text: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, text if part == name else old.read(part))
        return buffer.getvalue()

    sheet = "xl/worksheets/sheet2.xml"
    assert "声明" in desk.opened(plan, with_part(sheet, "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"))["refused"]
    assert "太大" in desk.opened(plan, with_part(sheet, "<worksheet>" + " " * (25 << 20) + "</worksheet>"))["refused"]
    assert "太深" in desk.opened(plan, with_part(sheet, "<worksheet>" + "<c>" * 400 + "</c>" * 400 + "</worksheet>"))["refused"]
    empty = desk.opened(plan, with_part(sheet, "<worksheet/>"))
    assert empty["same"]
    assert "没有动" in empty["faults"][0][1]
