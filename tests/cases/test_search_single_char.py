"""What stands in a body alone is found: one character, words with digits and Latin letters; on the command line and in the page alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from courselib.__main__ import run

from ..support.browser import opened
from ..support.cases import overlay
from ..support.engine import ask, start
from ..support.sites import build_site

FOUND = (
    "碳", "茶", "放", "产", "基", "站", "倍", "线", "工", "例", "5G", "5g", "５Ｇ", "5G基站", "C++", "c++入门", "1.5倍", "1.5", "1.5倍工资",
    "GB/T 19001-2016", "19001", "2016", "12345", "12345热线", "碳 茶", "碳排放 茶", "茶 学习会", "5G 碳", "茶 12345",
    "熱", "產業", "資",
)
MISSING = ("鱼", "6G", "12346", "鱼 虾", "1900")
NEAR = ("鱼 碳", "6G 茶产业")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new library with the case laid over it, and its site."""
    root = overlay("search-single-char", tmp_path_factory.mktemp("case"))
    build_site(root / "content", root / "site")
    return root


def asked(library: Path, query: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """Return the answer of the command line."""
    assert run(["search", query, "--json", "--content", str(library / "content")]) == 0
    answer = json.loads(capsys.readouterr().out)
    return {"total": answer["total"], "relaxed": answer["relaxed"], "ids": [r["id"] for r in answer["results"]]}


@pytest.mark.parametrize("query", FOUND)
def test_the_command_line_finds_it(library: Path, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The course of the case is a full hit."""
    answer = asked(library, query, capsys)
    assert "a" in answer["ids"]  # type: ignore[operator] # a list of IDs
    assert not answer["relaxed"]


@pytest.mark.parametrize("query", MISSING)
def test_what_is_nowhere_is_said_to_be_nowhere(library: Path, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is found, and the words say what was looked through."""
    assert asked(library, query, capsys)["total"] == 0
    assert run(["search", query, "--content", str(library / "content")]) == 0
    assert "名称、关键词、专题、对象、讲师、简介和正文里都没有这些字词" in capsys.readouterr().out


@pytest.mark.browser
def test_the_page_finds_the_same(library: Path, browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    """The same courses in the same order for every query, over ``file://``."""
    queries = [*FOUND, *MISSING, *NEAR]
    with opened(browser, library / "site") as page:
        start(page, f"{(library / 'site').as_uri()}/")
        answers = ask(page, [{"text": query, "limit": 10} for query in queries])
    here = [{"total": a["total"], "relaxed": a["relaxed"], "ids": [name for name, _ in a["hits"]]} for a in answers]
    assert dict(zip(queries, here, strict=True)) == {query: asked(library, query, capsys) for query in queries}


@pytest.mark.browser
def test_the_page_says_only_what_was_looked_for(library: Path, browser: Browser) -> None:
    """A hit stands there without remarks; nothing found, nothing outside the filters and nothing to look for are told apart."""
    with opened(browser, library / "site") as page:
        def note(query: str) -> str:
            page.goto(f"{(library / 'site').as_uri()}/catalogue.html?{query}")
            expect(page.locator("#cl-find-status")).to_contain_text("找到")
            return page.locator("#cl-find-note").inner_text() if page.locator("#cl-find-note").is_visible() else ""

        assert note("q=碳") == ""
        assert "怎样开好支部学习会" in page.locator(".cl-result h3").all_inner_texts()
        assert note("q=鱼") == "没有找到课程：名称、关键词、专题、对象、讲师、简介和正文里都没有这些字词。"
        assert "没有" not in page.locator("#cl-find-empty").inner_text()
        assert note("q=碳&min=8.5") == "符合条件的含有全部检索词的课程没有找到；不加条件有 1 门。"
        assert note("q=鱼%20碳") == (
            "在名称、关键词、专题、对象、讲师、简介和正文中查找，没有课程同时有全部检索词；以下课程含有其中一部分，含得多的在前。"
        )
        assert note("q=！？") == "检索词里没有可查的字词，只按条件列出。"
        assert "只查了前 64 个字词。" in note("q=" + "%20".join(str(n) for n in range(70)))
