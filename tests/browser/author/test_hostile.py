"""Whatever is typed into the form comes out as a file that passes the check and says the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.problems import ERROR
from courselib.runtime import hours
from courselib.syntax.markdown.places import cells_of

from ...support.browser import opened
from ...support.library import REPOSITORY
from .form import anew, fill, handed, open_file, open_form
from .hostile import cell, cleaned, courses, decoded

pytestmark = pytest.mark.browser
COUNT = 200


def expected(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the values that a file made from these inputs must have."""
    values: dict[str, Any] = {}
    for name, value in spec.items():
        if name in ("id", "objectives", "outline", "after"):
            continue
        if name == "hours":
            values[name] = hours.parse_hours(value)
        elif name == "theory":
            values[name] = value == "true"
        elif name in ("resources", "platforms"):
            values[name] = [{k: cleaned(v) for k, v in row.items()} for row in value]
        elif name == "reviewed":
            values[name] = {k: cleaned(v) for k, v in value.items()}
        else:
            values[name] = list(map(cleaned, value)) if isinstance(value, list) else cleaned(value)
    return values


def in_order(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with those lists sorted whose order is that of the boxes ticked, not of the inputs."""
    return values | {name: sorted(values[name]) for name in ("audience", "methods") if name in values}


def told(loaded: Loaded, spec: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, ...]], list[str]]:
    """Return values, the rows of the outline as written, and the hours of its units, of the file that was read."""
    result = loaded.results[f"courses/form/{spec['id']}.md"]
    values = dict(result.values or {})
    written = result.body.split("\n## 课程大纲\n\n| 单元 |", 1)[1].split("\n\n", 1)[0].split("\n")[2:]
    units = result.outline.units if result.outline else ()
    return in_order(values), [tuple(map(decoded, cells_of(row))) for row in written], [hours.format_hours(u.hours) for u in units]


def test_hostile_inputs_pass_the_check_and_read_back(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Two hundred courses of odd texts, filled in and downloaded: no error, every value and unit as typed.

    A quarter of them, opened again, are the same files.
    """
    content = tmp_path / "content"
    shutil.copytree(REPOSITORY / "content", content)
    folder = content / "courses" / "form"
    folder.mkdir()
    library = load_and_check(content).library
    assert library is not None
    specs = courses(library, COUNT)
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for spec in specs:
            anew(page)
            fill(page, spec)
            assert page.inner_text("#cl-author-status").startswith("可以下载了"), (spec, page.evaluate("CourseLib.modules.author_page.app.problems"))
            file = handed(page, folder)
            assert file.name == f"{spec['id']}.md"
        for spec in specs[::4]:
            file = folder / f"{spec['id']}.md"
            open_file(page, file)
            assert page.input_value("#cl-author-source") == file.read_text(encoding="utf-8"), spec["id"]
    loaded = load_and_check(content)
    assert [p for p in loaded.problems if p.severity == ERROR and p.path.startswith("courses/form/")] == []
    for spec in specs:
        values, rows, units = told(loaded, spec)
        assert values == in_order(expected(spec)), spec["id"]
        typed = [(cell(u["title"]), cell(u["content"]), cell(u["method"]), u["hours"]) for u in spec["outline"]]
        assert rows == typed, spec["id"]
        assert units == [u["hours"] for u in spec["outline"]], spec["id"]
    assert len(loaded.results) > COUNT
