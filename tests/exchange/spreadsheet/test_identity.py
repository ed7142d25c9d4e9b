"""Out and in again changes not one byte: the shipped library, the small one, and generated ones."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.exchange.spreadsheet.csvfile import read_csv
from courselib.exchange.spreadsheet.drawing import workbook
from courselib.exchange.spreadsheet.exporting import csv_of
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.layout import headings
from courselib.exchange.spreadsheet.sheets import SHEETS
from courselib.exchange.spreadsheet.xlsxfile import read_workbook

from ...support.library import REPOSITORY, write_small
from .authors import course_file
from .making import Book, exported, told


@pytest.mark.parametrize("which", ["shipped", "small"])
def test_a_workbook_changes_nothing(which: str, content: Path) -> None:
    """Every record of the exported workbook is found unchanged, and nothing is said."""
    root = REPOSITORY / "content" if which == "shipped" else content
    loaded, found = exported(root)
    intent, _ = prepare(read_workbook(workbook(found)), loaded)
    assert (intent.changes, told(intent)) == ([], [])
    assert intent.same == sum(found.counts.values()) >= 9
    assert not found.left_out


def test_a_workbook_saved_by_another_program_changes_nothing() -> None:
    """Opened and saved with another library, the shipped workbook still says the same."""
    loaded, found = exported(REPOSITORY / "content")
    intent, _ = prepare(read_workbook(Book(workbook(found)).data()), loaded)
    assert (intent.changes, told(intent)) == ([], [])


def test_csv_changes_nothing() -> None:
    """The CSV of the shipped courses is found unchanged."""
    loaded, found = exported(REPOSITORY / "content")
    intent, _ = prepare([read_csv("课程", csv_of(found, SHEETS[0]), headings(SHEETS[0]))], loaded)
    assert (intent.changes, told(intent)) == ([], [])
    assert intent.same == found.counts["course"] > 200


def test_the_same_library_gives_the_same_bytes(content: Path) -> None:
    """A workbook depends on the library alone."""
    assert workbook(exported(content)[1]) == workbook(exported(content)[1])


@settings(max_examples=60)
@given(files=st.lists(course_file(), min_size=1, max_size=3))
def test_generated_libraries_change_nothing(files: list[bytes]) -> None:
    """However a course is written, its rows in a workbook and in CSV read as what stands in the file."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_small(Path(folder))
        for number, data in enumerate(files):
            (root / f"courses/rural/generated-{number}.md").write_bytes(data)
        loaded, found = exported(root)
        assert found.left_out == [], [p for p in loaded.problems if p.severity == "error"]
        intent, _ = prepare(read_workbook(workbook(found)), loaded)
        assert (intent.changes, told(intent)) == ([], [])
        intent, _ = prepare([read_csv("课程", csv_of(found, SHEETS[0]), headings(SHEETS[0]))], loaded)
        assert (intent.changes, told(intent)) == ([], [])
