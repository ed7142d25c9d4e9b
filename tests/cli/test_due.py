"""``courselib check --due``: what is due on a day."""

from __future__ import annotations

import json
from pathlib import Path

from ..support.library import course, put
from .conftest import Run

REVIEWED = "reviewed: {by: 示例单位, on: 2026-08-12}"


def test_the_day_is_given_and_decides(here: Path, cli: Run) -> None:
    """The same library and day give the same lines; a later day more of them; without the switch none."""
    plan = here / "content/plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\nreview_every: {course: 12}\n", encoding="utf-8")
    put(here / "content", "courses/rural/reviewed.md", course("审过的课", more=REVIEWED))
    path = "content/courses/rural/reviewed.md"

    def found(*words: str) -> list[str]:
        code, out, _ = cli("check", "--due", "--format", "json", *words, path)
        assert code == 0
        return [f"{p['code']} {p['line']}" for p in json.loads(out)["problems"]]

    assert found("--by", "2027-08-11") == []
    assert found("--by", "2027-08-12") == ["D103 7"]
    assert found("--by", "2026-08-11") == ["D104 7"]
    assert cli("check", path)[1].startswith("没有问题。")


def test_the_last_line_says_how_much_and_whether_there_are_terms(here: Path, cli: Run) -> None:
    """A plan without terms is told beside the number."""
    code, out, _ = cli("check", "--due", "--by", "2026-11-27")
    assert code == 0
    assert out.splitlines()[-1].startswith("到 2026-11-27 该办的有 ")
    assert out.splitlines()[-1].endswith("plan.yml 没有写 review_every，不按期限催。")


def test_a_day_alone_or_none_is_refused(here: Path, cli: Run) -> None:
    """``--by`` belongs to ``--due``, and is a day."""
    code, _, err = cli("check", "--by", "2026-11-27")
    assert (code, "--due" in err) == (2, True)
    code, _, err = cli("check", "--due", "--by", "明天")
    assert (code, "写成 2027-06-30" in err) == (2, True)
