"""What changed in a record since its last review, a day, a commit or a release: the same words as in a release's 变更说明."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from ...content.loading import Loaded
from ...content.releases import Releases
from ...library.kinds import FOLDERS, KINDS, Record, RecordKind, shelf
from ...library.model import Library
from ...library.reading import FileResult, read_file
from ...library.release import Release
from ...library.source import MAX_TEXT_BYTES, Entry
from ...runtime.errors import ContentError, UsageError
from ..releases.changes import record_differences
from ..releases.wording import Difference, Names, passages
from .history import History

#: The kinds of record that are asked for by ID alone, in the order in which they are looked through.
_ORDER = ("course", "lecturer", "venue", "class", "curriculum")


@dataclass(frozen=True, slots=True)
class Told:
    """What changed in a record: since what, in Chinese; fields in words; passages of the body, old and new (empty: none)."""

    title: str
    path: str
    since: str
    fields: tuple[Difference, ...] = ()
    passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Then:
    """A record's file as it was; ``data`` is ``None`` where it was not there. ``words`` say when."""

    words: str
    path: str = ""
    data: bytes | None = None


def changes_since(loaded: Loaded, name: str, since: str, history: History | None) -> Told:
    """Return what changed in a record. ``name`` is its ID, or its folder and ID (``lecturers/ID``); ``since`` may be empty.

    Raises ``UsageError`` for a record that is not there, and where nothing tells how it was.
    """
    library = loaded.library
    if library is None:
        raise ContentError("读不出课程库。", "先运行 courselib check。")
    kind, record = _found(library, name)
    new = loaded.results[record.source.path]
    finder = _Finder(kind, record, new, history, loaded.releases or Releases(loaded.root))
    then = finder.since(since) if since else finder.since_review()
    if then.data is None:
        return Told(record.title, record.source.path, f"{then.words}还没有这条记录，全是新的")
    old = read_file(Entry(then.path, kind.name, record.id, len(then.data), 0, 0), then.data)
    if old.values is None:
        raise ContentError(f"{then.words}的文件读不出来。", "用 --since 换一个日期或版本。")
    fields = record_differences(kind, old, new, Names(library, None))
    return Told(record.title, record.source.path, then.words, fields, tuple(passages(old.body, new.body)))


def _found(library: Library, name: str) -> tuple[RecordKind, Record]:
    """Return the record that a name means."""
    head, _, tail = name.replace("\\", "/").removeprefix("content/").partition("/")
    key = (tail or head).rpartition("/")[2].rpartition(".")[0] or (tail or head).rpartition("/")[2]
    kinds = [FOLDERS[head]] if tail and head in FOLDERS else [KINDS[kind] for kind in _ORDER]
    for kind in kinds:
        record = shelf(library, kind).get(key)
        if record is None:
            continue
        if record.source.origin is not None:
            raise UsageError(f"“{record.title}”是别的课程库的，它的变化看那个库。", "上游有什么变化，用 courselib upstream update 看。")
        return kind, record
    raise UsageError(
        f"没有编号为“{name[:64]}”的课程、讲师、场地、培训班或方案，或它的文件有错误。", "用 courselib search 找编号，或先 courselib check。"
    )


class _Finder:
    """Finds a record as it was."""

    def __init__(self, kind: RecordKind, record: Record, new: FileResult, history: History | None, releases: Releases) -> None:
        self.kind, self.record, self.new, self.history, self.releases = kind, record, new, history, releases

    def since_review(self) -> _Then:
        """Return the record as it was reviewed; one that never was, as in the last release."""
        review = _review(self.new)
        if not review:
            if self.releases.latest is None:
                raise UsageError(
                    f"“{self.record.title}”没有审核过，也没有发布过，不知道从什么时候比起。", "写 --since 日期，如 --since 2026-08-01。"
                )
            return self._released(self.releases.latest)
        then = self._reviewed(review) or self._by_day(review)
        if then is None:
            then = self._last_release(f"从审核的那天（{review}）")
        return then

    def since(self, text: str) -> _Then:
        """Return the record as on a day, in a release, or in a commit."""
        try:
            day = datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            return self._named(text)
        return self._by_day(day) or self._last_release(f"从 {day} 那天")

    def _reviewed(self, review: str) -> _Then | None:
        """Return the record as in the commit that set its present review: edits of the same day are told too."""
        found = None
        for commit in self.history.commits_of(self.new.path) if self.history else ():
            past = self.history.record_at(commit, self.kind, self.record.id) if self.history else None
            if past is None or _review(self._read(past.path, past.data)) != review:
                break
            found = _Then(f"{review} 审核时（提交 {commit[:10]}，{past.on}）", past.path, past.data)
        return found

    def _by_day(self, day: str) -> _Then | None:
        """Return the record as at the end of a day, by git, else by the last release up to then."""
        commit = self.history.commit_at(day) if self.history else ""
        if commit:
            return self._committed(commit, f"{day} 那天")
        earlier = [release for release in self.releases.all if release.on <= day]
        return self._released(earlier[-1]) if earlier else None

    def _named(self, text: str) -> _Then:
        release = next((r for r in self.releases.all if r.version.text == text), None)
        if release is not None:
            return self._released(release)
        commit = self.history.commit_of(text) if self.history else ""
        if not commit:
            raise UsageError(f"没有“{text[:64]}”这个日期、发布版本或 git 提交。", "写 2026-08-01、1.2 或 HEAD~3 的样子。")
        return self._committed(commit, f" {text}")

    def _last_release(self, wanted: str) -> _Then:
        if self.releases.latest is None:
            raise UsageError(
                f"{wanted}起的变化查不到：git 里和发布记录里都没有那时的内容。", "用 --since 写一个晚一些的日期，或一个 git 提交。"
            )
        return self._released(self.releases.latest)

    def _committed(self, commit: str, words: str) -> _Then:
        past = self.history.record_at(commit, self.kind, self.record.id) if self.history else None
        words = f"{words}（提交 {commit[:10]}{f'，{past.on}' if past and past.on else ''}）"
        return _Then(words, past.path, past.data) if past else _Then(words)

    def _released(self, release: Release) -> _Then:
        words = f"{release.version} 版发布时（{release.on}）"
        sources: Mapping[str, bytes] = self.releases.sources(release)
        ending = f"{self.record.id}.{self.kind.suffix}"
        for path in sources:
            if path.startswith(f"{self.kind.folder}/") and path.rpartition("/")[2] == ending:
                return _Then(words, path, sources[path])
        return _Then(words)

    def _read(self, path: str, data: bytes) -> FileResult:
        return read_file(Entry(path, self.kind.name, self.record.id, min(len(data), MAX_TEXT_BYTES), 0, 0), data)


def _review(result: FileResult) -> str:
    """Return the day of the review that a file tells of."""
    review = (result.values or {}).get("reviewed") or {}
    return str(review.get("on", ""))
