"""Pinyin of titles, topics, keywords and lecturers' names: what a query in Latin letters may begin.

Every Han run gives, from each of its characters on, the joined toneless syllables of up to ``SPAN`` characters and their
initials, cut after ``MAX_LENGTH`` letters: “农村党员” is found by ``nongcun``, ``cundang``, ``ncdy`` and any beginning of these.
ü is written v, as on a keyboard. Readings come from the package pypinyin, which knows most words of several readings (重要,
银行); it is slow to import, so readings are remembered between runs (``remembered``) and it is asked for new runs alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .analysis import HAN, normalized

#: Raised whenever the same text could give other terms.
VERSION = 2
SPAN = 8
MAX_LENGTH = 32
#: A query's word of this form is looked for among readings too.
QUERY = re.compile(r"[a-z]{2,32}")

_RUN = re.compile(f"[{HAN}]+")
_SYLLABLE = re.compile(r"[a-z]{1,8}")


class Readings:
    """Syllables of Han runs: those known, and those asked for since."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known
        self.fresh: dict[str, str] = {}

    def of(self, run: str) -> list[str]:
        """Return the syllable of each character of a run, empty where it has none."""
        reading = self._known.get(run)
        if reading is None:
            reading = self._known[run] = self.fresh[run] = " ".join(_asked(run))
        return reading.split(" ")


def _asked(run: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 150 ms, and seldom needed

    syllables = lazy_pinyin(run, errors=lambda unknown: ["" for _ in unknown])  # type: ignore[arg-type,return-value] # lists are taken too
    if len(syllables) != len(run):  # a reading that does not go by characters is no help
        return [""] * len(run)
    return [s if _SYLLABLE.fullmatch(s) else "" for s in syllables]


_readings = Readings({})


@contextmanager
def remembered(known: dict[str, str]) -> Iterator[Readings]:
    """Use what is known of earlier runs within the block; what was asked for besides stands in ``fresh`` afterwards."""
    global _readings  # noqa: PLW0603 - a memory, not a state: with or without it the answers are the same
    before, _readings = _readings, Readings(known)
    try:
        yield _readings
    finally:
        _readings = before


def syllables(run: str) -> list[str]:
    """Return the syllable of each character of a Han run, empty where it has none. The answer is shared: do not change it."""
    return _readings.of(run)


def syllables_of(character: str) -> list[str]:
    """Return all readings of a character, the usual one first."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - see above

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return [s for s in dict.fromkeys(found[0]) if _SYLLABLE.fullmatch(s)] if found else []


def terms(pieces: Iterable[str]) -> list[str]:
    """Return the terms of pieces of text, repeated as often as they occur."""
    collected: list[str] = []
    for piece in pieces:
        for run in _RUN.findall(normalized(piece)):
            syllables = _readings.of(run)
            for start in range(len(syllables)):
                part = syllables[start : start + SPAN]
                if not part[0]:
                    continue
                collected.append("".join(part)[:MAX_LENGTH])
                if len(part) > 1:
                    collected.append("".join(s[:1] for s in part))
    return [t for t in collected if len(t) > 1]


def title_key(title: str) -> tuple[list[str], str]:
    """Return what titles are sorted by: the reading of their characters, then the title itself."""
    text = normalized(title)
    parts: list[str] = []
    at = 0
    for match in _RUN.finditer(text):
        parts += text[at : match.start()]
        parts += _readings.of(match.group())
        at = match.end()
    return [*parts, *text[at:]], title
