"""Other people's lists on the command line: which columns are which, and what was made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..exchange.lists import describing
from ..exchange.lists.guesses import Listed
from ..exchange.lists.telling import LEFT_OUT, field_named
from ..library.model import Plan
from .common import plain, say

_FIRST = 3


def columns_said(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the field of each column that was named on the command line."""
    said = {}
    for value in values:
        heading, mark, label = value.rpartition("=")
        name = field_named(label.strip()) if mark and heading.strip() else None
        if name is None:
            items = "名称、专题、对象、学时、创新理论、简介、方式、层级、讲师"
            raise click.BadParameter(f"“{value}”应写成“列名=项”，项是{items}等，或“{LEFT_OUT}”。")
        said["".join(heading.split())] = name
        said[heading.strip()] = name
    return said


def tell_lists(lists: Sequence[Listed], plan: Plan, content: Path, *, whole: bool, dry_run: bool) -> None:
    """Show what lists were read as: columns, rows left out, and the first courses as they would be."""
    for listed in lists:
        head = f"第 {listed.head} 行是表头" if listed.head else "没有表头"
        known = "，照上次记下的列读" if listed.remembered else ""
        say(plain(f"工作表“{listed.sheet}”：{head}{known}，读到 {len(listed.courses)} 门新课。"))
        for line in describing.columns(listed):
            say(plain(f"  {line}"))
        if listed.skipped:
            say("  不是课程、没有读的行：")
            for line in describing.skipped(listed):
                say(plain(f"    {line}"))
        courses = listed.courses if whole else listed.courses[:_FIRST]
        if courses:
            say(f"  {'全部' if len(courses) == len(listed.courses) else f'前 {len(courses)} 门'}{'会' if dry_run else ''}成为草稿：")
        for course in courses:
            say(plain(f"    第 {course.place.row} 行 {course.title} → {(content / course.path).as_posix()}"))
            for line in describing.fields(course, plan):
                say(plain(f"      {line}"))
        if len(courses) < len(listed.courses):
            say(f"    ……另有 {len(listed.courses) - len(courses)} 门，加 --verbose 全部列出。")
    if lists:
        say(f"{describing.counts(lists)}。")
