"""The judged queries, and a search engine held against them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search import slips, sounds
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import open_index

from .measures import ndcg, recall

QUERIES = Path(__file__).with_name("queries.yml")
#: Queries as people type them in a hurry.
TYPED = QUERIES.with_name("typed.yml")
_FILTERS = {"sector", "topic", "task", "theory", "min_hours", "max_hours"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its filters and the grade of each course that it should find."""

    text: str
    filters: Filters
    grades: dict[str, int]
    #: What was meant is another query: this one is typed badly.
    badly: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a judged query: as it was typed; and ``taken``, where one takes what was probably meant, if that is offered."""

    judged: Judged
    ndcg: float
    recall: float
    found: tuple[str, ...]
    taken: float
    #: The first that is found then; empty for none.
    first: str


def queries(path: Path = QUERIES) -> list[Judged]:
    """Return the judged queries of a file, each of which expects a course; ``like`` says that one is judged as another of ``QUERIES``."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    meant = {row["q"]: row for row in yaml.safe_load(QUERIES.read_text(encoding="utf-8")) if not _FILTERS & row.keys()}
    judged = []
    for own in rows:
        row = {**meant[own["like"]], "q": own["q"]} if "like" in own else own
        grades = dict.fromkeys(row.get("good", ()), 1) | dict.fromkeys(row.get("best", ()), 2)
        chosen = {name: row[name] * 2 if name.endswith("hours") else row[name] for name in _FILTERS & row.keys()}
        judged.append(Judged(row["q"], Filters(**chosen), grades, "like" in own))
    return judged


def verdicts(library: Library, workspace: Workspace, path: Path = QUERIES) -> list[Verdict]:
    """Return what the command line's search makes of all judged queries of a file."""
    result = []
    courses = documents(library)
    words = sounds.words(courses)
    with open_index(workspace, courses) as index:
        for judged in queries(path):
            answer = search(index, judged.text, judged.filters, None)
            found = tuple(hit.document.id for hit in answer.hits)
            meant = slips.mended(index, judged.text, judged.filters, answer, lambda: words)
            better = tuple(h.document.id for h in search(index, meant, judged.filters, None).hits) if meant else found
            result.append(Verdict(
                judged, ndcg(found, judged.grades), recall(found, judged.grades), found, ndcg(better, judged.grades), "".join(better[:1])
            ))
    return result


def summary(found: list[Verdict]) -> tuple[float, float]:
    """Return the means of nDCG@10 and of recall."""
    return statistics.fmean(v.ndcg for v in found), statistics.fmean(v.recall for v in found)
