"""A timetable of classes: as YAML, and as dates put into the classes' own files, where all else stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from ..content import files
from ..curricula.timetable.placing import Placed
from ..library.reading import read_file
from ..library.schema import CLASS
from ..library.source import MAX_TEXT_BYTES, Entry
from ..runtime.errors import ContentError, SystemFault
from ..runtime.workspace import Workspace
from ..syntax.yaml import writer
from ..syntax.yaml.splice import UnwritableError
from .spreadsheet.committing import Write, commit, held
from .spreadsheet.merge.files import changed


def timetable_text(year: int, placed: Sequence[Placed]) -> str:
    """Return the YAML of a timetable: one class a line, by date."""
    rows = [
        writer.mapping([("id", writer.scalar(p.session.of.id)), *((name, day.isoformat()) for name, day in _dates(p).items())])
        for p in placed
    ]
    return f"year: {year}\nclasses:{writer.rows(rows, 0) if rows else ' []'}\n"


def write_dates(workspace: Workspace, placed: Sequence[Placed]) -> None:
    """Put ``start`` and ``end`` in the place of ``year`` in the files of classes: in all or in none; comments and order stay.

    Raises ``ContentError`` for a file that cannot be changed so, ``SystemFault`` for one that cannot be read or written.
    """
    with held(workspace):
        commit(workspace, [_write(workspace, p.session.of.source.path, _dates(p)) for p in placed])


def _dates(placed: Placed) -> dict[str, datetime.date]:
    return {"start": placed.days[0], "end": placed.days[-1]}


def _write(workspace: Workspace, path: str, dates: Mapping[str, datetime.date]) -> Write:
    try:
        data = files.read_bytes(workspace.content, path, MAX_TEXT_BYTES)
    except OSError as error:
        raise SystemFault(f"文件“{path}”读不出来（{error.strerror}）。", "检查路径和权限。") from error
    name = path.rpartition("/")[2].partition(".")[0]
    entry = Entry(path, CLASS.kind, name, len(data), 0, 0)
    values = {k: v for k, v in (read_file(entry, data).values or {}).items() if k != "year"}
    try:
        after = changed(CLASS, entry, data, values | {k: day.isoformat() for k, day in dates.items()})
    except UnwritableError as error:
        raise ContentError(f"{path} 没能写入日期：{error.message}；所有文件都没有动。", "手工写上 start 和 end。") from error
    return Write(path, data, after)
