"""Known items: whoever writes a course's title or ID, in whatever way, has that course first."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic import write_library
from courselib.content.checking import load_and_check
from courselib.library.model import Library
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search.analysis import whole_key
from courselib.search.documents import SearchDocument, document, documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index

from .conftest import ROOT, made

COURSES, LISTED = 600, 40
WAYS: dict[str, Callable[[str], str]] = {
    "as it stands": lambda title: title,
    "in title marks": lambda title: f"《{title}》",
    "quoted": lambda title: f"“{title}”",
    "with spaces": lambda title: " ".join(title[n : n + 4] for n in range(0, len(title), 4)),
    "without marks": lambda title: re.sub(r"[^\w]", "", title),
}


def series_of(courses: list[SearchDocument]) -> list[SearchDocument]:
    """Return series that list the titles of forty courses each, and one by one begin with the words of a title."""
    found = []
    for start in range(0, len(courses), LISTED):
        part = courses[start : start + LISTED]
        body = "\n".join(f"- 《{d.title}》：{d.title}" for d in part)
        head = part[0].title
        title = f"{head}：系列" if start % (2 * LISTED) else f"{head[:6]}系列"
        texts = ((title,), *part[0].texts[1:])
        found.append(dataclasses.replace(
            part[0], id=f"series-{start}", title=title, texts=texts, body=body,
            read=None, parts=tuple(d.title for d in part),
        ))
    return found


@pytest.fixture(scope="module", params=["shipped", "synthetic"])
def subject(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The open index of the shipped library; and of 600 synthetic courses with fifteen series that list their titles."""
    folder: Path = tmp_path_factory.mktemp("known")
    found = documents(library)
    if request.param == "synthetic":
        write_library(ROOT / "content", COURSES, folder / "many")
        loaded = load_and_check(folder / "many").library
        assert loaded
        found = documents(loaded)
        assert len(found) == COURSES
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), [*found, *series_of(found)], 2) as opened:
            yield opened


def missed(index: Index, queries: Iterable[tuple[str, str]]) -> list[tuple[str, object]]:
    """Return queries whose first hit has not the key that it should, with that hit; or that found no more than a part."""
    wrong: list[tuple[str, object]] = []
    for query, key in queries:
        found = search(index, query, limit=1)
        first = found.hits[0].document if found.hits else None
        if first is None or key not in (whole_key(first.title), whole_key(first.id)) or found.relaxed:
            wrong.append((query, first))
    return wrong


@pytest.mark.parametrize("way", WAYS)
def test_a_title_typed_comes_first(subject: Index, way: str) -> None:
    """A title, written in each way, gives a course of this title first, series that list it notwithstanding.

    Every title of the shipped library, every fifth of the synthetic: all of those are asked of both engines in ``test_in_script``.
    """
    titles = [d.title for d in subject.documents.values()]
    if len(titles) > COURSES:
        titles = titles[list(WAYS).index(way) :: len(WAYS)]
    assert missed(subject, ((WAYS[way](title), whole_key(title)) for title in titles)) == []


def test_a_number_typed_comes_first(subject: Index) -> None:
    """Every ID gives its course first, in capitals, with spaces for hyphens and at the end of an address too."""
    names = list(subject.documents)[::20]
    for write in (str, str.upper, lambda name: name.replace("-", " ")):
        assert missed(subject, ((write(name), whole_key(name)) for name in names)) == []


def test_a_title_begun_is_not_lost_to_what_lists_it(subject: Index) -> None:
    """A series is not found by a title that it only lists: half a title never gives it first."""
    for asked in [d for d in subject.documents.values() if not d.id.startswith("series-")][::9]:
        half = asked.title[: max(4, len(asked.title) // 2)]
        first = search(subject, half, limit=1).hits[0].document
        is_series = first.id.startswith("series-")
        assert not is_series or half[:2] in first.title, (half, first.title)


def test_lecturers_names_are_found(library: Library, subject: Index) -> None:
    """Every lecturer's name finds every course that the lecturer teaches."""
    for lecturer in library.lecturers.values():
        taught = {c.id for c in library.courses.values() if lecturer.id in c.lecturers and c.id in subject.documents}
        assert taught <= {h.document.id for h in search(subject, lecturer.title, limit=None).hits}


def test_parts_are_taken_from_the_library(library: Library) -> None:
    """A course that others name as their series is one that lists them."""
    whole, part, *_ = library.courses.values()
    whole = dataclasses.replace(whole, source=dataclasses.replace(whole.source, body=f"先学《{part.title}》。", plain=None))
    changed = dataclasses.replace(library, courses={
        **library.courses, whole.id: whole, part.id: dataclasses.replace(part, series=whole.id),
    })
    by_id = {d.id: d for d in documents(changed)}
    assert by_id[whole.id].parts == document(whole, changed).parts == (part.title,)
    assert by_id[whole.id].plain.split() == ["先学《", "》。"]
    assert by_id[part.id].parts == ()


def test_filters_still_hold(workspace: Workspace) -> None:
    """A title that does not pass the filters is counted elsewhere; two courses of one title both come first."""
    courses = [
        made("cs-61a", "CS 61A", hours=2), made("b", "治理：从网格做起", hours=8), made("c", "治理：从“网格”做起"),
        made("d", "别的", body="治理：从网格做起 治理：从网格做起 cs61a cs61a"),
    ]
    with open_index(workspace, courses) as index:
        found = search(index, "CS61A")
        assert [(h.document.id, h.named) for h in found.hits] == [("cs-61a", True), ("d", False)]
        assert [h.document.id for h in search(index, "cs 61a").hits] == ["cs-61a", "d"]
        found = search(index, "治理从网格做起")
        assert ([h.document.id for h in found.hits], found.relaxed, found.total) == (["b", "c"], False, 2)
        found = search(index, "治理从网格做起", Filters(max_hours=2))
        assert (found.total, found.elsewhere) == (0, 2)
