"""The examples of the guide are true: each wrong one yields its code, each right one does not."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from courselib.content import loading
from courselib.content.checking import load_and_check
from courselib.content.due import due_problems
from courselib.exchange.spreadsheet.cells import Unreadable
from courselib.exchange.spreadsheet.exporting import export_tables
from courselib.exchange.spreadsheet.fingerprints import HEADINGS
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.layout import headings
from courselib.exchange.spreadsheet.sheets import FINGERPRINTS, SHEETS
from courselib.exchange.spreadsheet.tables import TOO_MANY_CELLS, TOO_MANY_ROWS, Row, Table
from courselib.library import body
from courselib.problems import CODES, ERROR, examples_due, examples_upstream
from courselib.problems.example import CONTEXT, PLACES, Example
from courselib.problems.examples import EXAMPLES
from courselib.runtime.errors import ContentError
from tests.faults import making
from tests.support.library import put
from tests.support.sites import build_site

#: Seen only when a curriculum is held against the plan; an example's short curriculum never meets it as a whole.
WHOLE = {"C605", "C606", "C607", "C608", "C609", "C610", "C611", "C612", "C613", "C614"}
#: Seen only in the pages of a build, and only where whatever makes them let something through.
BUILT = {"B540"}
CURRICULUM = "title: 示例方案\nsector: rural\nrole: member\nstart: 2024\nitems:\n  - {{course: {}, year: 2024}}\n"
ROWS = "编号,名称,专题,对象,学时,创新理论\nexample-new,示例新课,rural-theory,rural,2,是"
PLAN = (making.HERE.parent.parent / "content/plan.yml").read_text(encoding="utf-8")


def codes(root: Path, example: Example, fragment: str, monkeypatch: pytest.MonkeyPatch, recipe: str = "") -> set[str]:
    """Return the codes that the checker finds in a library made of the shared files and the example's."""
    above = examples_upstream.ABOVE if example.code.startswith("U") else {}
    files = {"plan.yml": PLAN} | CONTEXT | above | example.files(fragment, PLAN) | from_above(recipe)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    target = root / example.path
    if example.code.startswith("X"):
        return sheet_codes(root, example, fragment, recipe)
    if recipe == "no-plan":
        (root / "plan.yml").unlink()
    elif recipe == "symlink-file":
        target.unlink()
        target.symlink_to(root / "courses/rural/example-basic.md")
    elif recipe == "unreadable":

        def refuse(*_: object) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(loading.files, "read_bytes", refuse)
    elif recipe in ("curriculum-of-one", "draft-in-use"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(CURRICULUM.format("example-draft" if recipe == "draft-in-use" else "example-basic"), encoding="utf-8")
    elif recipe in making.MAKERS:
        target.write_bytes(making.MAKERS[recipe](files[example.path].replace("示例课程", "好课程1")))
    if example.code in BUILT:
        return built_codes(root, recipe, monkeypatch)
    return found_codes(root, example)


def found_codes(root: Path, example: Example) -> set[str]:
    """Return the codes that a check finds; for an example of what is due, on the day of the examples too."""
    if example.code.startswith("D"):
        return due_codes(root, example)
    return {p.code for p in load_and_check(root).problems if example.code in WHOLE or p.code not in WHOLE}


def from_above(recipe: str) -> dict[str, str]:
    """Return the files of a library below one that is at fault, or that changed."""
    overlay = "set:\n  summary: 县里的说明\n"
    course = examples_upstream.ABOVE["upstream/province/courses/rural/example-above.md"]
    digital = "topics:\n  - {id: rural-digital, title: 数字乡村, clause: 一, sector: rural, task: skills, theory: either, required: false}"
    made: dict[str, dict[str, str]] = {
        "above-faulty": examples_upstream.copied({"courses/above.md": course.replace("rural-theory", "rural-theroy")}),
        "above-unknown": {"overlays/province/example-abvoe.yml": overlay},
        "above-stricter": examples_upstream.copied({"plan.yml": PLAN.replace("id: member-5y", "id: member-6y")}),
        "above-topic": examples_upstream.copied({
            "plan.yml": PLAN.replace("topics:", digital, 1),
            "courses/above.md": course.replace("topic: rural-theory", "topic: rural-digital"),
        }),
        "above-gone": {"overlays/province/example-gone.yml": overlay} | examples_upstream.copied(
            {}, gone={"courses/example-gone": {"title": "旧课", "now": ""}}),
        "above-namesake": {
            "upstream.yml": "city: {from: ../city}\nschool: {from: ../school}\n",
            **{f"upstream/{top}/{path.removeprefix('upstream/')}": text for top in ("city", "school") for path, text in
               examples_upstream.copied({}, library=top, depth=1).items() for path in [path.replace("upstream/", "upstream/upstream/", 1)]},
            **{f"upstream/{top}/origin.json": text for top in ("city", "school")
               for text in examples_upstream.copied({}, name=top, library=top).values()},
        },
    }
    return made.get(recipe, {})


def due_codes(root: Path, example: Example) -> set[str]:
    """Return the codes of what is due in the example's file on the day of the examples, and of all that is wrong besides."""
    loaded = load_and_check(root)
    due = [p for p in due_problems(loaded, datetime.date.fromisoformat(examples_due.DAY)) if p.path == example.path]
    return {p.code for p in (*loaded.problems, *due) if p.code not in WHOLE}


def built_codes(root: Path, recipe: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the codes that end a build; with a recipe the maker of HTML lets a script through."""
    if recipe:
        monkeypatch.setattr(body, "to_html", lambda *_, **__: "<script>alert(1)</script>")
    try:
        build_site(root, root.parent / f"{root.name}-site")
    except ContentError as error:
        return {p.code for p in error.problems if p.severity == ERROR}  # type: ignore[attr-defined] # told by the command line
    return set()


def sheet_codes(root: Path, example: Example, fragment: str, recipe: str) -> set[str]:
    """Return the codes that an import of the example's table finds."""
    rows = [tuple(line.split(",")) for line in (fragment if example.place == "sheet" else ROWS).split("\n")]
    table = Table("", [Row(number, cells) for number, cells in enumerate(rows, 1)])
    tables = [table]
    if recipe == "many-rows":
        table.excess = TOO_MANY_ROWS
    elif recipe == "many-cells":
        table.excess = TOO_MANY_CELLS
    elif recipe == "merged":
        table.merged = [(2, 3, 3, 3)]
    elif recipe == "strange-sheet":
        table.name = "课程"
        tables.append(Table("课程表二", [Row(1, ("甲",))]))
    elif recipe == "formula":
        table.rows[1] = Row(2, tuple(Unreadable("公式没有算出的值") if c == "2" else c for c in rows[1]))
    elif recipe == "broken-file":
        put(root, "courses/rural/example-new.md", "没有元数据的文件\n")
    elif recipe in ("both-changed", "deleted-since"):
        tables = since_exported(root, recipe)
    return {p.code for p in prepare(tables, load_and_check(root))[0].problems}


def since_exported(root: Path, recipe: str) -> list[Table]:
    """Return the tables of an export that was edited, while the library was edited or cleared as well."""
    found = export_tables(load_and_check(root))
    file = next((root / "courses").rglob("example-basic.md"))
    table = Table("课程", [Row(at, tuple(row)) for at, row in enumerate([headings(SHEETS[0]), *found.rows["课程"]], 1)])
    marks = Table(FINGERPRINTS, [Row(at, tuple(row)) for at, row in enumerate((HEADINGS, *found.fingerprints), 1)])
    if recipe == "deleted-since":
        file.unlink()
        return [table, marks]
    at = next(i for i, row in enumerate(table.rows) if row.cells[0] == "example-basic")
    summary = 1 + next(i for i, column in enumerate(SHEETS[0].columns) if column.name == "summary")
    cells = list(table.rows[at].cells)
    cells[summary] = "表里的简介"
    table.rows[at] = Row(table.rows[at].number, tuple(cells))
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("summary:")]
    file.write_text("\n".join([lines[0], "summary: 库里的简介", *lines[1:]]), encoding="utf-8")
    return [table, marks]


def test_every_code_has_an_example() -> None:
    """The examples cover the table of codes exactly, each with words of its own."""
    assert set(EXAMPLES) == set(CODES)
    assert len({e.explanation for e in EXAMPLES.values()}) == len(CODES)
    assert all(e.place in PLACES and e.wrong != e.right for e in EXAMPLES.values())


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_example(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right example is free of the code, the wrong one has it and no other error beside it."""
    example = EXAMPLES[code]
    right = codes(tmp_path / "right", example, example.right, monkeypatch)
    wrong = codes(tmp_path / "wrong", example, example.wrong, monkeypatch, example.recipe)
    assert code not in right
    assert code in wrong
    if not example.recipe and code not in {"Y201", "Y202"} | WHOLE:
        assert right == set()
        assert wrong == {code}
