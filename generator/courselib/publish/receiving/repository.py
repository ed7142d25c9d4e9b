"""The repository that a hook runs for, asked through git's own plumbing commands.

A push is hostile until judged. So everything is asked by a full reference or an object's id (a tag may have any branch's name),
nothing goes through a checkout or an archive (attributes in the commit would change or hide files), replacements that
``refs/replace/`` asks for are ignored, and git's own messages never reach whoever pushed.
Source: gitrepository-layout(5), githooks(5), git-ls-tree(1), git-cat-file(1).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...runtime.errors import ContentError, SystemFault, UsageError

#: What git tells a hook about where the objects are; while a push is judged they lie apart, in quarantine.
_KEPT = frozenset((
    "GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH",
))
_OURS = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BLOCK = 1 << 20
_MAX_RECORD = 1 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a commit's tree: git's mode (octal digits) and kind, object id, size in bytes (-1 where it has none), path."""

    mode: str
    kind: str
    id: str
    size: int
    path: bytes


def is_id(text: str) -> bool:
    """Tell whether a text is a whole object id, SHA-1 or SHA-256."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository: its own folder (``.git``, or the bare repository), and the environment in which git is asked."""

    folder: Path
    environment: Mapping[str, str]

    @classmethod
    def here(cls, environment: Mapping[str, str] = os.environ) -> Repository:
        """Return the repository that a hook was called for, or that holds the current folder. ``UsageError`` when there is none."""
        plain = {k: v for k, v in environment.items() if not k.startswith("GIT_") or k in _KEPT} | _OURS
        code, out = _asked(["rev-parse", "--absolute-git-dir"], plain, None)
        folder = out.removesuffix(b"\n")
        if code or not folder:
            raise UsageError("这里不是 git 仓库，或者仓库属于别的用户。", "这个命令由仓库的钩子调用；手工用时，先进入仓库文件夹。")
        path = Path(os.fsdecode(folder))
        return cls(path, plain | {"GIT_DIR": str(path)})

    def _run(self, *words: str) -> tuple[int, bytes]:
        return _asked(list(words), self.environment, self.folder)

    def setting(self, name: str, *, path: bool = False) -> str:
        """Return a value of git's configuration, ``""`` where it is not set; of a ``path`` a leading ``~`` is resolved."""
        code, out = self._run("config", *(["--type=path"] if path else []), "--null", "--get", name)
        if code not in (0, 1):
            raise SystemFault(f"仓库的设置 {name} 读不出来。", f"在服务器的仓库里重设一次：git config {name} 值")
        return os.fsdecode(out.removesuffix(b"\0")) if code == 0 else ""

    def head_of(self, branch: str) -> str | None:
        """Return the id of the commit that a branch stands at, ``None`` when there is no such branch."""
        # Not rev-parse: where the branch is missing it would take a tag called refs/heads/….
        code, out = self._run("show-ref", "--verify", "--hash", "--", f"refs/heads/{branch}")
        commit = out.decode("ascii", "replace").strip()
        return commit if code == 0 and is_id(commit) else None

    def is_commit(self, object_id: str) -> bool:
        """Tell whether an object is there and is a commit."""
        code, out = self._run("cat-file", "-t", object_id)
        return code == 0 and out.strip() == b"commit"

    def entries(self, commit: str, *paths: str) -> Iterator[Entry]:
        """Yield what stands at and below paths of a commit's tree, folders too, as git lists it.

        Whoever stops early ends the listing: a small push can hold a tree without end. Raises ``ContentError`` for a name without
        end, ``SystemFault`` for a tree that git cannot read.
        """
        words = ["ls-tree", "-r", "-t", "-z", "-l", "--full-tree", commit, "--", *paths]
        with _running(words, self.environment, self.folder) as (process, _, stream):
            rest = b""
            while block := os.read(stream.fileno(), _BLOCK):
                *records, rest = (rest + block).split(b"\0")
                yield from map(_entry, records)
                if len(rest) > _MAX_RECORD:
                    raise ContentError("提交里有过长的文件名，读不出来。", "改短以后再推送。")
            if process.wait() or rest:
                raise SystemFault("git 读不出这次提交的内容。", "在服务器的仓库里运行 git fsck，看仓库有没有损坏。")

    @contextlib.contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """Open a reader of files' bytes."""
        with _running(["cat-file", "--batch"], self.environment, self.folder) as (_, questions, answers):
            yield Blobs(questions, answers)


@dataclass(frozen=True, slots=True)
class Blobs:
    """Reads files' bytes by object id, exactly as they were committed."""

    _asked: IO[bytes]
    _answers: IO[bytes]

    def copy(self, object_id: str, size: int, out: IO[bytes]) -> None:
        """Write a blob of ``size`` bytes to ``out``. Raises ``SystemFault`` when it is missing or something else."""
        self._asked.write(object_id.encode() + b"\n")
        self._asked.flush()
        if self._answers.readline() != f"{object_id} blob {size}\n".encode():
            raise SystemFault("git 仓库里缺少一个文件的内容。", "在服务器的仓库里运行 git fsck，看仓库有没有损坏。")
        left = size
        while left:
            block = self._answers.read(min(left, _BLOCK))
            if not block:
                raise SystemFault("git 没有读完一个文件就停了。", "看服务器的磁盘和内存，再试一次。")
            out.write(block)
            left -= len(block)
        self._answers.read(1)


def _git() -> str:
    program = shutil.which("git")
    if program is None:
        raise SystemFault("服务器上找不到 git 命令。", "安装 git，或让它在 PATH 里。")
    return program


def _asked(words: list[str], environment: Mapping[str, str], folder: Path | None) -> tuple[int, bytes]:
    done = subprocess.run(  # noqa: S603 - no shell, and each word is ours, an object id or a full reference
        [_git(), *words], env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode, done.stdout


@contextlib.contextmanager
def _running(
    words: list[str], environment: Mapping[str, str], folder: Path
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """Run git while the block does, with its input and output; end it with the block, however that ends."""
    with subprocess.Popen(  # noqa: S603 - as above
        [_git(), *words], env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        source, answers = process.stdin, process.stdout
        if source is None or answers is None:  # never: both were asked for
            raise SystemFault("git 没有开始工作。")
        try:
            yield process, source, answers
        finally:
            process.kill()


def _entry(record: bytes) -> Entry:
    about, _, path = record.partition(b"\t")
    mode, kind, object_id, size = about.decode("ascii").split()
    return Entry(mode, kind, object_id, int(size) if size.isdigit() else -1, path)
