"""An import from file to library: read, plan, check the whole result, write."""

from __future__ import annotations

from pathlib import Path

from ...content.loading import Loaded
from ...runtime.errors import ContentError, UsageError
from ...runtime.litter import is_litter
from ...runtime.workspace import Workspace
from ..lists.drafts import drafts
from ..lists.heads import KNOWN
from ..lists.telling import Told, read_lists
from .committing import Write, commit
from .csvfile import read_csv
from .fingerprints import taken
from .layout import headings
from .planning import Intent, plan_import, reader_of
from .sheets import SHEETS
from .staging import check_changes
from .tables import MAX_FILE_BYTES, Table, UnreadableFileError
from .vocabulary import Vocabulary
from .xlsxfile import read_workbook

WORKBOOK = ".xlsx"
#: What is never CSV, so that it is told as what it is.
_OTHERS = (".xls", ".xlsb", ".xlsm", ".et", ".ods", ".numbers", ".docx", ".doc", ".wps", ".pdf")


def read_tables(file: Path) -> list[Table]:
    """Return the tables of a file. Raises ``UsageError`` for no file, ``UnreadableFileError`` for one that cannot be read."""
    if not file.is_file():
        raise UsageError(f"没有文件“{file}”。", "写上要导入的 .xlsx 或 .csv 文件。")
    with file.open("rb") as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    suffix = file.suffix.lower()
    if is_litter(file.name) and not data.startswith(b"PK"):
        hint = f"导入原来的文件，如“{file.name.lstrip('~$._')}”；若它就是表格，先改一个名称。"
        raise UnreadableFileError(f"“{file.name}”是软件或系统留下的临时文件，不是表格。", hint)
    # A workbook is one by its content: people rename files.
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or suffix in (WORKBOOK, *_OTHERS):
        return read_workbook(data)
    return [read_csv(file.stem, data, [*KNOWN, *(heading for sheet in SHEETS for heading in headings(sheet))])]


def prepare(tables: list[Table], loaded: Loaded, told: Told | None = None, *, revive: bool = False) -> tuple[Intent, Vocabulary]:
    """Return what tables would do to a library, with every problem of cells and of the library as it would be; and its names.

    ``told`` is what is known of the columns of other people's lists; ``revive`` makes records anew that were deleted since they were
    exported. Raises ``ContentError`` when the library's plan cannot be read.
    """
    if loaded.library is None:
        raise ContentError("读不出规划数据 plan.yml，不能导入。", "先运行 courselib check。")
    plan = loaded.library.plan
    tables, exported = taken(tables)
    own, lists, problems = (tables, [], []) if exported else read_lists(tables, loaded, plan, told or Told())
    intent = plan_import(own, loaded, plan, reader_of(loaded), needed=not lists and not problems, exported=exported, revive=revive)
    made, more = drafts(lists, loaded, plan)
    intent.lists, intent.changes, intent.problems = lists, intent.changes + made, intent.problems + problems + more
    words = Vocabulary.of(loaded, plan)
    for kind in words.titles:
        words = words.with_titles(kind, {c.id: c.title for c in intent.changes if c.kind == kind})
    intent.problems += check_changes(loaded, intent.changes, words) if intent.changes else []
    intent.problems.sort()
    return intent, words


def write(workspace: Workspace, intent: Intent) -> None:
    """Write what was planned, all of it or nothing. Raises ``ContentError`` with problems, ``SystemFault`` without luck."""
    if any(p.is_error for p in intent.problems):
        raise ContentError("有错误，没有导入。", "照提示改好，再导入一次。")
    commit(workspace, [Write(c.path, c.before, c.after) for c in intent.changes])
