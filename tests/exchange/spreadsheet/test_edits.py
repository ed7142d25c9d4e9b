"""An edit of one cell changes that field of that file and nothing else: a property over generated files and edits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courselib.content import loading
from courselib.content.checking import load_and_check
from courselib.exchange.spreadsheet.cells import cell_of, same
from courselib.exchange.spreadsheet.exporting import export_tables
from courselib.exchange.spreadsheet.merge.files import UNITS, values_of
from courselib.exchange.spreadsheet.planning import Change, entry_of, plan_import
from courselib.exchange.spreadsheet.sheets import SCHEMAS, SHEETS, sheet_of
from courselib.exchange.spreadsheet.tables import Row, Table
from courselib.library.reading import read_file

from ...support.library import write_small
from .authors import REQUIRED, VALUES, course_file
from .making import tables_of, told

ENTRY = entry_of("courses/rural/generated.md", "course", "generated")
_KEY = re.compile(r"([a-z_]+):")
COURSE = SCHEMAS["course"]
SINGLE = [name for name in VALUES if name not in ("resources", "reviewed")]


def put(table: Table, key: str, column: int, cell: Any) -> None:
    """Write a cell of a record's row."""
    at = next(i for i, row in enumerate(table.rows) if row.cells[0] == key)
    row = table.rows[at]
    table.rows[at] = Row(row.number, (*row.cells[:column], cell, *row.cells[column + 1 :]))


def groups(text: str) -> tuple[dict[str, list[str]], str]:
    """Return the metadata's lines by the key that they follow, and the rest of the file; a judge of its own."""
    lines = text.split("\n")
    end = lines.index("---", 1)
    found: dict[str, list[str]] = {"": []}
    key = ""
    for line in lines[1:end]:
        match = _KEY.match(line)
        if match:
            key = match[1]
            assert key not in found
        found.setdefault(key, []).append(line)
    return found, "\n".join(lines[end:])


def text_of(data: bytes) -> str:
    """Return a file's text; line breaks must be all of one kind."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode()
    assert text.count("\r\n") in (0, text.count("\n"))
    return text.replace("\r\n", "\n")


def comments(lines: list[str]) -> list[str]:
    """Return lines that are a comment and nothing else; what is indented may be a line of a text."""
    return [line for line in lines if line.startswith("#")]


def assert_only(change: Change, names: set[str], *, body: bool = False) -> None:
    """Fail unless nothing but the named fields differs between a file's bytes before and after."""
    before, after = change.before or b"", change.after
    assert before.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in before) == (b"\r\n" in after)
    (old, old_rest), (new, new_rest) = groups(text_of(before)), groups(text_of(after))
    if not body:
        assert old_rest == new_rest
    # An added field takes no comment away from the one before it; an emptied one leaves its comments to it.
    assert [c for g in old.values() for c in comments(g)] == [c for g in new.values() for c in comments(g)]
    kept = [k for k in old if k in new]
    assert kept == [k for k in new if k in old]
    assert set(old) ^ set(new) <= names
    for key in kept:
        if key not in names:
            plain = [[x for x in g[key] if x.strip() and not x.startswith("#")] for g in (old, new)]
            assert plain[0] == plain[1]
    then, now = values_of(read_file(change.entry, before)), values_of(read_file(change.entry, after))
    assert {k for k in {*then, *now} if then.get(k) != now.get(k)} == names


class Small:
    """The small library, read once: generated files join it without a disk."""

    def __init__(self, content: Path) -> None:
        self.loaded = load_and_check(content)

    def __repr__(self) -> str:
        return "the small library"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small library."""
    return Small(write_small(tmp_path_factory.mktemp("small")))


def with_file(small: Small, data: bytes, edit: Any) -> list[Change]:
    """Return the changes that an edit of the tables makes in the small library with one generated course."""
    results = small.loaded.results | {ENTRY.path: read_file(ENTRY, data)}
    loaded = loading.judged(small.loaded.root, results, ())
    assert loaded.library is not None
    found = export_tables(loaded)
    tables = tables_of(found)
    edit({t.name: t for t in tables}, found)
    intent = plan_import(tables, loaded, loaded.library.plan, lambda _: data)
    assert told(intent) == []
    return intent.changes


@settings(max_examples=150)
@given(data=course_file(), name=st.sampled_from(SINGLE), source=st.data())
def test_one_cell_changes_one_field(small: Small, data: bytes, name: str, source: st.DataObject) -> None:
    """A new value in a cell, or an emptied cell, changes that field; comments, order, quotes and body stay."""
    field = COURSE.field(name)
    optional = st.none() if name not in REQUIRED else st.nothing()
    value = source.draw(st.one_of(VALUES[name], optional))
    if field.kind.value in ("text", "long") and isinstance(value, str):
        value = value.strip()
    index = 1 + [c.name for c in sheet_of("course").columns].index(name)

    def edit(tables: dict[str, Table], found: Any) -> None:
        put(tables["课程"], "generated", index, cell_of(field, value, found.words))

    changes = with_file(small, data, edit)
    if changes:
        assert [c.id for c in changes] == ["generated"]
        assert changes[0].fields == (name,)
        assert changes[0].new.get(name) == value
        assert_only(changes[0], {name})
    else:
        # Readers of workbooks may drop the escape ``x005F_``: a cell without it is no change.
        there = values_of(read_file(ENTRY, data)).get(name)
        assert there == value or (isinstance(there, str) and isinstance(value, str) and same(value, there))


@settings(max_examples=100)
@given(data=course_file(), part=st.sampled_from(("by", "on")), source=st.data())
def test_one_cell_of_an_object(small: Small, data: bytes, part: str, source: st.DataObject) -> None:
    """A part of an object changes alone; the object's other parts stay as they are."""
    old = values_of(read_file(ENTRY, data)).get("reviewed")
    assume(old)
    value = source.draw(VALUES["reviewed"])[part]
    column = next(c for c in sheet_of("course").columns if c.name == f"reviewed.{part}")
    index = 1 + sheet_of("course").columns.index(column)

    def edit(tables: dict[str, Table], found: Any) -> None:
        put(tables["课程"], "generated", index, cell_of(column.field, value, found.words))

    changes = with_file(small, data, edit)
    assert bool(changes) == (old[part] != value)
    for change in changes:
        assert change.new["reviewed"] == old | {part: value}
        assert_only(change, {"reviewed"})


@settings(max_examples=100)
@given(data=course_file(), listed=st.sampled_from(("resources", UNITS)), source=st.data())
def test_rows_of_a_list(small: Small, data: bytes, listed: str, source: st.DataObject) -> None:
    """Rows of a list removed, repeated elsewhere, swapped or changed give that list and leave the rest alone."""
    sheet = sheet_of("course", listed)
    values = values_of(read_file(ENTRY, data))
    assume(listed in values)

    def edit(tables: dict[str, Table], found: Any) -> None:
        table = tables[sheet.title]
        own = [row.cells for row in table.rows[1:] if row.cells[0] == "generated"]
        rest = [row.cells for row in table.rows[1:] if row.cells[0] != "generated"]
        what = source.draw(st.sampled_from(("drop", "swap", "change", "add")))
        at = source.draw(st.integers(0, len(own) - 1))
        if what == "drop" and len(own) > 1:
            del own[at]
        elif what == "swap":
            own = [*own[at:], *own[:at]]
        elif what == "change":
            own[at] = (*own[at][:2], "改过的名称", *own[at][3:])
        else:
            own.insert(at, (*own[at][:2], "新加的一项", *own[at][3:]))
        table.rows = [table.rows[0], *(Row(n, cells) for n, cells in enumerate([*rest, *own], 2))]
        wanted.extend(own)

    wanted: list[Any] = []
    for change in with_file(small, data, edit):
        assert change.fields == (listed,)
        assert [item["title"] for item in change.new[listed]] == [row[2] for row in wanted]
        assert_only(change, {listed}, body=listed == UNITS)
        if listed == UNITS:
            _rest_of_body_stays(change)


def _rest_of_body_stays(change: Change) -> None:
    """Fail unless the body is the same but for the lines of its outline."""
    bodies = [text_of(d).partition("## 课程大纲\n") for d in (change.before or b"", change.after)]
    assert bodies[0][0] == bodies[1][0]
    assert bodies[0][2].partition("## 说明")[2] == bodies[1][2].partition("## 说明")[2]


def test_every_field_is_edited() -> None:
    """The properties above reach every kind of column that a course has."""
    kinds = {c.field.kind for c in SHEETS[0].columns}
    assert {COURSE.field(n).kind for n in SINGLE} >= kinds - {f.kind for f in COURSE.field("reviewed").fields}
