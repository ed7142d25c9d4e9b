"""What a suggestion has to hold, one by one, so that those which conflict can be named."""

from __future__ import annotations

from dataclasses import dataclass

RULE, RESERVE, TOPIC, CORE, ORDER, SECTOR, ROLES, DATES, KEPT = (
    "rule", "reserve", "topic", "core", "order", "sector", "roles", "dates", "kept"
)


@dataclass(frozen=True, slots=True, order=True)
class Requirement:
    """A requirement by its kind; ``id`` is the rule, topic or course that it is of, where there are several of the kind.

    A rule; its reserve; a required topic; a core course; prerequisites first; the sector's content in every year; courses for the role
    alone; courses not before their event nor after their end; what is kept stays.
    """

    kind: str
    id: str = ""
