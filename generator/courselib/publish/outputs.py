"""The files of a new site, and what the next build needs to know of each."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from ..site.allowlist import Foreign, Scanner
from ..site.file import File
from .staging import FileFacts, Staging
from .verify import References, references

#: Keys of pages that are filled from records begin with this, and their rows with the other.
PAGE_KEY = "p-"
_PAGE_ROW = f'["{PAGE_KEY}'


class Outputs:
    """Writes, takes over and remembers the files of one site; pages that are written are looked through by ``scanner``.

    ``known`` holds the last build's rows by path, ``rows`` this build's: key, size, SHA-256, time stamp, and for pages their
    links and anchors. ``foreign`` is what was found in pages that may not be published.
    """

    def __init__(self, staging: Staging, known: dict[str, str], scanner: Scanner) -> None:
        self.staging = staging
        self.scanner = scanner
        self.foreign: list[Foreign] = []
        self.known = known
        self.rows: dict[str, str] = {}
        self.fresh: dict[str, References] = {}
        self._expected: set[str] = set()

    def keep(self, path: str, key: str) -> bool:
        """Take over a file when its key is the same as last time and nobody touched it."""
        row = self.known.get(path)
        if row is None or not row.startswith(f'["{key}",'):
            if path in self._expected:
                self._drop(path)
            return False
        self._expected.discard(path)
        return path in self.rows or self._take_over(path, row)

    def keep_pages_but(self, made: Container[str]) -> bool:
        """Take over all filled pages of the last build but those in ``made``; ``False`` when one of them was touched."""
        kept = ((path, row) for path, row in self.known.items() if row.startswith(_PAGE_ROW) and path not in made)
        return all(self._take_over(path, row) for path, row in kept)

    def expect(self, top: str) -> None:
        """Take over what lies in a folder of the old site, in the hope that most of it stays; end with ``drop_rest``."""
        self._expected |= {path for path, row in self.known.items() if path.startswith(top) and self._take_over(path, row)}

    def drop_rest(self) -> None:
        """Leave out what was expected and not added since."""
        for path in sorted(self._expected):
            self._drop(path)

    def _drop(self, path: str) -> None:
        self.staging.drop(path)
        del self.rows[path]
        self._expected.remove(path)

    def _stays(self, path: str) -> bool:
        row = self.known.get(path)
        return row is not None and self._take_over(path, row)

    def _take_over(self, path: str, row: str) -> bool:
        # Only the beginning of a row is read here: links and anchors make it long, and seldom matter.
        _, size, sha256, mtime_ns = row.split(",", 4)[:4]
        if not self.staging.keep(path, FileFacts(int(size), sha256.strip('"'), int(mtime_ns.rstrip("]")))):
            return False
        self.rows[path] = row
        return True

    def _record(self, path: str, key: str, refs: References | None) -> None:
        facts = self.staging.files[path]
        row: list[Any] = [key, facts.size, facts.sha256, facts.mtime_ns]
        if refs is not None:
            row += [refs.targets, refs.anchors]
        self.rows[path] = json.dumps(row, separators=(",", ":"), ensure_ascii=False)

    def write_page(self, path: str, text: str, key: str) -> None:
        """Write a page and note its links and anchors, and what it may not hold."""
        self.foreign += self.scanner.scan(text, path)
        self.staging.write(path, text.encode())
        self.fresh[path] = refs = references(text, path)
        self._record(path, key, refs)

    def add(self, file: File, bodies: Set[str] | None = None) -> None:
        """Add a file, made only when its key differs from last time's or somebody touched it.

        ``bodies`` are the courses whose bodies alone changed, by ID, or ``None`` when more than bodies did.
        """
        if bodies is not None and file.courses is not None and bodies.isdisjoint(file.courses) and self._stays(file.path):
            return
        key = file.key()
        if self.keep(file.path, key):
            return
        if isinstance(file.made, Path):
            self.staging.copy(file.path, file.made)
        elif file.path.endswith(".html"):
            self.write_page(file.path, file.made().decode(), key)
            return
        else:
            self.staging.write(file.path, file.made())
        self._record(file.path, key, None)

    def to_check(self, files: set[str]) -> dict[str, References]:
        """Return the pages whose links must be checked: the new ones, and those that may lead to what disappeared."""
        if self._an_anchor_vanished():
            return {**self.fresh, **self.unchecked()}
        # Some files of the search are called after what is in them and vanish with every edit: most pages name none of them.
        starts = {f'"{path.partition("/")[0]}' for path in self.known if path and path not in files}
        if not starts:
            return dict(self.fresh)
        kept = ((p, row) for p, row in self.rows.items() if p.endswith(".html") and p not in self.fresh)
        return {**self.fresh, **{p: _references(row) for p, row in kept if any(start in row for start in starts)}}

    def unchecked(self) -> Mapping[str, References]:
        """Return the references of pages that were taken over; each is read when it is asked for."""
        return _Rows({p: row for p, row in self.rows.items() if p.endswith(".html") and p not in self.fresh})

    def _an_anchor_vanished(self) -> bool:
        return any(
            set(_references(self.known[path]).anchors) - set(refs.anchors)
            for path, refs in self.fresh.items() if path in self.known
        )


class _Rows(Mapping[str, References]):
    """References by page, kept as the rows they came in."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._rows = rows

    def __getitem__(self, path: str) -> References:
        return _references(self._rows[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _references(row: str) -> References:
    _, _, _, _, targets, anchors = json.loads(row)
    return References(tuple((t, f) for t, f in targets), tuple(anchors))
