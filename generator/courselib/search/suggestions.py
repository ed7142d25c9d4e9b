"""What is offered while one types: which titles, topics, sectors, lecturers and words a beginning may mean, and in which order.

This is the reference, which asks every entry; the page gives the same answers from few small files (``shards/beginnings.py``,
``theme/scripts/search/suggestions.js``). All run the vectors in ``tests/vectors/suggestions``.

A typed text is compared as a *key*: its letters in a row, without spaces and marks (``analysis.whole_key``), at most ``LONGEST``. It means
an entry when one of the entry's *ways* begins with it. From each Han character of a title, and from each word in other letters, there are
up to three ways: the characters themselves, their syllables in pinyin, and the syllables' initials. Ways from within a title are shorter
than those from its beginning: whoever types more than a word or two of a title begins where it begins. Capital letters are meant as
letters: AI is no beginning of 爱.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..library.model import Library
from . import analysis, pinyin
from .documents import SearchDocument

#: Raised whenever the same library could give other suggestions.
VERSION = 1
#: Characters of a key that are compared.
LONGEST = 32
#: Characters of a way from within a title; letters of syllables likewise; initials, from anywhere.
WITHIN, SYLLABLES_WITHIN, INITIALS = 12, 18, 8
#: Rows in all, and those that other kinds than courses may take of them.
MOST = 10
#: What a way is worth less for being a reading in pinyin, or for standing within a title.
READING, INSIDE = 2, 1
SHARES = {"topic": 2, "lecturer": 1, "word": 2}
#: Kinds that share their rows with another.
_TOGETHER = {"sector": "topic"}
#: The words that authors use most are few; lecturers' names are loaded with them.
MOST_WORDS, MOST_LECTURERS = 300, 500
COURSE, WORD = "course", "word"

_CAPITAL = re.compile("[A-Z]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be offered: ``kind`` is ``course``, ``topic``, ``sector``, ``lecturer`` or ``word``, which has no ``id``."""

    kind: str
    id: str
    title: str


def key_of(text: str) -> str:
    """Return what a typed text, or a title, is compared by."""
    return analysis.whole_key(text)


def syllables_of(units: Sequence[str]) -> list[str]:
    """Return the syllable of each unit, as it is typed: a Han character's reading; a word's is itself; a space where nobody knows one."""
    run: list[str] = []
    found: list[str] = []
    for unit in (*units, ""):
        if analysis.is_character(unit):
            run.append(unit)
            continue
        if run:
            found += [syllable or " " for syllable in pinyin.syllables("".join(run))]
            run = []
        if unit:
            found.append(unit)
    return found


def ways_of(title: str) -> dict[str, int]:
    """Return the ways of a title with what each is worth: the sum of ``READING`` and ``INSIDE``, as they apply; the least is best."""
    units = analysis.units(title)
    syllables = syllables_of(units)
    whole, spoken, initials = "".join(units), "".join(syllables), "".join([s[0] for s in syllables])
    ways: dict[str, int] = {}
    at = said = worth = 0
    longest, most_said = LONGEST, LONGEST
    for place, syllable in enumerate(syllables):
        _put(ways, whole[at : at + longest], worth)
        if syllable != " ":
            _put(ways, spoken[said : said + most_said], worth + READING)
            if place + 1 < len(syllables):
                _put(ways, initials[place : place + INITIALS], worth + READING)
        at += len(units[place])
        said += len(syllable)
        worth, longest, most_said = INSIDE, WITHIN, SYLLABLES_WITHIN
    return ways


def _put(ways: dict[str, int], text: str, worth: int) -> None:
    if worth < ways.get(text, 4):
        ways[text] = worth


def rank_of(title: str, key: str, below: int = 2 * READING) -> tuple[int, bool] | None:
    """Return how well a key means a title, the least being the best: what its way is worth, and whether that goes on.

    ``None`` when no way worth less than ``below`` begins with the key.
    """
    ways = ((worth, text != key) for text, worth in ways_of(title).items() if worth < below and text.startswith(key))
    return min(ways, default=None)


def worth_of(text: str) -> int:
    """Return what ways must be worth less than for a typed text."""
    return READING if _CAPITAL.search(text) else 2 * READING


def others(documents: Sequence[SearchDocument], library: Library) -> list[Entry]:
    """Return what may be offered beside courses, in order: topics and sectors as in the plan, lecturers, words by how often they stand."""
    plan = library.plan
    entries = [Entry("topic", t.id, t.title) for t in plan.topics.values()]
    entries += [Entry("sector", s.id, s.title) for s in plan.sectors.values()]
    entries += [Entry("lecturer", x.id, x.title) for x in list(library.lecturers.values())[:MOST_LECTURERS]]
    return entries + [Entry(WORD, "", word) for word in frequent_words(documents, library, {key_of(e.title) for e in entries})]


def frequent_words(documents: Iterable[SearchDocument], library: Library, known: set[str]) -> list[str]:
    """Return the keywords that most courses have, the commonest first; none whose key is among ``known``."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        for word in library.courses[document.id].keywords:
            key = key_of(word)
            if key and key not in known:
                counts[key] += 1
                # Of several ways to write a word, one stands for all, whatever the order of courses.
                written[key] = min(word, written.get(key, word))
    return [written[key] for key, _ in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:MOST_WORDS]]


def suggest(courses: Sequence[Entry], beside: Sequence[Entry], text: str) -> list[Entry]:
    """Return what a typed text may mean, in the order of showing: courses, topics and sectors, lecturers, words; at most ``MOST``."""
    key = key_of(text)[:LONGEST]
    if not key:
        return []
    below = worth_of(text)
    ranked = sorted((rank, n) for n, entry in enumerate(beside) if (rank := rank_of(entry.title, key, below)))
    shown = chosen(beside[n] for _, n in ranked)
    titles = sorted((rank, n) for n, entry in enumerate(courses) if (rank := rank_of(entry.title, key, below)))
    return [*(courses[n] for _, n in titles[: MOST - len(shown)]), *shown]


def chosen(ranked: Iterable[Entry]) -> list[Entry]:
    """Return of the entries beside courses, best first, those that are shown, by kind."""
    groups: dict[str, list[Entry]] = {kind: [] for kind in SHARES}
    for entry in ranked:
        kind = _TOGETHER.get(entry.kind, entry.kind)
        if len(groups[kind]) < SHARES[kind]:
            groups[kind].append(entry)
    return [entry for group in groups.values() for entry in group]
