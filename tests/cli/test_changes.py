"""``courselib changes``: what it says, and what it says where nothing tells of before."""

from __future__ import annotations

from pathlib import Path

from ..earlier.conftest import PATH, released, text
from ..support.library import put
from .conftest import Run


def test_changes_are_told_line_by_line(here: Path, cli: Run) -> None:
    """The record, since when, each field with both values, and the passages of the body that changed."""
    content = here / "content"
    put(content, PATH, text("原来的简介"))
    released(content, "1.0", "2026-08-12")
    put(content, PATH, text("现在的简介", objective="能讲清要点"))
    code, out, _ = cli("changes", "reviewed")
    assert code == 0
    assert out.splitlines() == [
        f"《审过的课》（content/{PATH}）",
        "与1.0 版发布时（2026-08-12）比：",
        "  简介：原来的简介 → 现在的简介",
        "  正文：增加 1 字，删去 1 字",
        "    原：- 能说清要点",
        "    现：- 能讲清要点",
    ]
    put(content, PATH, text("原来的简介"))
    assert cli("changes", f"content/{PATH}")[1].endswith("比，没有变化。\n")


def test_what_is_not_known_is_said_with_the_way_out(here: Path, cli: Run) -> None:
    """No such record, no review and no release, no such revision: wrong usage, and what to write."""
    for words, way in ((("nobody",), "courselib search"), (("skills",), "--since"), (("skills", "--since", "--all"), "HEAD~3")):
        code, _, err = cli("changes", *words)
        assert code == 2, words
        assert way in err
