"""A slip of the same sound is answered with what was probably meant; words that the library simply lacks are left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index
from courselib.search.slips import mended
from courselib.search.sounds import keys_of, words


@pytest.fixture(scope="module")
def shipped(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, dict[str, str]]]:
    """The open index of the shipped library, and its words by their sound."""
    folder = tmp_path_factory.mktemp("slips")
    found = documents(library)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), found) as opened:
            yield opened, words(found)


@pytest.mark.parametrize(("typed", "meant"), [
    ("防讯", "防汛"), ("防訊", "防汛"), ("仿训", "防汛"), ("防讯演练", "防汛演练"), ("换界选举", "换届选举"), ("换届选具", "换届选举"),
    ("信仿", "信访"), ("乡村正兴", "乡村振兴"), ("三会一刻", "三会一课"), ("主题当日", "主题党日"), ("急就", "急救"),
    ("外卖其手", "外卖骑手"), ("思证课", "思政课"), ("反炸", "反诈"), ("新治生产力", "新质生产力"),
])
def test_slips(shipped: tuple[Index, dict[str, str]], typed: str, meant: str) -> None:
    """What sounds like a word of the library, and is none, is answered with the word."""
    index, known = shipped
    assert mended(index, typed, Filters(), search(index, typed), lambda: known) == meant


@pytest.mark.parametrize("typed", [
    "量子计算", "区块链", "足球比赛", "宠物美容", "股票投资", "红楼梦", "钢琴", "法语", "瑜伽", "彩票", "书法", "太极拳", "茶艺", "航天",
    "防汛", "三会一课", "“防讯”", "-防讯", "火星", "", "x",
])
def test_other_words_are_left_alone(shipped: tuple[Index, dict[str, str]], typed: str) -> None:
    """Words of other trades, right words, queries with marks: nothing else is offered."""
    index, known = shipped
    assert mended(index, typed, Filters(), search(index, typed), lambda: known) == ""


def test_filters_are_no_slip(shipped: tuple[Index, dict[str, str]]) -> None:
    """Where courses have all words and only do not pass the filters, nothing else was meant."""
    index, known = shipped
    filters = Filters(sector="enterprises-finance")
    assert mended(index, "防汛", filters, search(index, "防汛", filters), lambda: known) == ""


def test_sounds() -> None:
    """What some people do not tell apart sounds alike; a character with several common readings has several keys."""
    assert keys_of("正兴") == keys_of("振兴") == ["zen xin"]
    assert set(keys_of("银行")) == {"yin han", "yin xin"} or len(keys_of("银行")) == 2
    assert keys_of("a党") == []
