"""The facet of origins: there where a library stands on another, and gone where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ..support.browser import opened
from ..support.library import course
from ..support.sites import build_site, courselib
from ..support.upstream import add, library, write
from .test_catalogue import ask, total

pytestmark = pytest.mark.browser


def test_courses_are_chosen_by_where_they_came_from(browser: Browser, tmp_path: Path) -> None:
    """The page and the command line find the same by origin; a record with its library's name has a page and is found."""
    library(tmp_path / "above", empty=False)
    here = library(tmp_path / "here")
    write(here, "courses/theory.md", course("本县的理论课"))
    add(here, "province", "../above", "省库")
    build_site(here.content, here.root / "site")
    with opened(browser, here.root / "site") as page:
        ask(page, here.root / "site", "?origin=own")
        assert total(page) == 1
        ask(page, here.root / "site", "?origin=province")
        assert total(page) == 4
        expect(page.locator("#cl-find-facets")).to_contain_text("来源")
        expect(page.locator(".cl-chosen").first).to_contain_text("来源：省库")
        page.locator('#cl-find-list a[href="courses/province--theory.html"]').click()
        expect(page.locator("dl").first).to_contain_text("省库")
    said = courselib("search", "--origin", "own", "--json", cwd=here.root)
    assert said.returncode == 0, said.stderr
    assert '"total": 1' in said.stdout


def test_a_library_on_its_own_has_no_such_facet(browser: Browser, small_site: Path) -> None:
    """Where all courses are the library's own there is nothing to choose."""
    with opened(browser, small_site) as page:
        ask(page, small_site, "")
        expect(page.locator("#cl-find-facets")).not_to_contain_text("来源")
