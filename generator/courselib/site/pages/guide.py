"""Guide pages that are generated, so that they cannot differ from what the checker does: codes and vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import sector_label
from ...library.model import ALL, Plan
from ...library.schema import COURSE
from ...library.views import Views
from ...problems import CODES
from ...problems.examples import EXAMPLES, PLACES
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Link

_GROUPS = (
    ("F", "文件"), ("Y", "元数据的写法"), ("M", "字段的值"), ("R", "引用"), ("B", "正文"), ("C", "课程方案"), ("P", "规划数据"),
    ("S", "近义词"), ("U", "上游课程库"), ("X", "导入的表"),
)
_THEORY = {"required": "计入", "excluded": "不计入", "either": "由课程注明"}


@dataclass(frozen=True, slots=True)
class CodeText(PageData):
    """A problem code with a wrong and a right example; ``place`` is where the example stands, empty in running text."""

    id: str
    title: str
    severity: str
    explain: str
    place: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class CodeGroup(PageData):
    """The codes that begin with a letter."""

    letter: str
    title: str
    codes: tuple[CodeText, ...]


@dataclass(frozen=True, slots=True)
class CodesPage(PageContext):
    """What the list of codes shows."""

    kind: ClassVar[str] = "codes"

    groups: tuple[CodeGroup, ...]


@dataclass(frozen=True, slots=True)
class SectorWords(PageData):
    """A sector's ID, name and clause; ``child`` for a sub-sector."""

    id: str
    title: str
    clause: str
    child: bool


@dataclass(frozen=True, slots=True)
class TopicWords(PageData):
    """A topic's ID, name, clause and task; ``theory`` in words."""

    id: str
    title: str
    clause: str
    task: str
    required: bool
    theory: str


@dataclass(frozen=True, slots=True)
class TopicWordsGroup(PageData):
    """The topics of a sector."""

    id: str
    title: str
    topics: tuple[TopicWords, ...]


@dataclass(frozen=True, slots=True)
class FieldWords(PageData):
    """A field of a course."""

    name: str
    label: str
    required: bool
    help: str
    choices: str


@dataclass(frozen=True, slots=True)
class VocabularyPage(PageContext):
    """What the table of IDs and fields shows."""

    kind: ClassVar[str] = "vocabulary"

    sectors: tuple[SectorWords, ...]
    tasks: tuple[Link, ...]
    groups: tuple[TopicWordsGroup, ...]
    fields: tuple[FieldWords, ...]
    guides: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MissingPage(PageContext):
    """The page for addresses that do not exist shows nothing of the library."""

    kind: ClassVar[str] = "missing"


def codes_page(_: Views, facts: SiteFacts) -> PageJob:
    """Return the list of all problem codes, each with a wrong and a right example."""
    return PageJob(CodesPage(
        frame=frame("guide/problems.html", "问题代码一览", "每个问题代码的含义、错例和正例", "guide", facts),
        groups=tuple(CodeGroup(letter, title, _codes(letter)) for letter, title in _GROUPS),
    ))


def _codes(letter: str) -> tuple[CodeText, ...]:
    rows = ((code, EXAMPLES[code.id]) for code in CODES.values() if code.id.startswith(letter))
    return tuple(
        CodeText(
            code.id, code.title, code.severity, example.explanation, PLACES[example.place] if example.place != "words" else "",
            example.wrong, example.right,
        )
        for code, example in rows
    )


def vocabulary_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the table of IDs that a course may use, and its fields."""
    plan = views.plan
    groups = (TopicWordsGroup(owner, sector_label(plan, owner), _topics(owner, plan)) for owner in (ALL, *plan.sectors))
    return PageJob(VocabularyPage(
        frame=frame("guide/topics.html", "专题与领域编号", "领域、任务、专题的编号和课程字段", "guide", facts),
        sectors=tuple(SectorWords(s.id, s.title, s.clause, bool(s.parent)) for s in plan.sectors.values()),
        tasks=tuple(Link(t.id, t.title) for t in plan.tasks.values()),
        groups=tuple(group for group in groups if group.topics),
        fields=tuple(
            FieldWords(f.name, f.label, f.required, f.help, "、".join(f"{value}（{label}）" for value, label in f.choices))
            for f in COURSE.fields
        ),
        guides=_guides(views),
    ))


def _topics(owner: str, plan: Plan) -> tuple[TopicWords, ...]:
    return tuple(
        TopicWords(t.id, t.title, t.clause, plan.tasks[t.task].title, t.required, _THEORY[t.theory])
        for t in plan.topics.values() if t.sector == owner
    )


def _guides(views: Views) -> tuple[Link, ...]:
    """Return the hand-written guide pages in their order."""
    pages = sorted(views.library.pages.values(), key=lambda p: (p.order, p.id))
    return tuple(Link(p.id, p.title) for p in pages if p.id.startswith("guide/"))


def missing_page(facts: SiteFacts) -> PageJob:
    """Return the page for addresses that do not exist."""
    return PageJob(MissingPage(frame("404.html", "没有这个页面", "没有这个页面", "", facts)))
