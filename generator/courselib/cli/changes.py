"""``courselib changes``: what changed in a record since its last review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import content_option, load_library, say

if TYPE_CHECKING:
    from ..publish.earlier.since import Told
    from ..publish.releases.wording import Difference

_SHOWN = 20
_LONGEST = 160


@click.command("changes", cls=ChineseCommand, epilog="例：courselib changes rural-theory-overview --since 2026-08-01")
@content_option
@click.option("--since", default="", metavar="日期|版本", help="从哪时起：日期、发布过的版本号，或 git 的提交；不写就从上次审核起。")
@click.argument("key", metavar="编号")
def changes(*, content: Path, since: str, key: str) -> None:
    """一门课（讲师、场地、培训班、方案）从上次审核以来改了什么：有 git 看 git，没有就和最近的发布比。"""
    from ..publish.earlier.history import History  # noqa: PLC0415 - other commands start faster without it
    from ..publish.earlier.since import changes_since  # noqa: PLC0415

    workspace = Workspace.of(content)
    loaded = load_library(workspace)
    for line in _lines(changes_since(loaded, key, since, History.of(workspace.content)), content):
        say(_shown(line))


def _lines(told: Told, content: Path) -> Iterator[str]:
    yield f"《{told.title}》（{(content / told.path).as_posix()}）"
    if told.since.endswith("全是新的"):
        yield f"{told.since}。"
        return
    yield f"与{told.since}比：" if told.fields else f"与{told.since}比，没有变化。"
    for difference in told.fields:
        yield from _difference(difference)
    for old, new in told.passages[:_SHOWN]:
        if old:
            yield f"    原：{_short(old)}"
        if new:
            yield f"    现：{_short(new)}"
    if len(told.passages) > _SHOWN:
        yield f"    ……正文还有 {len(told.passages) - _SHOWN} 处改动，没有列出。"


def _difference(difference: Difference) -> Iterator[str]:
    if difference.added or difference.removed:
        for word, items in (("增加", difference.added), ("去掉", difference.removed)):
            if items:
                yield f"  {difference.label}{word}：{_short('；'.join(items))}"
    elif difference.before:
        yield f"  {difference.label}：{_short(difference.before)} → {_short(difference.after)}"
    else:
        yield f"  {difference.label}：{_short(difference.after)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…（共 {len(line)} 字）"


def _shown(line: str) -> str:
    """Return a line with what a terminal would act on made visible."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
