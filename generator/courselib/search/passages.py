"""Why a course was found: the sentence of it that a query's terms stand in, where they are not in view already.

Of the sentences that hold a term which is not in view the one with most distinct terms is chosen, of several the earliest. A long
one is cut to some ``MOST`` characters around its terms, at marks of punctuation where there are any.

What is found is display only: what answers a query does not depend on it. The twin in the browser is
``theme/scripts/search/passages.js``; both run ``tests/vectors/passages``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from . import analysis, marks, pinyin

#: Raised whenever the same text could give another passage.
VERSION = 1
#: Characters of a passage, its ellipses left out, and how many of them may stand before its first term.
MOST, LEAD = 60, 20
#: Where nothing shows where to cut: characters before the first term.
_BARE_LEAD = 8
_ELLIPSIS = "…"
#: Spelled out, since what a space is differs between languages.
_SPACE = " \t\r\n\u00a0\u3000"
_ENDS, _CLOSING, _PAUSES = "。！？!?；;…", "”’」』）)》】", "，、：,:；;。！？!?…"
_INSIDE = re.compile("[0-9A-Za-z]{2}")
_SENTENCE = re.compile(f"[^{_ENDS}]*[{_ENDS}]*[{_CLOSING}]*")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A word of a course that answers for other terms: what another word means (防汛 for 水灾), or what is read so (农村, nongcun)."""

    word: str
    terms: tuple[str, ...]


def stand_ins(ways: Sequence[Sequence[str]], others: Iterable[tuple[str, Sequence[str]]]) -> list[StandIn]:
    """Return the words of a course that answer for terms of a query.

    ``others`` are words that mean the same as some of the course's own words, each with these (``fulltexts``).
    """
    asked = [frozenset(way) for way in ways]
    found = []
    for other, own in others:
        terms = tuple(analysis.query_terms(other))
        if terms and any(way.issuperset(terms) for way in asked):
            found += [StandIn(analysis.normalized(word), terms) for word in own]
    return found


def may_be_read(ways: Sequence[Sequence[str]]) -> bool:
    """Tell whether a query has a term that may be the reading of a word."""
    return any(pinyin.QUERY.fullmatch(term) for term in _all(ways))


def read_as(ways: Sequence[Sequence[str]], texts: Iterable[str], readings: Mapping[str, Sequence[str]]) -> list[StandIn]:
    """Return the words of texts that are read as terms in Latin letters; ``readings`` are syllables by character."""
    terms = [term for term in _all(ways) if pinyin.QUERY.fullmatch(term)]
    found: dict[tuple[str, str], None] = {}
    for normal in map(analysis.normalized, texts) if terms else ():
        for term in terms:
            for at in range(len(normal)):
                end = max(_read(normal, at, term, readings), _initials(normal, at, term, readings))
                if end > at:
                    found[normal[at:end], term] = None
    return [StandIn(word, (term,)) for word, term in found]


def _read(text: str, at: int, left: str, readings: Mapping[str, Sequence[str]]) -> int:
    """Return where the characters end whose syllables begin with the letters that are left; -1 when they do not."""
    if not left:
        return at
    ends = (
        at + 1 if syllable.startswith(left) else _read(text, at + 1, left[len(syllable) :], readings) if left.startswith(syllable) else -1
        for syllable in readings.get(text[at : at + 1], ())
    )
    return max(ends, default=-1)


def _initials(text: str, at: int, letters: str, readings: Mapping[str, Sequence[str]]) -> int:
    for n, letter in enumerate(letters):
        if not any(syllable[0] == letter for syllable in readings.get(text[at + n : at + n + 1], ())):
            return -1
    return at + len(letters)


def marks_of(ways: Sequence[Sequence[str]], others: Iterable[StandIn] = ()) -> list[str]:
    """Return what is to be marked: the terms of all ways to read a query, and the words that stand for them."""
    return list(dict.fromkeys([*_all(ways), *(other.word for other in others)]))


def is_in_view(ways: Sequence[Sequence[str]], others: Sequence[StandIn], shown: Iterable[str]) -> bool:
    """Tell whether the texts that are shown of a course have all terms of one way; so they do for a query without terms."""
    seen = _seen(_all(ways), others, shown)
    return all(not way for way in ways) or any(way and seen.issuperset(way) for way in ways)


def passage(
    ways: Sequence[Sequence[str]], others: Sequence[StandIn], shown: Iterable[str], lines: Iterable[str]
) -> list[marks.Piece]:
    """Return the passage of ``lines`` that shows why a course was found, in pieces; empty when what is ``shown`` does, or nothing does.

    ``ways`` are the terms of each way to read the query.
    """
    terms = _all(ways)
    shown = list(shown)
    if is_in_view(ways, others, shown):
        return []
    seen = _seen(terms, others, shown)
    best, most = "", 0
    for line in lines:
        for sentence in sentences(line):
            found = _seen(terms, others, [sentence])
            if found <= seen:
                continue
            count = max(len(found.intersection(way)) for way in ways)
            if count > most:
                best, most = sentence, count
    pieces = marks.split(_cut(best, ways, others), marks_of(ways, others))
    return pieces if any(marked for _, marked in pieces) else []


def sentences(line: str) -> list[str]:
    """Return the sentences of a line, the marks that end them included."""
    found = (match.group().strip(_SPACE) for match in _SENTENCE.finditer(line))
    return [sentence for sentence in found if sentence]


def _all(ways: Sequence[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(term for way in ways for term in way))


def _seen(terms: Sequence[str], others: Iterable[StandIn], texts: Iterable[str]) -> set[str]:
    """Return the terms that stand in one of the texts, by themselves or through words that stand for them."""
    found: set[str] = set()
    for normal in map(analysis.normalized, texts):
        found.update(term for term in terms if term not in found and _has(normal, term))
        for other in others:
            if _has(normal, other.word):
                found.update(other.terms)
    return found


def _has(normal: str, term: str) -> bool:
    return term in normal and next(marks.places(normal, term), -1) >= 0


def _cut(sentence: str, ways: Sequence[Sequence[str]], others: Sequence[StandIn]) -> str:
    """Return a sentence, or what stands around most of its terms if it is long."""
    if len(sentence) <= MOST:
        return sentence
    first, last = _densest(sentence, ways, others)
    start = _start(sentence, first, min(LEAD, MOST - (last - first)))
    end = _end(sentence, last, start + MOST)
    while start < first and sentence[start] in _SPACE:
        start += 1
    while end > last and sentence[end - 1] in _SPACE:
        end -= 1
    return (_ELLIPSIS if start else "") + sentence[start:end] + (_ELLIPSIS if end < len(sentence) else "")


def _densest(sentence: str, ways: Sequence[Sequence[str]], others: Sequence[StandIn]) -> tuple[int, int]:
    """Return from where to where the most distinct marks stand near each other; of several such places the first."""
    view = marks.view_of(sentence)
    hits = sorted(
        (view.starts[at], view.ends[at + len(term) - 1], term)
        for term in marks_of(ways, others) for at in marks.places(view.normal, term)
    )
    best, span = 0, (0, 0)
    for place, (start, end, _) in enumerate(hits):
        near = [hit for hit in hits[place:] if hit[1] <= start + MOST - LEAD]
        count = len({term for _, _, term in near})
        if count > best:
            best, span = count, (start, max((hit[1] for hit in near), default=end))
    # One word can be longer than all that is shown.
    return span[0], min(span[1], span[0] + MOST)


def _start(sentence: str, first: int, room: int) -> int:
    if first <= room:
        return 0
    for place in range(first - room, first + 1):
        if sentence[place - 1] in _PAUSES:
            return place
    start = first - min(room, _BARE_LEAD)
    while start < first and _inside_word(sentence, start):
        start += 1
    return start


def _end(sentence: str, last: int, limit: int) -> int:
    if limit >= len(sentence):
        return len(sentence)
    for place in range(limit, last - 1, -1):
        if sentence[place] in _PAUSES:
            return place
    end = limit
    while end > last and _inside_word(sentence, end):
        end -= 1
    return end if end > last else limit


def _inside_word(sentence: str, place: int) -> bool:
    return _INSIDE.fullmatch(sentence[place - 1 : place + 1]) is not None
