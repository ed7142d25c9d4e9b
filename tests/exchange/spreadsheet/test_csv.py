"""CSV as offices have it: encodings, separators, quotes, and what is told of bad rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.exchange.spreadsheet.csvfile import read_csv, write_csv
from courselib.exchange.spreadsheet.importing import prepare, read_tables

from .authors import HOSTILE
from .making import told

TEXT = (
    "序号,课程编号,课程名称,专题,对象,学时,创新理论,关键词\n"
    "1,new-one,新课一,rural-theory,rural,２.５,是,三农；粮食\n"
    "\n"
    '2,new-two,"新课,二",实战技能,农村党员,4,否,\n'
)
KNOWN = ["编号", "名称", "专题", "对象", "学时", "创新理论", "课程编号", "课程名称"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_line_breaks_and_separators(
    content: Path, tmp_path: Path, encoding: str, newline: str, separator: str
) -> None:
    """Whatever program wrote the list, the same two courses are read; digits of full width and names are understood."""
    file = tmp_path / "我的清单.csv"
    text = TEXT if separator == "," else TEXT.replace(",", separator).replace(f"新课{separator}二", "新课,二")
    file.write_bytes(text.replace("\n", newline).encode(encoding))
    intent, _ = prepare(read_tables(file), load_and_check(content))
    assert told(intent) == []
    assert [(c.id, c.title, c.new["hours"], c.new["theory"], c.new["topic"]) for c in intent.changes] == [
        ("new-one", "新课一", 5, True, "rural-theory"), ("new-two", "新课,二", 8, False, "rural-skills"),
    ]
    assert intent.changes[0].new["keywords"] == ["三农", "粮食"]
    assert intent.changes[1].new["audience"] == ["rural"]


def test_rows_count_like_a_spreadsheet_counts_them(content: Path, tmp_path: Path) -> None:
    """An empty row, and a line break inside quotes, do not shift the numbers that problems carry."""
    file = tmp_path / "a.csv"
    file.write_text("编号,名称,专题,对象,学时,创新理论,简介\n\n"
                    'one,课,rural-theory,rural,2,是,"两\n行"\ntwo,课二,rural-theory,rural,四,是,\n', encoding="utf-8")
    intent, _ = prepare(read_tables(file), load_and_check(content))
    assert told(intent) == [("M305", "E4", "第 4 行 学时 列：“四”不是数字。")]


def test_a_list_of_lecturers(content: Path, tmp_path: Path) -> None:
    """A file named 讲师.csv, or one with the columns of another sheet, is read as that sheet."""
    file = tmp_path / "讲师.csv"
    file.write_text("编号,名称,类别\nnew-teacher,示例新讲师,专家学者\n", encoding="gbk")
    intent, _ = prepare(read_tables(file), load_and_check(content))
    assert [(c.kind, c.id, c.path) for c in intent.changes] == [("lecturer", "new-teacher", "lecturers/new-teacher.md")]
    file = tmp_path / "大纲.csv"
    file.write_text("课程编号,单元,内容要点,方式,学时\nskills,到田间,动手又动脑,现场体验,8\n", encoding="utf-8")
    intent, _ = prepare(read_tables(file), load_and_check(content))
    assert [(c.id, c.fields) for c in intent.changes] == [("skills", ("units",))]


_TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8))


@given(rows=st.lists(st.lists(_TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    """Any texts come back as they were, row by row, and no cell begins as a formula does."""
    data = write_csv([KNOWN[:4], *rows])
    table = read_csv("a", data, KNOWN)
    wanted = {n: tuple(row) for n, row in enumerate(rows, 2) if any(c.strip() for c in row)}
    # A cell of nothing but a tab is written with the mark that keeps it from being a formula, and is so read again.
    assert {row.number: row.cells for row in table.rows[1:] if any(str(c).strip() for c in row.cells)} == wanted
    assert not [c for row in read_raw(data) for c in row if c.startswith(("=", "+", "-", "@", "\t"))]


def read_raw(data: bytes) -> list[list[str]]:
    """Return the cells as a spreadsheet sees them."""
    import csv
    import io

    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_quote_without_end_is_told() -> None:
    """A file whose cell never ends is told at the row where it begins."""
    table = read_csv("a", ('编号,名称\n\none,课\n"' + "长" * 140_000).encode(), KNOWN)
    assert table.excess is not None
    assert (table.rows, table.excess.code, table.excess.row) == ([], "X910", 4)
    assert "引号" in table.excess.text
