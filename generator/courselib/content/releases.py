"""The releases that a library's content tells of, and the content as it was in each (``content/releases/``)."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..library.release import Release, Version, is_version, parse_release
from ..library.source import MAX_TEXT_BYTES
from ..problems import Problem, problem
from ..problems.record import quote
from ..runtime.errors import ContentError
from ..runtime.litter import is_litter
from ..runtime.paths import is_relative
from .files import read_bytes

FOLDER = "releases"
#: The public keys of a library lie in a folder beside the releases.
KEYS_FOLDER = "root"
MAX_RELEASE_BYTES = 64 * 1024 * 1024
MAX_ARCHIVE_BYTES = 512 * 1024 * 1024
_MAX_MEMBERS = 200_000
_HINT = "发布记录由 courselib release 写，不要手工改；从版本库或备份里恢复这个文件。"
_Signature = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Releases:
    """All releases of a content folder, ascending, and what is wrong with their files.

    ``drafts`` says where the archive of a release lies that is only being made, by its version.
    """

    root: Path
    all: tuple[Release, ...] = ()
    problems: tuple[Problem, ...] = ()
    drafts: Mapping[str, Path] = field(default_factory=dict)

    @property
    def latest(self) -> Release | None:
        """The last release, or ``None`` when there was none yet."""
        return self.all[-1] if self.all else None

    def of(self, version: str) -> Release:
        """Return the release of a version that is among them."""
        return next(release for release in self.all if release.version.text == version)

    def sources(self, release: Release) -> Sources:
        """Return the content of a release."""
        base = self.of(release.base)
        return Sources(self.root, base, None if release.is_base else release, self.drafts)


class Sources(Mapping[str, bytes]):
    """The content of a release by content path. A file is unpacked when it is asked for.

    Raises ``ContentError`` when an archive is not what its release says it is.
    """

    def __init__(self, root: Path, base: Release, own: Release | None, drafts: Mapping[str, Path]) -> None:
        self._archives = [_opened(root, release, drafts.get(release.version.text)) for release in (own, base) if release is not None]
        self._members = dict(_members(self._archives[-1]))
        if own is not None:
            self._members = {path: item for path, item in self._members.items() if path not in own.gone} | dict(_members(self._archives[0]))

    def __getitem__(self, path: str) -> bytes:
        archive, member = self._members[path]
        try:
            data = archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise ContentError(f"发布记录里的“{path}”读不出来。", _HINT) from error
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]]]:
    return ((member.filename, (archive, member)) for member in archive.infolist())


def _opened(root: Path, release: Release, draft: Path | None = None) -> zipfile.ZipFile:
    name = f"{FOLDER}/{release.version}.zip"
    folder, path = (draft.parent, draft.name) if draft else (root, name)
    try:
        data = read_bytes(folder, path, MAX_ARCHIVE_BYTES) if release.archive else _EMPTY
        if release.archive and hashlib.sha256(data).hexdigest() != release.archive:
            raise zipfile.BadZipFile
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        if len(members) > _MAX_MEMBERS or not all(is_relative(m.filename) and m.file_size <= MAX_TEXT_BYTES for m in members):
            raise zipfile.BadZipFile
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ContentError(f"发布记录“{name}”损坏了或不见了。", _HINT) from error
    return archive


_EMPTY = b"PK\x05\x06" + bytes(18)


class ReleaseReader:
    """Reads the releases of a content folder again and again; only what changed is read anew."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: dict[str, _Signature] = {}
        self._releases = Releases(root)

    def look(self) -> Releases:
        """Return the releases as they stand."""
        seen, problems = self._scan()
        if seen != self._seen or problems:
            self._seen = seen
            self._releases = _read(self._root, list(seen), problems)
        return self._releases

    def _scan(self) -> tuple[dict[str, _Signature], list[Problem]]:
        seen: dict[str, _Signature] = {}
        problems: list[Problem] = []
        folder = self._root / FOLDER
        if folder.is_symlink():
            return {}, [problem("F106", FOLDER, "是符号链接，不予读取。", hint="把真正的文件复制到这里。")]
        try:
            with os.scandir(folder) as scan:
                for child in sorted(scan, key=lambda c: c.name):
                    info = child.stat(follow_symlinks=False)
                    if is_litter(child.name) or (child.name == KEYS_FOLDER and stat.S_ISDIR(info.st_mode)):
                        continue
                    if not stat.S_ISREG(info.st_mode) or not child.name.isprintable():
                        problems.append(problem("F109", f"{FOLDER}/{child.name!a:.80}", "不是发布记录，没有读。", hint=_HINT))
                    else:
                        seen[child.name] = info.st_size, info.st_mtime_ns, info.st_ino
        except FileNotFoundError:
            pass
        except OSError as error:
            problems.append(problem("F108", FOLDER, f"文件夹读不出来（{error.strerror}）。"))
        return seen, problems


def read_releases(root: Path) -> Releases:
    """Return the releases of a content folder."""
    return ReleaseReader(root).look()


def _read(root: Path, names: list[str], problems: list[Problem]) -> Releases:
    releases: dict[Version, Release] = {}
    for name in names:
        stem, _, suffix = name.rpartition(".")
        path = f"{FOLDER}/{name}"
        if suffix == "json":
            try:
                release = parse_release(read_bytes(root, path, MAX_RELEASE_BYTES))
                if release.version.text != stem or release.version in releases:
                    raise ValueError(stem)
            except (OSError, ValueError, RecursionError):
                problems.append(problem("F112", path, f"发布记录 {quote(name)} 读不出来或被改过。", hint=_HINT))
                continue
            releases[release.version] = release
        elif suffix != "zip" or (f"{stem}.json" not in names and not _is_next(stem, names)):
            problems.append(problem("F109", path, f"不认识的文件 {quote(name)}，没有读。", hint="这里只放发布记录。"))
    by_text = {release.version.text: release for release in releases.values()}
    for release in releases.values():
        path = f"{FOLDER}/{release.version}.json"
        message = _trouble(root, release, by_text, names)
        if message:
            problems.append(problem("F112", path, message, hint=_HINT))
    return Releases(root, tuple(releases[version] for version in sorted(releases)), tuple(problems))


def _is_next(stem: str, names: list[str]) -> bool:
    """Tell whether an archive alone is of a release that was killed before it was recorded: the next one puts another in its place."""
    known = [Version(name[:-5]) for name in names if name.endswith(".json") and is_version(name[:-5])]
    return is_version(stem) and all(version < Version(stem) for version in known)


def _trouble(root: Path, release: Release, by_text: Mapping[str, Release], names: list[str]) -> str:
    """Return what is wrong with a release beside others, empty when nothing is."""
    base = by_text.get(release.base)
    if base is None or not base.is_base or (release.previous and release.previous not in by_text):
        return f"发布记录 {quote(release.version.text)} 依据的记录不见了。"
    if bool(release.archive) != (f"{release.version}.zip" in names):
        return f"发布记录 {quote(release.version.text)} 的存档对不上。"
    try:
        if release.archive:
            _opened(root, release).close()
    except ContentError as error:
        return str(error)
    return ""
