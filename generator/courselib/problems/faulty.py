"""A command ended by content that has errors: the problems travel with the exception to whoever tells the user."""

from __future__ import annotations

from collections.abc import Iterable

from ..runtime.errors import ContentError
from .record import Problem


class FaultyContentError(ContentError):
    """Content has errors; ``problems`` are all of them, by path from the content folder unless a subclass says otherwise."""

    def __init__(self, message: str, hint: str, problems: Iterable[Problem]) -> None:
        super().__init__(message, hint)
        self.problems = list(problems)


def problems_of(error: BaseException | None) -> list[Problem]:
    """Return the problems that ended something; none for another error."""
    return error.problems if isinstance(error, FaultyContentError) else []
