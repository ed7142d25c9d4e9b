"""An update in words, and as data for programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from ...library.kinds import KINDS
from ...runtime.values import Object
from .comparing import Break, Meeting, Record
from .updating import Update

_SHOWN = 12


def changes(update: Update, *, first: bool = False) -> Iterator[str]:
    """Yield what an update changes, line by line; ``first`` is for a library that is taken for the first time."""
    made, source = update.comparison, update.source
    title = update.row.title or source.title or update.row.name
    version = f" {source.version} 版" if source.version else ""
    if first:
        yield f"{title}{version}："
    elif made.empty:
        yield f"{title}：没有变化。"
        return
    else:
        yield f"{title}：现在 {update.before or '（没有版本号）'}，上级 {source.version or '（没有版本号）'}。"
    if first:
        counts: dict[str, int] = {}
        for row in made.added:
            counts[row.kind] = counts.get(row.kind, 0) + 1
        yield "取来 " + ("、".join(f"{KINDS[kind].label} {count}" for kind, count in counts.items()) or "没有记录") + "。"
    else:
        yield from _rows("新增", made.added, _named)
        yield from _rows("改动", made.changed, _changed)
        yield from _rows("停用", made.retired, _named)
        yield from _rows("改名", made.renamed, lambda r: f"{_named(r)} → {r.now}")
        yield from _rows("删去", made.gone, _named)
        if not (made.added or made.changed or made.retired or made.renamed or made.gone):
            yield f"只有规划数据、附件或别的文件变了，共 {made.files} 个。"
    yield from _list("有错误，不会采用", made.left_out)
    yield from _list("低于上级的要求（请改 content/plan.yml）", made.plan)
    yield from _list("上级也改了本地改过的地方（本地的照用，会提醒）", [_met(m) for m in made.meetings])
    yield from _list("本地的改动没有地方用了（文件还在）", [_broken(b) for b in made.homeless])
    yield from _list("本地要改的文件", [_broken(b) for b in made.breaks])


def changes_data(update: Update) -> Object:
    """Return an update as data."""
    made = dataclasses.asdict(update.comparison)
    return {"name": update.row.name, "library": update.source.library, "before": update.before, "version": update.source.version} | made


def _rows(what: str, rows: Iterable[Record], word: object) -> Iterator[str]:
    told = [word(row) for row in rows] if callable(word) else []
    yield from _list(what, told)


def _list(what: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield f"{what}：{len(rows)}"
        yield from (f"  {row}" for row in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield f"  ……还有 {len(rows) - _SHOWN} 条，用 --json 看全部。"


def _named(row: Record) -> str:
    return f"{KINDS[row.kind].label} {row.title}（{row.id}）"


def _changed(row: Record) -> str:
    words = (f"{c.label}由 {c.before} 改为 {c.after}" if c.before or c.after else c.label for c in row.fields)
    return f"{_named(row)}：{'；'.join(words)}"


def _met(row: Meeting) -> str:
    if not (row.before or row.theirs or row.ours):
        return f"{row.path}（{row.title}）：{row.label}"
    return f"{row.path}（{row.title}）：{row.label}原来是 {row.before}，上级改为 {row.theirs}，本地是 {row.ours}"


def _broken(row: Break) -> str:
    return f"{row.path}：{row.record} {row.why}"
