"""Pages that would list too many courses say how many there are of each topic, and lead to where those are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..support.library import course, put
from ..support.sites import Reader, build_site


@pytest.fixture
def site(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library's site, where two courses on a page are too many."""
    monkeypatch.setattr("courselib.site.pages.plan.LISTED_UP_TO", 1)
    monkeypatch.setattr("courselib.site.pages.people.LISTED_UP_TO", 1)
    for n in range(2):
        put(content, f"courses/rural/more-{n}.md", course(f"技能课 {n}", topic="rural-skills", theory="false", more="lecturers: [teacher]"))
    build_site(content, tmp_path / "site")
    return tmp_path / "site"


def links(site: Path, path: str) -> list[str]:
    """Return where a page leads within its own folder's site."""
    return [value for _, _, value in Reader((site / path).read_text(encoding="utf-8")).addresses() if value.startswith("../")]


@pytest.mark.parametrize(("path", "query"), [
    ("sectors/rural.html", "sector=rural&shared=1"), ("tasks/skills.html", "task=skills"), ("lecturers/teacher.html", "lecturer=teacher"),
])
def test_a_long_page_counts(path: str, query: str, site: Path, small_site: Path) -> None:
    """No course is named; each topic leads to its page and, with its number, to the catalogue's answer for both."""
    found = links(site, path)
    assert not [value for value in found if value.startswith("../courses/")]
    assert f"../catalogue.html?{query}&topic=rural-skills" in found
    assert "../topics/rural-skills.html" in found
    assert "门" in Reader((site / path).read_text(encoding="utf-8")).text
    assert not [value for value in links(small_site, path) if "&topic=" in value]


def test_topics_list_what_long_pages_do_not(site: Path) -> None:
    """A reader without scripts finds every course on its topic's page."""
    found = links(site, "topics/rural-skills.html")
    assert {"../courses/more-0.html", "../courses/more-1.html"} <= set(found)
