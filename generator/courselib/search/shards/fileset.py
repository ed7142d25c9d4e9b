"""The files of one update: what each holds, which of them the store has already, and what stands for them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .packing import name_of, script
from .store import Store


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the site: its key below ``search/``, and what stands for its content."""

    key: str
    digest: str
    #: Whether it lies in the store of what came since the last cut.
    since: bool = False

    @property
    def path(self) -> str:
        """Where the file stands in the site."""
        return f"search/{self.key}.js"


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """All files of the search, and how many of them were made anew."""

    files: tuple[Shard, ...]
    made: int

    @classmethod
    def of(cls, parts: Sequence[tuple[Mapping[str, str], int]]) -> ShardFiles:
        """Return the files of one store, or of the base's and the other; given their digests by key, and how many were made."""
        files = (Shard(key, digest, bool(place)) for place, (digests, _) in enumerate(parts) for key, digest in digests.items())
        return cls(tuple(sorted(files, key=lambda file: file.key)), sum(made for _, made in parts))


class FileSet:
    """Files under construction. ``stamp`` stands in each: it says which courses the numbers in it mean."""

    def __init__(self, store: Store, stamp: str) -> None:
        self.stamp = stamp
        self._store = store
        self._had = store.digests()
        self._digests: dict[str, str] = {}
        self._payloads: dict[str, tuple[bytes, str, bool]] = {}

    def add(self, key: str, payload: bytes, *, lists: bool = False, free: bool = False) -> None:
        """Add a file, of posting lists or of other things; it is made only when the store has another of this key, or none.

        ``free``: no number in it means a course, so that it bears no stamp.
        """
        stamp = "" if free else self.stamp
        digest = self._digests[key] = name_of(f"{key} {stamp} ".encode("ascii") + payload)
        if self._had.get(key) != digest:
            self._payloads[key] = payload, stamp, lists

    def keep(self, key: str) -> bool:
        """Take over a file as the store has it; ``False`` when it has none."""
        digest = self._had.get(key)
        if digest is not None:
            self._digests[key] = digest
        return digest is not None

    def edition(self, tops: tuple[str, ...] = ("",)) -> str:
        """Return what stands for all files so far whose keys begin with one of ``tops``."""
        rows = sorted(f"{key} {digest}" for key, digest in self._digests.items() if key.startswith(tops))
        return name_of("\n".join(rows).encode("ascii"))

    def write(self) -> tuple[Mapping[str, str], int]:
        """Put the new files into the store and drop those that are gone; return all digests by key, and how many files were made."""
        fresh = ((key, self._digests[key], script(key, stamp, data, lists=lists)) for key, (data, stamp, lists) in self._payloads.items())
        self._store.put_files(fresh, self._had.keys() - self._digests.keys())
        return self._digests, len(self._payloads)
