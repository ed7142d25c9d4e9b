"""A sector's number of courses is one number: on the home page, its own, the coverage, in the catalogue and from the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import ALL, Library
from courselib.runtime.workspace import Workspace
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index

from ..support.library import REPOSITORY

_LINK = re.compile(r'href="\.\./courses/([a-z0-9-]+)\.html"')


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    found = load_and_check(REPOSITORY / "content").library
    assert found is not None
    return found


@pytest.fixture(scope="module")
def index(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The open index of the shipped library."""
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), documents(library)) as opened:
            yield opened


def own(library: Library, sector: str) -> set[str]:
    """Return a sector's courses as they are meant: those whose file names the sector or one of its sub-sectors."""
    wanted = {sector, *library.plan.sectors[sector].children}
    return {c.id for c in library.courses.values() if wanted.intersection(c.audience) and c.status == "published"}


def beyond(library: Library, sector: str) -> set[str]:
    """Return what a sector's members may study besides: what names its parent, or all."""
    wanted = {library.plan.sectors[sector].parent, ALL}
    return {c.id for c in library.courses.values() if wanted.intersection(c.audience) and c.status == "published"} - own(library, sector)


def text_of(page: str) -> str:
    """Return a page without its tags."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))


def number(pattern: str, text: str) -> int:
    """Return the number that a pattern finds."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return int(found[1])


def test_the_meanings_differ_in_the_shipped_library(library: Library) -> None:
    """Nothing below would show a mix-up otherwise."""
    assert len(own(library, "institutions")) > len({c.id for c in library.courses.values() if "institutions" in c.audience}) > 0
    assert beyond(library, "institutions-health") > beyond(library, "institutions") != set()


def test_every_place_says_the_same_of_every_sector(library: Library, index: Index, shipped_site: Path) -> None:
    """Home card, sector page with its list, coverage, the catalogue's list of sectors, the command line."""
    pages = {name: (shipped_site / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "coverage", "catalogue")}
    for sector in library.plan.sectors.values():
        held, more = own(library, sector.id), beyond(library, sector.id)
        title = re.escape(sector.title)
        link = rf'href="sectors/{sector.id}\.html"'
        if not sector.parent:
            assert number(rf"{link}(?:(?!</li>\s*<li class=\"cl-card).)*?(\d+) 门 ·", pages["index"].replace("\n", " ")) == len(held)
        row = re.search(rf"{link}>{title}</a></th>(.*?)</tr>", pages["coverage"], re.DOTALL)
        assert row is not None
        cells = re.findall("<td[^>]*>([^<]*)</td>", row[1])
        assert (cells[1], cells[5]) == (str(len(held)), str(len(more))), sector.id
        assert number(rf'{link}><span class="cl-facet__name">{title}</span><span class="cl-facet__count">(\d+)<', pages["catalogue"]) == len(held)
        page = (shipped_site / "sectors" / f"{sector.id}.html").read_text(encoding="utf-8")
        sums = text_of(page)
        assert number(r"本领域的课程 (\d+)", sums) == len(held)
        assert number(r"另有通用课程（[^）]*） (\d+)", sums) == len(more)
        for child in sector.children:
            assert number(rf"其中面向{re.escape(library.plan.sectors[child].title)} (\d+)", sums) == len(own(library, child))
        assert set(_LINK.findall(page)) == held | more, sector.id
        assert {h.document.id for h in search(index, "", Filters(sector.id), None).hits} == held
        assert {h.document.id for h in search(index, "", Filters(sector.id, shared=True), None).hits} == held | more
