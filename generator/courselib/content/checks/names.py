"""IDs: unique, and no two output paths alike after case folding and NFC."""

from __future__ import annotations

import unicodedata

from ...library.kinds import FOLDERS, KINDS
from ...library.links import site_path
from ...library.upstream import page_name
from ...problems import Problem, problem
from ...problems.record import quote
from .scope import Scope

#: Pages that the generator makes; a hand-written page may link to them but not take their place.
GENERATED_PAGES = (
    "catalogue", "coverage", "curricula", "classes", "people", "due", "planner", "author", "verify", "404", "guide/problems",
    "guide/topics",
)
_FILLED_FOLDERS = (
    *(kind.folder for kind in FOLDERS.values() if kind.page), "sectors", "topics", "tasks", "data", "filings", "search", "assets",
    "media", "pictures", "shells",
)


def check(scope: Scope) -> list[Problem]:
    """Return problems of duplicate IDs and colliding output paths."""
    problems: list[Problem] = [
        problem("R408", result.path, f"页面 {quote(result.id)} 与自动生成的页面同名。", hint="改一个文件名。")
        for result in scope.of_kind("page")
        if result.id in GENERATED_PAGES or result.id.split("/")[0] in _FILLED_FOLDERS
    ]
    seen: dict[str, tuple[str, str]] = {}
    for result in scope.results:
        if result.kind != "media" and (result.kind not in KINDS or KINDS[result.kind].file):
            continue
        target = f"media/{result.id}" if result.kind == "media" else site_path(result.path)
        if result.origin:
            target = f"{KINDS[result.kind].folder}/{page_name(result.id)}.html"
        folded = unicodedata.normalize("NFC", target).casefold()
        first = seen.setdefault(folded, (result.path, target))
        if first[0] == result.path:
            continue
        if first[1] == target:
            problems.append(problem("R408", result.path, f"编号 {quote(result.id)} 与 {first[0]} 重复。",
                                 hint="改一个文件名；编号在全库中只能用一次。"))
        else:
            problems.append(problem("R409", result.path, f"编号 {quote(result.id)} 与 {first[0]} 只有大小写不同。",
                                 hint="改一个文件名；有的系统不分大小写。"))
    return problems
