"""Words without other words for them: what the table of synonyms (``content/synonyms.yml``) does not know yet, the most frequent first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import analysis
from .documents import FIELDS, SearchDocument
from .engine import Postings, search
from .synonyms import Synonyms

#: Longer ones are names or sentences, which nobody types in other words.
_SHORTEST, _LONGEST = 2, 8
_IN = tuple(FIELDS.index(name) for name in ("title", "keywords", "topic", "text"))
_KEYWORDS = FIELDS.index("keywords")
_BREAKS = re.compile(r"[\s,;、，；。：:？?！!“”\"《》()（）]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, how many courses have it in title, keywords, topic or summary, and how often it was asked for (0: not in a list)."""

    text: str
    courses: int
    asked: int = 0


def of_library(documents: Sequence[SearchDocument], groups: Iterable[tuple[str, ...]], least: int) -> list[Word]:
    """Return the keywords without synonyms that stand in ``least`` courses or more."""
    known = Synonyms(groups)
    texts = [analysis.normalized("\n".join(piece for place in _IN for piece in d.texts[place])) for d in documents]
    words = {analysis.normalized(word) for d in documents for word in d.texts[_KEYWORDS]}
    found = [Word(word, sum(word in text for text in texts)) for word in words if _is_word(word) and not known.others([word])]
    return sorted((word for word in found if word.courses >= least), key=lambda word: (-word.courses, word.text))


def of_queries(index: Postings, lines: Iterable[str], groups: Iterable[tuple[str, ...]]) -> list[Word]:
    """Return the words without synonyms of queries, a line each, after which a tab and a number may say how often it was asked.

    ``courses`` is how many courses have the word: those that nobody finds come first among equals.
    """
    known = Synonyms(groups)
    asked: Counter[str] = Counter()
    for line in lines:
        text, _, many = line.partition("\t")
        times = int(many) if many.strip().isascii() and many.strip().isdigit() else 1
        for word in dict.fromkeys(_BREAKS.split(analysis.normalized(text))):
            asked[word] += times
    found = []
    for word, times in asked.items():
        if _is_word(word) and not known.others([word]):
            answer = search(index, word, limit=1)
            found.append(Word(word, 0 if answer.relaxed else answer.total, times))
    return sorted(found, key=lambda word: (-word.asked, word.courses, word.text))


def _is_word(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and not word.isdigit()
