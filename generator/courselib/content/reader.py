"""The one reader of a content folder: for a check or a build, once; for who follows it, again and again.

A look reads what changed since the last one, all of it the first time; what was read is judged when it is asked for. Files that an editor
has not finished writing are given a moment.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

from ..library.reading import FileResult
from ..library.source import Entry
from ..problems import Problem
from ..runtime.errors import ContentError
from ..runtime.hashing import hash_of_bytes
from ..runtime.workspace import Workspace
from . import files
from .follow.judging import Judge
from .loading import Loaded, ResultCache, read_all
from .media.reading import MAX_READ, is_read_whole
from .releases import ReleaseReader, Releases

#: A file changed so shortly before it was read may change again within the same tick of its time stamp.
_RACY_NS = 2_000_000_000
#: An editor that empties a file before it writes it anew is done after this many seconds.
_PATIENCE = 0.2


def expect_content(workspace: Workspace) -> None:
    """Raise ``ContentError`` when there is no content folder: there would be nothing to follow."""
    if not workspace.content.is_dir():
        raise ContentError(f"没有内容文件夹“{workspace.content}”。", "用 --content 指定，或用 courselib new library 新建。")


class Reader:
    """What was read of each file, with the signature of the file it was read of."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.results: dict[str, FileResult] = {}
        #: What is wrong with names and folders, found before any file is read.
        self.problems: list[Problem] = []
        self.judge = Judge(root)
        #: Whether anything was looked at yet.
        self.begun = False
        self.releases = Releases(root)
        self._release_reader = ReleaseReader(root)
        self._read = 0
        self._seen: dict[str, Entry] = {}
        self._attachments: dict[str, Entry] = {}

    def loaded(self) -> Loaded:
        """Return what was looked at last, judged across files, curricula against the plan too."""
        read, self._read = self._read, 0
        if not self.root.is_dir():
            return Loaded(self.root, None, list(self.problems))
        return dataclasses.replace(self.judge(dict(self.results), self.problems), read=read, releases=self.releases)

    def look_again(self) -> set[str]:
        """Look, and once more after a moment where files are half-written; return what changed."""
        changed = self.look()
        if self.half_written(changed):
            time.sleep(_PATIENCE)
            changed |= self.look()
        return changed

    def look(
        self, *, cache: ResultCache | None = None, jobs: int = 1, progress: Callable[[int, int], None] | None = None
    ) -> set[str]:
        """Look at the folder; return the paths of files that are new, gone or say something else.

        ``cache``, ``jobs`` and ``progress`` (done, total) are for the first look, when everything is to be read.
        """
        entries, problems = files.find(self.root)
        self.releases = self._release_reader.look()
        problems += self.releases.problems
        now = time.time_ns()
        self.begun = True
        changed = {""} if problems != self.problems else set()
        self.problems = problems
        fresh = [entry for entry in entries if self._seen.get(entry.path) != entry]
        missing = []
        for entry in fresh:
            kept = self._known(entry, cache) if cache else None
            if kept is None:
                missing.append(entry)
            elif self._keep(kept):
                changed.add(entry.path)
        self._read += len(missing)
        for done, (entry, result) in enumerate(read_all(self.root, missing, jobs), 1 + len(entries) - len(missing)):
            if cache:
                cache.put(entry, result)
            result.rendered = None  # kept, or made again for the few pages that ask for it
            if self._keep(result):
                changed.add(entry.path)
            if progress:
                progress(done, len(entries))
        # Of a film only the beginning and its length are read: another one may have the same.
        attachments = {entry.path: entry for entry in entries if entry.kind == "media"}
        changed |= {path for path, entry in attachments.items() if self._attachments.get(path, entry) != entry}
        self._attachments = attachments
        gone = self.results.keys() - {entry.path for entry in entries}
        for path in gone:
            del self.results[path]
        # One that is too young to be trusted is read again by the next look; it counts as changed only if it says something else.
        self._seen = {entry.path: entry for entry in entries if now - entry.mtime_ns > _RACY_NS}
        return changed | gone

    def _known(self, entry: Entry, cache: ResultCache) -> FileResult | None:
        """Return what is known of a file; an attachment that was only copied or checked out anew is told by its bytes."""
        kept = cache.get(entry)
        if kept is None and entry.kind == files.MEDIA_FOLDER and is_read_whole(entry):
            try:
                data = files.read_bytes(self.root, entry.path, MAX_READ)
            except OSError:
                return None
            kept = cache.recall(entry, hash_of_bytes(data)) if len(data) == entry.size else None
            if kept is not None:
                cache.put(entry, kept)
        return kept

    def _keep(self, result: FileResult) -> bool:
        """Keep what a file says; ``False`` when it says what it said."""
        if self.results.get(result.path) == result:
            return False
        self.results[result.path] = result
        return True

    def half_written(self, paths: set[str]) -> bool:
        """Tell whether one of these files is gone or empty, as it is for a moment while some editors save."""
        return any(self._is_half_written(path) for path in paths if path)

    def _is_half_written(self, path: str) -> bool:
        result = self.results.get(path)
        if result is not None and result.kind == files.MEDIA_FOLDER:
            return result.broken
        return result is None or (result.values is None and not result.body)
