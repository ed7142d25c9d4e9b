"""Two people and one export: whoever edits what, in the workbook or in the library, nobody's edit is lost, and each conflict is named."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.exchange.spreadsheet.csvfile import read_csv
from courselib.exchange.spreadsheet.exporting import csv_of
from courselib.exchange.spreadsheet.fingerprints import HEADINGS
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.layout import headings
from courselib.exchange.spreadsheet.merge.files import values_of
from courselib.exchange.spreadsheet.planning import Intent
from courselib.exchange.spreadsheet.sheets import FINGERPRINTS, SHEETS, sheet_of
from courselib.exchange.spreadsheet.tables import Row, Table
from courselib.exchange.spreadsheet.xlsxfile import read_workbook
from courselib.runtime.values import Values

from ...support.library import course, put, write_small
from .making import Book, exported, state, tables_of, told

#: What a field may hold, as files and as cells have it; nothing, and two values more than it had.
POOL = {
    "summary": [("", ""), ("summary: 甲", "甲"), ("summary: 乙", "乙"), ("summary: 丙", "丙")],
    "level": [("", ""), ("level: county", "县级"), ("level: city", "市级"), ("level: unit", "单位")],
    "keywords": [("", ""), ("keywords: [一, 二]", "一、二"), ("keywords: [三]", "三"), ("keywords: [一]", "一")],
    "prerequisites": [("", ""), ("prerequisites: [theory]", "theory"), ("prerequisites: [reading]", "reading"),
                      ("prerequisites: [reading, theory]", "reading、theory")],
}
LEVELS = {"county": "县级", "city": "市级", "unit": "单位"}
LABELS = {"summary": "简介", "level": "层级", "keywords": "关键词", "prerequisites": "先修课程"}
#: The platforms of a course, a list with a sheet of its own: names.
PLATFORMS = [[], ["学习强国"], ["共产党员网"], ["学习强国", "共产党员网"]]
KEYS = ("first", "second")


@dataclass
class Edits:
    """What a course held when it was exported, what the library holds now, and what the workbook says; ``None``: as it was."""

    before: dict[str, int]
    library: dict[str, int | None]
    sheet: dict[str, int | None]
    deleted: bool = False
    dropped: bool = False
    conflicts: set[str] = field(default_factory=set)


def _edits() -> st.SearchStrategy[Edits]:
    names = [*POOL, "platforms"]
    now = st.one_of(st.none(), st.integers(0, 3))
    return st.builds(
        Edits, st.fixed_dictionaries(dict.fromkeys(names, st.integers(0, 3))), st.fixed_dictionaries(dict.fromkeys(names, now)),
        st.fixed_dictionaries(dict.fromkeys(names, now)), st.sampled_from([False, False, False, True]),
        st.sampled_from([False, False, False, True]),
    )


def write(content: Path, key: str, held: dict[str, int]) -> None:
    """Write a course with chosen values."""
    more = [POOL[name][held[name]][0] for name in POOL]
    platforms = "".join(f"\n  - {{name: {name}, url: https://www.example.com/}}" for name in PLATFORMS[held["platforms"]])
    rows = [*filter(None, more), *([f"platforms:{platforms}"] if platforms else [])]
    put(content, f"courses/rural/{key}.md", course(f"课程 {key}", more="\n".join(rows)))


def seen(content: Path) -> dict[str, Values]:
    """Return the courses' values."""
    return {r.id: values_of(r) for r in load_and_check(content).results.values() if r.id in KEYS}


def index_of(values: Values, name: str) -> int:
    """Return which of the chosen values a field has."""
    if name == "platforms":
        return PLATFORMS.index([p["name"] for p in values.get(name, [])])
    value = values.get(name, "")
    shown = {"summary": value, "level": LEVELS.get(str(value), "")}.get(name, "、".join(value))
    return [cell for _, cell in POOL[name]].index(shown)


def fingerprinted(content: Path) -> list[Table]:
    """Return a library's tables with the sheet that keeps what they hold."""
    _, found = exported(content)
    rows = [Row(at, tuple(row)) for at, row in enumerate((HEADINGS, *found.fingerprints), 1)]
    return [*tables_of(found), Table(FINGERPRINTS, rows, hidden=True)]


def edit(tables: list[Table], key: str, edits: Edits) -> None:
    """Edit a course in the tables as a person does."""
    main = next(t for t in tables if t.name == "课程")
    names = ["id", *(c.name for c in SHEETS[0].columns)]
    for at, row in enumerate(main.rows):
        if row.cells[0] == key:
            cells = list(row.cells)
            for name in POOL:
                choice = edits.sheet[name]
                if choice is not None:
                    cells[names.index(name)] = POOL[name][choice][1] or None
            main.rows[at] = Row(row.number, tuple(cells))
    if edits.dropped:
        main.rows = [row for row in main.rows if row.cells[0] != key]
    choice = edits.sheet["platforms"]
    if choice is not None:
        table = next(t for t in tables if t.name == sheet_of("course", "platforms").title)
        kept = [row for row in table.rows if row.cells[0] != key]
        fresh = [Row(100 + len(kept) + i, (key, "", name, "https://www.example.com/")) for i, name in enumerate(PLATFORMS[choice])]
        table.rows = [*kept, *fresh]


def imported(content: Path, tables: list[Table], *, revive: bool = False) -> Intent:
    """Import tables and return what that meant."""
    intent, _ = prepare(tables, load_and_check(content), revive=revive)
    assert not any(p.is_error for p in intent.problems), told(intent)
    for change in intent.changes:
        (content / change.path).write_bytes(change.after)
    return intent


@settings(max_examples=30, deadline=None)
@given(edits=st.tuples(_edits(), _edits()))
def test_no_edit_is_lost_and_each_conflict_is_named(edits: tuple[Edits, Edits]) -> None:
    """Field by field: one side's edit stands, the same edit of both stands, two different ones leave the library's and are told."""
    with tempfile.TemporaryDirectory() as folder:
        content = write_small(Path(folder))
        for key, one in zip(KEYS, edits, strict=True):
            write(content, key, one.before)
        tables = fingerprinted(content)
        for key, one in zip(KEYS, edits, strict=True):
            edit(tables, key, one)
            held = {name: one.before[name] if one.library[name] is None else one.library[name] for name in one.before}
            write(content, key, held)  # type: ignore[arg-type] # nothing is left open
            if one.deleted:
                (content / f"courses/rural/{key}.md").unlink()
        intent = imported(content, tables)
        after = seen(content)
        conflicts: set[tuple[str, str]] = set()
        for key, one in zip(KEYS, edits, strict=True):
            if one.deleted:
                assert key not in after
                # Dropped or not, its outline still has a row.
                assert sum(p.code == "X912" and f"“{key}”" in p.text for p in intent.problems) == 1
                continue
            for name, before in one.before.items():
                library = before if one.library[name] is None else one.library[name]
                sheet = before if one.sheet[name] is None else one.sheet[name]
                # Rows that are gone take nothing away: a part of a list can be sent round.
                if (one.dropped and name != "platforms") or (name == "platforms" and sheet == 0):
                    sheet = before
                wanted = library if sheet in (before, library) or library != before else sheet
                assert index_of(after[key], name) == wanted, (key, name)
                if sheet not in (before, library) and library != before:
                    conflicts.add((key, name))
        said = [p for p in intent.problems if p.code == "X911"]
        assert len(said) == len(conflicts)
        for key, name in conflicts:
            heading = "课程编号" if name == "platforms" else LABELS[name]
            assert any(p.place.heading == heading and p.place.row for p in said), (key, name)
        again = imported(content, tables)
        assert again.changes == []
        assert [p.message for p in again.problems] == [p.message for p in intent.problems]


def test_an_old_workbook_reverts_nothing(content: Path) -> None:
    """What a colleague changed since the export stays, through a real file and through CSV; what was edited in it is written."""
    put(content, "courses/rural/mine.md", course("原来的课名", more="summary: 原来的简介"))
    book = Book.of(content)
    csv = csv_of(exported(content)[1], SHEETS[0])
    put(content, "courses/rural/mine.md", course("同事改的课名", more="summary: 原来的简介"))
    book.put("课程", "mine", "简介", "新的简介")
    edited = read_csv("课程", csv.replace("原来的简介".encode(), "新的简介".encode()), headings(SHEETS[0]))
    for tables in (read_workbook(book.data()), [edited]):
        intent, _ = prepare(tables, load_and_check(content))
        assert [(c.id, c.fields) for c in intent.changes] == [("mine", ("summary",))]
        assert told(intent) == []
        assert b"\xe5\x90\x8c\xe4\xba\x8b" in intent.changes[0].after


def test_a_conflict_stands_at_its_cell_and_the_rest_is_written(content: Path) -> None:
    """Both values are named; the library's stays; another edit of the same row is written."""
    put(content, "courses/rural/mine.md", course("课", more="summary: 旧的\nlevel: county"))
    book = Book.of(content)
    put(content, "courses/rural/mine.md", course("课", more="summary: 同事的\nlevel: county"))
    at = book.put("课程", "mine", "简介", "我的")
    book.put("课程", "mine", "层级", "市级")
    intent = imported(content, read_workbook(book.data()))
    assert [(p.code, p.place.address) for p in intent.problems] == [("X911", at)]
    assert "表里改成了“我的”，库里也有人改成了“同事的”" in intent.problems[0].message
    text = (content / "courses/rural/mine.md").read_text(encoding="utf-8")
    assert "summary: 同事的\nlevel: city\n" in text


@pytest.mark.parametrize("edited", [False, True])
def test_a_deleted_record_comes_back_only_when_asked_for(content: Path, edited: bool) -> None:
    """A row of a record that was deleted since says so; --revive makes it anew, as a draft, since nobody knows its body."""
    put(content, "courses/rural/mine.md", course("课"))
    book = Book.of(content)
    (content / "courses/rural/mine.md").unlink()
    if edited:
        book.put("课程", "mine", "简介", "新的")
    before = state(content)
    intent = imported(content, read_workbook(book.data()))
    assert state(content) == before
    assert [p.code for p in intent.problems] == ["X912"]
    assert ("改动也没有写" in intent.problems[0].message) == edited == bool(intent.conflicts)
    intent = imported(content, read_workbook(book.data()), revive=True)
    assert [(c.id, c.new["status"]) for c in intent.changes] == [("mine", "draft")]


def test_two_who_took_the_same_id_are_told(content: Path) -> None:
    """A new row of an ID that the library has got since does not go over it; the same row twice is no conflict."""
    book = Book.of(content)
    book.add("课程", 编号="newer", 名称="我的新课", 专题="rural-skills", 对象="rural", 学时=2, 创新理论="否")
    put(content, "courses/rural/newer.md", course("同事的新课"))
    before = state(content)
    intent = imported(content, read_workbook(book.data()))
    assert state(content) == before
    assert [p.code for p in intent.problems] == ["X911"]
    assert "“newer”导出以后在库里另有了一门课程" in intent.problems[0].message
