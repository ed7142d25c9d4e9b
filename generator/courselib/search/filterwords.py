"""Words that name a filter: what people type for a sector, a kind, a way of teaching, a level, a task, a topic, theory.

From the names of the plan and the schema, from the table of other words (``content/synonyms.yml``) where a group holds a sector's name,
and from the everyday words below. Only what some course of the library is stands in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..library.model import ALL, Library
from ..library.schema import COURSE_KINDS, LANGUAGES, LEVELS, METHODS
from . import analysis
from .documents import EVERYBODY, SearchDocument

#: Raised whenever the same library could give other words.
VERSION = 1
#: A word, the filter's name as the page has it, and the values that the word stands for.
FilterWord = tuple[str, str, tuple[str, ...]]
_THEORY = {"true": ("理论", "创新理论", "党的创新理论", "计入创新理论"), "false": ("非理论", "不计创新理论", "非创新理论")}
_EVERYDAY: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    "sectors": (((ALL,), ("全体", "所有党员", "全员")),),
    "kinds": (
        (("series",), ("系列课", "系列")), (("case",), ("案例课", "案例")), (("courseware",), ("ppt", "幻灯片")),
        (("fieldwork",), ("现场课", "现场")),
    ),
    "methods": (
        (("lecture",), ("讲座", "面授", "讲授", "授课")), (("case-discussion",), ("讨论", "研讨")), (("exchange",), ("交流", "互动")),
        (("field",), ("参观", "实地")), (("practice",), ("实操", "实训", "练习", "动手")), (("report",), ("报告",)),
        (("video",), ("视频", "线上", "网课", "网上", "在线", "远程", "录播")),
        (("lecture", "case-discussion", "exchange", "field", "practice", "report"), ("线下",)),
    ),
    "levels": ((("central",), ("中央级",)), (("township",), ("乡镇", "乡镇级", "街道级")), (("unit",), ("单位级",))),
}
_MEMBERS, _EDUCATION = "党员", "教育"


def filter_words(library: Library, documents: Sequence[SearchDocument]) -> list[FilterWord]:
    """Return the words of a library, normalised, each once; the more particular first."""
    there = _there(documents)
    found: dict[str, FilterWord] = {}
    for name, values, words in _named(library):
        kept = tuple(value for value in values if value in there[name])
        for word in map(analysis.normalized, words):
            if kept and len(word) > 1:
                found.setdefault(word, (word, name, kept))
    return list(found.values())


def others(library: Library, words: Iterable[FilterWord]) -> list[str]:
    """Return those of the words that only the table of other words gives: what a page cannot guess from the names it knows."""
    known = {analysis.normalized(word) for group in library.synonyms for word in group}
    names = {analysis.normalized(name) for s in library.plan.sectors.values() for name in (s.title, s.title.removesuffix(_MEMBERS))}
    return [word for word, name, _ in words if name == "sectors" and word in known - names]


def _there(documents: Iterable[SearchDocument]) -> dict[str, set[str]]:
    """Return the values that courses have, by filter."""
    names = ("sectors", "kinds", "methods", "levels", "languages", "tasks", "topics", "theory")
    there: dict[str, set[str]] = {name: set() for name in names}
    for d in documents:
        there["sectors"].update(d.sectors, (a for a in d.audience if a == ALL))
        there["methods"].update(d.methods)
        for name, value in (("kinds", d.kind), ("levels", d.level), ("languages", d.language), ("tasks", d.task), ("topics", d.topic)):
            there[name].add(value)
        there["theory"].add(str(d.theory).lower())
    return there


def _named(library: Library) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """Yield filter, values and the words for them."""
    plan = library.plan
    yield "sectors", (ALL,), (EVERYBODY,)
    for sector in plan.sectors.values():
        yield "sectors", (sector.id,), (sector.title, sector.title.removesuffix(_MEMBERS))
    yield from (("theory", (value,), words) for value, words in _THEORY.items())
    for name, rows in (("kinds", COURSE_KINDS), ("methods", METHODS), ("levels", LEVELS)):
        yield from ((name, (key,), (label,)) for key, label in rows if key not in ("course", "central", "unit"))
    yield from (("languages", (key,), (label,)) for key, label in LANGUAGES if key not in ("zh", "other"))
    yield from (("tasks", (t.id,), (t.title, t.title.removesuffix(_EDUCATION))) for t in plan.tasks.values())
    yield from (("topics", (t.id,), (t.title,)) for t in plan.topics.values())
    yield from ((name, values, words) for name, rows in _EVERYDAY.items() for values, words in rows)
    for sector in plan.sectors.values():
        stem = sector.title.removesuffix(_MEMBERS)
        yield from (("sectors", (sector.id,), group) for group in library.synonyms if stem in group or sector.title in group)
