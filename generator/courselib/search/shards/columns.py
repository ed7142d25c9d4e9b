"""One value a course and column: what filters, facets and scores look at.

The boot file holds the columns that every query needs, a second file those that some need.
"""

from __future__ import annotations

import datetime
import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ...library.model import ALL, Course, Library, Plan
from ...library.schema import COURSE_KINDS, LANGUAGES, LEVELS, METHODS
from ...library.upstream import OWN, OWN_LABEL
from ...runtime.values import Object
from .. import pinyin, scoring
from ..documents import FIELDS, SearchDocument
from .cards import order_of
from .packing import sized, varint

VERSION = 4
_DAY_ZERO = datetime.date(2000, 1, 1).toordinal()


def boot(
    documents: Sequence[SearchDocument], own: Sequence[SearchDocument], library: Library, lengths: Sequence[bytes],
    own_lengths: Sequence[bytes], roots: Object,
) -> bytes:
    """Return the payload of the boot file: of all ``documents`` the vocabulary and sums, of its ``own`` the columns.

    ``lengths`` are the courses' packed lengths, ``roots`` go into the header.
    """
    plan = library.plan
    sector_place = {name: place for place, name in enumerate(plan.sectors)} | {ALL: -1}
    tasks = {name: place for place, name in enumerate(plan.tasks)}
    topics = _topics(documents, plan)
    places = {(row[0], row[2]): place for place, row in enumerate(topics)}
    kinds = {key: place for place, (key, _) in enumerate(COURSE_KINDS)}
    tables, columns = _tables(own, own_lengths, [places[d.topic, tasks.get(d.task, -1)] for d in own], [kinds[d.kind] for d in own])
    header = {
        "version": VERSION,
        "documents": len(documents),
        "totals": [sum(scoring.unpack_length(pair[n]) for pair in lengths) for n in range(len(scoring.LENGTH_B))],
        "k1": scoring.K1,
        "fields": FIELDS,
        "boosts": [scoring.BOOSTS[name] for name in FIELDS],
        "b": scoring.LENGTH_B,
        "pinyinBoost": scoring.PINYIN_BOOST,
        "pinyinBeside": scoring.PINYIN_BESIDE,
        "near": [*scoring.NEAR_SHARE, scoring.FEW_TERMS],
        "characterBoost": scoring.CHARACTER_BOOST,
        "sectors": [[s.id, s.title, sector_place.get(s.parent, -1)] for s in plan.sectors.values()],
        "tasks": [[t.id, t.title] for t in plan.tasks.values()],
        "topics": topics,
        "kinds": COURSE_KINDS,
        **tables,
        "audiences": [[sector_place[a] for a in audience if a in sector_place] for audience in tables["audiences"]],
    }
    return sized(_json(header | roots)) + b"".join(columns.values())


def base(documents: Sequence[SearchDocument], library: Library, lengths: Sequence[bytes], roots: Object) -> bytes:
    """Return the payload of the base's own file: its columns, whose values are named so that other courses never change it."""
    known = [(d.topic, d.task if d.task in library.plan.tasks else "") for d in documents]
    topics = list(dict.fromkeys(known))
    kinds = list(dict.fromkeys(d.kind for d in documents))
    topic_place, kind_place = ({name: place for place, name in enumerate(names)} for names in (topics, kinds))
    tables, columns = _tables(documents, lengths, [topic_place[pair] for pair in known], [kind_place[d.kind] for d in documents])
    header = {"version": VERSION, "documents": len(documents), "topics": topics, "kinds": kinds, **tables}
    return sized(_json(header | roots)) + b"".join(columns.values())


def _tables(
    documents: Sequence[SearchDocument], lengths: Sequence[bytes], topics: Sequence[int], kinds: Sequence[int]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the tables that the columns of these courses name rows of, the columns' names among them, and the columns."""
    audiences = list(dict.fromkeys(d.audience for d in documents))
    audience_place = {a: place for place, a in enumerate(audiences)}
    hours = sorted({d.hours for d in documents})
    hours_place = {h: place for place, h in enumerate(hours)}
    # Most courses share their lengths with many others: one value a course stands for both.
    pairs = sorted(set(lengths))
    pair_place = {pair: place for place, pair in enumerate(pairs)}
    columns = dict([
        *_column("lengths", [pair_place[pair] for pair in lengths]),
        *_column("audience", [audience_place[d.audience] for d in documents]),
        *_column("topic", [topic * 2 + d.theory for d, topic in zip(documents, topics, strict=True)]),
        *_column("hours", [hours_place[d.hours] for d in documents]),
        *_column("kind", list(kinds)),
    ])
    return {"lengths": [list(pair) for pair in pairs], "audiences": audiences, "hours": hours, "columns": list(columns)}, columns


def title_keys(documents: Iterable[SearchDocument]) -> list[tuple[Any, str]]:
    """Return what courses are put in order of by title, ascending."""
    return sorted((pinyin.title_key(d.title), d.id) for d in documents)


def more(
    documents: Sequence[SearchDocument], library: Library, every: Sequence[SearchDocument] | None = None,
    keys: Sequence[tuple[Any, str]] | None = None,
) -> bytes:
    """Return the payload of the further columns: level, language, methods, origin, date, order by title, lecturers.

    Of a small segment it has the vocabulary of ``every`` course, and the place of each title among ``keys``, those of the base.
    """
    courses = [library.courses[d.id] for d in documents]
    there = courses if every is None else [library.courses[d.id] for d in every]
    teaching = {name for c in there for name in c.lecturers}
    speaking = {c.language for c in there}
    lecturers = [x for x in library.lecturers.values() if x.id in teaching]
    lecturer_place = {x.id: place for place, x in enumerate(lecturers)}
    levels = [("", ""), *LEVELS]
    languages = [row for row in LANGUAGES if row[0] in speaking]
    level_place = {key: place for place, (key, _) in enumerate(levels)}
    language_place = {key: place for place, (key, _) in enumerate(languages)}
    origins = [(OWN, OWN_LABEL), *sorted({(o.library, o.title) for c in there if (o := c.source.origin)})]
    origin_place = {key: place for place, (key, _) in enumerate(origins)}
    method_bit = {key: 1 << place for place, (key, _) in enumerate(METHODS)}
    titles = {c.id: pinyin.title_key(c.title) for c in courses}
    ranks = order_of(titles)
    rank_width = 2 if max(len(courses), len(keys or ())) < 1 << 16 else 3
    columns: list[tuple[str, int, Callable[[int, Course], int]]] = [
        ("level", 1, lambda _, c: level_place[c.level]),
        ("language", 1, lambda _, c: language_place[c.language]),
        ("methods", 1, lambda _, c: sum(method_bit[m] for m in c.methods)),
        ("origin", 1, lambda n, _: origin_place[documents[n].origin]),
        ("updated", 2, lambda _, c: _day(c.updated)),
        ("titleRank", rank_width, lambda n, _: ranks[n]),
    ]
    if keys is not None:
        columns.append(("titleAt", rank_width, lambda _, c: bisect_left(keys, (titles[c.id], c.id))))
    header = {
        "levels": levels,
        "languages": languages,
        "methods": METHODS,
        "origins": origins,
        "lecturers": [[x.id, x.title] for x in lecturers],
        "columns": [[name, width] for name, width, _ in columns],
    }
    values = (b"".join(value(n, c).to_bytes(width, "little") for n, c in enumerate(courses)) for _, width, value in columns)
    taught = (_list(lecturer_place[x] for x in c.lecturers if x in lecturer_place) for c in courses)
    return b"".join([sized(_json(header)), *values, *taught])


def _topics(documents: Iterable[SearchDocument], plan: Plan) -> list[tuple[str, str, int, int]]:
    """Return ID, title, task and sector of every topic.

    One that only a faulty course names comes later, and again each topic of which a course has another task than the topic's.
    """
    tasks = {name: place for place, name in enumerate(plan.tasks)}
    sectors = {name: place for place, name in enumerate(plan.sectors)}
    rows = [(t.id, t.title, tasks.get(t.task, -1), sectors.get(t.sector, -1)) for t in plan.topics.values()]
    known = {(row[0], row[2]) for row in rows}
    others = dict.fromkeys((d.topic, tasks.get(d.task, -1)) for d in documents)
    for name, task in others:
        if (name, task) not in known:
            topic = plan.topics.get(name)
            rows.append((name, topic.title if topic else name, task, sectors.get(topic.sector, -1) if topic else -1))
    return rows


def _column(name: str, values: list[int]) -> list[tuple[str, bytes]]:
    """Return a column of one byte a course, or two columns, low and high bytes, where a value needs them."""
    if max(values, default=0) < 256:
        return [(name, bytes(values))]
    return [(name, bytes(v & 255 for v in values)), (f"{name}1", bytes(v >> 8 for v in values))]


def _day(date: str) -> int:
    """Return the days since 2000-01-01; 0 for no date, or one before."""
    return min(65535, max(0, datetime.date.fromisoformat(date).toordinal() - _DAY_ZERO)) if date else 0


def _list(numbers: Iterable[int]) -> bytes:
    encoded = [varint(n) for n in numbers]
    return varint(len(encoded)) + b"".join(encoded)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


