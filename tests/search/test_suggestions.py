"""What is offered while one types, and the files it comes from."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode

import pytest

from courselib.library.model import Library
from courselib.search import pinyin
from courselib.search.documents import documents
from courselib.search.shards import SUGGESTIONS, Session, Stores, beginnings
from courselib.search.suggestions import LONGEST, MOST, SHARES, Entry, frequent_words, key_of, others, suggest, ways_of

from .conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "vectors" / "suggestions" / "typed.json").read_text(encoding="utf-8"))
COURSES = [Entry("course", *row) for row in VECTORS["courses"]]
BESIDE = [Entry(*row) for row in VECTORS["beside"]]


@pytest.mark.parametrize("case", VECTORS["queries"], ids=lambda case: ascii(case["text"][:20]))
def test_shared_vectors(case: dict[str, object]) -> None:
    """Every text of the vectors that the browser runs too is answered with these entries, in this order."""
    assert [[e.kind, e.id or e.title] for e in suggest(COURSES, BESIDE, str(case["text"]))] == case["found"]


def test_the_order_is_beginning_inside_then_others() -> None:
    """A title that is the text, titles that begin with it, titles that hold it, topics and sectors, lecturers, words."""
    found = [(e.kind, e.title) for e in suggest(COURSES, BESIDE, "党课")]
    assert found[:3] == [("course", "党课"), ("course", "党课"), ("course", "党课怎么讲")]
    assert [kind for kind, _ in found] == ["course"] * 5 + ["topic", "lecturer", "word", "word"]


def test_ways_of_a_title() -> None:
    """Characters, syllables and initials from every place; the beginning is worth most, characters more than readings."""
    ways = ways_of("《AI》与 党课")
    assert ways == {
        "ai与党课": 0, "aiyudangke": 2, "aydk": 2, "与党课": 1, "yudangke": 3, "ydk": 3, "党课": 1, "dangke": 3, "dk": 3, "课": 1, "ke": 3,
    }
    assert max(map(len, ways_of("习近平新时代中国特色社会主义思想" * 4))) == LONGEST
    assert ways_of("，。") == {}


def test_shares_are_kept() -> None:
    """However many topics, lecturers and words fit, courses have the other rows."""
    many = [Entry(kind, str(n), f"党{kind}{n}") for kind in ("topic", "sector", "lecturer", "word") for n in range(9)]
    found = suggest([Entry("course", str(n), f"党课{n}") for n in range(20)], many, "党")
    assert len(found) == MOST
    assert [e.kind for e in found].count("course") == MOST - sum(SHARES.values())


def test_words_are_the_commonest_keywords(library: Library) -> None:
    """They stand in order of the number of courses, and none repeats a topic or a sector."""
    found = documents(library)
    beside = others(found, library)
    named = {key_of(e.title) for e in beside if e.kind in ("topic", "sector")}
    words = [e.title for e in beside if e.kind == "word"]
    assert not named & set(map(key_of, words))
    counts = [sum(key_of(w) in map(key_of, library.courses[d.id].keywords) for d in found) for w in words]
    assert counts == sorted(counts, reverse=True)
    assert frequent_words(list(reversed(found)), library, named) == frequent_words(found, library, named)


def test_files_are_small_ascii_and_kept(library: Library) -> None:
    """Files hold ASCII alone, each a few kilobytes; the same titles give the same bytes, made once; a new title some of them anew."""
    found = documents(library)
    store = Stores(None, "test")

    def made() -> tuple[int, dict[str, bytes]]:
        with store, pinyin.remembered(store.readings()):
            done = Session(store, found, library).finish()
        files = {f.key: store.file(f.key) for f in done.files if f.key == SUGGESTIONS or f.key.startswith("g/")}
        return done.made, files

    _, first = made()
    again, second = made()
    assert (again, second) == (0, first)
    assert all(data.isascii() and len(data) < 24_000 for data in first.values())
    assert len(first) > 10
    text = first[SUGGESTIONS].decode().split('"')[5]
    root = json.loads(zlib.decompress(b64decode(text), -15))
    assert set(first) == {SUGGESTIONS, *map(beginnings.key_for, root["files"])}
    assert root["files"] == sorted(root["files"], key=lambda start: start.encode("utf-16-be", "surrogatepass"))


def test_an_empty_library_has_no_files() -> None:
    """Without a title there is nothing to be cut."""
    assert beginnings.files_of(beginnings.codes_of([])) == ([], {})
