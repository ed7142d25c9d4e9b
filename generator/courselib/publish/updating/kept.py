"""What lies beside a site: earlier releases to go back to, the trusted root, and a note of a step that was begun.

A step puts one folder in the place of the site and the site somewhere else, which takes two renames. Before the first one the note
says what is meant; whoever finds it later looks which site stands and finishes what was begun or takes it back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ...library.release import Version
from ...runtime import atomic
from ...runtime.errors import Busy, SystemFault, UsageError
from ...runtime.folders import remove
from ...runtime.locks import held
from ...runtime.seals import read_plain_file
from .. import swap
from ..packs import trees
from ..packs.facts import is_version
from .standing import UNRELEASED, Standing
from .trouble import told

#: Earlier sites that stay.
KEEP = 2
_LOCK, _LOCK_NOTE, _STATE, _ROOT = "update.lock", "update.json", "state.json", "root.json"
_SCRIPT_LOCK = "lock.d"
_MOST_STATE = 1 << 20


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the site that was begun.

    ``after`` is the hash of the manifest that stands after it, ``keep`` where the site goes that stood before (empty: nowhere), ``back``
    which kept one takes its place (empty: a new one).
    """

    after: str
    keep: str
    back: str


@dataclass(slots=True)
class State:
    """What is remembered: the library, its fingerprint (empty while nothing signed came), kept sites from the oldest on."""

    library: str = ""
    fingerprint: str = ""
    kept: list[str] = field(default_factory=list)
    step: Step | None = None


@dataclass(slots=True)
class Releases:
    """The folder beside a site. The site stands whole whatever happens to it."""

    site: Path
    state: State = field(default_factory=State)

    @property
    def folder(self) -> Path:
        """Where all this lies."""
        return self.site.with_name(f".{self.site.name}.releases")

    @property
    def new(self) -> Path:
        """Where a site comes together that is to take the place."""
        return self.folder / "new"

    def place(self, name: str) -> Path:
        """Return where an earlier site is kept."""
        return self.folder / name

    @contextlib.contextmanager
    def open(self, doing: str, *, make: bool) -> Iterator[None]:
        """Hold the folder while the block runs, begun steps settled; one that was made and not needed goes again.

        Raises ``Busy`` while another command holds it, ``UsageError`` where there is none and none is to be made.
        """
        if self.folder.is_symlink():
            raise UsageError(f"{self.folder} 是符号链接，不予使用。", "删去它再试。")
        made = not self.folder.exists()
        if made and not make:
            raise UsageError(
                f"{self.site} 旁边没有留着以前的版本，退不回去。",
                "只有用 courselib update 更新过的站点能退回；要换上某一版，把它的完整包装到一个空文件夹里。")
        with told(self.folder.parent):
            self.folder.mkdir(exist_ok=True)
        busy = "另一个命令正在更新这个站点：{holder}。"
        try:
            with held(self.folder / _LOCK, doing, busy), told(self.folder):
                if other := self._script_at_work():
                    raise Busy(busy.format(holder=f"update.sh（进程 {other}）"), "等它结束再试。")
                self.settle()
                try:
                    yield
                finally:
                    if {place.name for place in self.folder.iterdir()} <= {_LOCK, _LOCK_NOTE}:
                        with contextlib.suppress(OSError):  # in use on Windows
                            (self.folder / _LOCK).unlink()
        finally:
            with contextlib.suppress(OSError):  # there is something in it
                self.folder.rmdir()

    def _script_at_work(self) -> int:
        """Return the process of ``update.sh``, which has a lock of its own, while it is at work; 0 otherwise."""
        try:
            process = int(read_plain_file(self.folder / _SCRIPT_LOCK / "pid") or b"0")
            if os.name != "posix" or process <= 1:
                return 0
            os.kill(process, 0)
        except PermissionError:  # another user's
            return process
        except (ValueError, OverflowError, OSError):
            return 0
        return process

    def root(self) -> bytes | None:
        """Return the root that is trusted, if one is."""
        return read_plain_file(self.folder / _ROOT)

    def trust(self, root: bytes, fingerprint: str) -> None:
        """Trust a root from now on."""
        self.state.fingerprint = fingerprint
        self._write()
        if root != self.root():
            atomic.replace(self.folder / _ROOT, root, durable=True)

    def put(self, before: Standing | None, *, keep: bool) -> None:
        """Put the new site in the place; the one before is kept or dropped. Raises ``OSError``, the old site standing."""
        name = before.name if before is not None and keep else ""
        if name:
            self._clear(self.place(name))
            self.state.kept = [other for other in self.state.kept if other != name]
        self._step(Step(_hash_of(self.new), name, ""))

    def put_back(self, name: str) -> None:
        """Put the kept site that was taken in the place of the one that stands, which is dropped. Raises ``OSError``."""
        self._step(Step(_hash_of(self.new), "", name))

    def take(self, name: str) -> None:
        """Bring a kept site to where a new one waits; should nothing come of it, ``settle`` returns it, here or in the next run."""
        self.state.step = Step(_hash_of(self.place(name)), "", name)
        self._write()
        self.place(name).rename(self.new)

    def _step(self, step: Step) -> None:
        self.state.step = step
        self._write()
        try:
            swap.swap(self.new, self.site)
        except OSError:
            self.settle()
            raise
        try:
            self._finish(step)
        except OSError as error:
            raise SystemFault(
                f"站点已经换上，但 {self.folder} 里的记录没有写完（{error.strerror}）。",
                "检查磁盘空间和权限；下次运行 courselib update 或 courselib rollback 时会接着做完。") from error

    def settle(self) -> None:
        """Finish or take back what a killed command began, and remove what it left."""
        self.state = self._read()
        swap.recover(self.site)
        step = self.state.step
        if step is not None:
            if _hash_of(self.site) == step.after:
                self._finish(step)
            else:
                if step.back and self.new.exists() and not self.place(step.back).exists():
                    self.new.rename(self.place(step.back))
                self.state.step = None
                self._write()
        self.tidy()

    def _finish(self, step: Step) -> None:
        """Do what is left after the site stands: keep or drop the one before."""
        left = [place for place in (self.new, *swap.lefts_of(swap.aside_of(self.site))) if place.exists()]
        if step.keep:
            for place in left[:1]:
                self._clear(self.place(step.keep))
                place.rename(self.place(step.keep))
            self.state.kept = [*(n for n in self.state.kept if n != step.keep), step.keep][-KEEP:]
        elif step.back:
            self.state.kept = self.state.kept[: self.state.kept.index(step.back)] if step.back in self.state.kept else []
        for place in left:
            self._clear(place)
        self.state.step = None
        self._write()
        self.tidy()

    def tidy(self) -> None:
        """Remove sites that are kept no more, and what was left half removed; nothing while a step is under way."""
        if self.state.step is not None:
            return
        for place in self.folder.iterdir():
            name = place.name
            stale = _is_kept(name) and name not in self.state.kept
            if place.is_dir() and (stale or place == self.new or name.startswith("gone-")):
                self._clear(place)
            elif name.startswith((f".{_STATE}.", f".{_ROOT}.")):
                remove(place)

    def _clear(self, place: Path) -> None:
        """Remove a folder; one that is half removed has another name, so that nobody takes it for a site."""
        if place.exists():
            gone = self.folder / f"gone-{secrets.token_hex(4)}"
            place.rename(gone)
            remove(gone)

    def _read(self) -> State:
        try:
            value: Any = json.loads((read_plain_file(self.folder / _STATE) or b"")[:_MOST_STATE])
            step = None if value["step"] is None else Step(**value["step"])
            names = [*value["kept"], *(name for name in (step.keep, step.back) if name)] if step else value["kept"]
            if not all(isinstance(name, str) and _is_kept(name) for name in names):  # another name could lead elsewhere
                return State(kept=self._found())
            return State(str(value["library"]), str(value["fingerprint"]), list(value["kept"]), step)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return State(kept=self._found())

    def _found(self) -> list[str]:
        """Return which sites are kept, as far as the folder shows."""
        names = [place.name for place in self.folder.iterdir() if place.is_dir()]
        versions = [name for name in names if is_version(name)]
        return sorted(versions, key=Version) + [name for name in names if name == UNRELEASED]

    def _write(self) -> None:
        value = {"format": 1, **asdict(self.state)}
        text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        atomic.replace(self.folder / _STATE, f"{text}\n".encode(), durable=True)


def _is_kept(name: str) -> bool:
    """Tell whether a folder of this name holds an earlier site."""
    return is_version(name) or name == UNRELEASED


def _hash_of(site: Path) -> str:
    """Return what tells one site from another: the hash of its manifest."""
    return hashlib.sha256(read_plain_file(site / trees.MANIFEST) or b"").hexdigest()

