"""What an answer is read with never denies a course: words that one course has are never said to be in none, by the page or the command line."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from courselib.cli.search import _notes
from courselib.search.engine import search

from ...support.browser import opened
from ...support.searching import Request, Wanted
from .conftest import Subject

pytestmark = pytest.mark.browser
MANY = 1500
RUN = re.compile(r"[\u4e00-\u9fff]+")
#: Words of the language of queries, not words to look for.
SIGNS = ("或",)
DENIALS = ("没有课程同时有全部检索词", "里都没有这些字词", "没有找到课程")
REMARKS = """async requests => {
  const said = [];
  for (const request of requests) {
    const answer = await CourseLib.modules.search_engine.find(request);
    said.push(CourseLib.modules.catalogue_results.remarks(answer, request.text));
  }
  return said;
}"""


def drawn(subject: Subject) -> list[Request]:
    """Return queries of one to three pieces of one course's own text, a third of them with filters, whether the course passes or not."""
    chance = random.Random(15)  # noqa: S311 - a draw to be repeated
    courses = [subject.reference.index.documents[name] for name in sorted(subject.library.courses)]
    plan = subject.library.plan
    found = []
    while len(found) < MANY:
        document = chance.choice(courses)
        runs = RUN.findall("\n".join([document.plain, *(piece for field in document.texts for piece in field)]))
        words = []
        for _ in range(chance.randint(1, 3)):
            run = chance.choice(runs)
            size = min(len(run), chance.randint(1, 6))
            at = chance.randint(0, len(run) - size)
            words.append(run[at : at + size])
        if any(word in SIGNS for word in words):
            continue
        request: Request = {"text": " ".join(words), "limit": 20}
        if chance.random() < 0.34:
            request |= chance.choice([
                {"sectors": [chance.choice(list(plan.sectors))]}, {"topics": [chance.choice(list(plan.topics))]},
                {"theory": chance.random() < 0.5}, {"maxHours": chance.randint(2, 8)}, {"kinds": [chance.choice(["course", "case", "series"])]},
            ])
        found.append(request)
    return found


def denied(said: str, request: Request) -> list[Any]:
    """Return what is said though it is not so, with the query."""
    return [(request, said) for denial in DENIALS if denial in said]


def test_no_words_that_a_course_has_are_denied(browser: Browser, shipped: Subject) -> None:
    """In the same words on both sides, which come from functions of their own."""
    asked = drawn(shipped)
    lines = []
    for request in asked:
        answer = search(shipped.reference.index, request["text"], Wanted(values=shipped.reference.values, request=request), None)
        lines.append("".join(_notes(request["text"], answer)))
    with opened(browser, shipped.site) as page:
        page.goto(f"{shipped.address}catalogue.html")
        page.locator("#cl-find-status", has_text="找到").wait_for()
        told = page.evaluate(REMARKS, asked)
    assert [found for request, said in zip(asked, lines, strict=True) for found in denied(said, request)][:5] == []
    assert [found for request, said in zip(asked, told, strict=True) for found in denied(said, request)][:5] == []
    assert [(r, page_says, command) for r, page_says, command in zip(asked, told, lines, strict=True) if page_says != command][:5] == []
    assert sum("不加条件有" in said for said in lines) > 50
