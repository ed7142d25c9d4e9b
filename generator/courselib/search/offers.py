r"""Filters that a query's own words name: “防汛 4学时 线上” is offered with four hours set, or with online courses only.

The query itself stays as it is until an offer is taken. An offer is a query without the words, and the filters they name; only what
leads to courses that have all of the words that are left is offered. The twin in the browser is ``theme/scripts/search/offers.js``.

Hours are written 4学时, 2.5课时, 2小时以内, 不超过4学时, 2-4学时, 半天, 两天; a day has the plan's hours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import analysis, question
from .engine import Filters, Found, Postings, search
from .filterwords import FilterWord

#: So many filters are offered at most, besides all of them together.
MOST = 3
_NUMBER = "[0-9]{1,3}(?:\\.[05])?|[一二两三四五六七八九十]{1,3}|半"
_HOURS = re.compile(
    "(不少于|不低于|至少|最少|大于|多于|高于|不超过|不多于|不高于|至多|最多|少于|小于|低于|超过)?"
    f"(?:({_NUMBER})[-~\u2013\u2014到至])?({_NUMBER})(?:个)?(学时|课时|小时|天)(以内|以下|之内|内|及以下|以上|及以上|起)?"
)
_LEAST, _MORE = ("不少于", "不低于", "至少", "最少", "以上", "及以上", "起"), ("大于", "多于", "高于", "超过")
_MOST, _LESS = ("不超过", "不多于", "不高于", "至多", "最多", "以内", "以下", "之内", "内", "及以下"), ("少于", "小于", "低于")
_DIGITS = "一二三四五六七八九"
#: What stands between the words of a query.
_BREAKS = re.compile("[ \\t\\r\\n,.;:!?()、。《》“”]+")
_JOINS = re.compile("^的|的$")
#: A sector's whole name is found at either end of what stands there, if it has so many characters.
_LONG = 4
_MAX_HALF_HOURS = 160


@dataclass(frozen=True, slots=True)
class Offer:
    """Words of a query, what is left without them, and the filters they name: (name, values) as the page has them.

    For hours the name is ``hours`` and the values are the bounds in half-hours, as text, empty where there is none.
    """

    words: tuple[str, ...]
    text: str
    sets: tuple[tuple[str, tuple[str, ...]], ...]
    total: int = 0


def offers(
    index: Postings, query: str, filters: Filters, found: Found, words: Sequence[FilterWord], day: int
) -> list[Offer]:
    """Return what to offer for a query, all of its filters together first; ``day``: the half-hours of a day."""
    if not found.terms or question.has_marks(query) or (found.hits and found.hits[0].named):
        return []
    kept = []
    for offer in read(query, words, day):
        answer = search(index, offer.text, narrowed(filters, offer), 1)
        # Nothing but a part of the words, or no more than what is shown already: not worth a click.
        if answer.total and not answer.relaxed:
            kept.append(replace(offer, total=answer.total))
    return kept


def narrowed(filters: Filters, offer: Offer) -> Filters:
    """Return filters with those of an offer in place of their like."""
    for name, values in offer.sets:
        if name == "hours":
            filters = replace(filters, min_hours=_bound(values[0]), max_hours=_bound(values[1]))
        elif name == "theory":
            filters = replace(filters, theory=values[0] == "true")
        elif name in ("sectors", "topics", "tasks"):
            filters = replace(filters, **{name.removesuffix("s"): values[0]})  # type: ignore[arg-type] # names of fields
        else:
            filters = replace(filters, **{name: values})  # type: ignore[arg-type] # names of fields
    return filters


def _bound(text: str) -> int | None:
    return int(text) if text else None


def read(query: str, words: Sequence[FilterWord], day: int) -> list[Offer]:
    """Return all offers that a query could have, whatever they lead to."""
    text = analysis.normalized(query)
    single: list[tuple[int, int, str, tuple[str, ...]]] = []
    hours = _HOURS.search(text)
    if hours:
        bounds = _bounds(hours, day)
        if bounds:
            single.append((hours.start(), hours.end(), "hours", bounds))
    taken = [(start, end) for start, end, _, _ in single]
    by_word = {word: (name, values) for word, name, values in words}
    long = [word for word, name, _ in words if name == "sectors" and len(word) >= _LONG]
    for start, piece in _pieces(text):
        if any(start < end and begin < start + len(piece) for begin, end in taken):
            continue
        at = _word_at(piece, by_word, long)
        if at:
            begin, word = at
            single.append((start + begin, start + begin + len(word), *by_word[word]))
    # A second word for the same filter stays what it is: a word of the query.
    first: dict[str, tuple[int, int, str, tuple[str, ...]]] = {}
    for row in single:
        first.setdefault(row[2], row)
    rows = sorted(first.values())[:MOST]
    alone = [_offer(text, [row]) for row in rows]
    return [_offer(text, rows), *alone] if len(rows) > 1 else alone


def _pieces(text: str) -> list[tuple[int, str]]:
    """Return what stands between breaks, and where each begins."""
    found = []
    start = 0
    for match in _BREAKS.finditer(text):
        found.append((start, text[start : match.start()]))
        start = match.end()
    return [(at, piece) for at, piece in [*found, (start, text[start:])] if piece]


def _word_at(piece: str, by_word: dict[str, tuple[str, tuple[str, ...]]], long: list[str]) -> tuple[int, str] | None:
    """Return where in a piece a word stands that names a filter, and the word."""
    bare = _JOINS.sub("", piece)
    if bare in by_word:
        return piece.index(bare), bare
    for word in long:
        if piece.startswith(word):
            return 0, word
        if piece.endswith(word):
            return len(piece) - len(word), word
    return None


def _offer(text: str, rows: list[tuple[int, int, str, tuple[str, ...]]]) -> Offer:
    left, last = "", 0
    for start, end, _, _ in rows:
        left += text[last:start] + " "
        last = end
    pieces = [_JOINS.sub("", piece) for _, piece in _pieces(left + text[last:])]
    words = tuple(text[start:end] for start, end, _, _ in rows)
    return Offer(words, " ".join(filter(None, pieces)), tuple((name, values) for _, _, name, values in rows))


def _bounds(match: re.Match[str], day: int) -> tuple[str, str] | None:
    """Return the bounds that are written, in half-hours as text; ``None`` for what no course can have."""
    before, low, high, unit, after = match.groups()
    most = _half_hours(high, unit, day)
    least = _half_hours(low, unit, day) if low else most
    said = (before or "", after or "")
    if not 1 <= least <= most <= _MAX_HALF_HOURS:
        return None
    if low:
        return str(least), str(most)
    if any(word in _LEAST for word in said):
        return str(least), ""
    if any(word in _MOST for word in said):
        return "", str(most)
    if said[0] in _MORE:
        return str(least + 1), ""
    if said[0] in _LESS:
        return ("", str(most - 1)) if most > 1 else None
    return str(least), str(most)


def _half_hours(number: str, unit: str, day: int) -> int:
    one = day if unit == "天" else 2
    if number == "半":
        return one // 2
    if number[0].isdigit():
        whole, _, part = number.partition(".")
        return int(whole) * one + (one // 2 if part == "5" else 0)
    return _numeral(number.replace("两", "二")) * one


def _numeral(text: str) -> int:
    """Return a number up to 99 that is written in numerals; 0 for what is none."""
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    if not ten:
        return _DIGITS.find(tens) + 1
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)
