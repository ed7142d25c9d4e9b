"""Libraries that change: courses edited, moved, added and retired by chance, and libraries as they were."""

from __future__ import annotations

import random
from dataclasses import replace

from courselib.library.model import Course, Library
from courselib.library.schema import LANGUAGES
from courselib.search.cut import Cut
from courselib.search.documents import documents


def wide(library: Library, count: int) -> Library:
    """Return a library of so many courses, put together from the titles and sentences of another's."""
    draw = random.Random(600)  # noqa: S311 - a repeatable draw
    models = [c for _, c in sorted(library.courses.items()) if c.status == "published"]
    courses = {f"made-{n:04d}": made(draw, models, f"made-{n:04d}") for n in range(count)}
    return replace(library, courses=courses)


def made(draw: random.Random, models: list[Course], name: str) -> Course:
    """Return a new course: metadata of one, texts of several."""
    model, one, other = draw.choice(models), draw.choice(models), draw.choice(models)
    lines = [line for line in f"{one.source.body}\n{other.source.body}".split("\n") if line.strip()]
    body = "\n\n".join(draw.sample(lines, min(len(lines), draw.randint(4, 24))))
    at, end = draw.randint(2, 8), draw.randint(2, 9)
    return replace(
        model, id=name, title=f"{one.title[:at]}{other.title[-end:]}", summary=other.summary,
        keywords=(*one.keywords[:2], *other.keywords[-1:]),
        source=replace(model.source, body=body, plain=None, digest=f"{name} {draw.random()}"), series="", hours=draw.randint(1, 16),
        updated=f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
    )


def changed(draw: random.Random, library: Library, count: int) -> Library:
    """Return the library after so many changes, of every kind."""
    courses = dict(library.courses)
    for step in range(count):
        models = [c for _, c in sorted(courses.items()) if c.status == "published"]
        course = draw.choice(models)
        kind = draw.choice(("text", "title", "place", "add", "add", "retire", "drop", "people", "back"))
        new = made(draw, models, f"new-{len(courses)}-{step}")
        if kind == "add":
            courses[new.id] = new
        elif kind == "retire":
            courses[course.id] = replace(course, status="retired")
        elif kind == "drop":
            del courses[course.id]
        elif kind == "back":
            hidden = [c for _, c in sorted(courses.items()) if c.status == "retired"]
            courses |= {c.id: replace(c, status="published") for c in hidden[:1]}
        else:
            parts = {
                "text": {"source": new.source, "summary": new.summary}, "title": {"title": new.title},
                "place": {"topic": new.topic, "hours": new.hours, "kind": new.kind, "audience": new.audience, "task": new.task},
                "people": {"lecturers": new.lecturers, "keywords": new.keywords, "language": draw.choice(LANGUAGES)[0]},
            }[kind]
            courses[course.id] = replace(course, **parts)  # type: ignore[arg-type]
    return replace(library, courses=dict(sorted(courses.items())))


def cut_of(library: Library) -> Cut:
    """Return the cut that a release of this library makes."""
    return Cut({d.id: library.courses[d.id] for d in documents(library)})
