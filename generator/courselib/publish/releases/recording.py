"""What a release leaves in the content: its record, and the content as it was (``content/releases/``).

The archive of a release holds the files that differ from the release on which the search is based; so the content of any release is
known from two archives. A base holds everything, and is drawn anew when a quarter of the courses changed since.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...content.files import read_bytes
from ...content.loading import Loaded
from ...content.releases import Releases
from ...library.model import Library
from ...library.reading import fingerprint
from ...library.release import Release, Version
from ...library.source import MAX_TEXT_BYTES
from ...runtime.errors import SystemFault, UsageError
from ...search.documents import in_order
from ..packs import zips
from .sources import more_files

_FIRST = "1.0"
_HIGHEST = 9999
#: What stands in the site as it is, and is no part of an archive.
_LEFT_OUT = ("page", "media")
#: The base is drawn anew when one course in so many changed.
_SHARE = 4


@dataclass(frozen=True)
class Recorded:
    """A release about to be made, the bytes of its archive, and the content of now and of the release before, by content path.

    What was before is unpacked when it is asked for.
    """

    release: Release
    archive: bytes
    now: Mapping[str, bytes]
    before: Mapping[str, bytes]

    @property
    def unchanged(self) -> bool:
        """Whether the content is what it was in the release before."""
        return bool(self.release.previous) and not self.changed

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The content paths that are new, gone or other than in the release before."""
        stay = set(self.now) & set(self.before)
        return tuple(sorted((set(self.now) ^ set(self.before)) | {path for path in stay if self.now[path] != self.before[path]}))


def version_after(releases: Releases, wanted: str) -> Version:
    """Return the version of the next release. Raises ``UsageError`` for one that does not rise."""
    last = releases.latest
    if not wanted:
        if last is None:
            return Version(_FIRST)
        head, dot, number = last.version.text.rpartition(".")
        if int(number) == _HIGHEST:
            raise UsageError(f"上一次的版本号 {last.version} 不能再加 1。", "用 --version 写出新的版本号，如 --version 2.0。")
        return Version(f"{head}{dot}{int(number) + 1}")
    try:
        version = Version.parse(wanted)
    except ValueError as error:
        raise UsageError(
            f"版本号“{wanted[:40]}”不合格式。", "写 1 到 4 个数字，中间用点隔开，每个不超过 9999，如 1.2 或 2026.11。"
        ) from error
    if last is not None and not last.version < version:
        same = "已经发布过" if last.version == version else f"比上一次发布的 {last.version} 小"
        raise UsageError(f"版本号 {version} {same}，版本号只能往大处走。", "不写 --version 就自动加 1。")
    return version


def day_after(releases: Releases, wanted: str) -> datetime.date:
    """Return the day of the release. Raises ``UsageError`` for one that is none, or before the last release's."""
    try:
        day = datetime.date.fromisoformat(wanted)
    except ValueError as error:
        raise UsageError(f"日期“{wanted[:40]}”不对。", "写成 2026-11-27。") from error
    if releases.latest is not None and day.isoformat() < releases.latest.on:
        raise UsageError(f"日期 {day} 早于上一次发布的 {releases.latest.on}。", "核对电脑的日期，或用 --on 写出发布日期。")
    return day


def record(loaded: Loaded, library: Library, releases: Releases, version: Version, on: datetime.date, *, new_base: bool) -> Recorded:
    """Return what a release of the content as read is to leave. Raises ``SystemFault`` when a file changed meanwhile."""
    now = _content(loaded)
    last = releases.latest
    before: Mapping[str, bytes] = releases.sources(last) if last else {}
    courses = {
        course.id: fingerprint(now[course.source.path])
        for course in in_order((c for c in library.courses.values() if c.status == "published"), library.plan)
    }
    base = releases.of(last.base) if last and not new_base else None
    release = Release(version, on.isoformat(), last.version.text if last else "", version.text, courses)
    held: Mapping[str, bytes] = {}
    if base is not None and _few_changed(base.courses, courses):
        held = releases.sources(base)
        release = replace(release, base=base.version.text, courses={}, gone=tuple(sorted(set(held) - set(now))))
    files = {path: data for path, data in now.items() if path not in held or held[path] != data}
    stream = io.BytesIO()
    if files:
        zips.write(stream, files, any_name=True)
    archive = stream.getvalue()
    return Recorded(replace(release, archive=hashlib.sha256(archive).hexdigest() if archive else ""), archive, now, before)


def _few_changed(base: Mapping[str, str], now: Mapping[str, str]) -> bool:
    changed = sum(now.get(key) != digest for key, digest in base.items()) + sum(key not in base for key in now)
    return changed * _SHARE < len(base)


def _content(loaded: Loaded) -> dict[str, bytes]:
    """Return the files that make records, as bytes."""
    paths = {path for path, result in loaded.results.items() if result.kind not in _LEFT_OUT}
    paths.update(more_files(loaded.root))
    try:
        found = {path: read_bytes(loaded.root, path, MAX_TEXT_BYTES) for path in sorted(paths)}
    except OSError as error:
        raise SystemFault(f"内容文件读不出来（{error.strerror}），没有发布。", "再试一次。") from error
    return found
