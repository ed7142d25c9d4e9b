"""The page's engine, run in node over the files of the search, beside the command line's: known items, and the same answers to the bit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import write_library
from courselib.content.checking import load_and_check
from courselib.library.model import Library
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search import pinyin
from courselib.search.analysis import whole_key
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.filterwords import filter_words
from courselib.search.hints import hints
from courselib.search.index import Index, open_index
from courselib.search.offers import Offer
from courselib.search.sounds_table import SOUNDS
from courselib.search.t2s_table import SIMPLIFIED, TRADITIONAL

from ..support.engine import ASK
from ..support.needs import needs_program
from ..support.offline import HINTS, run, write_search
from ..support.scripts import node
from ..support.searching import Reference, Request, requests
from .conftest import ROOT

pytestmark = [pytest.mark.slow, needs_program(node(), "node is not installed")]
COURSES, REQUESTS = 2000, 2100
_OLD_FORMS = str.maketrans(SIMPLIFIED, TRADITIONAL)
_LATIN = ("nongcun", "ncdy", "nc", "dangyuan", "xi", "zhongguo", "xczx", "lv", "jiceng", "shequ", "python", "an", "zzzz")
WAYS: dict[str, Callable[[str], str]] = {
    "as it stands": lambda title: title,
    "in title marks": lambda title: f"《{title}》",
    "quoted": lambda title: f"“{title}”",
    "with spaces": lambda title: " ".join(title[n : n + 3] for n in range(0, len(title), 3)),
    "in traditional characters": lambda title: title.translate(_OLD_FORMS),
    "without marks": lambda title: re.sub(r"[^\w]", "", title),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A library, the command line's index of it, and a folder with the files of the page's search."""

    library: Library
    index: Index
    site: Path
    reference: Reference


@pytest.fixture(scope="module", params=["shipped", "synthetic"])
def subject(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """The shipped library; and 2,000 synthetic courses with series of them and readers that list them."""
    folder: Path = tmp_path_factory.mktemp("script")
    if request.param == "synthetic":
        write_library(ROOT / "content", COURSES, folder / "many", listed=True)
        loaded = load_and_check(folder / "many").library
        assert loaded
        library = loaded
    found = documents(library)
    write_search(found, library, folder)
    titles = sorted(found, key=lambda d: (pinyin.title_key(d.title), d.id))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), found, 2) as index:
            yield Subject(library, index, folder, Reference(index, library, {d.id: rank for rank, d in enumerate(titles)}))


@pytest.mark.parametrize("way", WAYS)
def test_a_title_typed_comes_first(subject: Subject, way: str) -> None:
    """Every title, in every way to write it, gives a course of this title first in both engines, whatever else lists it."""
    titles = sorted({d.title for d in subject.index.documents.values()})
    asked: list[Request] = [{"text": WAYS[way](title), "limit": 1} for title in titles]
    there = run(subject.site, ASK, [asked, {"scores": False}])
    wrong = []
    for title, request, answer in zip(titles, asked, there, strict=True):
        here = search(subject.index, request["text"], limit=1)
        first = here.hits[0].document
        if whole_key(first.title) != whole_key(title) or here.relaxed or [h[0] for h in answer["hits"]] != [first.id] or answer["relaxed"]:
            wrong.append((request["text"], first.title, answer["hits"]))
    assert wrong == []


def test_the_page_answers_as_the_command_line(subject: Subject) -> None:
    """Over 2,100 requests a library, of every kind: IDs, scores to the last bit, totals, terms, counts of facets, what was left out."""
    asked = list(requests(subject.library, REQUESTS, seed=15, latin=_LATIN))
    # A title without its own first word: what has every term is left out.
    asked += [{"text": f"{d.title} -{d.title[:2]}", "limit": 10} for d in list(subject.index.documents.values())[:20]]
    there = run(subject.site, ASK, [asked, {"scores": True}])
    assert [(r, here, found) for r, found in zip(asked, there, strict=True) if (here := subject.reference.answer(r)) != found][:3] == []
    assert sum(answer["left"] > 0 for answer in there) > 0


def _queries(subject: Subject) -> list[str]:
    """Return queries with words that name filters, and with slips of the same sound."""
    draw = random.Random(25)  # noqa: S311 - a repeatable draw
    found = list(subject.index.documents.values())
    words = [word for word, _, _ in filter_words(subject.library, found)]
    alike = [line.partition(" ")[2] for line in SOUNDS.splitlines()]
    hours = (
        "4学时", "2小时以内", "不超过3学时", "半天", "一天", "两课时", "2-4学时", "超过8学时", "2.5学时", "十学时以上", "0学时", "9到4学时",
    )
    queries = []
    for _ in range(400):
        title = draw.choice(found).title
        start = draw.randrange(max(1, len(title) - 4))
        piece = title[start : start + draw.randint(2, 5)]
        at = draw.randrange(len(piece))
        same = [line for line in alike if piece[at] in line]
        slipped = piece[:at] + draw.choice(draw.choice(same)) + piece[at + 1 :] if same else piece
        queries.append(draw.choice((
            f"{piece} {draw.choice(hours)}", f"{draw.choice(words)} {piece}", f"{draw.choice(words)}{piece}",
            f"{draw.choice(hours)}的{piece}",
            f"{draw.choice(words)} {draw.choice(words)} {draw.choice(hours)}", slipped, slipped, f"{slipped} {draw.choice(words)}",
            slipped.translate(_OLD_FORMS), f"“{slipped}” {draw.choice(words)}", f"{piece} -{draw.choice(words)}", draw.choice(words),
        )))
    return queries


def _plain(offer: Offer) -> list[Any]:
    """Return an offer as the page has it."""
    chosen: dict[str, Any] = {}
    for name, values in offer.sets:
        if name == "hours":
            chosen["minHours"], chosen["maxHours"] = (int(value) if value else None for value in values)
        else:
            chosen[name] = values[0] == "true" if name == "theory" else list(values)
    return [list(offer.words), offer.text, chosen, offer.total]


def test_the_page_hints_as_the_command_line(subject: Subject) -> None:
    """400 queries a library: the same query that was probably meant, and the same filters to offer, with the same numbers."""
    queries = _queries(subject)
    there = run(subject.site, HINTS, [{"text": query} for query in queries])
    wrong = []
    for query, found in zip(queries, there, strict=True):
        meant, offered = hints(subject.index, query, Filters(), search(subject.index, query, limit=3), subject.library)
        if found != [meant, [_plain(offer) for offer in offered]]:
            wrong.append((query, meant, offered, found))
    assert wrong == []
    assert sum(bool(meant) for meant, _ in there) > 40
    assert sum(bool(offered) for _, offered in there) > 60


def test_the_page_asks_for_hints_at_every_word_that_names_a_filter(subject: Subject) -> None:
    """What tells the page, before anything more is loaded, that words may name a filter knows all of them, alone and beside others."""
    words = [word for word, _, _ in filter_words(subject.library, list(subject.index.documents.values()))]
    asked = [*words, *(f"防汛 {word}" for word in words), "4学时", "半天", "两小时以内的课", "2.5课时"]
    work = "async (texts, modules, library) => texts.filter(text => !modules.catalogue_hints.mayFilter(text, library))"
    assert run(subject.site, work, asked, "catalogue/hints.js") == []
    assert run(subject.site, work, ["防汛", "三会一课"], "catalogue/hints.js") == ["防汛", "三会一课"]
