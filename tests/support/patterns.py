"""Whether a regular expression could take more than linear time, judged by its form."""

from __future__ import annotations

import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    from re import _parser as parser  # the way that the standard library parses patterns
else:
    import sre_parse as parser

#: Repetitions up to this often are as good as none.
_FEW = 1_000
_SAMPLE = [chr(i) for i in range(0x80)] + list("中文（）：、。，【】　\u2028é１")


def doubtful(pattern: re.Pattern[str]) -> str:
    """Return why a pattern may be slow, or an empty text: repeats inside repeats, or side by side over the same characters."""
    return _sequence(list(parser.parse(pattern.pattern, pattern.flags)), inside=False, flags=pattern.flags)


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_NOWHERE = ("AT", "ASSERT", "ASSERT_NOT")


def _sequence(items: list[Any], *, inside: bool, flags: int) -> str:
    #: Characters that an unbounded repeat just before may still take, as long as nothing that must stand there divides them.
    taking: set[str] = set()
    for kind, value in items:
        name = str(kind)
        if name in _NOWHERE:
            continue
        unbounded = name in _REPEATS and int(value[1]) > _FEW
        if unbounded and inside:
            return "a repeat inside a repeat"
        for part in _parts(name, value):
            if why := _sequence(part, inside=inside or unbounded, flags=flags):
                return why
        taken = _first([(kind, value)], flags)
        if unbounded and taken & taking:
            return f"repeats side by side over {sorted(taken & taking)[:3]}"
        optional = name in _REPEATS and value[0] == 0
        if unbounded:
            taking = taking | taken if optional else taken
        elif not optional:
            taking &= taken
    return ""


def _parts(name: str, value: Any) -> list[list[Any]]:
    """Return the sequences inside an item of a pattern."""
    if name in _REPEATS:
        return [list(value[2])]
    if name == "SUBPATTERN":
        return [list(value[3])]
    return [list(branch) for branch in value[1]] if name == "BRANCH" else []


def _first(items: list[Any], flags: int) -> set[str]:
    """Return the characters, of a sample, that something may begin with."""
    found: set[str] = set()
    for kind, value in items:
        name = str(kind)
        if name in _NOWHERE:
            continue
        parts = _parts(name, value)
        found |= set().union(*(_first(part, flags) for part in parts)) if parts else _one(name, value, flags)
        if name not in _REPEATS or value[0] > 0:
            return found
    return found


def _one(name: str, value: Any, flags: int) -> set[str]:
    """Return the characters of a sample that one place of a pattern takes."""
    if name == "LITERAL":
        return {chr(value)}
    if name == "NOT_LITERAL":
        return set(_SAMPLE) - {chr(value)}
    if name == "ANY":
        return set(_SAMPLE) - (set() if flags & re.DOTALL else {"\n"})
    if name == "IN":
        found: set[str] = set()
        negated = False
        for kind, part in value:
            if str(kind) == "NEGATE":
                negated = True
            elif str(kind) == "RANGE":
                found |= {c for c in _SAMPLE if part[0] <= ord(c) <= part[1]}
            elif str(kind) == "LITERAL":
                found.add(chr(part))
            else:
                classes = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
                word = str(part).removeprefix("CATEGORY_")
                written = classes[word.removeprefix("NOT_")]
                shape = re.compile(written.upper() if word.startswith("NOT_") else written, flags & re.ASCII)
                found |= {c for c in _SAMPLE if shape.fullmatch(c)}
        return set(_SAMPLE) - found if negated else found
    return set(_SAMPLE)
