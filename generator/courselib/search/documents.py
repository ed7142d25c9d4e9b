"""What a course says to the index: the texts of its fields, the values it is filtered by, and what a result shows.

Pure, and free of Whoosh: the index of the command line and the shards of the browser are both made from these terms.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ..library.body import text_of
from ..library.model import ALL, Course, Library, Plan
from ..library.schema import COURSE_KINDS, LEVELS, METHODS, label_of
from ..library.upstream import OWN, page_name
from . import analysis, pinyin
from .synonyms import Synonyms

#: Raised whenever the same course could give other texts.
VERSION = 7
#: The fields in the order their weights are added up; short ones give single characters too.
SHORT_FIELDS = ("title", "keywords", "topic", "sector", "lecturer", "task")
#: ``also`` holds what a course means in other words (``content/synonyms.yml``), and what its attachments say and it does not.
FIELDS = (*SHORT_FIELDS, "also", "text")
#: What a word in Latin letters may begin, beside being a term itself.
PINYIN = "pinyin"
#: The fields whose readings are taken; the same words in several of them count once.
PINYIN_FIELDS = ("title", "topic", "keywords", "lecturer")
#: The single characters that a course's terms are made of, in whatever field; each once.
SINGLES = "singles"
#: The keys of a course's title and ID: what a query is compared with as a whole.
WHOLE = "whole"
#: Characters of a course's attachments that are searched.
MAX_ATTACHED = 120_000
EVERYBODY = "全体党员"
#: By audience: whose course it is, and to whose members it is open.
_Audiences = dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A course as it is searched. ``hours`` in half-hours.

    ``sectors`` are those whose courses it is among (``Plan.holders``), ``open_to`` all whose members may study it.

    ``parts`` are the titles of the courses of a series: a series is found by what it says itself, not by the titles that it lists, so that
    it never stands above what it lists.
    ``attached`` are the texts of its attachments. ``texts`` holds, for each of ``FIELDS``, pieces of text that no term may span;
    ``body`` is Markdown.
    """

    id: str
    title: str
    hours: int
    theory: bool
    audience: tuple[str, ...]
    topic: str
    task: str
    sectors: tuple[str, ...]
    open_to: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    body: str
    parts: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    kind: str = "course"
    methods: tuple[str, ...] = ()
    level: str = ""
    language: str = ""
    #: The library that it is from.
    origin: str = OWN
    #: The body's text without marks, where it was read just now.
    read: str | None = field(default=None, repr=False, compare=False)

    @property
    def plain(self) -> str:
        """The body's text without marks, and without the titles of a series' parts."""
        text = text_of(self.body) if self.read is None else self.read
        for title in self.parts:
            text = text.replace(title, "\n")
        return text

    @property
    def url(self) -> str:
        """Where the course's page stands in the site."""
        return f"courses/{page_name(self.id)}.html"

    @property
    def digest(self) -> str:
        """A digest of whatever the index holds of the course; filters and display are read from the library."""
        # Marshalled in a form that depends on values alone, in a fraction of JSON's time; never read back.
        parts = marshal.dumps([VERSION, analysis.VERSION, pinyin.VERSION, self.id, self.texts, self.body, self.parts, self.attached], 2)
        return hashlib.blake2b(parts, digest_size=16).hexdigest()


def documents(library: Library, *, include_drafts: bool = False) -> list[SearchDocument]:
    """Return the searchable courses: published ones, and drafts when asked for.

    They stand ``in_order``: neighbours that are alike make the browser's columns and lists a third smaller.
    """
    statuses = ("published", "draft") if include_drafts else ("published",)
    return documents_of(in_order((c for c in library.courses.values() if c.status in statuses), library.plan), library)


def documents_of(courses: Iterable[Course], library: Library) -> list[SearchDocument]:
    """Return courses of a library as they are searched."""
    known: _Audiences = {}
    others = Synonyms(library.synonyms)
    parts = parts_of(library)
    return [_document(c, library, known, others, parts) for c in courses]


def in_order(courses: Iterable[Course], plan: Plan) -> list[Course]:
    """Return courses in the order in which equal hits are shown: of their topics in the plan, then of kind, hours and ID."""
    places = {topic: n for n, topic in enumerate(plan.topics)}
    kinds = {kind: n for n, (kind, _) in enumerate(COURSE_KINDS)}
    return sorted(courses, key=lambda c: (places.get(c.topic, len(places)), kinds.get(c.kind, len(kinds)), c.hours, c.id))


def document(course: Course, library: Library) -> SearchDocument:
    """Return a course as it is searched."""
    return _document(course, library, {}, Synonyms(library.synonyms), parts_of(library))


@lru_cache(maxsize=2)
def field_terms(document: SearchDocument) -> dict[str, dict[str, int]]:
    """Return each field's terms with their counts, and those of ``PINYIN``, ``SINGLES`` and ``WHOLE``.

    The answer is shared: do not change it.
    """
    fields: dict[str, Counter[str]] = {}
    texts = dict(zip(FIELDS, document.texts, strict=True))
    seen: list[str] = []
    for name, pieces in (texts | {"text": (*texts["text"], document.plain)}).items():
        counts: Counter[str] = Counter()
        for piece in map(analysis.normalized, pieces):
            counts.update(analysis.normal_terms(piece, name in SHORT_FIELDS))
            seen.append(piece)
        fields[name] = counts
    _add_attached(fields, document.attached, seen)
    fields[PINYIN] = Counter(pinyin.terms(dict.fromkeys(piece for name in PINYIN_FIELDS for piece in texts[name])))
    keys = filter(None, map(analysis.whole_key, (document.title, document.id)))
    fields[WHOLE] = Counter(dict.fromkeys(keys, 1))
    return {**fields, SINGLES: dict.fromkeys(analysis.characters("".join(seen)), 1)}


def _add_attached(fields: dict[str, Counter[str]], attached: Iterable[str], seen: list[str]) -> None:
    """Add the terms of attachments that stand nowhere else in a course, each once.

    So a course is found by what its attachments say; and one that says it itself stands where it would stand without any: neither do
    long papers make it weigh more, nor do they make what it says itself weigh less.
    """
    known = {term for counts in fields.values() for term in counts}
    for piece in map(analysis.normalized, attached):
        fields["also"].update(Counter(dict.fromkeys((term for term in analysis.normal_terms(piece, False) if term not in known), 1)))
        known.update(fields["also"])
        seen.append(piece)


def attached_texts(course: Course, library: Library, most: int = MAX_ATTACHED) -> tuple[str, ...]:
    """Return the texts of a course's attachments, of all together at most so many characters."""
    found = []
    for name in course.attachments:
        attachment = library.media.get(name)
        if attachment and attachment.text and most > 0:
            found.append(attachment.text[:most])
            most -= len(found[-1])
    return tuple(found)


def _document(
    course: Course,
    library: Library,
    known: _Audiences,
    synonyms: Synonyms,
    parts: dict[str, tuple[str, ...]],
) -> SearchDocument:
    plan = library.plan
    topic = plan.topics.get(course.topic)
    task = plan.task_of(course)
    task_titles = [plan.tasks[task].title] if task in plan.tasks else []
    lecturers = (library.lecturers[i].title for i in course.lecturers if i in library.lecturers)
    texts = {
        "title": [course.title],
        "keywords": course.keywords,
        "topic": [topic.title] if topic else [],
        "sector": _sector_titles(course, plan),
        "lecturer": lecturers,
        "task": task_titles,
        "also": synonyms.others((course.title, course.summary, *course.keywords, topic.title if topic else "")),
        "text": _long_texts(course),
    }
    # Many courses share an audience: whose it is is worked out once.
    found = known.get(course.audience)
    if found is None:
        found = known[course.audience] = plan.holders(course.audience), plan.open_to(course.audience)
    sectors, open_to = found
    return SearchDocument(
        id=course.id,
        title=course.title,
        hours=course.hours,
        theory=course.theory,
        audience=course.audience,
        topic=course.topic,
        task=task,
        sectors=sectors,
        open_to=open_to,
        texts=tuple(tuple(p for p in texts[name] if p) for name in FIELDS),
        body=course.source.body,
        parts=parts.get(course.id, ()),
        attached=attached_texts(course, library),
        kind=course.kind,
        methods=course.methods,
        level=course.level,
        language=course.language,
        origin=course.source.origin.library if course.source.origin else OWN,
        read=course.source.plain,
    )


def parts_of(library: Library) -> dict[str, tuple[str, ...]]:
    """Return the titles of the courses of each series, by its ID; the longest first, since one may hold another."""
    found: dict[str, list[str]] = {}
    for course in library.courses.values():
        if course.series:
            found.setdefault(course.series, []).append(course.title)
    return {name: tuple(sorted(titles, key=lambda title: (-len(title), title))) for name, titles in found.items()}


def _sector_titles(course: Course, plan: Plan) -> list[str]:
    """Return the titles of the audience and of its parent sectors, each once."""
    titles: dict[str, None] = {}
    for name in course.audience:
        for sector in plan.lineage(name):
            if sector in plan.sectors:
                titles[plan.sectors[sector].title] = None
        if name == ALL:
            titles[EVERYBODY] = None
    return list(titles)


def _long_texts(course: Course) -> Iterable[str]:
    yield course.summary
    yield course.provider
    # Units come from the outline, which the body holds; what a unit says is searched once, as the body's text.
    yield label_of(COURSE_KINDS, course.kind)
    yield from (label_of(METHODS, m) for m in course.methods)
    yield label_of(LEVELS, course.level)
    yield from (r.title for r in course.resources)
    yield from (p.name for p in course.platforms)
