"""The page's suggestions are those of the reference, and a keystroke loads few and small files."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from courselib.search import t2s
from courselib.search.documents import documents
from courselib.search.shards import beginnings
from courselib.search.shards.packing import numbered, script
from courselib.search.suggestions import Entry, others, suggest, ways_of

from ...support import scripts
from ...support.browser import opened
from ...support.library import REPOSITORY
from .conftest import Subject

pytestmark = pytest.mark.browser
VECTORS = json.loads((REPOSITORY / "tests" / "vectors" / "suggestions" / "typed.json").read_text(encoding="utf-8"))
_PER_BLOCK = 2
_OPEN = "base => { window.suggestions = new CourseLib.modules.search_suggestions.Suggestions(base); }"
_ASK = """async texts => {
  const answers = [];
  for (const text of texts) {
    answers.push((await window.suggestions.find(text)).map(row => [row.kind, row.id || row.title]));
  }
  return answers;
}"""
_NOTED = """() => {
  const put = CourseLib.put;
  window.loaded = [];
  CourseLib.put = function (key) {
    window.loaded.push(key);
    return put.apply(this, arguments);
  };
}"""


def start(page: Page, address: str) -> None:
    """Open a page beside a search folder, with the suggestions alone."""
    page.goto(address)
    page.evaluate(scripts.script("search/suggestions.js"))
    page.evaluate(_OPEN, "search/")


def written(folder: Path, least: int) -> None:
    """Write the search folder of the vectors' library, in files of about ``least`` bytes."""
    titles = [title for _, title in VECTORS["courses"]]
    starts, payloads = beginnings.files_of(beginnings.codes_of(titles), least)
    payloads[beginnings.ROOT] = beginnings.root({"cards": _PER_BLOCK, "files": starts, "edition": "e"}, [Entry(*row) for row in VECTORS["beside"]])
    payloads["t2s"] = t2s.payload()
    for n in range(0, len(titles), _PER_BLOCK):
        rows = [[*row, "", ""] for row in VECTORS["courses"][n : n + _PER_BLOCK]]
        payloads[numbered("c", n // _PER_BLOCK)] = json.dumps(rows).encode()
    for key, payload in payloads.items():
        path = folder / "search" / f"{key}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script(key, "stamp", payload))
    (folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")


@pytest.mark.parametrize("least", [40, 400, 12288])
def test_shared_vectors(least: int, browser: Browser, tmp_path: Path) -> None:
    """Every text gives the reference's entries, in files of whatever size: of a few ways, of some, or all in one."""
    written(tmp_path, least)
    with opened(browser, tmp_path) as page:
        start(page, f"{tmp_path.as_uri()}/index.html")
        found = page.evaluate(_ASK, [case["text"] for case in VECTORS["queries"]])
    assert found == [case["found"] for case in VECTORS["queries"]]


def drawn(courses: list[Entry], beside: list[Entry], count: int) -> list[str]:
    """Return beginnings of ways of entries, of all lengths, and of neighbours that nothing may begin with."""
    draw = random.Random(3)  # noqa: S311 - a repeatable draw
    texts = []
    for _ in range(count):
        way = draw.choice(sorted(ways_of(draw.choice(draw.choice((courses, beside))).title) or {"x"}))
        texts.append(way[: draw.choice((1, 1, 2, 2, 3, 4, 6, 9, 40))])
    return [*texts, *"abcdefghijklmnopqrstuvwxyz", *(text + "q" for text in texts[::9])]


@pytest.mark.parametrize("name", ["shipped", "wide"])
def test_the_page_answers_as_the_reference(name: str, request: pytest.FixtureRequest, browser: Browser) -> None:
    """On a real library and on six hundred synthetic courses, kind and ID of every row agree."""
    subject: Subject = request.getfixturevalue(name)
    found = documents(subject.library)
    courses = [Entry("course", d.id, d.title) for d in found]
    beside = others(found, subject.library)
    texts = drawn(courses, beside, 120)
    with opened(browser, subject.site) as page:
        start(page, f"{subject.address}404.html")
        answers = page.evaluate(_ASK, texts)
    for text, answer in zip(texts, answers, strict=True):
        assert answer == [[e.kind, e.id or e.title] for e in suggest(courses, beside, text)], text


def test_a_keystroke_loads_one_list_and_the_cards_of_what_is_shown(browser: Browser, wide: Subject) -> None:
    """Typing a title letter by letter never loads more than one file of beginnings, and ten blocks of cards; none of them twice."""
    typed = ["d", "da", "dan", "dang", "dangy", "dangyu", "dangyua", "党", "党员", "党员教", "农", "农村", "n", "nc", "ncd"]
    with opened(browser, wide.site) as page:
        start(page, f"{wide.address}404.html")
        page.evaluate(_NOTED)
        every: list[str] = []
        for text in typed:
            page.evaluate("() => { window.loaded = []; }")
            page.evaluate(_ASK, [text])
            loaded: list[str] = page.evaluate("window.loaded")
            kinds: dict[str, Any] = {kind: [key for key in loaded if key.startswith(f"{kind}/")] for kind in "gc"}
            assert len(kinds["g"]) <= 1, text
            assert len(kinds["c"]) <= 10, text
            # Where nothing is found the text may be in traditional characters: their table is loaded, once.
            assert {*loaded} - {"t2s"} == {*kinds["g"], *kinds["c"], *(["suggest"] if text == typed[0] else [])}
            size = sum((wide.site / "search" / f"{key}.js").stat().st_size for key in [*kinds["g"], *kinds["c"]])
            assert size < 40_000, text
            every += loaded
    assert len(every) == len(set(every))
    assert (wide.site / "search" / "suggest.js").stat().st_size < 20_000
