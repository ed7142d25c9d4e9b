"""The files of one update: what each holds, which of them the store has already, and what stands for them all."""

from __future__ import annotations

from dataclasses import dataclass

from .packing import name_of, script
from .store import Store


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the site: its key below ``search/``, and what stands for its content."""

    key: str
    digest: str

    @property
    def path(self) -> str:
        """Where the file stands in the site."""
        return f"search/{self.key}.js"


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """All files of the search, and how many of them were made anew."""

    files: tuple[Shard, ...]
    made: int


class FileSet:
    """Files under construction. ``stamp`` stands in each: it says which courses the numbers in it mean."""

    def __init__(self, store: Store, stamp: str) -> None:
        self.stamp = stamp
        self._store = store
        self._had = store.digests()
        self._digests: dict[str, str] = {}
        self._payloads: dict[str, tuple[bytes, bool]] = {}

    def add(self, key: str, payload: bytes, *, lists: bool = False) -> None:
        """Add a file, of posting lists or of other things; it is made only when the store has another of this key, or none."""
        digest = self._digests[key] = name_of(self.stamp.encode("ascii") + payload)
        if self._had.get(key) != digest:
            self._payloads[key] = payload, lists

    def keep(self, key: str) -> bool:
        """Take over a file as the store has it; ``False`` when it has none."""
        digest = self._had.get(key)
        if digest is not None:
            self._digests[key] = digest
        return digest is not None

    def edition(self) -> str:
        """Return what stands for all files so far."""
        return name_of("\n".join(f"{key} {digest}" for key, digest in sorted(self._digests.items())).encode("ascii"))

    def write(self) -> ShardFiles:
        """Put the new files into the store, drop those that are gone, and return all."""
        fresh = ((key, self._digests[key], script(key, self.stamp, data, lists=lists)) for key, (data, lists) in self._payloads.items())
        self._store.put_files(fresh, self._had.keys() - self._digests.keys())
        return ShardFiles(tuple(Shard(key, digest) for key, digest in sorted(self._digests.items())), len(self._payloads))
