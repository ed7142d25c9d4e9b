"""A library with classes, made of the small one, and what a filing of it must say."""

from __future__ import annotations

import dataclasses

from courselib.library.model import ClassItem, Library, Source, TrainingClass

from .library import SMALL, without_evaluations


def small_library() -> Library:
    """Return the small library; its curriculum plans the course ``theory`` (4 hours) off the job in 2025."""
    library = without_evaluations(SMALL / "content").library
    assert library is not None
    return library.without_drafts()


def a_class(key: str, *items: ClassItem | str, **more: object) -> TrainingClass:
    """Return a class of rural members, off the job at county level unless ``more`` says otherwise."""
    given = tuple(i if isinstance(i, ClassItem) else ClassItem(i) for i in items)
    values: dict[str, object] = {"audience": ("rural",), "offjob": True, "title": f"示例班次{key}"} | more
    return TrainingClass(id=key, items=given, source=Source(""), **values)  # type: ignore[arg-type]


def with_classes(*classes: TrainingClass) -> Library:
    """Return the small library with these classes."""
    return dataclasses.replace(small_library(), classes={c.id: c for c in classes})


def many_classes(count: int) -> Library:
    """Return a library with so many classes in 2025 that their table takes several pages."""
    return with_classes(*(
        a_class(
            f"class-{n:02}", ClassItem("theory", "teacher"), "skills", start=f"2025-{n % 12 + 1:02}-10", end=f"2025-{n % 12 + 1:02}-11",
            seats=30 + n, organiser="示例县委组织部", venue="hall", funding="示例经费", level=("county", "township")[n % 2],
            roles=("secretary",) if n % 3 == 0 else (), offjob=n % 7 != 6,
        )
        for n in range(count)
    ))
