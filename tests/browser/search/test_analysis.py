"""The browser's analyzer gives exactly the terms of Python's."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from courselib.search.analysis import all_query_terms, index_terms, is_character, normalized, query_terms, whole_key
from courselib.search.question import parse
from courselib.search.t2s_table import SIMPLIFIED, TRADITIONAL

from ...support.browser import opened
from ...support.engine import start
from ...support.library import REPOSITORY

pytestmark = pytest.mark.browser
VECTORS = json.loads((REPOSITORY / "tests" / "vectors" / "analysis" / "terms.json").read_text(encoding="utf-8"))
QUESTIONS = json.loads((REPOSITORY / "tests" / "vectors" / "analysis" / "questions.json").read_text(encoding="utf-8"))
_QUESTIONS = """async texts => {
  await CourseLib.modules.search_engine.find({text: "黨"});
  return texts.map(t => Object.assign(
    {}, CourseLib.modules.search_question.parse(t, CourseLib.modules.search_analysis), {text: t, key: CourseLib.modules.search_analysis.wholeKey(t)}
  ));
}"""
#: Asks for a traditional character first, so that the table is there.
_TERMS = """async texts => {
  await CourseLib.modules.search_engine.find({text: "黨"});
  const a = CourseLib.modules.search_analysis;
  return texts.map(t => ({
    index: a.indexTerms(t, false), singles: a.indexTerms(t, true), query: a.queryTerms(t), text: a.normalize(t),
    every: a.allQueryTerms(t), characters: a.queryTerms(t).filter(a.isCharacter)
  }));
}"""


def drawn(count: int) -> list[str]:
    """Return texts of characters from all over Unicode, most of them from where the scripts meet."""
    draw = random.Random(5)  # noqa: S311 - a repeatable draw
    near = "二20大145第CS 61A -或| “”\"党员教育培训規劃與後〇々書 ，。a1Zé-.\u200b\n\u0130ßΣς\uff21\uff11\u2460\u3131\uff76\uff9e\U00020000\U0002a6d6𝐀\u00ad\ufe0f"
    pool = near * 40 + TRADITIONAL + "".join(map(chr, [*range(0x20, 0x2E80), *range(0x3000, 0xD7A0), *range(0xF900, 0xFFFE)]))
    # What Unicode has taken in since is folded by whichever side is newer.
    pool = "".join(c for c in pool if unicodedata.category(c) not in ("Cn", "Cs"))
    return ["".join(draw.choice(pool) for _ in range(draw.randint(1, 24))) for _ in range(count)]


def test_shared_vectors(browser: Browser, shipped_site: Path) -> None:
    """Every shared vector gives exactly its terms, from a page opened over ``file://``."""
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        found = page.evaluate(_TERMS, [c["text"] for c in VECTORS])
    for case, terms in zip(VECTORS, found, strict=True):
        assert {k: terms[k] for k in ("index", "singles", "query")} == {k: case[k] for k in ("index", "singles", "query")}, case["name"]


def test_queries_are_read_alike(browser: Browser, shipped_site: Path) -> None:
    """Every shared query, and two thousand drawn ones, are read in the same ways."""
    texts = [*(case["text"] for case in QUESTIONS), *drawn(2000)]
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        found = page.evaluate(_QUESTIONS, texts)
    read = [{
        "text": row["text"], "ways": [[way["terms"], way["needed"]] for way in row["ways"]],
        "without": row["without"], "unsought": row["unsought"], "key": row["key"],
    } for row in found]
    assert read[: len(QUESTIONS)] == QUESTIONS
    for text, row in zip(texts, read, strict=True):
        here = parse(text)
        expected = [[list(way.terms), list(way.needed)] for way in here.ways]
        left = [list(terms) for terms in here.without]
        assert row == {"text": text, "ways": expected, "without": left, "unsought": here.unsought, "key": whole_key(text)}, ascii(text)


def test_texts_of_all_kinds(browser: Browser, shipped_site: Path) -> None:
    """Two thousand texts drawn from all scripts, and every traditional character, come out alike in both."""
    texts = [*drawn(2000), *(a + b for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True))]
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        found = page.evaluate(_TERMS, texts)
    for text, terms in zip(texts, found, strict=True):
        here = {"index": index_terms(text, False), "singles": index_terms(text, True), "query": query_terms(text)}
        here |= {"every": all_query_terms(text), "characters": [t for t in query_terms(text) if is_character(t)]}
        assert terms == here | {"text": normalized(text)}, ascii(text)
