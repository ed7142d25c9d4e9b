"""Several content files handed in as one zip: hostile until each is looked at, then all written or none, and never over an edit.

The browser's form makes such archives: ``courses/ID.md``, ``lecturers/ID.md``, ``venues/ID.md``, ``classes/ID.yml``. What else an archive
holds is refused by its name. A record that the library has already, and that says something else, is a conflict: it stays as it is.
"""

from __future__ import annotations

import io
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..content.loading import Loaded, judged, read_all
from ..library.fields import ID_PATTERN
from ..library.kinds import FOLDERS, RecordKind
from ..library.reading import FileResult
from ..library.source import Entry
from ..problems import ERROR, Problem
from ..problems.record import quote
from ..runtime.errors import ContentError, UsageError
from ..runtime.litter import is_litter
from ..runtime.paths import is_plain
from ..runtime.workspace import Workspace
from .spreadsheet.committing import Write, commit

SUFFIX = ".zip"
#: The kinds of which the form writes files.
HANDED_IN = ("course", "lecturer", "venue", "class")
_MAX_FILE = 64 << 20
_MAX_MEMBERS = 500
_MAX_MEMBER = 1 << 20
_MAX_WHOLE = 32 << 20
_MAX_NAME = 200
#: Begins an entry of an archive's directory: their number bounds what opening it costs.
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAX_FOLDERS = 3
_WAY_OUT = "用填表页的“下载一包”重新打包，或把文件一个一个交。"
_PLACES = "只收 courses/、lecturers/、venues/ 里的 .md 和 classes/ 里的 .yml。"


class UnreadableHandInError(ContentError):
    """An archive cannot be read as a whole."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with one member of an archive, by its name."""

    name: str
    message: str
    hint: str = _PLACES


@dataclass(slots=True)
class HandIn:
    """What an archive holds: sound members by content path, and those that are refused."""

    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that the library has already, at ``path``, and that the archive would have otherwise."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What an archive brings: new files, those that are there already, conflicts, and the problems that the new ones cause."""

    new: Mapping[str, bytes]
    results: Mapping[str, FileResult]
    same: Sequence[str]
    conflicts: Sequence[Conflict]
    refused: Sequence[Refusal]
    problems: Sequence[Problem]

    @property
    def sound(self) -> bool:
        """Tell whether it may be written."""
        return not self.refused and not any(p.severity == ERROR for p in self.problems)


def read(file: Path) -> HandIn:
    """Return what an archive holds. Raises ``UsageError`` for no file, ``UnreadableHandInError`` for one that is none."""
    if not file.is_file():
        raise UsageError(f"没有文件“{file}”。", "写上填表页下载的那一包，如 交件.zip。")
    with file.open("rb") as stream:
        return members(stream.read(_MAX_FILE + 1))


def members(data: bytes) -> HandIn:
    """Return what an archive of these bytes holds."""
    if len(data) > _MAX_FILE:
        raise UnreadableHandInError(f"这一包超过 {_MAX_FILE >> 20} MB。", "分成几包；附件直接放进 content/media。")
    if data.count(_ENTRY) > _MAX_MEMBERS:
        raise UnreadableHandInError(f"这一包里超过 {_MAX_MEMBERS} 个文件。", "分成几包再导入。")
    found = HandIn()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _collect(archive, found)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableHandInError("文件损坏了，或不是 zip。", _WAY_OUT) from error
    if not found.files and not found.refused:
        raise UnreadableHandInError("这一包里没有文件。", _PLACES)
    return found


def _collect(archive: zipfile.ZipFile, found: HandIn) -> None:
    seen: dict[str, str] = {}
    whole = 0
    for member in archive.infolist():
        # The name as it was written: on Windows, zipfile itself would make slashes of back slashes.
        name = member.orig_filename
        if member.is_dir() and is_plain(name.rstrip("/")):
            continue
        if all(c.isprintable() for c in name) and any(is_litter(part) or part == "__MACOSX" for part in name.split("/")) and is_plain(name):
            continue
        fault = _fault(member, name)
        path = name.removeprefix("content/")
        if not fault and path.lower() in seen:
            fault = f"和 {seen[path.lower()]} 是同一个文件名。"
        if fault:
            found.refused.append(Refusal(name, fault))
            continue
        seen[path.lower()] = name
        content, fault = _content(archive, member)
        whole += len(content)
        if whole > _MAX_WHOLE:
            raise UnreadableHandInError(f"这一包解开后超过 {_MAX_WHOLE >> 20} MB。", "分成几包再导入。")
        if fault:
            found.refused.append(Refusal(name, fault, _WAY_OUT))
        else:
            found.files[path] = content


def _fault(member: zipfile.ZipInfo, name: str) -> str:
    """Return in Chinese why a member is not even unpacked; empty for one that may be."""
    mode = member.external_attr >> 16
    if len(name) > _MAX_NAME or not is_plain(name):
        return "名称会通向别处，或不能用作文件名。"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "是链接或特殊文件，不是普通文件。"
    if member.flag_bits & _ENCRYPTED:
        return "设了密码。"
    if member.file_size > _MAX_MEMBER:
        return f"超过 {_MAX_MEMBER >> 10} KB。"
    return "" if _kind_and_id(name.removeprefix("content/")) else "不是能交的文件，或文件名不是小写字母、数字和短横线。"


def _kind_and_id(path: str) -> tuple[RecordKind, str] | None:
    """Return what record a path is of; ``None`` for one that the form does not write."""
    top, *folders, last = path.split("/") if "/" in path else ("", path)
    kind = FOLDERS.get(top)
    stem, _, suffix = last.partition(".")
    if kind is None or kind.name not in HANDED_IN or suffix != kind.suffix or not ID_PATTERN.fullmatch(stem):
        return None
    deep = len(folders) > (_MAX_FOLDERS if kind.outlined else 0)
    return None if deep or not all(_FOLDER.fullmatch(f) for f in folders) else (kind, stem)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[bytes, str]:
    """Return a member's bytes and what is wrong with them; no more is unpacked than one may have, whatever the archive says of it."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return b"", "压缩的方法少见，没有读。"
    try:
        with archive.open(member) as stream:
            content = stream.read(_MAX_MEMBER + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError):
        return b"", "损坏了，读不出来。"
    return (b"", f"超过 {_MAX_MEMBER >> 10} KB。") if len(content) > _MAX_MEMBER else (content, "")


def prepare(found: HandIn, loaded: Loaded) -> Intent:
    """Return what an archive brings to a library, checked as it would stand there. Raises ``ContentError`` without a plan."""
    if loaded.library is None:
        raise ContentError("读不出规划数据 plan.yml，不能导入。", "先运行 courselib check。")
    known = {(r.kind, r.id): r for r in loaded.results.values() if r.id and not r.origin}
    taken = {(r.kind, r.id): r for r in loaded.results.values() if r.id and r.origin} | known
    new: dict[str, bytes] = {}
    same: list[str] = []
    conflicts: list[Conflict] = []
    refused = list(found.refused)
    here: dict[tuple[str, str], str] = {}
    for path, data in found.files.items():
        kind, key = _sure(path)
        if (kind.name, key) in here:
            refused.append(Refusal(path, f"编号和 {here[kind.name, key]} 相同。", "每个编号只交一个文件。"))
            continue
        here[kind.name, key] = path
        there = taken.get((kind.name, key))
        if there is None:
            new[path] = data
        elif (loaded.root / there.path).read_bytes() == data:
            same.append(there.path)
        else:
            conflicts.append(Conflict(path, there.path))
    results = dict(_read(new))
    return Intent(new, results, same, conflicts, refused, list(_problems(results, loaded)))


def _sure(path: str) -> tuple[RecordKind, str]:
    found = _kind_and_id(path)
    assert found is not None  # noqa: S101 - others were refused by name
    return found


def _read(files: Mapping[str, bytes]) -> Iterator[tuple[str, FileResult]]:
    """Yield what files say, read within the same budgets as those of the library."""
    with tempfile.TemporaryDirectory(prefix="courselib-") as folder:
        entries = []
        for path, data in files.items():
            kind, key = _sure(path)
            place = Path(folder) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            entries.append(Entry(path, kind.name, key, len(data), 0, 0))
        for entry, result in read_all(Path(folder), entries, 1):
            yield entry.path, result


def _problems(results: Mapping[str, FileResult], loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong in the new files, and what is wrong elsewhere because of them."""
    before = {(p.path, p.code, p.message) for p in loaded.problems}
    after = judged(loaded.root, {**loaded.results, **results}, ())
    for one in after.problems:
        if one.path in results or (one.severity == ERROR and (one.path, one.code, one.message) not in before):
            yield one


def write(workspace: Workspace, intent: Intent) -> None:
    """Write all new files or none."""
    commit(workspace, [Write(path, None, data) for path, data in intent.new.items()])


def shown(name: str) -> str:
    """Return a member's name as it may be shown: nothing that a terminal would act on."""
    return name if name.isprintable() and len(name) <= _MAX_NAME else quote(name, 80)
