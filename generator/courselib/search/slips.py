"""A slip of the same sound: 防讯 for 防汛, as input methods make them. Asked only where an answer is poor.

A pair of characters that no course has is replaced by a word of the library (``sounds``) that sounds the same, when less of the query
is then unknown, and the mended query is offered when it is answered better. The twin in the browser is ``theme/scripts/search/slips.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from . import analysis, question, sounds
from .engine import Filters, Found, Lists, Postings, search

#: A query is mended in so many places at most; a longer one than this is not looked at.
MAX_PLACES, MAX_TERMS = 3, 24
#: A pair that no more courses have may stand there by chance, as the end of a word and the beginning of another.
FEW = 2
#: So many words of the same sound are tried for a pair.
MAX_WORDS = 6


def is_poor(found: Found) -> bool:
    """Tell whether an answer calls for another query: no course has all terms, whatever the filters."""
    return bool(found.terms) and not found.elsewhere and (found.relaxed or not found.total)


def mended(
    index: Postings, query: str, filters: Filters, found: Found, words: Callable[[], Mapping[str, str]]
) -> str:
    """Return what the query was probably meant to be, empty where there is nothing better; ``words`` gives those of the library."""
    if not is_poor(found) or question.has_marks(query) or len(found.terms) > MAX_TERMS:
        return ""
    text = list(analysis.normalized(query))
    lists = Lists(index)
    shown = list(query) if len(query) == len(text) else list(text)
    if not _mend(lists, text, shown, words):
        return ""
    better = "".join(shown)
    answer = search(index, better, filters, 1)
    is_better = answer.total and (not answer.relaxed or not found.total or answer.hits[0].matched > found.hits[0].matched)
    return better if is_better else ""


def _mend(lists: Lists, text: list[str], shown: list[str], words: Callable[[], Mapping[str, str]]) -> bool:
    """Replace pairs in ``text``, and in the same places of ``shown``; tell whether there was anything to replace."""
    places = 0
    for at in range(len(text) - 1):
        pair = text[at] + text[at + 1]
        if places == MAX_PLACES or not all(map(analysis.is_character, pair)) or len(lists.weights(pair)) > FEW:
            continue
        unknown = _unknown(lists, text)
        best: tuple[tuple[int, int, int], str] | None = None
        for word in _alike(pair, words()):
            other = [*text[:at], *word, *text[at + 2 :]]
            row = ((_unknown(lists, other), -sum(map(str.__eq__, pair, word)), -len(lists.weights(word))), word)
            if row[0][0] < unknown and (best is None or row[0] < best[0]):
                best = row
        if best:
            for place, character in enumerate(best[1], at):
                if text[place] != character:
                    text[place] = shown[place] = character
            places += 1
    return places > 0


def _alike(pair: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield words that sound as a pair does: any by itself, others where one character is the same."""
    found: dict[str, None] = {}
    for key in sounds.keys_of(pair):
        own, _, others = words.get(key, " ").partition(" ")
        found |= dict.fromkeys(_cut(own))
        found |= dict.fromkeys(word for word in _cut(others) if word[0] == pair[0] or word[1] == pair[1])
    yield from list(found)[:MAX_WORDS]


def _cut(words: str) -> list[str]:
    return [words[n : n + 2] for n in range(0, len(words), 2)]


def _unknown(lists: Lists, text: list[str]) -> int:
    """Return how much of a text is not the library's: 2 for a term that no course has, 1 for one that few have."""
    held = (len(lists.weights(term)) for term in analysis.query_terms("".join(text)))
    return sum((many <= FEW) + (not many) for many in held)
