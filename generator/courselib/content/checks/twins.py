"""Twins: records of one kind with one title, and courses with one content under two titles (防止重复培训).

Each file of a group is told of one other, so that the work and the words grow with the files and not with their pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator

from ...library.kinds import FOLDERS
from ...library.reading import FileResult
from ...library.unfinished import is_unfinished
from ...problems import Problem
from ...problems.record import quote
from ..records import title_of
from .scope import Scope, at

CODES = SAME_TITLE, SAME_CONTENT = "R415", "R416"
#: What tells no two titles apart: blanks of every kind, and quotation marks as NFKC leaves them.
_IDLE = re.compile("[\\s\"'`“”„‟‘’‚‛«»‹›《》〈〉「」『』〝〞]+")
_LABELS = {kind.name: kind.label for kind in FOLDERS.values()}


def check(scope: Scope) -> list[Problem]:
    """Return a reminder at each file that has a twin. Retired records are none: what replaces them may be called the same."""
    problems: list[Problem] = []
    living = [r for r in scope.looked_at if r.kind in _LABELS and r.values is not None and r.values.get("status") != "retired"]
    for group in _groups(living, lambda r: (r.kind, folded(title_of(r))) if title_of(r) else None):
        problems += _same_title(group)
    for group in _groups([r for r in living if r.kind == "course"], _content):
        problems += _same_content(group)
    return problems


def facts(result: FileResult) -> Hashable:
    """Return all that ``check`` goes by: while this stays the same for every file, so does what it finds."""
    return title_of(result), (result.values or {}).get("status"), _content(result)


def folded(text: str) -> str:
    """Return a title without what tells no two apart: width, case, spaces, quotation marks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _IDLE.sub("", plain) or plain


def _content(result: FileResult) -> Hashable | None:
    """Return what a course teaches to whom: topic, audience, and the units with their hours; ``None`` where that says nothing."""
    values, units = result.values or {}, result.outline.units if result.outline else ()
    if not units or "topic" not in values or "audience" not in values or any(is_unfinished(u.title) for u in units):
        return None
    titles = folded("\n".join(u.title.replace("\n", " ") for u in units))
    return values["topic"], frozenset(values["audience"]), titles, tuple(u.hours for u in units)


def _groups(results: Iterable[FileResult], key: Callable[[FileResult], Hashable | None]) -> Iterator[list[FileResult]]:
    """Yield the results that share a key, where more than one does, each group in order of path."""
    groups: dict[Hashable, list[FileResult]] = {}
    for result in results:
        if (value := key(result)) is not None:
            groups.setdefault(value, []).append(result)
    return (group for group in groups.values() if len(group) > 1)


def _same_title(group: list[FileResult]) -> Iterator[Problem]:
    label = _LABELS[group[0].kind]
    for result in group:
        other = group[1] if result is group[0] else group[0]
        yield at(result, "title", SAME_TITLE, f"{label}名称 {quote(title_of(result))} 与 {other.path} 的相同{_more(len(group))}。",
                 "若是同一个，只留一个文件；若不是，在名称里写出区别，如单位、对象、第几期。")


def _same_content(group: list[FileResult]) -> Iterator[Problem]:
    """Tell the courses of a group that are called otherwise than one of the others; same titles are told already."""
    names = {r.path: folded(title_of(r)) for r in group}
    if len(set(names.values())) == 1:
        return
    first = group[0]
    second = next(r for r in group if names[r.path] != names[first.path])
    for result in group:
        other = first if names[result.path] != names[first.path] else second
        yield at(result, "title", SAME_CONTENT,
                 f"课程 {quote(title_of(result))} 与 {other.path} 的 {quote(title_of(other))} 专题、对象和大纲都相同{_more(len(group))}。",
                 "若是同一门课，只留一个文件，防止重复培训；若不是，在大纲里写出区别。")


def _more(count: int) -> str:
    return f"，共 {count} 个文件" if count > 2 else ""
