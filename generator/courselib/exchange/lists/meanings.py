"""What a cell of somebody's list means: hours, audience, methods, level, topic, yes and no. What cannot be known is left open."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ...library import hints
from ...library.model import ALL, Plan, Topic
from ...library.schema import COURSE, label_of
from ...runtime import hours as half_hours
from ...runtime.hours import COURSE_MAX, COURSE_MIN, HALF_HOURS_PER_HOUR
from ...runtime.values import Checked
from . import words

_SEPARATORS = re.compile(r"[、，,;；/\n]|\s{2,}|(?<=[员部记者工体])[和及与]")
_BRACKETS = re.compile(r"\([^()]*\)")
_IDLE = re.compile(r"[\s\"'“”‘’《》〈〉「」『』()\[\]【】、，,。.;；:：—\-·]+")
_FIGURE = re.compile(r"(约|大约)?([0-9]{1,4}(?:\.[0-9]{1,3})?|半|[零一二两三四五六七八九十]{1,3})(个?半)?(.{0,4}?)(半)?")
#: A phrase of a topic's title says something from so many characters on.
_TELLING = 4
_PHRASES = re.compile("[“”、，（）]|与|和|及")
_LEADING = re.compile(f"^(?:{'|'.join(words.LEADING)})")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A value and whether it is what was written (or an interpretation). ``left`` is what could not be understood."""

    value: Checked
    sure: bool = True
    left: str = ""


def plain(text: str) -> str:
    """Return a text in one width, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def says_nothing(text: str) -> bool:
    """Tell whether a cell holds no more than a dash or its like."""
    return plain(text).lower() in words.NOTHING or not plain(text)


def hours_of(text: str, unit: str, per_day: int) -> Meaning | None:
    """Return half-hours for “4学时”, “半天”, “1天”; ``unit`` is what bare figures are counted in, as the heading says."""
    written = re.sub(r"\s+", "", plain(text))
    bare = _BRACKETS.sub("", written)
    found = _FIGURE.fullmatch(bare)
    if not found:
        return None
    about, figure, inner, said, outer = found.groups()
    number = _number(figure)
    if number is None:
        return None
    tenths, sure = number, not about and bare == written
    if inner or outer:
        tenths += 5
    said = said or ("" if figure != "半" else "?")
    measure = said or unit or words.PER_HOUR[0]
    if measure in words.PER_HOUR:
        each = HALF_HOURS_PER_HOUR
        sure = sure and bool(said or unit or figure.isascii())
    elif measure in words.LIKE_HOURS:
        each, sure = HALF_HOURS_PER_HOUR, False
    elif measure in words.PER_DAY:
        each, sure = per_day * HALF_HOURS_PER_HOUR, False
    else:
        return None
    value, rest = divmod(tenths * each, 10)
    return None if rest or not COURSE_MIN <= value <= COURSE_MAX else Meaning(value, sure)


def _number(figure: str) -> int | None:
    """Return a figure in tenths; ``None`` for one with a finer part."""
    if figure == "半":
        return 5
    if figure[0].isascii():
        whole, _, part = figure.partition(".")
        part = part.rstrip("0")
        return None if len(part) > 1 else int(whole) * 10 + int(part or "0")
    number = hints.chinese_number(figure)
    return None if number is None else number * 10


def audience_of(text: str, plan: Plan) -> tuple[Meaning | None, Meaning | None]:
    """Return sectors and roles of the people whom a text names."""
    by_title = {title: key for key, title in plan.names("sector").items()}
    sectors: list[str] = []
    roles: list[str] = []
    left: list[str] = []
    sure = True
    for part in filter(None, (p.strip() for p in _SEPARATORS.split(plain(text)))):
        whole = by_title.get(part) or (part if part in by_title.values() else "")
        found = [whole] if whole else _contained(part, words.AUDIENCES)
        role = next((r for word, r in words.ROLES if word in part and r in plan.roles), "")
        if not found and (part in words.EVERYONE or role):
            found, sure = [ALL], False
        found = [f for f in found if f == ALL or f in plan.sectors]
        if not found:
            left.append(part)
            continue
        sure = sure and bool(whole or (len(found) == 1 and not _rest(part) and not role))
        sectors += [f for f in found if f not in sectors]
        roles += [role] if role and role not in roles else []
    if ALL in sectors and len(sectors) > 1:
        sectors, sure = [ALL], False
    # A course for a sector serves its parts: they need no names beside it.
    sectors = [s for s in sectors if s == ALL or plan.sectors[s].parent not in sectors]
    people = Meaning(sectors, sure and not left, "、".join(left)) if sectors else None
    return people, Meaning(roles, sure=False) if roles else None


def _contained(text: str, table: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values of a table's words in a text, longer words before those that they hold, in the text's order."""
    found: list[tuple[int, str]] = []
    for word, value in sorted(table, key=lambda row: -len(row[0])):
        at = text.find(word)
        if at >= 0:
            found.append((at, value))
            text = text.replace(word, "\0" * len(word))
    return list(dict.fromkeys(value for _, value in sorted(found)))


def _rest(text: str) -> str:
    """Return what a text says beside the words for a sector."""
    for word, _ in sorted(words.AUDIENCES, key=lambda row: -len(row[0])):
        text = text.replace(word, "")
    for word in sorted(words.AROUND, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def methods_of(text: str) -> Meaning | None:
    """Return the ways of teaching that a text names."""
    labels = {label: value for value, label in COURSE.field("methods").choices}
    parts = [p.strip() for p in re.split(r"[、，,;；/\n+＋]|与|和", plain(text)) if p.strip()]
    found: list[str] = []
    sure, left = True, []
    for part in parts:
        one = [labels[part]] if part in labels else _contained(part, words.METHODS)
        if not one:
            left.append(part)
        sure = sure and (part in labels or any(part == word for word, _ in words.METHODS))
        found += [o for o in one if o not in found]
    return Meaning(found, sure and not left, "、".join(left)) if found else None


def level_of(text: str) -> Meaning | None:
    """Return the level that a text names, where it names one alone."""
    said = plain(text)
    labels = {label: value for value, label in COURSE.field("level").choices}
    if said in labels:
        return Meaning(labels[said])
    found = _contained(said, words.LEVELS)
    return Meaning(found[0], sure=said.endswith("级")) if len(found) == 1 else None


def kind_of(text: str) -> Meaning | None:
    """Return the kind of course that a text names."""
    said = plain(text)
    labels = {label: value for value, label in COURSE.field("kind").choices}
    if said in labels:
        return Meaning(labels[said])
    found = _contained(said, words.KINDS)
    return Meaning(found[0], sure=False) if len(found) == 1 else None


def flag_of(text: str) -> Meaning | None:
    """Return yes or no."""
    said = plain(text).lower()
    if said in words.YES:
        return Meaning(True)
    if said in words.NO:
        return Meaning(False)
    return None


def topic_of(texts: Sequence[str], audience: Sequence[str], theory: bool | None, plan: Plan) -> Meaning | None:
    """Return the topic that texts name, the first of them first: by its title, else by a run of characters that no other topic has."""
    open_to = [t for t in plan.topics.values() if _fits(t, audience, theory, plan)]
    for text in texts:
        said = _folded(text)
        for topic in open_to:
            if said and said in (_folded(topic.title), topic.id):
                return Meaning(topic.id)
    for text in texts:
        found = _told_by(_folded(text), open_to, plan)
        if found:
            return Meaning(found.id, sure=False)
    return None


def fits(topic: str, audience: Sequence[str], theory: bool | None, plan: Plan) -> bool:
    """Tell whether a course of a topic may be for an audience and count, or not count, as theory."""
    return topic in plan.topics and _fits(plan.topics[topic], audience, theory, plan)


def _fits(topic: Topic, audience: Sequence[str], theory: bool | None, plan: Plan) -> bool:
    if theory is not None and topic.theory != "either" and theory != (topic.theory == "required"):
        return False
    return topic.sector == ALL or all(topic.sector in plan.lineage(sector) for sector in audience)


def _told_by(text: str, topics: Sequence[Topic], plan: Plan) -> Topic | None:
    """Return the topic of which a text has the longest whole phrase, where no other topic has that phrase."""
    best: list[tuple[int, Topic]] = []
    for topic in topics:
        said = [p for p in _phrases(topic.title) if p in text and sum(p in _folded(t.title) for t in plan.topics.values()) == 1]
        if said:
            best.append((max(map(len, said)), topic))
    longest = max((length for length, _ in best), default=0)
    winners = [topic for length, topic in best if length == longest]
    return winners[0] if len(winners) == 1 else None


@cache
def _phrases(title: str) -> tuple[str, ...]:
    """Return the phrases of a topic's title that tell something by themselves, without the verb before them."""
    parts = (_folded(_LEADING.sub("", part)) for part in _PHRASES.split(title))
    return tuple(p for p in parts if len(p) >= _TELLING)


def _folded(text: str) -> str:
    return _IDLE.sub("", plain(text)).lower()


def day_of(cell: object, text: str, *, since_1904: bool) -> Meaning | None:
    """Return YYYY-MM-DD of a date, of its text, or of a day's number by the book's own calendar."""
    if isinstance(cell, datetime.date):
        day = cell.date() if isinstance(cell, datetime.datetime) else cell
        return Meaning(day.isoformat())
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell) and 20_000 <= cell <= 80_000:
        first = datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 30)
        return Meaning((first + datetime.timedelta(days=int(cell))).isoformat())
    found = re.fullmatch(r"([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?", re.sub(r"\s+", "", plain(text)))
    try:
        return Meaning(datetime.date(*map(int, found.groups())).isoformat()) if found else None
    except ValueError:
        return None


def names_in(text: str) -> list[str]:
    """Return the names of people or places in a cell, without what stands in brackets behind them."""
    bare = _BRACKETS.sub("", plain(text))
    return list(dict.fromkeys(p.strip() for p in re.split(r"[、，,;；/\n]|\s{2,}", bare) if p.strip()))


def shown(field: str, value: Checked, plan: Plan) -> str:
    """Return a value as people read it."""
    one = COURSE.field(field.partition(".")[0])
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "hours":
        return f"{half_hours.format_hours(value)} 学时"
    names = plan.names(one.ref) if one.ref else dict(one.choices)
    items = value if isinstance(value, list) else [value]
    return "、".join(names.get(str(i), label_of(one.choices, str(i)) if one.choices else str(i)) for i in items)
