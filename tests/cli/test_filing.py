"""``courselib filing``: what it says, what it writes, how it ends."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from ..support.library import put
from .conftest import Run

CLASS = """\
title: 示例春训班
audience: [rural]
start: 2025-03-10
end: 2025-03-12
organiser: 示例县委组织部
offjob: true
venue: hall
seats: 40
items:
  - {course: theory, lecturer: teacher, on: 2025-03-10}
  - {course: skills, hours: 1.5, on: 2025-03-11}
"""


@pytest.fixture
def classes(here: Path) -> Path:
    """The small library with a class of 5.5 hours in three days."""
    put(here / "content", "classes/spring.yml", CLASS)
    return here


def test_both_forms_are_written(classes: Path, cli: Run) -> None:
    """A file for Word and a workbook; the figures are told."""
    code, out, err = cli("filing", "--year", "2025", "-o", "备案.docx")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first == "已写到 备案.docx：脱产班次 1 个，40 人次，3 天，5.5 学时，其中创新理论 4 学时（72.7%）。"
    assert second == "其中示例班次 1 个，备案前换成本单位的。"
    with zipfile.ZipFile(classes / "备案.docx") as archive:
        assert "示例春训班" in archive.read("word/document.xml").decode()
    assert cli("filing", "--year", "2025", "--sector", "rural", "-o", "备案.xlsx", "--quiet") == (0, "", "")
    assert "班次安排" in openpyxl.load_workbook(classes / "备案.xlsx").sheetnames


def test_what_is_in_no_class_is_told(here: Path, cli: Run) -> None:
    """Without classes there is a sheet as long as a curriculum plans something off the job."""
    code, out, _ = cli("filing", "--year", "2025", "-o", "a.docx")
    assert code == 0
    assert "脱产班次 0 个" in out
    assert "未编班的脱产安排 1 项，4 学时，另列，不计入合计。" in out


def test_nothing_is_overwritten(classes: Path, cli: Run) -> None:
    """A file that is there stays as it is."""
    (classes / "a.docx").write_text("旧", encoding="utf-8")
    code, out, err = cli("filing", "--year", "2025", "-o", "a.docx")
    assert (code, out) == (2, "")
    assert "文件“a.docx”已经有了，没有覆盖。" in err
    assert (classes / "a.docx").read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize(("arguments", "said"), [
    (("--year", "2025", "-o", "a.pdf"), "不会写“a.pdf”这种文件。"),
    (("--year", "2025", "-o", "a"), "不会写“a”这种文件。"),
    (("--year", "2025", "--sector", "rurall", "-o", "a.docx"), "领域“rurall”不存在。"),
    (("--year", "2027", "-o", "a.docx"), "2027 年没有班次，也没有脱产安排，没有写文件。"),
    (("--year", "2027", "-o", "a.docx"), "有内容可备案的年份：2025。"),
    (("--year", "2025", "--sector", "institutions-health", "-o", "a.docx"), "2025 年没有班次"),
    (("-o", "a.docx"), "缺少选项 --year。"),
    (("--year", "2025"), "缺少选项 --output。"),
])
def test_wrong_usage_writes_nothing(arguments: tuple[str, ...], said: str, classes: Path, cli: Run) -> None:
    """Each wrong call ends with 2, says why, and leaves no file."""
    before = {p.name for p in classes.iterdir()}
    code, out, err = cli("filing", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert {p.name for p in classes.iterdir()} - {".courselib"} == before - {".courselib"}


def test_a_folder_that_is_not_there(classes: Path, cli: Run) -> None:
    """What cannot be written is the machine's fault."""
    code, _, err = cli("filing", "--year", "2025", "-o", "nowhere/a.docx")
    assert code == 3
    assert "不能写入" in err
