"""The first page: examples that find something, doors that lead somewhere, what is new, the year's classes, no figure that misleads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import Course, Library, Source, TrainingClass
from courselib.library.views import Views
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import open_index
from courselib.site.pages.classes import class_name, days_held
from courselib.site.pages.home import DOORS, EXAMPLE_FINDS, examples_of

from ..support.library import REPOSITORY, put
from ..support.sites import Reader, build_site

#: Steps of a role's guide: more would not be done in one go.
STEPS = 5
#: What a page says in so many characters can be read standing.
_ONE_PAGE = 900


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    loaded = load_and_check(REPOSITORY / "content")
    assert loaded.library is not None
    return loaded.library


def home(site: Path) -> str:
    """Return the first page."""
    return (site / "index.html").read_text(encoding="utf-8")


def test_each_example_finds_courses(library: Library, shipped_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three example queries on the page find three courses or more, all of their words in each."""
    queries = examples_of(Views(library).offered)
    assert len(queries) == 3
    shown = Reader(home(shipped_site))
    assert [a["href"] for tag, a in shown.elements if tag == "a" and "?q=" in a.get("href", "")] == [
        f"catalogue.html?q={''.join(f'%{b:02X}' for b in q.encode())}" for q in queries
    ]
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    with open_index(Workspace.of(tmp_path / "content"), documents(library)) as index:
        for query in queries:
            found = search(index, query, Filters(), 10)
            assert len(found.hits) >= EXAMPLE_FINDS, query


def test_examples_are_told_apart_and_may_be_none() -> None:
    """Two keywords of one topic's courses are one example; a library without keywords has none."""
    def made(n: int, topic: str, *keywords: str) -> Course:
        return Course(f"c{n}", "课", topic, ("all",), 2, False, Source(f"courses/c{n}.md"), keywords=keywords)

    same = [made(n, "a", "甲", "乙") for n in range(3)]
    other = [made(n, "b", "丙", "一个长到不像检索词的关键词") for n in range(4)]
    assert examples_of([*same, *other, made(9, "c", "丁")]) == ("丙", "乙")
    assert examples_of([made(1, "a")]) == ()


def test_doors_lead_to_guides_of_one_page(shipped_site: Path) -> None:
    """Each reader's entrance is a page of the guide with five steps, each with a link, short enough to read at once."""
    page = Reader(home(shipped_site))
    for door in DOORS:
        assert any(a.get("href") == f"guide/{door.page}.html" for tag, a in page.elements if tag == "a")
        text = (REPOSITORY / f"content/pages/guide/{door.page}.md").read_text(encoding="utf-8")
        steps = re.findall(r"^\d\. \*\*.+", text, re.MULTILINE)
        assert len(steps) == STEPS
        assert sum("](" in step for step in steps) >= STEPS - 1
        assert len(text) <= _ONE_PAGE, door.page
        assert (shipped_site / f"guide/{door.page}.html").is_file()


def test_the_box_works_without_scripts(shipped_site: Path) -> None:
    """It is a form that leads to the catalogue, with a label; suggestions attach to it. No second one stands in the header."""
    page = home(shipped_site)
    assert '<form class="cl-ask" role="search" action="catalogue.html" method="get">' in page
    (box,) = (a for tag, a in Reader(page).elements if tag == "input" and a.get("type") == "search")
    assert box["name"] == "q"
    assert "data-cl-suggest" in box
    assert f'<label for="{box["id"]}">' in page


def test_no_figure_looks_like_a_missed_rule(small_site: Path, shipped_site: Path) -> None:
    """The share of theory is a rule for a member's plan; of a library, a topic or a task it is none, and does not stand there."""
    for site in (small_site, shipped_site):
        for path in ("index.html", "coverage.html", "tasks/theory.html"):
            figures = re.findall(r'<dl class="cl-figures">.*?</dl>', (site / path).read_text(encoding="utf-8"), re.DOTALL)
            assert not any("占比" in part for part in figures), path
    assert "%" not in Reader(home(shipped_site)).text


def test_what_is_new_says_when(shipped_site: Path, library: Library) -> None:
    """The courses updated last stand with their covers and days, the last first."""
    days = re.findall(r"(\d{4}-\d\d-\d\d) 更新", Reader(home(shipped_site)).text)
    assert days == sorted(days, reverse=True)
    assert days[0] == max(c.updated for c in library.courses.values())
    assert home(shipped_site).count('<svg class="cl-cover ') == len(days) == 6


def test_classes_of_the_latest_year(content: Path, tmp_path: Path) -> None:
    """They stand in order of their days; without a class nothing is said of any."""
    shown = ""
    for number, (year, status) in enumerate(((2026, "published"), (2027, "published"), (2028, "draft"))):
        put(content, f"classes/k{number}.yml", f"title: 示例 · {year}年骨干班\naudience: [rural]\nyear: {year}\nstatus: {status}\n"
                                              "items: [{course: theory}]\n")
    build_site(content, tmp_path / "site")
    shown = Reader(home(tmp_path / "site")).text
    assert "2027 年培训班" in shown
    assert "2028" not in shown.split("最近更新")[1].split("怎么用")[0]


@pytest.mark.parametrize(("start", "end", "said"), [
    ("2027-03-15", "2027-03-19", "3 月 15 日—19 日"), ("2027-03-30", "2027-04-02", "3 月 30 日—4 月 2 日"),
    ("2027-12-30", "2028-01-02", "12 月 30 日—2028 年 1 月 2 日"),
    ("2027-03-15", "2027-03-15", "3 月 15 日"), ("2027-03-15", "", "3 月 15 日"), ("", "", "日期未定"),
])
def test_days_of_a_class(start: str, end: str, said: str) -> None:
    """Said without the year, which stands above."""
    training = TrainingClass("k", "示例 · 2027年骨干班", (), (), Source("classes/k.yml"), start=start, end=end, year=0 if start else 2027)
    assert days_held(training) == said
    assert class_name(training) == ("骨干班", True)
