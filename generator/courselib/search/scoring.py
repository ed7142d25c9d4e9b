"""BM25F: how well a course answers the terms of a query.

One term's weight in a course is the sum over fields of boost × count ÷ (1 − B + B × length ÷ average length); it
saturates with K1 and counts by the term's rarity among all courses, whatever field it stands in. Only title and text
weigh their length: the others are short whatever a course says.

The figures must come out alike in Python and in every browser, to the last bit, so that orders agree even between
near-equal courses. Addition, multiplication and division do, in a fixed order; a logarithm may not, so the rarity is
rounded to 1/4096. Lengths are held in one byte each, which both sides decode alike.

Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

#: Raised whenever the same index could give other scores.
VERSION = 5
K1 = 1.2
BOOSTS = {"title": 4.0, "keywords": 3.0, "topic": 2.0, "sector": 1.5, "lecturer": 1.5, "task": 1.0, "also": 1.0, "text": 1.0}
#: The weight of a reading that begins as the query does: less than the word itself in a title.
PINYIN_BOOST = 2.0
#: The same where the word itself stands in some course: next to nothing, so that those courses come first.
PINYIN_BESIDE = 1 / 1024
#: The weight of a single character for standing anywhere in a course, beside what it weighs where it is a term of a field.
CHARACTER_BOOST = 0.5
#: Fields that weigh their length, with their B, in the order of their length bytes.
LENGTH_B = {"title": 0.5, "text": 0.75}
#: A query of more terms than this is a sentence or a paragraph: a word that it shares with a course does not make that course near.
FEW_TERMS = 8
#: Of as many terms as the nearest course has, where none has all: so great a share must a course have to be near as well.
NEAR_SHARE = (2, 3)
_GRAIN = 4096
# Coarse on purpose: no order depends on a tenth of a length, and the browser reads a byte a course before all else.
_EXACT = 8
_STEPS = 4


def pack_length(length: int) -> int:
    """Return a field's length (its terms counted with repetition) as a byte: exact below 12, three binary digits above."""
    if length < _EXACT:
        return length
    shift = max(0, (length - _EXACT + _STEPS).bit_length() - 3)
    return min(255, _EXACT + shift * _STEPS + ((length - _EXACT + _STEPS) >> shift) - _STEPS)


def unpack_length(packed: int) -> int:
    """Return the smallest length that is packed in this byte."""
    if packed < _EXACT:
        return packed
    shift, step = divmod(packed - _EXACT, _STEPS)
    return int(((step + _STEPS) << shift) + _EXACT - _STEPS)


def length_bytes(terms: Mapping[str, Mapping[str, int]]) -> bytes:
    """Return the packed lengths of a document's fields, one byte for each of ``LENGTH_B``."""
    return bytes(pack_length(sum(terms[name].values())) for name in LENGTH_B)


def rarity(documents: int, holding: int) -> float:
    """Return a term's rarity: ``holding`` of ``documents`` courses have it; log 2 for a term that all of them have.

    BM25's own figure sinks to nothing for such terms, and in a library on one subject the words people ask for
    (党员, 教育) are of that kind: it would no longer matter whether they stand in a title.
    """
    return math.floor(math.log(1 + documents / holding) * _GRAIN + 0.5) / _GRAIN


def length_factors(total: Sequence[int], documents: int) -> dict[str, list[float]]:
    """Return for each field of ``LENGTH_B`` what a count is divided by, indexed by the field's length byte.

    ``total`` sums the unpacked lengths of all documents, field by field.
    """
    tables = {}
    for (name, b), field_total in zip(LENGTH_B.items(), total, strict=True):
        average = field_total / documents if field_total else 1.0
        tables[name] = [1 - b + b * unpack_length(packed) / average for packed in range(256)]
    return tables


def is_near(matched: int, best: int, terms: int) -> bool:
    """Tell whether a course with ``matched`` of a query's terms is near, where the nearest of those that lack some has ``best``."""
    part, whole = NEAR_SHARE
    return terms <= FEW_TERMS or matched * whole >= best * part


def saturated(weight: float) -> float:
    """Return a term's weight in a document after saturation, between 0 and K1 + 1."""
    return weight * (K1 + 1) / (weight + K1)
