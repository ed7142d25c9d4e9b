import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.search import scoring
from courselib.search.documents import FIELDS


@given(st.integers(0, 10**8))
def test_a_length_survives_packing_within_a_quarter(length: int) -> None:
    """A length fits a byte, comes back no longer and at most a quarter shorter, and packs to the same byte again."""
    packed = scoring.pack_length(length)
    unpacked = scoring.unpack_length(packed)
    assert 0 <= packed <= 255
    assert unpacked <= length <= unpacked * 5 / 4 + 1
    assert scoring.pack_length(unpacked) == packed


def test_short_lengths_are_exact() -> None:
    """Lengths below twelve are kept exactly."""
    assert [scoring.unpack_length(scoring.pack_length(n)) for n in range(12)] == list(range(12))


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_packing_keeps_the_order(a: int, b: int) -> None:
    """A longer field never has a smaller byte."""
    assert (a <= b) <= (scoring.pack_length(a) <= scoring.pack_length(b))


@given(st.integers(1, 10**6), st.data())
def test_rarer_terms_weigh_more(documents: int, data: st.DataObject) -> None:
    """Rarity is positive, falls as more courses hold a term, and is a multiple of 1/4096."""
    holding = data.draw(st.integers(1, documents))
    value = scoring.rarity(documents, holding)
    assert value >= 0.69
    assert value <= scoring.rarity(documents, 1)
    assert (value * 4096).is_integer()
    assert math.isclose(value, math.log(1 + documents / holding), abs_tol=1 / 4096)


def test_every_field_has_a_boost() -> None:
    """Each field weighs something, the title most, and only fields that exist weigh their length."""
    assert tuple(scoring.BOOSTS) == FIELDS
    assert max(scoring.BOOSTS, key=lambda f: scoring.BOOSTS[f]) == "title"
    assert set(scoring.LENGTH_B) <= set(FIELDS)


def test_an_average_length_divides_by_one() -> None:
    """A field of average length neither gains nor loses; a longer one is divided by more."""
    factors = scoring.length_factors([28 * 10, 40 * 10], 10)
    assert factors["title"][scoring.pack_length(30)] == pytest.approx(1)
    assert factors["text"][scoring.pack_length(100)] > 1 > factors["text"][scoring.pack_length(10)]
    assert scoring.length_factors([0, 0], 1)["title"][0] == 0.5


def test_weights_saturate() -> None:
    """A weight grows towards K1 + 1 and never beyond."""
    values = [scoring.saturated(w) for w in (0.5, 1, 2, 1000)]
    assert values == sorted(values)
    assert scoring.saturated(1) == 1
    assert values[-1] < scoring.K1 + 1
