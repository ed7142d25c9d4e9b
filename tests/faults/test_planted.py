"""Every planted fault is found in one run, at its place, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from courselib.content import loading
from courselib.problems import CODES, report
from courselib.syntax.yaml import tree
from tests.faults import making
from tests.support.library import without_evaluations


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with all faults among good files."""
    root = tmp_path_factory.mktemp("faults") / "content"
    making.make(root)
    return root


@pytest.fixture(scope="module")
def loaded(folder: Path) -> loading.Loaded:
    return without_evaluations(folder)


def test_exactly_the_planted_faults_are_found(loaded: loading.Loaded) -> None:
    """One run over one folder finds each fault with its code, line and column, and reports nothing besides."""
    found = {(p.path, p.code, p.line, p.column) for p in loaded.problems}
    wanted = set(making.expected())
    assert wanted - found == set()
    assert found - wanted == set()
    assert len(found) == len(loaded.problems)


def test_there_are_faults_enough_and_good_files_among_them(loaded: loading.Loaded) -> None:
    """At least 45 faulty files stand among at least five good courses that have no problem."""
    faulty = {place[0] for place in making.expected()}
    good = [r for r in loaded.results.values() if r.kind == "course" and r.path not in faulty]
    assert len(faulty) >= 160
    assert len([r for r in good if "/good/" in r.path]) == 13
    assert not any(p.path.startswith("courses/good/") for p in loaded.problems)


def test_hints_say_what_was_meant(loaded: loading.Loaded) -> None:
    """Where a nearest value exists, the hint or the message names it."""
    found = {(p.path, p.code, p.line, p.column): p.message + p.hint for p in loaded.problems}
    parts = {place: part for place, part in making.expected().items() if part}
    assert len(parts) >= 40
    assert {place: found[place] for place, part in parts.items() if part not in found[place]} == {}


def test_all_codes_are_planted() -> None:
    """Every code of the table is planted, but those of the plan, the machine, whole curricula, imports, built pages and a given day."""
    planted = {place[1] for place in making.expected()}
    whole = {"C605", "C606", "C607", "C608", "C609", "C610", "C611", "C612", "C613", "C614"}
    assert {code for code in CODES if not code.startswith(("X", "D"))} - planted == {"F108", "F110", "P701", "P702", "P703", "B540"} | whole


def test_severity_message_and_json_form(loaded: loading.Loaded) -> None:
    """The public form counts errors and warnings, keeps the order of places, and survives JSON in any locale."""
    told = report(loaded.problems)
    assert told["errors"] + told["warnings"] == len(loaded.problems)
    assert told["warnings"] == sum(CODES[p.code].severity == "warning" for p in loaded.problems)
    assert json.loads(json.dumps(told)) == told
    places = [(p["path"], p["line"], p["column"]) for p in told["problems"]]
    assert places == sorted(places)
    for row in told["problems"]:
        assert row["message"].isprintable(), row
        assert row["hint"].isprintable(), row
        assert row["path"].isprintable(), row


def test_faulty_folder_still_gives_records_of_its_good_files(loaded: loading.Loaded) -> None:
    """Good files become records; files with errors of their own do not."""
    assert loaded.has_errors
    assert loaded.library is not None
    courses = loaded.library.courses
    assert {"good-1", "good-full", "good-links", "good-list"} <= set(courses)
    assert not {"yaml-alias", "hours-third", "field-missing-topic", "body-unit-text"} & set(courses)


def test_parallel_reading_finds_the_same(folder: Path, loaded: loading.Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes find what one finds, in the same order."""
    monkeypatch.setattr(loading, "POOL_THRESHOLD", 1)
    assert without_evaluations(folder, jobs=2).problems == loaded.problems


def test_reading_without_libyaml_finds_the_same(
    folder: Path, loaded: loading.Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pure-Python YAML parser leads to the same codes on the same lines."""
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    slow = {p.path for p in loaded.problems if "made/many-values" in p.path}
    again = {(p.path, p.code, p.line) for p in without_evaluations(folder).problems}
    assert slow
    assert again == {(p.path, p.code, p.line) for p in loaded.problems}


def test_unreadable_file_is_a_problem_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened is reported, and the others are still read."""
    original = loading.files.read_bytes

    def refuse(root: Path, path: str, limit: int) -> bytes:
        if path == "venues/good-hall.md":
            raise PermissionError(13, "Permission denied")
        return original(root, path, limit)

    monkeypatch.setattr(loading.files, "read_bytes", refuse)
    found = [p for p in without_evaluations(folder).problems if p.path == "venues/good-hall.md"]
    assert [p.code for p in found] == ["F108"]
