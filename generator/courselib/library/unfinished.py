"""What is still to be filled: how its places are marked, and how a draft that has some is told from a finished text.

Nobody invents what an author did not say. Whatever writes a file for somebody else (``courselib new``, an import) marks what it does not
know as ``【填：…】``. A text with such a mark is unfinished: never published, and counted apart from the courses.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from ..problems import WARNING, Problem

#: How a place is marked that an author is to fill.
BLANK = "【填：{}】"
OPENING = "【填："
#: What the mark of a unit's hours asks for.
HOURS = "学时"
BLANKS = re.compile("【填：[^】\n]*】?")
#: The code of a place that was not filled.
UNFILLED = "B509"
#: Said of figures that cannot be read, which a mark for them is not.
_FIGURES = "B502"


def blank(what: str) -> str:
    """Return the mark of a place to fill."""
    return BLANK.format(what)


def is_unfinished(text: str) -> bool:
    """Tell whether a text has a place that is still to be filled."""
    return OPENING in text


def is_blank(text: str) -> bool:
    """Tell whether a value is a mark and nothing else."""
    return bool(BLANKS.fullmatch(text.strip()))


def allowed_in_drafts(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems of a draft's own file: what is still to be filled is no error in it, and is told once a place."""
    lines = {p.line for p in problems if p.code == UNFILLED}
    return [
        dataclasses.replace(p, severity=WARNING) if p.code == UNFILLED else p
        for p in problems if not (p.code == _FIGURES and p.line in lines)
    ]
