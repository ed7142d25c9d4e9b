"""A hint that proposes a value is right: followed, its problem is gone, and no other comes up (issue: a hint doubled the hours)."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.problems import Problem

from ..support.library import course, put

_VALUE = re.compile(r"(?:是否想写|改为) ?“?([^？”。]+?)”?(?:？|，|。|$)")
FIGURES = ["1", "四", "两", "１", "1.5学时", "2课时", "半", "1.3", "一个半", "2 个学时", "0", "", "十二", "1,5"]
TOTALS = ["", "| 合　计 | 2 |", "| **合计** | 9 |", "| | 2 |", "| 总学时： | 两 |", "| 合计（学时） | 2学时 |", "| 小计 | 1 |",
    "| 共计 | |"]
HOURS = ["2", "4", "1.5"]
LINKS = ["[a](skils.md)", "[a](../skills.md)", "[a](skills.html)", "[a](#课程大钢)", "[a](../all/readng.md)", "[a](theory.md#教学木标)",
    "[a](/skills.md)"]


def followed(text: str, problem: Problem) -> str | None:
    """Return a file's text as someone leaves it who does what a hint says; ``None`` where it proposes no value."""
    match = _VALUE.search(problem.hint)
    if match is None:
        return None
    value = match[1]
    lines = text.split("\n")
    if problem.code == "B503":
        return re.sub(r"^hours: .*$", f"hours: {value}", text, flags=re.MULTILINE)
    line = lines[problem.line - 1]
    if problem.code == "B524":
        lines[problem.line - 1] = f"\n{value}\n"
    elif problem.code == "B506":
        target = re.search(r"\]\(([^)]*)\)", line[max(problem.column - 8, 0) :])
        assert target is not None
        written = target[1]
        name, _, _ = written.partition("#")
        lines[problem.line - 1] = line.replace(written, f"{name}{value}" if value.startswith("#") else value)
    else:
        rest = line[problem.column - 1 :]
        cell = re.match(r"[^|）)]*?(?=\s*(?:[|）)]|个?[学课]时\s*[）)]|$))", rest)
        assert cell is not None
        lines[problem.line - 1] = line[: problem.column - 1] + value + rest[cell.end() :]
    return "\n".join(lines)


def bodies() -> list[tuple[str, str]]:
    """Return hours and outline of the courses to check."""
    made = []
    for hours, total, (one, two) in itertools.product(HOURS, TOTALS, [("1", "1"), ("1", "3"), ("2", "2")]):
        made.append((hours, f"| 单元 | 学时 |\n| --- | ---: |\n| 选题 | {one} |\n| 演练 | {two} |\n{total}"))
    for figure in FIGURES:
        made.append(("2", f"| 单元 | 学时 |\n| --- | ---: |\n| 选题 | {figure} |\n| 演练 | 1 |"))
        made.append(("2", f"- 选题（{figure} 学时）\n- 演练（1 学时）"))
    made += [("2", f"- 选题（2 学时）\n\n{link}") for link in LINKS]
    return made


def test_every_hint_can_be_followed(content: Path) -> None:
    """Hint after hint is followed in every file: each problem goes and none comes instead."""
    texts = {}
    for number, (hours, outline) in enumerate(bodies()):
        whole = course(f"第{number}课", hours=hours).partition("## 课程大纲")[0] + f"## 课程大纲\n\n{outline}\n"
        texts[f"courses/rural/followed-{number}.md"] = whole
    for path, text in texts.items():
        put(content, path, text)
    before = found(content)
    assert Counter(p.code for p in before) > Counter({"B502": 10, "B503": 10, "B506": 3, "B521": 5})
    steps = 0
    while offered := {p.path: (p, text) for p in reversed(before) if (text := followed(texts[p.path], p)) is not None}:
        steps += 1
        assert steps <= 4, "every file has a few hints at most"
        for path, (_, text) in offered.items():
            texts[path] = text
            put(content, path, text)
        after = found(content)
        for path, (problem, text) in offered.items():
            said = [p for p in after if p.path == path]
            assert (problem.code, problem.line) not in [(p.code, p.line) for p in said], (problem, text)
            known = {p.code for p in before if p.path == path}
            # Hours that could not be read are not added up: their sum is judged once they can be.
            new = {p.code for p in said} - known - ({"B503", "B521"} if problem.code == "B502" else set())
            assert new == set(), (problem, text, said)
        before = after
    assert steps >= 2


def found(content: Path) -> list[Problem]:
    return [p for p in load_and_check(content).problems if "/followed-" in p.path and p.code.startswith("B")]


@pytest.mark.parametrize("total", ["合　计", "**合计**", "总　学　时", "共计", ""])
def test_a_total_never_doubles_the_hours(total: str, content: Path) -> None:
    """Hours 4, units 1 + 1, total 2: the hint proposes 2, and the check is content with it."""
    text = course("合计", hours="4").partition("## 课程大纲")[0] + (
        f"## 课程大纲\n\n| 单元 | 学时 |\n| --- | ---: |\n| 选题 | 1 |\n| 演练 | 1 |\n| {total} | 2 |\n"
    )
    path = "courses/rural/followed-total.md"
    put(content, path, text)
    [problem] = found(content)
    assert (problem.code, "改为 2。" in problem.hint) == ("B503", True)
    put(content, path, str(followed(text, problem)))
    assert found(content) == []
