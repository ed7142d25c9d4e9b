"""A small library that has a record of every kind and every field, as files in a folder of the test's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from courselib.content.loading import Loaded, judged
from courselib.content.reader import Reader
from courselib.runtime.workspace import Workspace
from courselib.site.engine.cache import FOLDER as ENGINE
from courselib.site.engine.cache import engine_output, save_engine_output

SMALL = Path(__file__).parent / "small"
REPOSITORY = Path(__file__).parents[2]
#: Old enough for the cache to trust the time stamp, and the same in every run.
_WRITTEN = 1_700_000_000

COURSE = """\
---
title: {title}
topic: {topic}
audience: [{audience}]
hours: {hours}
theory: {theory}
{more}---

## 教学目标

- 能说清要点

## 课程大纲

| 单元 | 内容要点 | 方式 | 学时 |
| --- | --- | --- | ---: |
| 1. 单元 | 要点 | 专题讲座 | {hours} |
{body}"""


def write_small(folder: Path, *, cache: Path | None = None) -> Path:
    """Write the small library into ``folder`` and return its content folder; ``cache`` is a cache folder to begin with."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".courselib"))
    if cache is not None:
        # What lies in a cache is trusted only where it was made: the page shells are taken out of one and put into the other.
        own = Workspace.of(folder / "content")
        kept = engine_output(cache / own.cache.name / ENGINE)
        if kept is not None:  # a test with a secret of its own begins without
            save_engine_output(own.make_cache() / ENGINE, *kept)
    age(folder / "content")
    return folder / "content"


def without_evaluations(content: Path, *, jobs: int = 1) -> Loaded:
    """Return a library checked file by file and across files, its curricula not held against the plan."""
    reader = Reader(content)
    reader.look(jobs=jobs)
    return judged(content, reader.results, reader.problems)


def write_shipped(folder: Path) -> Path:
    """Copy the repository's own content and settings into ``folder`` and return the content folder."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    shutil.copy2(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    age(folder / "content")
    return folder / "content"


def age(folder: Path) -> None:
    """Give all files an old time stamp, so that the cache keeps what is read of them."""
    for path in folder.rglob("*"):
        os.utime(path, (_WRITTEN, _WRITTEN))


def course(
    title: str, *, topic: str = "rural-theory", audience: str = "rural", hours: str = "2", theory: str = "true",
    more: str = "", body: str = "",
) -> str:
    """Return the text of a valid course of the small library."""
    return COURSE.format(
        title=title, topic=topic, audience=audience, hours=hours, theory=theory, more=more and f"{more}\n", body=body
    )


def put(content: Path, path: str, text: str) -> Path:
    """Write a content file, with a time stamp that is new for the cache and old enough to be kept."""
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    stamp = int(file.stat().st_mtime) + 10 if file.exists() else _WRITTEN
    file.write_text(text, encoding="utf-8")
    os.utime(file, (stamp, stamp))
    return file
