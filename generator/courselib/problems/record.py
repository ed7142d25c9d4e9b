"""One problem found in content, with its place and a way out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..runtime.values import Object
from .codes import CODES

ERROR = "error"
WARNING = "warning"
#: Ends the hint of a problem that ``check --fix`` mends.
FIXABLE = "可用 courselib check --fix 改好。"
_SUGGESTION = re.compile("是否想写 (.+?)？")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem in a content file.

    ``path`` is relative to the content folder with forward slashes; ``line`` and ``column`` count from 1, the
    column in characters; ``message`` and ``hint`` are plain Chinese. Order is by place, then code.
    """

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str = ""

    @property
    def suggestion(self) -> str:
        """What the hint proposes to write in the place of the value, to the letter; empty when it proposes nothing."""
        match = _SUGGESTION.search(self.hint)
        return match[1] if match else ""

    def as_json(self) -> Object:
        """Return the record in the public JSON form."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "hint": self.hint,
        }


def problem(code: str, path: str, message: str, *, line: int = 1, column: int = 1, hint: str = "") -> Problem:
    """Return a problem whose severity comes from the table of codes; an unknown code is a ``KeyError``."""
    return Problem(path, line, column, code, CODES[code].severity, message, hint)


def quote(value: str, limit: int = 40) -> str:
    """Return an offending value for a message: on one line, shortened, control characters made visible."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[: limit + 1])
    return f"“{shown[:limit]}…”" if len(value) > limit else f"“{shown}”"


def report(problems: Iterable[Problem]) -> Object:
    """Return the public JSON form of all problems, in order of place."""
    ordered = sorted(problems)
    errors = sum(p.severity == ERROR for p in ordered)
    return {
        "problems": [p.as_json() for p in ordered],
        "errors": errors,
        "warnings": len(ordered) - errors,
    }
