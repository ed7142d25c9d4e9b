"""The page 待办: what is to be looked at again. It carries the days and no today: the same library gives the same page.

Readers see the dates as they are; the page's script marks what is due on the day on which it is read. In the site that everybody may
have, lecturers are numbers: who is to be called stands in the preview and in ``courselib check --due``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from operator import attrgetter
from typing import ClassVar

from ...library.duty_words import what
from ...library.freshness import EDITED, FUTURE, Duty, duties
from ...library.kinds import KINDS, shelf
from ...library.model import Library
from ...library.planschema import PLAN
from ...library.upstream import page_name
from ...library.views import Views
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Fact

#: So many are listed of what is due now, and of what falls due; nobody reads on, and ``courselib check --due`` lists them all.
LISTED_UP_TO = 300
_MONTHS = 24
#: So many of the latest dates are shown: of slips in years these are the first.
_LATEST = 5


@dataclass(frozen=True, slots=True)
class DutyRow(PageData):
    """Something to do: the record's kind in Chinese, its title and page, what is the matter, and from which day to which."""

    label: str
    title: str
    path: str
    what: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class MonthRow(PageData):
    """How much falls due in a month."""

    month: str
    count: int


@dataclass(frozen=True, slots=True)
class DuePage(PageContext):
    """What the page shows: ``now`` at once, ``later`` by day, ``latest`` the latest dates that records bear."""

    kind: ClassVar[str] = "due"

    inside: bool
    terms: tuple[Fact, ...]
    now: tuple[DutyRow, ...]
    now_count: int
    later: tuple[DutyRow, ...]
    later_count: int
    months: tuple[MonthRow, ...]
    latest: tuple[DutyRow, ...]


def due_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the page."""
    library = views.library
    every = duties(library)
    future = nlargest(_LATEST, (d for d in every if d.code == FUTURE and _told(d, facts)), key=attrgetter("until"))
    now = [d for d in every if d.code != FUTURE and (not d.since or d.code == EDITED)]
    later = [d for d in every if d.code != FUTURE and d.since and d.code != EDITED]
    months = sorted(Counter(d.since[:7] for d in later).items())
    terms = library.plan.review_every
    labels = {f.name: f.label for f in PLAN.field("review_every").fields}
    return PageJob(DuePage(
        frame=frame("due.html", "待办", "该审核、该核实的课程、讲师和场地", "people", facts),
        inside=facts.inside,
        terms=tuple(Fact(labels[kind], f"{months} 个月") for kind, months in terms.items()),
        now=_rows(now, library, facts),
        now_count=len(now),
        later=_rows(later, library, facts),
        later_count=len(later),
        months=tuple(MonthRow(month, count) for month, count in months[:_MONTHS]),
        latest=_rows(future, library, facts),
    ))


def _told(duty: Duty, facts: SiteFacts) -> bool:
    """Tell whether a duty may be told by the name of its record."""
    return facts.inside or duty.kind != "lecturer"


def _rows(found: list[Duty], library: Library, facts: SiteFacts) -> tuple[DutyRow, ...]:
    rows = (_row(duty, library, facts) for duty in islice((duty for duty in found if _told(duty, facts)), LISTED_UP_TO))
    return (*_numbers(duty for duty in found if not _told(duty, facts)), *rows)


def _row(duty: Duty, library: Library, facts: SiteFacts) -> DutyRow:
    kind = KINDS[duty.kind]
    title = shelf(library, kind)[duty.id].title
    path = f"{kind.folder}/{page_name(duty.id)}.html"
    return DutyRow(kind.label, title, path, what(duty, library, persons=facts.inside), duty.since, duty.until)


def _numbers(found: Iterable[Duty]) -> list[DutyRow]:
    """Return what is to be done about lecturers, as numbers."""
    listed = list(found)
    if not listed:
        return []
    since = min(duty.since for duty in listed)
    first = f"，最早的在 {since}" if since else ""
    return [DutyRow(KINDS["lecturer"].label, "师资库", "people.html", f"{len(listed)} 位讲师要核实{first}。", since, "")]
