"""What is taken of another library, laid beside the content and put in place in one step.

Taken are its courses, lecturers, venues and curricula that are no drafts, the attachments they use, its plan, what it changes in
libraries below it, and the copies of these that it has itself, flat. Its classes, pages and releases are its own business.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...content import files
from ...content.reader import Reader
from ...content.upstream.copies import Copies, copies
from ...content.upstream.declared import Declared, declared
from ...library.kinds import KINDS
from ...library.links import resolve, scheme_of
from ...library.reading import FileResult, fingerprint
from ...library.source import MAX_TEXT_BYTES, PLAN_FILE
from ...library.upstream import (
    DECLARED,
    FOLDER,
    MEDIA,
    ORIGIN,
    ORIGIN_FILE,
    OVERLAY,
    OVERLAYS,
    UPSTREAM_FILE,
    About,
    is_upstream,
    split,
)
from ...runtime import atomic
from ...runtime.errors import SystemFault, UsageError
from ...runtime.folders import remove
from ...runtime.hashing import hash_of_bytes
from ...runtime.paths import is_plain
from ...runtime.workspace import Workspace
from .. import swap
from .source import Source

_MAX_FILES = 200_000
_STAGE = "upstream-new"


@dataclass(slots=True)
class Taken:
    """A library's files in a folder of their own, as they are to stand at ``upstream/NAME``: read, and not yet in place."""

    name: str
    folder: Path
    results: dict[str, FileResult]
    abouts: dict[str, About] = field(default_factory=dict)

    def finish(self, abouts: Mapping[str, About]) -> None:
        """Write the files that say what each copy is."""
        for root, about in abouts.items():
            (self.folder / root / ORIGIN_FILE).write_text(about.text(), encoding="utf-8", newline="\n")

    def put(self, content: Path) -> None:
        """Put the copy in the old one's place, so that at every moment one whole copy stands there. Raises ``SystemFault``."""
        target = content / FOLDER / self.name
        beside = target.with_name(f".{self.name}.new")
        try:
            target.parent.mkdir(exist_ok=True)
            swap.recover(target)
            for left in (*swap.lefts_of(beside), *swap.lefts_of(swap.aside_of(target))):
                remove(left)
            _move(self.folder / FOLDER / self.name, beside)
            old = swap.swap(beside, target)
        except OSError as error:
            raise SystemFault(f"不能写入 {target}（{error.strerror}）。原来的副本没有动。", "检查文件夹权限和磁盘空间。") from error
        if old is not None:
            remove(old)


def _move(folder: Path, place: Path) -> None:
    try:
        folder.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(folder, place, symlinks=True)


@contextlib.contextmanager
def staged(workspace: Workspace, source: Source, row: Declared, jobs: int = 1) -> Iterator[Taken]:
    """Lay what is taken of a source in a folder of its own, which is gone again afterwards. The caller holds the lock.

    Raises ``UsageError`` for content that is none, ``SystemFault`` when the disk refuses.
    """
    folder = workspace.make_shared() / _STAGE
    remove(folder)
    try:
        reader = Reader(source.content)
        reader.look(jobs=jobs)
        results = reader.results
        if PLAN_FILE not in results or results[PLAN_FILE].broken:
            raise UsageError("上级的 plan.yml 读不出来，没有取。", "请上级先运行 courselib check。")
        laid = _Laying(source, row, folder, results)
        laid.all()
        again = Reader(folder)
        again.look(jobs=jobs)
        yield Taken(row.name, folder, again.results, laid.abouts)
    except OSError as error:
        raise SystemFault(f"取来的内容写不下（{error.strerror}）。", "检查磁盘空间和文件夹权限。") from error
    finally:
        remove(folder)


class _Laying:
    """Copies the files of one library below ``folder``, and of those that it stands on."""

    def __init__(self, source: Source, row: Declared, folder: Path, results: dict[str, FileResult]) -> None:
        self.source = source
        self.row = row
        self.folder = folder
        self.results = results
        self.abouts: dict[str, About] = {}
        self.count = 0

    def all(self) -> None:
        top = f"{FOLDER}/{self.row.name}"
        below = self.below()
        self.lay(top, _own(self.results), About(
            self.row.name, self.source.library, self.source.title, self.source.version, _shown(self.row), 0, {}, {}, {}))
        for copy in below.used.values():
            if copy.name == self.row.name:
                raise UsageError(f"上级自己也有一个叫“{copy.name}”的上游。", "换一个名称：courselib upstream add 另一个名称 …")
            paths = {path: path.removeprefix(f"{copy.root}/") for path in self.results if split(path)[0] == copy.root}
            about = dataclasses.replace(copy.about, title=copy.title, depth=copy.about.depth + 1, before={}, gone={})
            if copy.root.count("/") == 1:
                about = dataclasses.replace(about, depth=1)
            self.lay(f"{top}/{FOLDER}/{copy.name}", {p: inner for p, inner in paths.items() if self.results[p].kind != ORIGIN}, about)

    def below(self) -> Copies:
        rows, _ = declared(self.results.get(UPSTREAM_FILE))
        return copies(self.results, rows)

    def lay(self, root: str, paths: Mapping[str, str], about: About) -> None:
        """Copy files to ``root``, each at its path in the copy, and say what they are."""
        hashes = {}
        for path, inner in sorted(paths.items()):
            self.count += 1
            if self.count > _MAX_FILES:
                raise UsageError(f"上级的内容超过 {_MAX_FILES} 个文件。", "请上级分成几个课程库。")
            if not is_plain(f"{root}/{inner}"):
                raise UsageError(f"上级的内容里有不能用的文件名：{inner}", "请上级改名。")
            place = self.folder / root / inner
            place.parent.mkdir(parents=True, exist_ok=True)
            is_media = self.results[path].kind == MEDIA
            data = files.read_bytes(self.source.content, path, files.MAX_MEDIA_BYTES if is_media else MAX_TEXT_BYTES)
            with atomic.creating(place) as stream:
                stream.write(data)
            hashes[inner] = hash_of_bytes(data)[:32] if is_media else fingerprint(data)
        self.abouts[root] = dataclasses.replace(about, files=hashes)
        (self.folder / root).mkdir(parents=True, exist_ok=True)
        (self.folder / root / ORIGIN_FILE).write_text(self.abouts[root].text(), encoding="utf-8", newline="\n")


def _shown(row: Declared) -> str:
    """Return where a library comes from; a password in an address is nobody's business."""
    scheme, mark, rest = row.source.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else row.source


def _own(results: Mapping[str, FileResult]) -> dict[str, str]:
    """Return what is taken of a library's own files."""
    taken = {}
    media: set[str] = set()
    attachments = [path for path, result in results.items() if result.kind == MEDIA and not is_upstream(path)]
    for path, result in results.items():
        if is_upstream(path) or result.kind in (DECLARED, MEDIA):
            continue
        if result.kind == OVERLAY or path == PLAN_FILE:
            taken[path] = path
        elif result.kind in files.TAKEN and result.kind in KINDS and (result.values or {}).get("status") != "draft":
            taken[path] = path
            media |= {f"{MEDIA}/{r['file']}" for r in (result.values or {}).get("resources", ()) if "file" in r}
        if path in taken and result.kind != OVERLAY:
            media |= {target for link in result.links if not scheme_of(link.target) and (target := resolve(link.target, path))}
        elif path in taken:
            # An overlay may use any attachment that it names.
            media |= {path for path in attachments if path.removeprefix(f"{MEDIA}/") in result.body}
    return taken | {path: path for path in attachments if path in media}


def read_local(content: Path, jobs: int = 1) -> dict[str, FileResult]:
    """Return the library's own files as read, and the copies that it has."""
    reader = Reader(content)
    reader.look(jobs=jobs)
    return reader.results


def file_facts(path: Path) -> str:
    """Return the hash of an attachment in a copy, an empty text where it is gone."""
    try:
        info = os.lstat(path)
        return hash_of_bytes(path.read_bytes())[:32] if info.st_size <= files.MAX_MEDIA_BYTES and not path.is_symlink() else ""
    except OSError:
        return ""


__all__ = ["OVERLAYS", "Taken", "file_facts", "read_local", "staged"]
