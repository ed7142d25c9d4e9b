"""What a push asks for, as git tells a hook: a line for each reference. Source: githooks(5), pre-receive."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from ...runtime.errors import UsageError
from .repository import is_id

_BRANCHES = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Update:
    """A reference that moves: its full name, and the id of the object that it will stand at; all zeros when it goes."""

    new: str
    reference: str

    @property
    def branch(self) -> str | None:
        """The branch's name; ``None`` for a tag, notes, or anything else."""
        return self.reference.removeprefix(_BRANCHES) if self.reference.startswith(_BRANCHES) else None

    @property
    def deletes(self) -> bool:
        """True when the reference goes."""
        return not self.new.strip("0")


def read_updates(lines: Iterable[bytes]) -> list[Update]:
    """Return what git wrote to a hook. ``UsageError`` when it was not git that wrote."""
    updates = []
    for line in lines:
        old, _, rest = os.fsdecode(line.rstrip(b"\n")).partition(" ")
        new, _, reference = rest.partition(" ")
        if not (is_id(old) and is_id(new) and reference.startswith("refs/")):
            raise UsageError("读到的不是 git 交给钩子的内容。", "这个命令由仓库的钩子调用，不用手工输入。")
        updates.append(Update(new, reference))
    return updates
