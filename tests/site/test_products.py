"""The list of what a site consists of is the site: no file beside it, each page filled from the template that the list names."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import ClassItem, Source, TrainingClass
from courselib.runtime.resources import theme_folder
from courselib.site.engine import Output
from courselib.site.products import FILES, PAGES, SHELLS, PageKind, Site
from courselib.site.settings import Settings

from ..support.sites import files_of


@pytest.fixture(scope="module")
def site(small_site: Path) -> Site:
    """The products of the small library, with drafts, and with a class."""
    content = small_site.parent / "content"
    loaded = load_and_check(content)
    assert loaded.library is not None
    items, source = (ClassItem("skills"),), Source("classes/week.yml")
    held = TrainingClass("week", "示例班", ("rural",), items, source, start="2027-03-15", end="2027-03-19")
    return Site(dataclasses.replace(loaded.library, classes={"week": held}), loaded.results, loaded.problems, Settings(), content, Output)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.path)
def test_a_page_is_where_its_entry_says_and_fills_the_template_named_there(kind: PageKind, site: Site) -> None:
    """Path and shell of an entry are those of its pages, and its template is in the theme."""
    assert (theme_folder() / f"kinds/{kind.shell}.html").is_file()
    assert kind.shell in {spec.kind for spec in SHELLS}
    keys = [""] if kind.records is None else list(kind.records(site.library))
    assert keys
    for path in map(kind.path.format, keys):
        job = site.page_at(path)
        assert job is not None
        assert (job.path, job.kind) == (path, kind.shell)


def test_nothing_is_published_that_the_list_does_not_name(small_site: Path, site: Site) -> None:
    """Apart from what the engine made, every file of a built site is a page or in one of the families."""
    assert [family.top for family in FILES if not family.top] == [""]
    tops = [family.top for family in FILES if family.top]
    paths = {*site.page_paths()}
    others = {path for path in files_of(small_site) if path not in paths and not path.startswith(tuple(tops))}
    written = {f"{page}.html" for page in site.library.pages} | {path for path in others if path.startswith(("assets/", "guide/"))}
    assert others <= written | {"manifest.json"}


def test_a_file_is_found_at_its_path_and_nowhere_else(site: Site) -> None:
    """What a family lists is what its paths lead to; a family of one file is that file."""
    for family in FILES:
        for file in family.files(site):
            assert file.path.startswith(family.top)
            assert site.file_at(file.path) is not None
    for path in ("", "data/v1/", "data/v1/nothing.json", "sitemap.xml.gz", "media/none.pdf", "planner/data.js/x"):
        assert site.file_at(path) is None


def test_a_body_of_its_own_stands_on_one_page(site: Site) -> None:
    """A changed body leads to the page of its record, and to no other."""
    sources = {record.source.path for kind in PAGES if kind.owns_body and kind.records for record in kind.records(site.library).values()}
    assert len(sources) > 5
    for source in sources:
        assert [site.sources[job.path] for job in site.pages_with({source})] == [source]
    assert list(site.pages_with({"plan.yml", "pages/index.md"})) == []
