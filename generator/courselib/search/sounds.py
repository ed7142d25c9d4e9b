"""What sounds alike: characters by their readings without tone, and the words of a library by how they sound.

A word here is a pair of neighbouring characters, as everywhere in the search: of keywords, of other words for things (``synonyms``), and of
those names (titles, topics, sectors, lecturers) that two texts or more share. A pair of two texts has stood the test of being a word; one
of a single title may be the end of one word and the beginning of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from . import analysis
from .documents import FIELDS, SearchDocument
from .sounds_table import SOUNDS

#: Raised whenever the same courses could give other words.
VERSION = 1
#: Fields whose every pair counts, and those whose pairs count when two texts have them.
_OF_WORDS, _OF_NAMES = ("keywords", "also"), ("title", "topic", "sector", "lecturer")
#: Keywords of up to so many characters are words; longer ones are sentences.
_LONGEST_WORD = 8
#: Characters that join words: beside one of them stands the end of a word, or a beginning.
_BETWEEN = frozenset("的和与及或在了对从为以是不")
#: A pair of which each character has so many readings is looked for under no more keys than this.
MAX_KEYS = 4


_FOLDED = re.compile("^([zcs])h|(?<=[aei]n)g$")


@lru_cache(maxsize=1)
def readings() -> dict[str, tuple[str, ...]]:
    """Return the readings of each character, in order of the alphabet."""
    found: dict[str, tuple[str, ...]] = {}
    for line in SOUNDS.splitlines():
        sound, _, characters = line.partition(" ")
        alike = _FOLDED.sub(r"\1", sound)
        for character in characters:
            if alike not in found.get(character, ()):
                found[character] = (*found.get(character, ()), alike)
    return found


def keys_of(pair: str) -> list[str]:
    """Return how a pair of characters can sound: “fang xun”. Empty where a character has no known reading."""
    known = readings()
    return [" ".join(key) for key in product(*(known.get(character, ()) for character in pair))][:MAX_KEYS]


def words(documents: Iterable[SearchDocument]) -> dict[str, str]:
    """Return the words of a library by how they sound: those of two characters by themselves, a space, the other pairs.

    Each list is in order of code points, its words one after another.
    """
    whole, pairs = _pairs(documents)
    by_sound: dict[str, tuple[list[str], list[str]]] = {}
    for pair in sorted(pairs):
        for key in keys_of(pair):
            by_sound.setdefault(key, ([], []))[pair not in whole].append(pair)
    return {key: f"{''.join(own)} {''.join(others)}" for key, (own, others) in sorted(by_sound.items())}


def _pairs(documents: Iterable[SearchDocument]) -> tuple[set[str], set[str]]:
    """Return the words of two characters, and all pairs that count."""
    places = {name: place for place, name in enumerate(FIELDS)}
    texts: dict[tuple[str, ...], Counter[str]] = {_OF_WORDS: Counter(), _OF_NAMES: Counter()}
    for document in documents:
        for fields, counts in texts.items():
            counts.update({piece for name in fields for piece in document.texts[places[name]]})
    whole: set[str] = set()
    pairs: set[str] = set()
    for piece in texts[_OF_WORDS]:
        text = analysis.normalized(piece)
        if len(text) <= _LONGEST_WORD:
            found = _han_pairs(text)
            pairs |= found
            whole |= found & {text}
    once: set[str] = set()
    for piece, many in texts[_OF_NAMES].items():
        found = {pair for pair in _han_pairs(analysis.normalized(piece)) if _BETWEEN.isdisjoint(pair)}
        pairs |= found if many > 1 else found & once
        once |= found
    return whole, pairs


def _han_pairs(text: str) -> set[str]:
    return {term for term in analysis.normal_terms(text, False) if len(term) == 2 and all(map(analysis.is_character, term))}
