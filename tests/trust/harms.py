"""What may befall a file of the cache."""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path


class _Bomb:
    """A pickle that would write a file when it is read."""

    def __reduce__(self) -> tuple[Callable[..., int], tuple[str]]:
        return os.system, ("touch RAN",)


def _flipped(file: Path, seed: int) -> None:
    data = bytearray(file.read_bytes())
    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    for _ in range(1 + seed % 20 if data else 0):
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
    file.write_bytes(bytes(data))


def _replaced(file: Path, make: Callable[[Path], object]) -> None:
    file.unlink()
    make(file)


def _other(file: Path, other: Path, aside: Path) -> None:
    shutil.copy2(other if other.is_file() else aside, file)


def harms(other: Callable[[Path], Path], aside: Path, flips: int) -> dict[str, Callable[[Path], object]]:
    """Return harms by name. ``other`` returns the same file of another library, ``aside`` is a folder with a file ``x``."""
    found: dict[str, Callable[[Path], object]] = {
        "cut": lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2]),
        "one byte left": lambda f: f.write_bytes(f.read_bytes()[:1]),
        "longer": lambda f: f.write_bytes(f.read_bytes() * 2),
        "empty": lambda f: f.write_bytes(b""),
        "zeros": lambda f: f.write_bytes(bytes(f.stat().st_size)),
        "text": lambda f: f.write_text("<script>alert(1)</script>\n", encoding="utf-8"),
        "gone": lambda f: f.unlink(),
        "other": lambda f: _other(f, other(f), aside / "x"),
        "link": lambda f: _replaced(f, lambda p: p.symlink_to(aside / "x")),
        "link to a folder": lambda f: _replaced(f, lambda p: p.symlink_to(aside)),
        "link to nothing": lambda f: _replaced(f, lambda p: p.symlink_to(aside / "nothing")),
        "folder": lambda f: _replaced(f, lambda p: (p / "in").mkdir(parents=True)),
        "pipe": lambda f: _replaced(f, os.mkfifo),
        "pickle": lambda f: f.write_bytes(pickle.dumps(_Bomb())),
        "unreadable": lambda f: f.chmod(0),
    }
    for seed in range(flips):
        found[f"flip {seed}"] = lambda f, seed=seed: _flipped(f, seed)  # type: ignore[misc] # the seed of this turn
    return found
