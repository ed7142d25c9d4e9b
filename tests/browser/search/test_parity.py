"""The test of truth: for every request the page answers as the command line does, course by course, in the same order."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ...support.browser import opened
from ...support.engine import ask, script_of, start
from ...support.searching import Request, requests
from .conftest import Subject

pytestmark = pytest.mark.browser
#: Pinyin and initials of words in titles, whole and begun, and Latin words that are none.
LATIN = (
    "nongcun", "nongc", "ncdy", "nc", "dang", "dy", "dangyuan", "xi", "zh", "zhongguo", "xiangcunzhenxing", "xczx", "lv", "lvse", "jc",
    "jiceng", "jczl", "sh", "shequ", "yide", "yd", "python", "excel", "an", "zzzz", "zhongguotesexiandaihuanongyenongcun",
)


def differences(page: Page, subject: Subject, asked: list[Request]) -> list[object]:
    """Return requests that the page answers differently: ids, scores to the last bit, total, terms, counts of facets."""
    found = zip(asked, ask(page, asked), strict=True)
    return [(request, here, there) for request, there in found if (here := subject.reference.answer(request)) != there]


@pytest.mark.parametrize("name", ["shipped", "wide"])
def test_the_page_answers_as_the_command_line(browser: Browser, name: str, request: pytest.FixtureRequest) -> None:
    """1,200 requests of every kind, with all filters, sorts, pages and facets, over ``file://``."""
    subject: Subject = request.getfixturevalue(name)
    asked = list(requests(subject.library, 1200, seed=4, latin=LATIN))
    with opened(browser, subject.site) as page:
        start(page, subject.address)
        assert differences(page, subject, asked)[:3] == []


def test_the_requests_are_worth_asking(shipped: Subject) -> None:
    """They are of every kind: found and not found, near only, filtered, sorted, by readings alone."""
    asked = list(requests(shipped.library, 1200, seed=4, latin=LATIN))
    answers = [shipped.reference.answer(request) for request in asked]
    assert sum(a["total"] > 0 for a in answers) > 800
    assert sum(a["total"] == 0 for a in answers) > 50
    assert sum(a["relaxed"] for a in answers) > 50
    assert sum(not a["terms"] for a in answers) > 20
    assert sum(a["total"] > 0 and r["text"] in LATIN for r, a in zip(asked, answers, strict=True)) > 30
    assert {r.get("sort") for r in asked} == {None, "relevance", "hours", "-hours", "updated", "title", "plan"}
    assert len({r["text"] for r in asked}) > 900


def test_every_title_and_every_pair_of_characters(browser: Browser, shipped: Subject) -> None:
    """Every title of the shipped library, and a thousand pairs of neighbouring characters in its titles."""
    titles = [c.title for _, c in sorted(shipped.library.courses.items())]
    pairs = sorted({title[i : i + 2] for title in titles for i in range(len(title) - 1)})[:1000]
    with opened(browser, shipped.site) as page:
        start(page, shipped.address)
        assert differences(page, shipped, [{"text": t, "limit": 10} for t in [*titles, *pairs]])[:3] == []


def test_a_whole_title_is_told_from_a_few_of_its_terms(browser: Browser, wide: Subject) -> None:
    """Asked as pages ask, a title gives the same courses in the same order, from far fewer files than it has terms."""
    titles = sorted({c.title for c in wide.library.courses.values()})[::7]
    asked: list[Request] = [{"text": t, "limit": 10, "facets": ["sectors", "hours"]} for t in titles]
    asked += [{"text": f"{t} 火星", "limit": 10} for t in titles[:5]]
    asked += [{"text": t, "limit": 10, "kinds": ["nothing"], "facets": ["kinds"]} for t in titles[:20]]
    loaded: list[str] = []
    with opened(browser, wide.site) as page:
        start(page, wide.address)
        for request in asked:
            expected = wide.reference.answer(request)
            [answer] = ask(page, [request], scores=False)
            assert _unscored(answer) == _unscored(expected), request
        long = next(a for a in map(wide.reference.answer, asked) if a["total"] == 1 and len(a["terms"]) > 18)
        start(page, wide.address)
        page.on("request", lambda r: loaded.append(r.url.removeprefix(f"{wide.address}search/")))
        ask(page, [next(r for r in asked if wide.reference.answer(r) is long)], scores=False)
    # One of them is the file that says whose whole title this is.
    assert sum(path.startswith("p/") for path in loaded) <= 7
    assert len(long["terms"]) > 18


def _unscored(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"hits": [name for name, _ in answer["hits"]]}


def test_readings_are_loaded_for_latin_words_alone(browser: Browser, wide: Subject) -> None:
    """Chinese queries load no file of readings; a query loads few files of a sharded index, and none twice."""
    with opened(browser, wide.site) as page:
        loaded: list[str] = []
        page.on("request", lambda r: loaded.append(r.url.removeprefix(f"{wide.address}search/")))
        start(page, wide.address)
        ask(page, [{"text": "党员 2024", "limit": 10}] * 2)
        families = [path[0] for path in loaded if "/" in path and not path.startswith("file:")]
        assert set(families) <= {"p", "c"}, "a file of characters is for queries of one character"
        assert len(loaded) == len(set(loaded))
        assert families.count("p") <= 2 < len(script_of(wide.site, "p"))
        ask(page, [{"text": "讲", "limit": 10}])
        assert [path[0] for path in loaded if "/" in path and not path.startswith("file:")].count("s") == 1
        ask(page, [{"text": "nongcun", "limit": 10}])
        assert any(path.startswith("y/") for path in loaded)


#: Asks with everything taken away that browsers of 2016 do not have yet; it comes back afterwards, since the test's own means need it.
_AS_IN_2016 = """async requests => {
  const gone = [
    [Object, "entries values fromEntries getOwnPropertyDescriptors hasOwn"],
    [Array.prototype, "includes flat flatMap at findLast toSorted"], [Promise, "allSettled any try"], [Promise.prototype, "finally"],
    [String.prototype, "padStart padEnd trimStart trimEnd matchAll replaceAll at"], [RegExp.prototype, "dotAll unicode"],
    [NodeList.prototype, "forEach entries keys values"], [Element.prototype, "append prepend before after replaceWith"],
    [window, "fetch Worker SharedWorker IntersectionObserver ResizeObserver globalThis queueMicrotask structuredClone"], [Intl, "Segmenter"]
  ];
  const kept = [];
  gone.forEach(([owner, names]) => names.split(" ").forEach(name => {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    if (found) { kept.push([owner, name, found]); delete owner[name]; }
  }));
  const Real = RegExp;
  window.RegExp = function (pattern, flags) {
    if (/[^gimy]/.test(flags || "")) { throw new SyntaxError("flags of later years"); }
    return new Real(pattern, flags);
  };
  const answers = [];
  try {
    for (const request of requests) {
      const answer = await CourseLib.modules.search_engine.find(request);
      answers.push([answer.total, answer.results.map(r => r.id)]);
    }
    await CourseLib.modules.search_engine.suggest("党员 火星");
  } finally {
    window.RegExp = Real;
    kept.forEach(([owner, name, found]) => Object.defineProperty(owner, name, found));
  }
  return [kept.length, answers];
}"""


def test_nothing_of_later_years_is_asked_of_the_browser(browser: Browser, wide: Subject) -> None:
    """Without the methods and objects that came after Chrome 49 and Firefox 53 the answers are the same."""
    asked = list(requests(wide.library, 60, seed=9, latin=LATIN))
    with opened(browser, wide.site) as page:
        start(page, wide.address)
        taken, answers = page.evaluate(_AS_IN_2016, asked)
    assert taken > 30
    expected = [wide.reference.answer(request) for request in asked]
    assert answers == [[answer["total"], [name for name, _ in answer["hits"]]] for answer in expected]
