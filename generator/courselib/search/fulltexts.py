"""What a course says in full, for the passages that show why it was found (``passages``), and the browser's files of it.

These files lie apart from the index: a page loads the few that its results need, once these stand. Which file holds a course its
ID says by its hash, so that neither cards nor the boot file name any; how many there are goes by the number of courses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..library.body import text_of
from ..library.model import Course, Library
from ..library.schema import METHODS, label_of
from . import analysis, pinyin
from .documents import attached_texts, parts_of
from .shards.buckets import bucket_of
from .shards.directory import sort_key
from .shards.packing import numbered, script
from .synonyms import Synonyms
from .t2s import simplified

#: Raised whenever the same course could give another file.
VERSION = 1
#: The file of readings: syllables, each with the characters that are read so.
READINGS = "texts/readings"
#: Characters of a course's attachments that a browser can show sentences of: it loads them with each result.
MAX_ATTACHED = 20_000


@dataclass(frozen=True, slots=True)
class FullText:
    """What a course says: ``lines`` of its body, of its other fields, each with its label, and of its attachments.

    ``others`` are words that mean the same as some of its own, each with these: what it is found by though it does not say it.
    """

    lines: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]


class FullTexts:
    """The full texts of a library's courses, each made when it is asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._synonyms = Synonyms(library.synonyms)
        self._parts = parts_of(library)

    def of(self, course: Course) -> FullText:
        """Return what a course says."""
        text = text_of(course.source.body) if course.source.plain is None else course.source.plain
        for title in self._parts.get(course.id, ()):
            text = text.replace(title, "\n")
        lines = [line for line in text.split("\n") if line.strip()]
        labelled = (f"{label}：{'、'.join(values)}" for label, values in self._labelled(course) if values)
        attached = (line for piece in attached_texts(course, self._library, MAX_ATTACHED) for line in piece.split("\n"))
        return FullText((*lines, *labelled, *attached), tuple(self._others(course)))

    def values(self, course: Course) -> list[object]:
        """Return all that a course's full text depends on, besides the library's table of words that mean the same."""
        return [
            course.id, course.source.digest, course.title, course.summary, self._topic(course), self._labelled(course),
            self._parts.get(course.id, ()),
            [(name, self._library.media[name].digest) for name in course.attachments if name in self._library.media],
        ]

    def _topic(self, course: Course) -> str:
        topic = self._library.plan.topics.get(course.topic)
        return topic.title if topic else ""

    def _others(self, course: Course) -> list[tuple[str, tuple[str, ...]]]:
        return self._synonyms.with_own((course.title, course.summary, *course.keywords, self._topic(course)))

    def _labelled(self, course: Course) -> list[tuple[str, list[str]]]:
        """Return what is searched besides title, summary, topic and body, in the fields' words."""
        library = self._library
        task = library.plan.task_of(course)
        return [
            ("关键词", list(course.keywords)),
            ("讲师", [library.lecturers[name].title for name in course.lecturers if name in library.lecturers]),
            ("提供单位", [course.provider] if course.provider else []),
            ("资源", [resource.title for resource in course.resources]),
            ("学习平台", [platform.name for platform in course.platforms]),
            ("方式", [label_of(METHODS, method) for method in course.methods]),
            ("基本任务", [library.plan.tasks[task].title] if task in library.plan.tasks else []),
        ]


def key_of(course: str, files: int) -> str:
    """Return the key of the file of a course, given by its ID: its path in the site without the suffix."""
    return numbered("texts", bucket_of(sort_key(course), files))


def texts_script(key: str, texts: FullTexts, courses: Sequence[Course]) -> bytes:
    """Return the file of some courses. By ID: lines, words that mean the same as some of its own, whether any character is traditional."""
    rows = {course.id: _row(course, texts.of(course)) for course in courses}
    return script(key, str(VERSION), json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _row(course: Course, text: FullText) -> list[object]:
    written = "\n".join(text.lines)
    is_traditional = any(simplified(part) != part for part in (course.title, course.summary, written))
    return [written, [[other, list(own)] for other, own in text.others], *([1] if is_traditional else [])]


@lru_cache(maxsize=1)
def readings() -> dict[str, tuple[str, ...]]:
    """Return the syllables of the commonest characters."""
    return {character: tuple(syllables) for character in _commonest() if (syllables := pinyin.syllables_of(character))}


def readings_script() -> bytes:
    """Return the file of readings: each syllable with the characters that are read so."""
    characters: dict[str, list[str]] = {}
    for character, syllables in readings().items():
        for syllable in syllables:
            characters.setdefault(syllable, []).append(character)
    rows = {syllable: "".join(characters[syllable]) for syllable in sorted(characters)}
    return script(READINGS, str(VERSION), json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def _commonest() -> list[str]:
    """Return the characters of level 1 of GB 2312, which are nearly all that a title has."""
    pairs = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    found = (pair.decode("gb2312", "ignore") for pair in pairs)
    return [character for character in found if analysis.is_character(character)]
