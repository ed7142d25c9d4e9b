"""Requests to the search, drawn from a library, and what the command line's engine answers to each."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from courselib.library.body import text_of as plain_text
from courselib.library.model import ALL, Course, Library
from courselib.library.schema import COURSE_KINDS
from courselib.search.documents import SearchDocument
from courselib.search.engine import Filters, Found, Hit, Postings, search
from courselib.search.t2s_table import SIMPLIFIED, TRADITIONAL

Request = dict[str, Any]
FACETS = ("sectors", "topics", "tasks", "theory", "hours", "kinds", "methods", "levels", "lecturers", "languages", "origins", "shared")
#: What is no set of values to choose from.
_FIGURES = ("theory", "hours", "shared")
_OLD_FORMS = str.maketrans(SIMPLIFIED, TRADITIONAL)


Values = dict[str, dict[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Wanted(Filters):
    """All filters that the page has, decided from the values that ``values_of`` reads off the library's own records."""

    values: Values = field(default_factory=dict)
    request: Request = field(default_factory=dict)
    without: str = ""

    def admit(self, document: SearchDocument) -> bool:
        """Tell whether a course passes, the facet ``without`` left out."""
        values = self.values[document.id]
        chosen = ((name, self.request.get(name)) for name in FACETS if name not in (*_FIGURES, "sectors", self.without))
        return (
            all(not wanted or values[name].intersection(wanted) for name, wanted in chosen)
            and (self.without == "sectors" or self._sectors(values))
            and self._figures(document)
        )

    def _sectors(self, values: dict[str, frozenset[str]]) -> bool:
        wanted, members = self.request.get("sectors"), self.request.get("members")
        own = not wanted or values["sectors"].intersection(wanted) or (self.request.get("shared") and self.beyond(values))
        return bool(own and (not members or values["open"].intersection(members)))

    def beyond(self, values: dict[str, frozenset[str]]) -> bool:
        """Tell whether a course is none of the chosen sectors', but their members may study it."""
        wanted = self.request.get("sectors", ())
        return not values["sectors"].intersection(wanted) and not values["open"].isdisjoint(wanted)

    def _figures(self, document: SearchDocument) -> bool:
        theory, least, most = (self.request.get(name) for name in ("theory", "minHours", "maxHours"))
        if self.without == "hours":
            least = most = None
        return (
            (theory is None or self.without == "theory" or document.theory == theory)
            and (least is None or document.hours >= least)
            and (most is None or document.hours <= most)
        )


def values_of(document: SearchDocument, course: Course) -> dict[str, frozenset[str]]:
    """Return the values of each facet that a course has, as the page names them."""
    found: dict[str, Iterable[str]] = {
        "sectors": document.sectors,
        "open": document.open_to,
        "topics": [document.topic],
        "tasks": [document.task],
        "theory": [str(document.theory).lower()],
        "hours": [str(document.hours)],
        "kinds": [course.kind],
        "methods": course.methods,
        "levels": [course.level],
        "lecturers": course.lecturers,
        "languages": [course.language],
        "origins": [document.origin],
    }
    return {name: frozenset(values) for name, values in found.items()}


class Reference:
    """The command line's engine over a library, asked as the page asks."""

    def __init__(self, index: Postings, library: Library, title_rank: dict[str, int]) -> None:
        self.index = index
        self.library = library
        self.title_rank = title_rank
        topics = [*library.plan.topics]
        kinds = [kind for kind, _ in COURSE_KINDS]
        self.place = {
            name: (topics.index(d.topic), kinds.index(library.courses[name].kind), d.hours, name) for name, d in index.documents.items()
        }
        self.values = {name: values_of(d, library.courses[name]) for name, d in index.documents.items()}
        self._known: dict[str, dict[str, Any]] = {}

    def answer(self, request: Request) -> dict[str, Any]:
        """Return ids and scores of the page asked for, in order, the total, and the facets' counts."""
        key = json.dumps(request)
        if key not in self._known:
            self._known[key] = self._answer(request)
        return self._known[key]

    def _answer(self, request: Request) -> dict[str, Any]:
        wanted = Wanted(values=self.values, request=request)
        found = search(self.index, request["text"], wanted, None)
        hits = sorted(
            found.hits, key=lambda h: (self._key(h, request.get("sort")), not h.named, -h.matched, -h.score, self.place[h.document.id])
        )
        start = request.get("offset", 0)
        pool = self._pool(request, found) if request.get("facets") else []
        return {
            "total": found.total, "relaxed": found.relaxed, "terms": list(found.terms),
            "elsewhere": found.elsewhere, "unsought": found.unsought, "left": found.left,
            "hits": [[h.document.id, h.score] for h in hits[start : start + request["limit"]]],
            "facets": {name: self._counts(wanted, pool, name) for name in request.get("facets", [])},
        }

    def _key(self, hit: Hit, sort: str | None) -> Any:
        course = self.library.courses[hit.document.id]
        topics = list(self.library.plan.topics)
        return {
            "hours": hit.document.hours, "-hours": -hit.document.hours, "title": self.title_rank.get(course.id),
            "updated": tuple(-ord(c) for c in str(course.updated or "")) or (0,), "plan": topics.index(course.topic),
        }.get(sort or "", 0)

    def _counts(self, wanted: Wanted, pool: list[Hit], name: str) -> dict[str, int]:
        if name == "shared":
            other = replace(wanted, without="sectors")
            many = sum(other.admit(h.document) and other.beyond(self.values[h.document.id]) for h in pool)
            return {"true": many} if many else {}
        other = replace(wanted, without=name)
        admitted = (h.document.id for h in pool if other.admit(h.document))
        return dict(Counter(value for course in admitted for value in self.values[course][name] if value))

    def _pool(self, request: Request, found: Found) -> list[Hit]:
        """Return the hits before filters: those with every term, or with any when the answer is of that kind."""
        everything = search(self.index, request["text"], Filters(), None)
        if not found.relaxed or everything.relaxed:
            return list(everything.hits)
        whole = {h.document.id for h in everything.hits}
        return [*everything.hits, *search(self.index, request["text"], _AllBut(whole=frozenset(whole)), None).hits]


@dataclass(frozen=True, slots=True)
class _AllBut(Filters):
    whole: frozenset[str] = frozenset()

    def admit(self, document: SearchDocument) -> bool:
        return document.id not in self.whole


def requests(library: Library, count: int, seed: int, latin: tuple[str, ...] = ()) -> Iterator[Request]:
    """Yield ``count`` requests of every kind; ``latin`` are words of pinyin to draw from as well."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw
    courses = [c for _, c in sorted(library.courses.items()) if c.status == "published"]
    words = sorted(set(re.findall("[A-Za-z0-9]{1,20}", " ".join(c.title + plain_text(c.source.body) for c in courses))))
    for number in range(count):
        text = _text(draw, courses, words, latin)
        request: Request = {"text": text, "limit": draw.choice((1, 10, 10, 10, 20, 500)), "offset": 0}
        if number % 2:
            request |= _filters(draw, library, courses)
        if number % 4 == 3:
            request["sort"] = draw.choice(("relevance", "hours", "-hours", "updated", "title", "plan"))
            request["offset"] = draw.choice((0, 0, 3, 10, 200))
        if number % 3 == 0:
            request["facets"] = draw.sample(FACETS, draw.randint(1, len(FACETS)))
        yield request


def _text(draw: random.Random, courses: list[Course], words: list[str], latin: tuple[str, ...]) -> str:
    course = draw.choice(courses)
    body = re.sub(r"\s+", " ", plain_text(course.source.body))
    start = draw.randrange(max(1, len(body) - 12))
    kinds: list[Callable[[], str]] = [
        lambda: course.title,
        lambda: course.title[: draw.randint(1, 8)],
        lambda: re.sub(r"\W", "", course.title),
        lambda: draw.choice((course.id, course.id.replace("-", " "), f"《{course.title}》", " ".join(course.title))),
        lambda: draw.choice(course.title),
        lambda: body[start : start + 1],
        lambda: body[start : start + 2],
        lambda: body[start : start + draw.randint(3, 12)],
        lambda: f"{body[start:start + 2]} {draw.choice(courses).title[:2]}",
        lambda: " ".join(draw.choice(courses).title[:4] for _ in range(draw.randint(2, 5))),
        lambda: f"{draw.choice(body)} {draw.choice(courses).title[:2]}",
        lambda: f"{draw.choice(body)} {draw.choice(body)} 党员",
        lambda: body[:160],
        lambda: course.title.translate(_OLD_FORMS),
        lambda: _asked_for(draw, course.title, body[start : start + 4]),
        lambda: draw.choice(words),
        lambda: f"{draw.choice(words).upper()} {course.title[:2]}",
        lambda: draw.choice(latin) if latin else draw.choice(words),
        lambda: f"{draw.choice(latin)} {course.title[:2]}" if latin else "",
        lambda: draw.choice(("", "，。", "火星登陆", "\U0001f600", "党", "zzzz", "党员 火星", "《》", "a", "学习 the 2024年")),
    ]
    return draw.choice(kinds)()


def _asked_for(draw: random.Random, title: str, other: str) -> str:
    """Return a query with marks, alternatives or figures as people write them."""
    piece = title[: draw.randint(2, 6)]
    return draw.choice((
        f'"{piece}" {other}', f"“{piece}”", f"{piece} -{other}", f"{piece} 或 {other}", f"{piece} OR {other} -党课", f"-{piece}",
        "20大", "第20届", "3会1课 或 2个维护", "145 规划", "十四五", "CS 61A", "C++", f"5G {piece}",
        "PDCA 4步", "or", "或", f"{piece}|{other}",
        f'-"{other}" {title}', f"“{title}” 火星", f"黨員 或 {other}", "2024年 3学时",
    ))


def _filters(draw: random.Random, library: Library, courses: list[Course]) -> Request:
    plan = library.plan
    choices: dict[str, list[str]] = {
        "sectors": [*plan.sectors, ALL], "topics": list(plan.topics), "tasks": list(plan.tasks),
        "kinds": sorted({c.kind for c in courses}), "methods": sorted({m for c in courses for m in c.methods}),
        "levels": sorted({c.level for c in courses if c.level}), "lecturers": sorted({n for c in courses for n in c.lecturers}),
        "languages": sorted({c.language for c in courses}),
    }
    found: Request = {}
    for name in draw.sample(sorted(choices), draw.choice((0, 1, 1, 1, 2, 3))):
        if choices[name]:
            found[name] = draw.sample(choices[name], draw.randint(1, min(3, len(choices[name]))))
    if "sectors" in found and draw.random() < 0.4:
        found["shared"] = True
    if draw.random() < 0.1:
        found["members"] = [draw.choice(list(plan.sectors))]
    if draw.random() < 0.3:
        found["theory"] = draw.random() < 0.5
    if draw.random() < 0.3:
        found["minHours"] = draw.randint(1, 10)
    if draw.random() < 0.3:
        found["maxHours"] = draw.randint(4, 20)
    return found
