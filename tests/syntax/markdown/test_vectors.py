"""Both readers of Markdown, Python's and the form's, read the vectors and a thousand bodies made from seeds the same way.

``tools/markdown_vectors.py`` works the expected values out anew after a rule has changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ...support.bodies import generate
from ...support.markdown import PATH, read
from ...support.reading import Reader

VECTORS = Path(__file__).parents[2] / "vectors" / "markdown"
FILES = [VECTORS / f"{name}.json" for name in ("chinese", "commonmark", "github", "hostile")]
#: Bodies alone: what is read of them is told by other tests, here only that both readers agree.
BODIES_ALONE = [Path(__file__).parent / f"{name}.json" for name in ("attacks", "constructs")]
BODIES = 1500


def cases(file: Path) -> list[dict[str, Any]]:
    """Return the cases of a file."""
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return what is to be read of a case."""
    return {name: value for name, value in case.items() if name not in ("name", "markdown", "title")}


def differing(cases: list[dict[str, Any]], found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[Any]:
    """Return the cases whose readings differ, each with the first part that does and both readings of it."""
    told = []
    for case, one, other in zip(cases, found, wanted, strict=True):
        part = next((name for name in other if one[name] != other[name]), None)
        if part:
            told.append((case.get("name"), case["markdown"], part, one[part], other[part]))
    return told


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_python_reads_the_vectors(file: Path) -> None:
    """HTML, text, links, headings, outline and remarks are as noted."""
    rows = cases(file)
    assert differing(rows, [read(c["markdown"], c.get("title", "")) for c in rows], [expected(c) for c in rows]) == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_form_reads_the_vectors(file: Path, form_reads: Reader) -> None:
    """The form's HTML, text, links, headings, outline and remarks are the same, to the letter and the column."""
    rows = cases(file)
    assert differing(rows, form_reads([c | {"path": PATH} for c in rows]), [expected(c) for c in rows]) == []


def test_there_are_enough_vectors() -> None:
    """All examples of CommonMark, those of GitHub's that concern us, and more than 150 Chinese ones; no name twice."""
    count = {file.stem: len({c["name"] for c in cases(file)}) for file in FILES}
    assert count["commonmark"] == 652
    assert count["chinese"] >= 150
    assert count["github"] >= 40
    assert count["hostile"] >= 80
    assert count == {file.stem: len(cases(file)) for file in FILES}


@pytest.mark.parametrize("file", BODIES_ALONE, ids=lambda f: f.stem)
def test_both_read_other_bodies_alike(file: Path, form_reads: Reader) -> None:
    """The bodies of other tests, too."""
    rows = [{"markdown": body, "title": "课程大纲", "path": PATH} for body in json.loads(file.read_text(encoding="utf-8"))["bodies"]]
    assert differing(rows, form_reads(rows), [read(row["markdown"], row["title"]) for row in rows]) == []
    assert len(rows) > 50


def test_both_read_generated_bodies_alike(form_reads: Reader) -> None:
    """Whatever nests or breaks: the same blocks and texts, indeed the same HTML, links, outline and remarks."""
    rows = [{"name": seed, "markdown": generate(seed), "title": "课程大纲", "path": PATH} for seed in range(BODIES)]
    wanted = [read(row["markdown"], row["title"]) for row in rows]
    assert differing(rows, form_reads(rows), wanted) == []
    assert len({row["markdown"] for row in rows}) > BODIES * 0.95


@pytest.mark.parametrize("tag", [
    "<blockquote", "<code", "<dd", "<details", "<em", "<h2", "<hr", "<img", "<input", "<ol", "<pre", "<s>", "<section", "<strong", "<sup",
    "<table", "<ul", 'class="admonition', 'id="c-', "href=", "<kbd", "<br>",
])
def test_generated_bodies_hold_every_construct(tag: str) -> None:
    """The bodies that are compared have everything in them."""
    assert any(tag in read(generate(seed))["html"] for seed in range(300))
