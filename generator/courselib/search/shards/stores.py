"""Where the segments are kept between builds: a store for all courses, or for the base; another for what came since."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from .store import FileReader, Store, copy_store

#: What the files of the second store are called.
_SINCE = "since"


class Stores:
    """The stores below a cache folder, or in memory where ``folder`` is ``None``. Use as a context: it is one transaction in each.

    The second one is opened when it is first asked for. Raises ``SystemFault`` as ``Store`` does.
    """

    def __init__(self, folder: Path | None, versions: str) -> None:
        self._folder = folder
        self._versions = versions
        self.whole = Store(folder, versions)
        self._since: Store | None = None
        self._open: contextlib.ExitStack | None = None

    @property
    def since(self) -> Store:
        """The store of what came since the cut."""
        if self._since is None:
            # Whoever has the first has the second: nobody takes it by itself.
            self._since = Store(None if self.whole.in_memory else self._folder, self._versions, _SINCE)
            if self._open is not None:
                self._open.enter_context(self._since)
        return self._since

    @property
    def in_memory(self) -> bool:
        """Tell whether no other process will see what is in them."""
        return self.whole.in_memory or (self._since is not None and self._since.in_memory)

    def __enter__(self) -> Stores:
        with contextlib.ExitStack() as stack:
            for store in self._all():
                stack.enter_context(store)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        stack, self._open = self._open, None
        if stack is not None:
            stack.__exit__(*raised)  # type: ignore[arg-type]

    def close(self) -> None:
        """Let go of the files, sealed where anything in them changed."""
        with contextlib.ExitStack() as stack:
            for store in self._all():
                stack.callback(store.close)

    def file(self, key: str) -> bytes:
        """Return a file; ``KeyError`` when there is none of this key."""
        if self._since is not None:
            with contextlib.suppress(KeyError):
                return self._since.file(key)
        return self.whole.file(key)

    def readings(self) -> dict[str, str]:
        """Return what was read of Han runs."""
        return {run: syllables for store in self._all() for run, syllables in store.readings().items()}

    def put_readings(self, rows: Mapping[str, str]) -> None:
        """Keep readings, with what changes most."""
        if rows:
            self._all()[-1].put_readings(rows)

    def _all(self) -> list[Store]:
        return [self.whole, *([self._since] if self._since is not None else [])]


class StoredFiles:
    """Reads finished files from the stores below a cache folder, while another process may be at work on the rest of them."""

    def __init__(self, folder: Path, versions: str) -> None:
        self._readers = {False: FileReader(folder, versions), True: FileReader(folder, versions, _SINCE)}

    def file(self, key: str, digest: str, *, since: bool) -> bytes:
        """Return the file with this key and content, of the second store or the first. Raises ``SystemFault`` when it is there no more."""
        return self._readers[since].file(key, digest)

    def close(self) -> None:
        """Let go of the files."""
        for reader in self._readers.values():
            reader.close()


def copy_stores(source: Path, target: Path, versions: str) -> None:
    """Begin the stores of a cache folder with another's, unless it has some; whoever writes there meanwhile is not disturbed."""
    for name in ("", _SINCE):
        copy_store(source, target, versions, name)
