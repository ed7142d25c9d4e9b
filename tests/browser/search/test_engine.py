"""What the engine gives a page besides the right courses: vocabulary, cards, suggestions, marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from courselib.search.shards.buckets import bucket_of
from courselib.search.shards.directory import sort_key
from courselib.search.shards.packing import numbered

from ...support.browser import opened
from ...support.engine import start
from ...support.library import course, put
from ...support.sites import build_site

pytestmark = pytest.mark.browser
HOSTILE = "</script><script>alert(1)</script> “引号” \" ' & <b> \U0001f600 \u05e2\u05d1倒 ]]> \\u0041 ${x} \U00020000字"


@pytest.fixture(scope="module")
def page(browser: Browser, small_site: Path) -> Iterator[Page]:
    """A page on which the small library is open."""
    with opened(browser, small_site) as made:
        start(made, f"{small_site.as_uri()}/")
        yield made


def found(page: Page, **request: Any) -> Any:
    """Return the answer to a request."""
    return page.evaluate("r => CourseLib.modules.search_engine.find(r)", request)


def ids(answer: Any) -> list[str]:
    """Return the IDs of an answer's results."""
    return [r["id"] for r in answer["results"]]


def test_opening_tells_the_vocabulary(page: Page) -> None:
    """The library's number of courses, and ID and title of sectors, tasks, topics and kinds, are known at once."""
    info = page.evaluate("() => CourseLib.modules.search_engine.open('search/')")
    assert info["documents"] == 4
    for name in ("sectors", "tasks", "topics", "kinds"):
        assert all(isinstance(row[0], str) and isinstance(row[1], str) for row in info[name])
    more = page.evaluate("() => CourseLib.modules.search_engine.more()")
    assert [row[0] for row in more["lecturers"]] == ["teacher"]
    assert "field" in [row[0] for row in more["methods"]]
    assert {row[0] for row in more["languages"]} == {"zh"}


def test_a_result_says_what_a_card_shows(page: Page) -> None:
    """Title, hours in half-hours, theory, topic, task, audience, kind, date and summary, as they stand in the course."""
    [skills] = found(page, text="田间实战")["results"]
    assert skills["title"] == "田间实战"
    assert (skills["id"], skills["kind"], skills["updated"], skills["theory"]) == ("skills", "fieldwork", "2025-08-01", False)
    assert skills["audience"] == ["rural"]
    assert skills["hours"] == 16
    assert skills["score"] > 0
    assert {"number", "summary", "topic", "task"} <= skills.keys()
    assert page.evaluate("n => CourseLib.modules.search_engine.cards([n])", skills["number"])[0] == skills | {"score": 0}


def test_without_words_everything_is_listed(page: Page) -> None:
    """An empty query and one of punctuation list in the plan's order what the filters admit, page by page; drafts and the retired never."""
    for text in ("", "，。"):
        answer = found(page, text=text)
        assert (ids(answer), answer["noTerms"], answer["total"]) == (["reading", "theory", "rural-series", "skills"], True, 4)
    assert ids(found(page, text="", offset=1, limit=2)) == ["theory", "rural-series"]
    assert found(page, limit=0)["total"] == 4
    assert ids(found(page, text="", offset=9)) == []
    assert ids(found(page, text="", kinds=["fieldwork", "series"])) == ["rural-series", "skills"]
    assert ids(found(page, text="", lecturers=["teacher"], methods=["lecture"])) == ["theory"]
    assert ids(found(page, text="", sort="updated")) == ["skills", "theory", "reading", "rural-series"]
    assert ids(found(page, text="", topics=["nothing"])) == []


def test_a_facet_is_counted_without_its_own_choice(page: Page) -> None:
    """Counts tell what a further choice would give; those of other facets are those of the hits."""
    facets = ["kinds", "theory", "sectors"]
    whole = found(page, text="", facets=facets)
    answer = found(page, text="", kinds=["fieldwork"], facets=facets)
    assert answer["facets"]["kinds"] == whole["facets"]["kinds"]
    assert answer["facets"]["theory"] == {"false": 1}
    assert answer["total"] == 1
    assert answer["facets"]["sectors"]["rural"] == 1


def test_the_page_looks_where_the_build_puts(page: Page) -> None:
    """Both sides give a term the same file, for characters of every plane and any number of files; and files the same keys."""
    pairs = (chr(0x4E00 + 91 * n) + chr(0x9FA0 - 57 * n) for n in range(200))
    terms = ["党", "党员", "python", "2024", "\U00020000字", "é", "\ud800", "", *pairs]
    for files in (1, 2, 128, 1024, 8192):
        there = page.evaluate("([terms, files]) => terms.map(t => CourseLib.modules.search_shards.bucketOf(t, files))", [terms, files])
        assert there == [bucket_of(sort_key(term), files) for term in terms]
    numbers = [0, 1, 255, 256, 8191, 65535, 65536, 1_000_000]
    there = page.evaluate("numbers => numbers.map(n => CourseLib.modules.search_shards.numbered('c', n))", numbers)
    assert there == [numbered("c", n) for n in numbers]


def test_readings_find_titles(page: Page) -> None:
    """Whole and begun pinyin and initials find what they spell; so do Latin and Chinese words together."""
    for text in ("nongcun", "nongc", "nc", "NongCun", "lilun", "nclljc", "农村 lilun"):
        assert "theory" in ids(found(page, text=text)), text
    assert ids(found(page, text="tianjian")) == ["skills"]
    assert found(page, text="n")["total"] == 0


def test_nearest_courses_and_suggestions(page: Page) -> None:
    """When no course has every word, the nearest are given and what may be left out is told with its number."""
    answer = found(page, text="农村理论 火星")
    assert answer["relaxed"]
    suggested = page.evaluate("t => CourseLib.modules.search_engine.suggest(t)", "农村理论 火星")
    assert [s["text"] for s in suggested["without"]] == ["农村理论"]
    assert suggested["without"][0]["total"] == found(page, text="农村理论")["total"]
    nothing = found(page, text="田间", kinds=["series"])
    assert (nothing["total"], nothing["relaxed"]) == (0, False)
    suggested = page.evaluate("r => CourseLib.modules.search_engine.suggest(r)", {"text": "田间", "kinds": ["series"]})
    assert suggested == {"without": [], "unfiltered": found(page, text="田间")["total"]}
    assert page.evaluate("() => CourseLib.modules.search_engine.suggest('')") == {"without": [], "unfiltered": 4}


@pytest.mark.parametrize(("text", "marks", "marked"), [
    ("农村党员教育培训", ["党员", "员教", "教育"], "农村[党员教育]培训"), ("党建", ["党"], "[党]建"),
    ("Python 与 python3", ["python"], "[Python] 与 python3"),
    ("ＰＹＴＨＯＮ入门", ["python"], "[ＰＹＴＨＯＮ]入门"),
    ("\U00020000字和\U00020000字", ["\U00020000字"], "[\U00020000字]和[\U00020000字]"),
    ("没有", ["党员"], "没有"), ("", ["党员"], ""), ("㍿社", ["会社", "社社"], "[㍿社]"), ("人人人", ["人人"], "[人人人]"), ("a", [], "a"),
    ("2028年规划", ["2028", "年"], "[2028年]规划"), ("<b>党员</b>", ["党员"], "<b>[党员]</b>"),
])
def test_marks(page: Page, text: str, marks: list[str], marked: str) -> None:
    """The parts of a text that terms stand in are told apart, and together they are the text."""
    pieces = page.evaluate("([t, m]) => CourseLib.modules.search_marks.split(t, m)", [text, marks])
    assert "".join(piece for piece, _ in pieces) == text
    assert "".join(f"[{piece}]" if on else piece for piece, on in pieces) == marked


def test_hostile_text_comes_through_as_it_is(browser: Browser, content: Path, tmp_path: Path) -> None:
    """Markup, quotes, emoji and letters from right to left in titles reach the page letter by letter, and are found by their words."""
    put(content, "courses/rural/hostile.md", course(_quoted(HOSTILE)))
    site = tmp_path / "site"
    build_site(content, site)
    with opened(browser, site) as page:
        start(page, f"{site.as_uri()}/")
        [result] = found(page, text="alert 引号")["results"]
        assert (result["id"], result["title"]) == ("hostile", HOSTILE)
        assert ids(found(page, text="\U00020000字")) == ["hostile"]


def test_a_long_title_in_traditional_characters(browser: Browser, content: Path, tmp_path: Path) -> None:
    """Of two like titles, one in simplified and one partly in traditional characters, either text finds both."""
    titles = {"new": "基层党组织书记抓乡村振兴的工作方法研讨", "old": "基层党组织书记抓乡村振兴的工作方法研討"}
    for name, title in titles.items():
        put(content, f"courses/rural/{name}.md", course(title))
    site = tmp_path / "site"
    build_site(content, site)
    for title in titles.values():
        with opened(browser, site) as page:
            start(page, f"{site.as_uri()}/")
            assert sorted(ids(found(page, text=title))) == ["new", "old"]


def test_a_page_in_a_folder_below(browser: Browser, small_site: Path) -> None:
    """A page in a folder below names its own way to the search."""
    with opened(browser, small_site) as page:
        address = f"{small_site.as_uri()}/"
        start(page, address, path="courses/theory.html", base="../search/")
        assert found(page, text="田间")["total"] > 0


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
