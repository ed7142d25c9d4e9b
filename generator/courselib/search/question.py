r"""What a query asks for: the ways it can be read, what must not stand in a course, what must.

A part in quotation marks must stand in every course that is given, also where an answer is only near; a word after a minus sign must
not; “或”, “OR” and “|” between spaces separate alternatives. Each alternative is read as it is typed and, where people write one
thing in several ways, in the others too:

- figures beside Chinese characters as Chinese numerals: 20大 as 二十大, 3会1课 as 三会一课, 2个确立 as 两个确立;
  a plan's number as its name: 145 as 十四五; 第20届 as 二十届 too;
- letters and figures apart or in one: CS 61A as CS61A, and the other way round; 5 G as 5G.

A course answers when it has all terms of one way. The twin in the browser is ``theme/scripts/search/question.js``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import analysis

#: Raised whenever the same query could be read otherwise.
VERSION = 2
MAX_WAYS = 6

# Spelled out, since what a space is differs between languages.
_SPACE = " \t\r\n\u00a0\u3000"
_QUOTE = '"\u201c\u201d\uff02'
_MINUS = "\\-\uff0d\u2212"
_MARKS = re.compile(
    f"(?:^|[{_SPACE}])[{_MINUS}](?:[{_QUOTE}]([^{_QUOTE}]+)[{_QUOTE}]|([^{_SPACE}{_QUOTE}{_MINUS}][^{_SPACE}{_QUOTE}]*))"
    f"|[{_QUOTE}]([^{_QUOTE}]*)[{_QUOTE}]"
    f"|(?:^|[{_SPACE}])(?:OR|\u6216|\u6216\u8005|\\||\uff5c)(?=[{_SPACE}]|$)"
)
_WORDS = re.compile(f"[{analysis.WORD}]+")
_FIGURE = re.compile("[1-9][0-9]?")
_PLAN = re.compile("1[1-9]5")
_HAN = re.compile(f"[{analysis.HAN}]")
#: What texts leave away: they write 二十届三中全会.
_ORDINAL = re.compile("第(?=[1-9][0-9]?届)")
#: Before a figure: it is a part of another.
_JOINED = ".,:/+-"
_APART = re.compile("([a-z])[ -]+([0-9])|([0-9]) +([a-z])(?![0-9a-z])")
_IN_ONE = re.compile("([a-z]+)([0-9][0-9a-z]*)")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a query: the terms that answer it, and those of them without which no course comes near it."""

    terms: tuple[str, ...]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is understood. ``ways``: at least one; ``without``: the terms of each thing that must not stand in a course.

    ``unsought``: how many terms of what was typed are not looked for, since there are too many.
    """

    ways: tuple[Way, ...]
    without: tuple[tuple[str, ...], ...] = ()
    unsought: int = 0

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of the first way, which is what was typed."""
        return self.ways[0].terms


def parse(query: str) -> Question:
    """Return what a query asks for."""
    parts: list[tuple[str, list[str]]] = []
    without: list[tuple[str, ...]] = []
    text, needed, last = "", [], 0
    for match in _MARKS.finditer(query):
        text += query[last : match.start()]
        last = match.end()
        unwanted, quoted = match.group(1) or match.group(2), match.group(3)
        if unwanted:
            text += " "
            without.append(tuple(analysis.query_terms(unwanted)))
        elif quoted is not None:
            text += match.group()
            needed.append(quoted)
        else:
            parts.append((text, needed))
            text, needed = "", []
    parts.append((text + query[last:], needed))
    left = tuple(terms for terms in without if terms)
    ways: list[Way] = []
    unsought = 0
    for part, quotes in parts:
        every = analysis.all_query_terms(part)
        if every:
            unsought += max(0, len(every) - analysis.MAX_QUERY_TERMS)
            _add(ways, Way(_cut(every), _terms_of(quotes)))
            plain = analysis.normalized(part)
            for other in [*_with_numerals(plain), *_with_numerals(_ORDINAL.sub("", plain))]:
                terms = tuple(analysis.query_terms(other))
                _add(ways, Way(terms, terms if quotes else ()))
            for other in _apart_or_in_one(plain):
                # Letters and figures by themselves stand in many courses: none is near for one of them.
                terms = tuple(analysis.query_terms(other))
                _add(ways, Way(terms, terms))
    if not ways:
        # Nothing but marks, or a word that could be one: it is looked for as it stands.
        every = [] if left else analysis.all_query_terms(query)
        return Question((Way(_cut(every)),), left, max(0, len(every) - analysis.MAX_QUERY_TERMS))
    return Question(tuple(ways[:MAX_WAYS]), left, unsought)


def has_marks(query: str) -> bool:
    """Tell whether a query has marks of its own: quotation marks, minus signs, alternatives."""
    return _MARKS.search(query) is not None


def _add(ways: list[Way], way: Way) -> None:
    if all(way.terms != other.terms for other in ways):
        ways.append(way)


def _cut(terms: list[str]) -> tuple[str, ...]:
    return tuple(terms[: analysis.MAX_QUERY_TERMS])


def _terms_of(quotes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for quote in quotes for term in analysis.query_terms(quote)))


def _with_numerals(text: str) -> list[str]:
    """Return a normalised text with numerals for figures, in both ways to write two; these may be the text itself."""
    return [_in_numerals(text, two) for two in "二两"]


def _apart_or_in_one(text: str) -> list[str]:
    """Return a normalised text with letters and figures in one, and apart; these may be the text itself."""
    joined = _APART.sub(lambda m: "".join(group or "" for group in m.groups()), text)
    return [joined, _WORDS.sub(lambda m: _apart(m.group()), text)]


def _apart(word: str) -> str:
    match = _IN_ONE.fullmatch(word)
    return f"{match.group(1)} {match.group(2)}" if match else word


def _in_numerals(text: str, two: str) -> str:
    """Return the text with figures beside Chinese characters, and numbers of five-year plans, as Chinese numerals."""
    def written(match: re.Match[str]) -> str:
        word, start, end = match.group(), match.start(), match.end()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if before and before in _JOINED:
            return word
        if _PLAN.fullmatch(word):
            return f"十{_DIGITS[int(word[1])]}五"
        if not _FIGURE.fullmatch(word) or not ((before and _HAN.match(before)) or (after and _HAN.match(after))):
            return word
        # “第二个” is an ordinal, all else with 个 is counted.
        return ("两" if after == "个" and before != "第" else two) if word == "2" else numeral(int(word))

    return _WORDS.sub(written, text)


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
