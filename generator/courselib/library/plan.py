"""The plan as frozen records: its period, roles, tasks, clauses, sectors, topics and hour rules (``content/plan.yml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

ALL, EVERYONE = "all", "全体党员"


class Taught(Protocol):
    """What has a topic, and may have a basic task of its own: a course."""

    @property
    def topic(self) -> str:
        """ID of the topic."""

    @property
    def task(self) -> str:
        """ID of the task, or empty."""


@dataclass(frozen=True, slots=True)
class Role:
    """For whom a curriculum is made and a course is given: a member, a secretary, a party worker (党务工作者, plan (十四))."""

    id: str
    title: str
    clause: str


@dataclass(frozen=True, slots=True)
class Task:
    """One of the seven basic tasks (基本任务, plan 一)."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause of the plan with the project's own summary."""

    id: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a clause asks for a sector, in the project's words; ``own`` is what the library adds to it and the plan does not ask."""

    study: str = ""
    combine: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    organise: str = ""
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector or sub-sector of clauses (五)–(十); ``parent`` is empty for a sector."""

    id: str
    title: str
    clause: str
    parent: str
    children: tuple[str, ...]
    requirements: Requirements


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that a clause names; ``theory`` is required, excluded or either. ``own`` says what in it is not the plan's."""

    id: str
    title: str
    clause: str
    sector: str
    task: str
    theory: str
    required: bool
    own: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """An hour rule as data. ``minimum`` is in half-hours, ``days`` its alternative statement, ``share`` a fraction."""

    id: str
    title: str
    clause: str
    applies: tuple[str, ...]
    window: str
    count: str
    minimum: int = 0
    days: int = 0
    offjob_level: str = ""
    share_of: str = ""
    share: tuple[int, int] = (0, 1)
    normal_case: bool = False
    effective: int = 0
    exempt: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The vocabulary and rules of ``plan.yml``, in its order."""

    title: str
    source: str
    start: int
    end: int
    hours_per_day: int
    tasks: dict[str, Task]
    clauses: dict[str, Clause]
    sectors: dict[str, Sector]
    topics: dict[str, Topic]
    rules: dict[str, Rule]
    roles: dict[str, Role]
    #: After how many months a record of a kind, or the ``links`` of a course, are to be looked at again; what is not named has no term.
    review_every: dict[str, int] = field(default_factory=dict)

    @property
    def years(self) -> range:
        """The calendar years of the period."""
        return range(self.start, self.end + 1)

    def years_from(self, start: int) -> int:
        """Return how many years a curriculum has that names its first alone: to the period's end; outside of it as many as the period."""
        return self.end - start + 1 if start in self.years else len(self.years)

    def lineage(self, sector: str) -> tuple[str, ...]:
        """Return the sector, its parent if it has one, and ``all``: whose courses and topics it shares."""
        if sector == ALL or sector not in self.sectors:
            return (ALL,)
        parent = self.sectors[sector].parent
        return (sector, parent, ALL) if parent else (sector, ALL)

    def holders(self, audience: Iterable[str]) -> tuple[str, ...]:
        """Return whose courses those for an audience are: the sectors that it names, their parents, and ``all`` where it names that.

        Wherever a sector's courses are counted or listed it is these (ADR 29): a parent holds its children's, each once.
        """
        return tuple(dict.fromkeys(holder for name in audience for holder in self._holding(name)))

    def open_to(self, audience: Iterable[str]) -> tuple[str, ...]:
        """Return the sectors whose members may study what is for an audience: by name, through their parent, or as all members may."""
        named = frozenset(audience)
        return tuple(sector for sector in self.sectors if not named.isdisjoint(self.lineage(sector)))

    def _holding(self, name: str) -> tuple[str, ...]:
        if name not in self.sectors:
            return (ALL,) if name == ALL else ()
        parent = self.sectors[name].parent
        return (name, parent) if parent else (name,)

    def names(self, ref: str) -> dict[str, str]:
        """Return the Chinese names by ID of what a field may refer to (``schema.PLAN_LISTS``), none for another; sectors with ``all``."""
        if ref == "sector":
            return {ALL: EVERYONE} | {s.id: s.title for s in self.sectors.values()}
        lists: dict[str, Mapping[str, Topic | Role | Task]] = {"topic": self.topics, "role": self.roles, "task": self.tasks}
        return {key: row.title for key, row in lists.get(ref, {}).items()}

    def task_of(self, course: Taught) -> str:
        """Return the basic task of a course: its own, else its topic's; empty where the topic is unknown."""
        return course.task or (self.topics[course.topic].task if course.topic in self.topics else "")

    def leaves(self) -> tuple[str, ...]:
        """Return the sectors without sub-sectors, in the plan's order."""
        return tuple(s.id for s in self.sectors.values() if not s.children)
