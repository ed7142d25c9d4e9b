"""The files of what courses say in full, from which the catalogue shows the sentence that a query's words stand in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..library.model import Course, Library
from ..runtime.hashing import hash_of_values
from ..search import fulltexts, pinyin
from ..search.cut import counted
from ..search.shards.buckets import text_files_for
from .file import File


def full_texts(library: Library, base: int) -> Iterator[File]:
    """Yield the files of all courses that can be found, and that of how characters are read; as many as the search says (``base``)."""
    courses = [course for course in library.courses.values() if course.status == "published"]
    count = text_files_for(counted(len(courses), base))
    by_key: dict[str, list[Course]] = {}
    for course in courses:
        by_key.setdefault(fulltexts.key_of(course.id, count), []).append(course)
    texts = fulltexts.FullTexts(library)
    common = hash_of_values(["texts", fulltexts.VERSION, library.synonyms])
    for key, held in sorted(by_key.items()):
        held.sort(key=lambda course: course.id)
        content = partial(_key_of, common, texts, held)
        yield File(f"{key}.js", content, partial(fulltexts.texts_script, key, texts, held), [course.id for course in held])
    known = hash_of_values(["readings", fulltexts.VERSION, pinyin.VERSION])
    yield File(f"{fulltexts.READINGS}.js", partial(str, known), fulltexts.readings_script)


def _key_of(common: str, texts: fulltexts.FullTexts, courses: list[Course]) -> str:
    return hash_of_values([common, [texts.values(course) for course in courses]])
