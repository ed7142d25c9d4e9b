"""A text changed in several places at once: all places are those of the text as it was."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


class UnwritableError(Exception):
    """A file is written in a way that cannot be changed safely from outside; ``message`` says why, in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Splice:
    """Gathers replacements of stretches of ``text``; those at the same place keep the order in which they came."""

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in the place of what stands between two offsets."""
        self.edits.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        """Put ``new`` before the character at an offset."""
        self.edits.append((at, at, new))

    def line_start(self, at: int) -> int:
        """Return the offset of the first character of the line that holds an offset."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return the offset of the end of the line that holds an offset, before its line break."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def drop_lines(self, start: int, end: int) -> None:
        """Take away the whole lines that hold what stands between two offsets."""
        self.replace(self.line_start(start), min(self.line_end(end) + 1, len(self.text)), "")

    def apply(self, original: str, dropped: list[int]) -> str:
        """Return ``original`` changed alike: ``text`` with a carriage return before each line break whose offset is in ``dropped``."""
        newline = "\r\n" if dropped else "\n"
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self.edits, key=lambda e: e[0]):
            first, last = start + bisect_left(dropped, start), end + bisect_left(dropped, end)
            parts += [original[done:first], new.replace("\n", newline)]
            done = max(done, last)
        return "".join([*parts, original[done:]])
