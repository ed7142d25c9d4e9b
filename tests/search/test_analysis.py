import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.search import analysis
from courselib.search.analysis import HAN, WORD, characters, index_terms, is_character, normalized, query_terms
from courselib.search.t2s import simplified
from courselib.search.t2s_table import SIMPLIFIED, TRADITIONAL

from .conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "vectors" / "analysis" / "terms.json").read_text(encoding="utf-8"))
HAN_TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)
MIXED = st.text(
    st.one_of(
        st.sampled_from("党员教育培训規劃与後〇々書 ，。a1Zé-.\u200b\n"),
        st.characters(blacklist_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize("case", VECTORS, ids=[c["name"] for c in VECTORS])
def test_vector(case: dict[str, object]) -> None:
    """Every shared vector gives exactly its terms."""
    text = str(case["text"])
    assert index_terms(text, False) == case["index"]
    assert index_terms(text, True) == case["singles"]
    assert query_terms(text) == case["query"]


def test_there_are_enough_vectors() -> None:
    """The vectors cover at least forty different texts."""
    assert len({c["text"] for c in VECTORS}) >= 40


@given(MIXED, HAN_TEXT, MIXED)
def test_chinese_text_is_found_where_it_stands(before: str, wanted: str, after: str) -> None:
    """A query of two or more Chinese characters has all its terms in any text that holds it."""
    assert set(query_terms(wanted)) <= set(index_terms(before + wanted + after, False))


@given(MIXED)
def test_characters_are_those_of_the_text_and_of_its_terms(text: str) -> None:
    """Each Han character of a text once; the terms of the text are made of the same."""
    found = characters(normalized(text))
    assert sorted(found) == sorted({c for c in normalized(text) if re.match(f"[{HAN}]", c)})
    assert set(characters("".join(index_terms(text, False)))) == set(found)
    assert all(map(is_character, found))


@pytest.mark.parametrize(("term", "single"), [
    ("党", True), ("々", True), ("\U00020000", True), ("党员", False), ("a", False), ("が", False), ("한", False), ("", False),
])
def test_a_character(term: str, single: bool) -> None:
    """One Han character, in any plane."""
    assert is_character(term) is single


@given(MIXED)
def test_a_text_finds_itself(text: str) -> None:
    """All terms of a text as a query are terms of the text as a field, long or short."""
    terms = set(query_terms(text))
    assert terms <= set(index_terms(text, False))
    assert terms <= set(index_terms(text, True))


@given(st.text(max_size=80))
def test_any_text_has_terms_of_known_shape(text: str) -> None:
    """Whatever the text, a term is one or two Han characters, a word of at most 64 letters, or a letter with ++ or #."""
    shape = re.compile(f"[{HAN}]{{1,2}}|[{WORD}]{{1,{analysis.MAX_WORD}}}|[a-z](?:\\+\\+|#)")
    assert all(shape.fullmatch(t) for t in index_terms(text, True))
    assert len(query_terms(text)) == len(set(query_terms(text))) <= analysis.MAX_QUERY_TERMS


def test_a_year_with_its_character_is_found_in_a_longer_run() -> None:
    """“2028年” is found in “2028年规划”, though 年 stands inside a longer run there."""
    assert set(query_terms("2028年")) <= set(index_terms("到2028年规划完成", False))


def test_the_ranges_are_plain() -> None:
    """The ranges name only single characters and ascending ranges, disjoint between Han and words."""
    han, word = re.compile(f"[{HAN}]"), re.compile(f"[{WORD}]")
    both = [c for c in map(chr, range(0x40000)) if han.match(c) and word.match(c)]
    assert both == []
    assert not any("\ud800" <= c <= "\udfff" for c in WORD)
    assert all(ord(c) < 0x10000 for c in WORD)


@pytest.mark.parametrize("block", [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF)])
def test_every_ideograph_is_han(block: tuple[int, int]) -> None:
    """Every character of the ideograph blocks is Han."""
    han = re.compile(f"[{HAN}]")
    assert all(han.match(chr(c)) for c in range(block[0], block[1] + 1))


def test_letters_of_the_teaching_languages_are_words() -> None:
    """Letters and digits of the scripts the library teaches in are words as they come out of normalisation."""
    word = re.compile(f"[{WORD}]")
    spans = [(0x30, 0x7A), (0xC0, 0x24F), (0x400, 0x52F), (0x620, 0x6D3), (0xF40, 0xF6C), (0x1820, 0x1878),
             (0xA000, 0xA48C), (0xAC00, 0xD7A3)]
    for first, last in spans:
        for c in map(chr, range(first, last + 1)):
            if unicodedata.category(c)[0] in "LN" and analysis.normalized(c) == c:
                assert word.match(c), hex(ord(c))


def test_the_simplified_table_is_what_the_tool_makes() -> None:
    """The committed table is exactly what the development dependency's dictionary gives."""
    from tools.make_t2s import TARGET, make

    assert TARGET.read_text(encoding="utf-8") == make()


def test_the_simplified_table_is_a_map_of_characters() -> None:
    """Both halves of the table are equally long, sorted, without repetition; each character maps to another."""
    assert len(TRADITIONAL) == len(SIMPLIFIED) > 4000
    assert list(TRADITIONAL) == sorted(set(TRADITIONAL))
    assert all(a != b for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True))


@given(st.text(st.sampled_from(TRADITIONAL + SIMPLIFIED + "党a"), max_size=30))
def test_simplifying_goes_character_by_character(text: str) -> None:
    """A text is simplified as its characters are, one by one."""
    assert simplified(text) == "".join(map(simplified, text))
    assert len(simplified(text)) == len(text)
