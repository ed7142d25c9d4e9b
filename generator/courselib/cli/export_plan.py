"""``courselib export`` of one course as a Word plan."""

from __future__ import annotations

from pathlib import Path

from ..content.loading import Loaded
from ..library import hints
from ..library.reading import FileResult
from ..runtime.errors import ContentError, UsageError

SUFFIX = ".docx"


def plan(file: Path, loaded: Loaded) -> tuple[bytes, FileResult]:
    """Return the plan of the course that a file is named after, by ID or title."""
    from ..exchange.teaching_plan.exporting import picture_in, plan_of  # noqa: PLC0415 - other commands start faster without it

    if loaded.library is None:
        raise ContentError("读不出课程库的规划数据 plan.yml。", "先运行 courselib check。")
    courses = {r.id: r for r in loaded.results.values() if r.kind == "course"}
    titles = {str((r.values or {}).get("title", "")): r for r in courses.values()}
    found = courses.get(file.stem) or titles.get(file.stem)
    if found is None:
        names = {key: str((r.values or {}).get("title", "")) for key, r in courses.items()}
        near = hints.nearest(file.stem, names, names)
        raise UsageError(f"没有编号或名称是“{file.stem}”的课程。", near or "文件名写课程的编号或名称，如 rural-theory-overview.docx。")
    if found.broken:
        raise ContentError(f"{found.path} 有错误，没有导出。", f"先运行 courselib check {found.path}，改好再导出。")
    data = (loaded.root / found.path).read_bytes()
    return plan_of(found, data, loaded.library, picture_in(loaded.root, found.path)), found
