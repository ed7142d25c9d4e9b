"""What is due on a day, as problems at their places in the files (``courselib check --due``)."""

from __future__ import annotations

import datetime

from ..library.duty_words import how, what
from ..library.freshness import due
from ..library.kinds import KINDS, shelf
from ..problems import Problem, problem
from .loading import Loaded


def due_problems(loaded: Loaded, day: datetime.date) -> list[Problem]:
    """Return what is due on a day; nothing of a library that could not be read."""
    library = loaded.library
    if library is None:
        return []
    found = []
    for duty in due(library, day.isoformat()):
        record = shelf(library, KINDS[duty.kind])[duty.id]
        mark = loaded.results[record.source.path].mark(duty.field)
        title = f"{KINDS[duty.kind].label}“{record.title}”"
        found.append(problem(
            duty.code, record.source.path, f"{title}{what(duty, library)}", line=mark.line, column=mark.column, hint=how(duty),
        ))
    return sorted(found)
