"""Markdown read line by line in linear time: fenced code, code spans, headings, blocks.

Content is untrusted and may hold a megabyte on one line, so nothing here, nor in the readers that build on it, uses
a pattern whose work grows faster than the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}$")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<(?:https?:|mailto:|[^<>\s@:/]+@)[^<>\s]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them: ``text`` with code spans and autolinks blanked, and its first line."""

    text: str
    line: int
    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of an offset in ``text``."""
        index = bisect_right(self.starts, offset) - 1
        return self.line + index, offset - self.starts[index] + 1


def visible_lines(body: str, first_line: int) -> list[tuple[int, str]]:
    """Return the body's lines with their numbers, leaving fenced code out.

    A fence that never closes hides nothing: Python-Markdown does not take it for code either.
    """
    fence = ""
    result: list[tuple[int, str]] = []
    hidden: list[tuple[int, str]] = []
    for number, line in enumerate(body.split("\n"), first_line):
        match = _FENCE.match(line)
        if fence:
            hidden.append((number, line))
            if match and match.group(1).startswith(fence) and not match.group(2).strip():
                fence = ""
                hidden.clear()
        elif match and "`" not in match.group(2):
            fence = match.group(1)
            hidden.append((number, line))
        else:
            result.append((number, line))
    return result + hidden


def blocks(body: str, first_line: int) -> list[Block]:
    """Return the body's blocks of visible lines in order."""
    found: list[Block] = []
    lines: list[str] = []
    previous = 0
    for number, line in [*visible_lines(body, first_line), (0, "")]:
        if lines and (number != previous + 1 or not line.strip()):
            found.append(_block(lines, previous - len(lines) + 1))
            lines = []
        if line.strip():
            lines.append(blank_code(line))
        previous = number
    return found


def _block(lines: list[str], first: int) -> Block:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Block("\n".join(lines), first, tuple(starts))


def blank_code(line: str, autolinks: bool = True) -> str:
    """Return a line of the same length with its code spans (and autolinks) turned to spaces."""
    if "`" in line:
        line = _blank_spans(line)
    if autolinks and "<" in line:
        line = _AUTOLINK.sub(lambda m: " " * len(m.group()), line)
    return line


def _blank_spans(line: str) -> str:
    runs = [m.span() for m in _TICKS.finditer(line)]
    closers: dict[int, int] = {}
    partner = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = closers.get(length, -1)
        closers[length] = index
    parts: list[str] = []
    done = index = 0
    while index < len(runs):
        start = runs[index][0]
        if partner[index] < 0 or _escaped(line, start):
            index += 1
            continue
        end = runs[partner[index]][1]
        parts += [line[done:start], " " * (end - start)]
        done, index = end, partner[index] + 1
    return "".join([*parts, line[done:]])


def _escaped(line: str, at: int) -> bool:
    """Tell whether the character at ``at`` follows an odd number of backslashes."""
    before = at
    while before and line[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def heading(line: str) -> tuple[int, str] | None:
    """Return the level and text of an ATX heading line, without closing marks and attributes, or ``None``."""
    match = _HEADING.match(line)
    if not match:
        return None
    text = _ATTRIBUTES.sub("", line[match.end():].strip()[:1000])
    return len(match.group(1)), text.rstrip().rstrip("#").strip()
