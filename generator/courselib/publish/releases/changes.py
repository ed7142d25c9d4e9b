"""What a release changes for its readers (变更说明): courses added, changed and retired, which curricula that touches, all the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from ...content.loading import library_of
from ...curricula.evaluation import Evaluation, evaluate_curriculum
from ...curricula.totals import Totals, sector_label
from ...curricula.words import VERDICTS
from ...library.kinds import FOLDERS, KINDS, TOP_FILES, Record, RecordKind, shelf
from ...library.model import Course, Curriculum, Library
from ...library.reading import FileResult, read_file
from ...library.schema import COURSE, CURRICULUM
from ...library.source import Entry
from ...runtime.hours import format_hours
from ..packs.making import canonical
from .wording import Difference, Names, body_difference, differences, unit_differences

_STANDING = {"met": VERDICTS["pass"], "noted": VERDICTS["note"], "unmet": VERDICTS["fail"]}
#: The kinds of record that are told one by one beside courses and curricula.
_OTHERS = ("class", "lecturer", "venue")
_PUBLISHED = "published"
#: What of a course matters to a curriculum that plans it.
_OF_CONCERN = frozenset(
    COURSE.field(name).label for name in ("title", "topic", "audience", "hours", "theory", "roles", "not_before", "until")
)


@dataclass(frozen=True, slots=True)
class Row:
    """A record that is new or no more: its ID and title, what is to be said of it; of a course its hours and for whom it is."""

    id: str
    title: str
    note: str = ""
    hours: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that changed, and how. ``touched`` are changes of what it plans, in sentences."""

    id: str
    title: str
    fields: tuple[Difference, ...] = ()
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The changes among the records of one kind."""

    kind: str
    label: str
    added: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Row, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from one release to the next; for a first release there are figures alone.

    ``signed`` tells whether it bears signatures.
    """

    library: str
    name: str
    version: str
    previous: str
    on: str
    signed: bool
    courses: int
    hours: str
    parts: tuple[Part, ...] = ()
    plan: tuple[Difference, ...] = ()
    others: tuple[str, ...] = field(default=())

    def json(self) -> bytes:
        """Return them as JSON, in one way."""
        return canonical({"format": 1, **asdict(self)})

    @property
    def nothing(self) -> bool:
        """Whether no record changed."""
        return not (any(self.parts) or self.plan or self.others)


@dataclass(frozen=True, slots=True)
class State:
    """The content of one moment: what its files say, and the library of them without drafts."""

    results: Mapping[str, FileResult]
    library: Library


def state_before(files: Mapping[str, bytes], changed: Collection[str], results: Mapping[str, FileResult]) -> State | None:
    """Return the content of an earlier release; what did not change since is not read again. ``None`` when its plan cannot be read.

    ``changed`` are the content paths that changed since, ``results`` what the files of now say.
    """
    other = frozenset(changed)
    read: dict[str, FileResult] = {}
    for path in files:
        if path not in other and path in results:
            read[path] = results[path]
        elif (entry := _entry(path, 0)) is not None:
            read[path] = read_file(entry, files[path])
    library = library_of(read)
    return None if library is None else State(read, library.without_drafts())


def _entry(path: str, size: int) -> Entry | None:
    """Return what stands for a content file by its path; ``None`` for what is no record's."""
    if path in TOP_FILES:
        return Entry(path, TOP_FILES[path].name, TOP_FILES[path].name, size, 0, 0)
    top, _, rest = path.partition("/")
    kind = FOLDERS.get(top)
    if kind is None or not rest.endswith(f".{kind.suffix}"):
        return None
    return Entry(path, kind.name, rest.rpartition("/")[2].removesuffix(f".{kind.suffix}"), size, 0, 0)


def compare(
    now: State, before: State | None, changed_paths: Iterable[str]
) -> tuple[tuple[Part, ...], tuple[Difference, ...], tuple[str, ...]]:
    """Return the changes kind by kind, those of the plan and the synonyms, and the other content files that changed."""
    if before is None:
        return (), (), ()
    comparing = _Comparing(now, before)
    parts = (comparing.part("course"), comparing.curricula(), *(comparing.part(kind) for kind in _OTHERS))
    plan = tuple(d for path, kind in TOP_FILES.items() for d in comparing.file(path, kind.name))
    others = tuple(sorted(path for path in changed_paths if _entry(path, 0) is None))
    return tuple(part for part in parts if part), plan, others


def record_differences(kind: RecordKind, old: FileResult, new: FileResult, names: Names) -> tuple[Difference, ...]:
    """Return how a record's file differs from what it was: its fields, its outline, its body."""
    found = [*differences(kind.schema.fields, old.values or {}, new.values or {}, names)]
    if old.outline is not None and new.outline is not None:
        found += unit_differences(old.outline.units, new.outline.units)
    body = body_difference(old.body, new.body)
    return tuple(found + ([body] if body else []))


class _Comparing:
    """Two states of a library beside each other."""

    def __init__(self, now: State, before: State) -> None:
        self._now, self._before = now, before
        self._names = Names(now.library, before.library)
        self._courses: dict[str, str] = {}

    def file(self, path: str, kind: str) -> Iterator[Difference]:
        """Yield the changes of a file of which there is one."""
        values = [(state.results[path].values if path in state.results else None) or {} for state in (self._before, self._now)]
        yield from differences(KINDS[kind].schema.fields, values[0], values[1], self._names)

    def part(self, kind: str) -> Part:
        """Return the changes among the records of a kind."""
        was, now = self._visible(self._before.library, kind), self._visible(self._now.library, kind)
        rows = [self._changed(key, kind, was[key].source.path, now[key].source.path) for key in now if key in was]
        changed = tuple(row for row in rows if row.fields)
        added = tuple(self._row(now[key], "重新启用" if self._was_known(kind, key) else "") for key in now if key not in was)
        removed = tuple(self._row(was[key], self._end_of(kind, key)) for key in was if key not in now)
        if kind == "course":
            self._courses = {row.id: _in_short(row.fields) for row in changed}
            self._courses |= {row.id: f"已{row.note}" for row in removed}
        return Part(kind, KINDS[kind].label, added, changed, removed)

    def curricula(self) -> Part:
        """Return the changes among curricula: their own, and those of what they plan."""
        own = self.part("curriculum")
        fields = {row.id: row.fields for row in own.changed}
        was, now = self._visible(self._before.library, "curriculum"), self._visible(self._now.library, "curriculum")
        rows = []
        for key, curriculum in now.items():
            old = was.get(key)
            if not isinstance(curriculum, Curriculum) or not isinstance(old, Curriculum):
                continue
            taught = {**_taught(old, self._before.library), **_taught(curriculum, self._now.library)}
            touched = tuple(f"课程《{self._names.of('course', c)}》：{self._courses[c]}" for c in taught if c in self._courses)
            if touched or key in fields or self._before.library.plan != self._now.library.plan:
                totals = tuple(_totals(old, curriculum, self._before.library, self._now.library))
                if touched or key in fields or totals:
                    rows.append(Changed(key, curriculum.title, (*fields.get(key, ()), *totals), touched))
        return Part(own.kind, CURRICULUM.label, own.added, tuple(rows), own.removed)

    def _changed(self, key: str, kind: str, before: str, after: str) -> Changed:
        old, new = self._before.results[before], self._now.results[after]
        title = self._names.of(kind, key) if kind != "curriculum" else str((new.values or {}).get("title", key))
        if old is new:
            return Changed(key, title)
        return Changed(key, title, record_differences(KINDS[kind], old, new, self._names))

    @staticmethod
    def _visible(library: Library, kind: str) -> dict[str, Record]:
        records = shelf(library, KINDS[kind]).items()
        return {key: record for key, record in records if getattr(record, "status", _PUBLISHED) == _PUBLISHED}

    def _row(self, record: Record, note: str) -> Row:
        if not isinstance(record, Course):
            return Row(record.id, record.title, note)
        plan = self._now.library.plan
        audience = "、".join(sector_label(plan, a) if a in plan.sectors else self._names.of("sector", a) for a in record.audience)
        return Row(record.id, record.title, note, format_hours(record.hours), audience)

    def _was_known(self, kind: str, key: str) -> bool:
        return key in shelf(self._before.library, KINDS[kind])

    def _end_of(self, kind: str, key: str) -> str:
        if key in shelf(self._now.library, KINDS[kind]):
            return "停用"
        ids = {r.id for r in self._now.results.values() if r.kind == kind}
        return "改回草稿" if key in ids else "删除"


def _taught(curriculum: Curriculum, library: Library) -> dict[str, None]:
    """Return the courses of a curriculum in order, those of its classes too."""
    ids: dict[str, None] = {}
    for item in curriculum.items:
        held = library.classes.get(item.class_) if item.class_ else None
        ids.update(dict.fromkeys([lesson.course for lesson in held.items] if held else [item.course] if item.course else []))
    return ids


def _totals(old: Curriculum, new: Curriculum, before: Library, now: Library) -> Iterator[Difference]:
    """Yield how the totals of a curriculum and its standing changed."""
    was, is_ = (evaluate_curriculum(c, library.courses, library.plan, library.classes) for c, library in ((old, before), (new, now)))
    facts: Sequence[tuple[str, str, str]] = (
        ("合计学时", format_hours(was.hours), format_hours(is_.hours)),
        ("创新理论学时", format_hours(was.theory), format_hours(is_.theory)),
        ("没有课程的必修专题", _missing(was), _missing(is_)),
        ("与规划对照", _STANDING[was.verdict], _STANDING[is_.verdict]),
    )
    for label, one, other in facts:
        if one != other:
            yield Difference(label, one, other)


def _missing(evaluation: Evaluation) -> str:
    return "、".join(topic.title for topic in evaluation.missing) or "无"


def _in_short(fields: Sequence[Difference]) -> str:
    """Return what changed in a course as a curriculum is concerned: what it is called, counts and is for; of the rest the number."""
    told = [f"{d.label} {d.before} → {d.after}" for d in fields if d.label in _OF_CONCERN]
    rest = len(fields) - len(told)
    return "；".join([*told, *([f"{'另有 ' if told else ''}{rest} 处改动"] if rest else [])])


def figures_of(library: Library) -> tuple[int, str]:
    """Return the number of courses on offer, and their hours."""
    totals = Totals.of(c for c in library.courses.values() if c.status == _PUBLISHED)
    return totals.count, format_hours(totals.hours)
