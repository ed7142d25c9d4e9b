"""Synthetic libraries of any size: valid courses put together from the sentences of a real library.

Every course is a pure function of the pool, the seed and its number, so that a larger library holds the smaller one
and two runs write the same bytes. Metadata (topic, audience, theory flag, lecturers ...) follow one real course, so
that all references hold; title, summary and body are mixed from the clauses of all of them, which keeps vocabulary and
lengths close to what authors write, and still makes every text its own.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from courselib.content.checking import load_and_check
from courselib.library.model import Course, Library
from courselib.library.schema import METHODS
from courselib.runtime.hours import format_hours

#: Time stamp of all written files: old enough for any cache to trust it, and the same in every run.
_WRITTEN_AT = 1_767_225_600
_MIN_HAN, _MAX_HAN = 600, 900
_HAN = re.compile("[\u4e00-\u9fff]")
_SPECIAL = re.compile(r"[|`\[\]<>*_#\\]")
_COURSE_LINK = re.compile(r"\]\((?:\.\./)+courses/[^)]*\)")
_SCENES = ("", "", "", "（案例课）", "（实操课）", "（入门）", "（提高）", "（专题研讨）", "（现场课）", "（支部版）")
#: So many courses are listed by a series, and by a reader.
_LISTED = 40
_TITLE, _KIND = re.compile(r"^title: (.*)\n", re.MULTILINE), re.compile(r"^kind: .*\n", re.MULTILINE)
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Pool:
    """What courses are made of: real courses as models, and their pieces of text by role."""

    models: tuple[Course, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    clauses: tuple[str, ...]
    objectives: tuple[str, ...]
    units: tuple[str, ...]
    points: tuple[str, ...]
    sentences: tuple[str, ...]
    materials: tuple[str, ...]
    questions: tuple[str, ...]
    keywords: tuple[str, ...]


def read_pool(content: Path) -> Pool:
    """Return the pool of a library, which must be free of errors; ``ValueError`` otherwise."""
    return _pool(_library(content))


def _library(content: Path) -> Library:
    loaded = load_and_check(content)
    if loaded.library is None or loaded.has_errors:
        raise ValueError(f"{content} has errors")
    return loaded.library


def _pool(library: Library) -> Pool:
    models = tuple(c for _, c in sorted(library.courses.items()) if c.status == "published")
    sections: dict[str, list[str]] = {}
    for course in models:
        for part in re.split(r"^## ", course.source.body, flags=re.MULTILINE)[1:]:
            name, _, text = part.partition("\n")
            sections.setdefault(name.strip(), []).extend(line.strip() for line in text.splitlines() if line.strip())

    def bullets(*names: str) -> tuple[str, ...]:
        lines = (line for name in names for line in sections.get(name, ()))
        found = (re.sub(r"^(?:[-*]|\d+\.)\s+", "", line) for line in lines if re.match(r"(?:[-*]|\d+\.)\s", line))
        return _plain(found)

    titles = [c.title.partition("：") for c in models]
    prose = (line for name in ("教学组织", "示例情境") for line in sections.get(name, ()))
    return Pool(
        models=models,
        heads=_plain(head for head, _, _ in titles),
        tails=_plain(tail or head for head, _, tail in titles),
        clauses=_plain(p for c in models for p in re.split("[，；。]", c.summary) if len(p) > 3),
        objectives=bullets("教学目标", "学习目标"),
        units=_plain(re.sub(r"^\d+[.、]\s*", "", u.title) for c in models for u in c.units),
        points=_plain(p for c in models for u in c.units for p in re.split("[；。]", u.content) if len(p) > 3),
        sentences=_plain(s + "。" for line in prose for s in re.split("。", line) if len(s) > 5),
        materials=bullets("学习材料"),
        questions=bullets("自测思考"),
        keywords=_plain(k for c in models for k in c.keywords),
    )


def _plain(texts: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return distinct texts in order, without those that mean something to Markdown."""
    return tuple(dict.fromkeys(t for t in texts if t and not _SPECIAL.search(t)))


def course_id(number: int) -> str:
    """Return the ID of a synthetic course, counted from 0."""
    return f"synthetic-{number:06d}"


def course_path(pool: Pool, number: int, seed: int = 1) -> str:
    """Return the path of a synthetic course below the content folder: its model's folder, its own ID."""
    model = _random(seed, number).choice(pool.models)
    return f"{model.source.path.rpartition('/')[0]}/{course_id(number)}.md"


def course_text(pool: Pool, number: int, seed: int = 1) -> str:
    """Return the file of a synthetic course."""
    rng = _random(seed, number)
    model = rng.choice(pool.models)
    units = [rng.choice((1, 2, 2, 3, 4)) for _ in range(rng.randint(3, 5))]
    hours = sum(units)
    row: dict[str, object] = {
        "title": (rng.choice(pool.heads)[:30] + "：" + rng.choice(pool.tails)[:36] + rng.choice(_SCENES)),
        "topic": model.topic,
        "audience": list(model.audience),
        "hours": float(format_hours(hours)),
        "theory": model.theory,
        "summary": "，".join(_some(rng, pool.clauses, 2, 3)) + "。",
        "kind": "course" if model.kind == "series" else model.kind,
        "methods": list(model.methods),
        "level": model.level or "county",
        "provider": model.provider or "县级党校(示例)",
        "lecturers": list(model.lecturers),
        "venues": list(model.venues),
        "prerequisites": sorted({course_id(rng.randrange(number)) for _ in range(rng.randint(0, 2))}) if number else [],
        "keywords": _some(rng, pool.keywords, 2, 5),
        "reviewed": {"by": "示例审核单位", "on": f"2026-09-{rng.randint(1, 28):02d}"},
        "updated": f"2026-10-{rng.randint(1, 28):02d}",
        "version": "1.0",
    }
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in row.items() if value != [])
    return f"---\n{front}---\n\n{_body(rng, pool, units)}"


def _random(seed: int, number: int) -> random.Random:
    # A text as seed is hashed by `random` itself, the same way on every machine.
    return random.Random(f"{seed}/{number}")


def _some(rng: random.Random, items: tuple[_Item, ...], low: int, high: int) -> list[_Item]:
    return rng.sample(items, min(len(items), rng.randint(low, high)))


def _body(rng: random.Random, pool: Pool, units: list[int]) -> str:
    method = [label for _, label in METHODS]
    rows = [
        f"| {n}. {rng.choice(pool.units)} | {'；'.join(_some(rng, pool.points, 2, 4))} | {rng.choice(method)} "
        f"| {format_hours(h)} |"
        for n, h in enumerate(units, 1)
    ]
    delivery = _some(rng, pool.sentences, 2, 3)
    parts = [
        "## 教学目标\n", *(f"- {t}" for t in _some(rng, pool.objectives, 3, 4)),
        "\n## 课程大纲\n", "| 单元 | 内容要点 | 方式 | 学时 |", "| --- | --- | --- | ---: |", *rows,
        "\n## 教学组织\n", "".join(delivery),
        "\n## 学习材料\n", *(f"- {t}" for t in _some(rng, pool.materials, 2, 4)),
        "\n## 自测思考\n", *(f"{n}. {t}" for n, t in enumerate(_some(rng, pool.questions, 2, 4), 1)),
    ]
    text = "\n".join(parts) + "\n"
    missing = rng.randint(_MIN_HAN, _MAX_HAN - 100) - len(_HAN.findall(text))
    scene = ""
    while missing > 0:
        sentence = rng.choice(pool.sentences)
        scene += sentence
        missing -= len(_HAN.findall(sentence))
    return text + (f"\n## 示例情境\n\n{scene}\n" if scene else "")


def _list_id(kind: str, number: int) -> str:
    return f"synthetic-{kind}-{number // _LISTED:04d}"


def _write_lists(pool: Pool, start: int, end: int, target: Path, seed: int) -> None:
    """Write a series and a reader of the courses from ``start`` to ``end``: each like the first, but for its name and what it lists."""
    titles = [_TITLE.search(course_text(pool, number, seed)) for number in range(start, end)]
    names = [json.loads(found[1]) for found in titles if found]
    first = course_text(pool, start, seed)
    for kind, title in (("series", f"{names[0][:60]}：系列课程"), ("reader", f"{names[0][:6]}课程一览")):
        text = _TITLE.sub(lambda _, title=title: f"title: {json.dumps(title, ensure_ascii=False)}\n", first, count=1)
        text = _KIND.sub(f'kind: "{kind}"\n', text, count=1)
        text += "\n## 课程一览\n\n" + "".join(f"- 《{name}》：{name}\n" for name in names)
        path = target / course_path(pool, start, seed)
        path.with_name(f"{_list_id(kind, start)}.md").write_text(text, encoding="utf-8", newline="\n")


def write_library(content: Path, count: int, target: Path, seed: int = 1, *, listed: bool = False) -> Pool:
    """Write a library of ``count`` courses over the plan, people and pages of ``content`` to the new folder ``target``.

    ``target`` becomes a content folder; returns the pool. Files carry a fixed time stamp. With ``listed`` come the table of synonyms,
    and for every forty courses a series and a reader that list the titles of all forty; both are called after the first of them.
    """
    pool = read_pool(content)
    target.mkdir(parents=True)
    for name in ("plan.yml", *(["synonyms.yml"] if listed else [])):
        shutil.copy(content / name, target)
    for name in ("lecturers", "venues", "pages"):
        shutil.copytree(content / name, target / name)
    for number in range(count):
        path = target / course_path(pool, number, seed)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = course_text(pool, number, seed)
        if listed:
            text = text.replace("\nkind: ", f"\nseries: {_list_id('series', number)}\nkind: ", 1)
        path.write_text(text, encoding="utf-8", newline="\n")
    for number in range(0, count if listed else 0, _LISTED):
        _write_lists(pool, number, min(count, number + _LISTED), target, seed)
    for page in sorted((target / "pages").rglob("*.md")):
        depth = len(page.relative_to(target).parts) - 1
        link = f"]({'../' * depth}{course_path(pool, 0, seed)})"
        page.write_text(_COURSE_LINK.sub(link, page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for path in sorted(target.rglob("*")):
        os.utime(path, (_WRITTEN_AT, _WRITTEN_AT))
    return pool
