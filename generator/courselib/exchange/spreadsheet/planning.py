"""What an import would do: which records are new, which change and how, and the files that would be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...content import files
from ...content.loading import Loaded
from ...library.kinds import KINDS
from ...library.model import ALL, Plan
from ...library.reading import FileResult
from ...library.source import MAX_TEXT_BYTES, Entry
from ...problems.record import quote
from ...runtime.values import Values
from ...syntax.yaml.splice import UnwritableError
from ..lists.guesses import Listed
from .cells import text_of
from .fingerprints import Fingerprints, digest, meaning
from .layout import Laid, lay_out
from .merge.files import UNITS, begun, changed, sketched, values_of
from .places import Place, SheetProblem, problem_at
from .records import Reading, read_record
from .rows import Sheeted, gather
from .sheets import SCHEMAS
from .tables import Table
from .threeway import settle
from .vocabulary import Vocabulary

#: Reads a content file's bytes; ``OSError`` when it is gone.
Reader = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """A record that an import writes: its file as it is (``None`` for a new one) and as it will be.

    ``faulty`` marks one with a problem of its own, ``nameless`` one whose row has no ID. It is never written: ``after`` then holds what
    could be read of it, so that whatever refers to the record, or stands in its other cells, can be checked in the same run.
    """

    kind: str
    id: str
    title: str
    path: str
    before: bytes | None
    after: bytes
    old: Values
    new: Values
    fields: tuple[str, ...]
    reading: Reading
    place: Place
    faulty: bool = False
    nameless: bool = False

    @property
    def entry(self) -> Entry:
        """The file as the library's reader knows it."""
        return entry_of(self.path, self.kind, self.id)


@dataclass(slots=True)
class Intent:
    """What a file of tables means for a library. Nothing is written while ``problems`` hold an error.

    ``same`` counts records that stay as they are, ``absent`` by kind those that the tables do not have, ``kept`` by sheet
    those whose lists stay because that sheet has no row for them: neither takes anything away.
    """

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    absent: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    #: How many edits of the tables were left out, since the library was edited or cleared there as well.
    conflicts: int = 0
    #: Sheets that were read as lists in other people's layouts.
    lists: list[Listed] = field(default_factory=list)


def plan_import(
    tables: list[Table], loaded: Loaded, plan: Plan, read: Reader, *, needed: bool = True, exported: Fingerprints | None = None,
    revive: bool = False,
) -> Intent:
    """Return what tables mean for a library that was read before; ``read`` gives a content file's bytes.

    It is a fault that none of them has records where one is ``needed``. ``exported`` is what the records held when the tables were made,
    so that what was edited in the library since is not lost; a record deleted since stays so unless ``revive`` asks for it.
    """
    intent = Intent()
    laid, intent.problems = lay_out(tables, needed=needed)
    words = Vocabulary.of(loaded, plan)
    records, problems = gather(laid, words)
    intent.problems += problems
    words = _with_new(words, records)
    known = _known(loaded)
    for record in records.values():
        there = known.get((record.kind, record.id))
        if exported and not _settled(intent, record, there, exported.get((record.kind, record.id)), words, revive=revive):
            continue
        _plan_record(intent, record, there, words, plan, read)
    _note_missing(intent, laid, records, known)
    return intent


def _settled(
    intent: Intent, record: Sheeted, known: FileResult | None, base: Mapping[str, str] | None, words: Vocabulary, *, revive: bool
) -> bool:
    """Hold a record against what it was when it was exported; return whether it is to be planned at all."""
    if known is not None:
        if not known.broken and not known.origin:
            conflicts = settle(record, base, values_of(known), words, unfinished=known.unfinished)
            intent.problems += conflicts
            intent.conflicts += len(conflicts)
        return True
    if base is None or revive:
        return True
    label = SCHEMAS[record.kind].label
    edited = record.line is not None and any(
        digest(meaning(c, record.line.cells[c.name], words)) != base.get(c.name, "")
        for c in record.line.laid.sheet.columns if c.name in record.line.cells
    )
    intent.conflicts += edited
    text = f"{label}{quote(record.id)}导出以后在库里删去了，没有重新建{'；表里对它的改动也没有写' if edited else ''}。"
    intent.problems.append(problem_at(record.place, "X912", text, "确实还要，加 --revive 再导入一次；不要了，就从表里删去这一行。"))
    return False


def _note_missing(
    intent: Intent, laid: list[Laid], records: Mapping[tuple[str, str], Sheeted], known: Mapping[tuple[str, str], FileResult]
) -> None:
    """Count what the library has and the tables do not."""
    for table in laid:
        kind, rows = table.sheet.schema.kind, table.sheet.list
        if rows is None:
            intent.absent[kind] = sum(k == kind and (k, key) not in records and not r.origin for (k, key), r in known.items())
            continue
        kept = sum(
            rows.name in values_of(known[name]) for name, record in records.items()
            if record.kind == kind and record.line and rows.name not in record.lists and name in known
        )
        intent.kept |= {table.sheet.title: kept} if kept else {}


def _known(loaded: Loaded) -> dict[tuple[str, str], FileResult]:
    """Return the library's files of records by kind and ID; the first of two with the same ID counts."""
    known: dict[tuple[str, str], FileResult] = {}
    for path in sorted(loaded.results):
        result = loaded.results[path]
        if result.kind in SCHEMAS:
            known.setdefault((result.kind, result.id), result)
    return known


def _with_new(words: Vocabulary, records: Mapping[tuple[str, str], Sheeted]) -> Vocabulary:
    """Return a vocabulary that also knows the records that the workbook brings, so that cells may name them."""
    for kind in SCHEMAS:
        titles = {
            r.id: text_of(r.line.cells.get("title")).strip()
            for r in records.values() if r.kind == kind and r.line and not r.nameless and r.id not in words.titles[kind]
        }
        words = words.with_titles(kind, titles)
    return words


def _plan_record(
    intent: Intent, record: Sheeted, known: FileResult | None, words: Vocabulary, plan: Plan, read: Reader
) -> None:
    schema = SCHEMAS[record.kind]
    if known is None and record.line is None:
        intent.problems.append(problem_at(record.place, "X908", f"没有编号为{quote(record.id)}的{schema.label}。",
                                          f"先在工作表“{schema.label}”里加上这一行。"))
        return
    if known is not None and known.origin:
        intent.problems.append(problem_at(record.place, "X909", f"{schema.label}{quote(record.id)}是上级课程库的，不能用表格改。",
                                          f"要改的写在 content/overlays/{known.origin.library}/{known.origin.id}.yml；表里删去这一行。"))
        return
    if known is not None and known.broken:
        intent.problems.append(problem_at(record.place, "X909", f"{schema.label}{quote(record.id)}的文件有错误，不能导入。",
                                          f"先按 courselib check 的提示改好 {known.path}。"))
        return
    old = values_of(known) if known else None
    reading = read_record(record, old, words)
    # What a whole record lacks cannot be said of a row that may be one of those there are.
    intent.problems += [p for p in reading.problems if not (record.nameless and p.code == "M301")]
    faulty = reading.faulty or record.nameless
    new = _tidy(reading.values, old)
    if KINDS[record.kind].outlined and (known is None or known.unfinished):
        new = _kept_a_draft(intent, new, reading)
    if new == old:
        intent.same += not faulty
        return
    names = tuple(f.name for f in schema.fields if (old or {}).get(f.name) != new.get(f.name))
    path = known.path if known else _path(record, new, plan)
    try:
        before = read(path) if known else None
        if before is None:
            after = begun(schema, new)
        else:
            after = sketched(schema, new) if faulty else changed(schema, entry_of(path, record.kind, record.id), before, new)
    except (UnwritableError, OSError) as error:
        why = error.message if isinstance(error, UnwritableError) else "文件读不出来"
        place = next((p for n in names if (p := reading.place(n))), record.place)
        intent.problems.append(problem_at(place, "X909", f"这处改动写不进 {path}：{why}。", "请直接改那个文件。"))
        return
    title = str(new.get("title", record.id))
    intent.changes.append(
        Change(record.kind, record.id, title, path, before, after, old or {}, new, names, reading, record.place, faulty, record.nameless))


def entry_of(path: str, kind: str, key: str) -> Entry:
    """Return a file as the library's reader knows it, whatever it is on disk."""
    return Entry(path, kind, key, 0, 0, 0)


def _kept_a_draft(intent: Intent, values: Values, reading: Reading) -> Values:
    """Return the values of a course with places to fill, which is a draft whatever a sheet says; that is told where it says otherwise."""
    status, place = values.get("status"), reading.place("status")
    if status not in (None, "draft") and place:
        intent.problems.append(problem_at(place, "X913", "这门课还有没填的地方，先存成草稿，不发布。",
                                          "在文件里填好【填：…】的地方，再改成已发布。"))
    return values | {"status": "draft"}


def _tidy(values: Values, old: Values | None) -> Values:
    """Return values as a file can hold them: units on one line each."""
    units: list[Values] = values.get(UNITS, [])
    if not units or units == (old or {}).get(UNITS):
        return values
    return values | {UNITS: [{name: _on_one_line(v) if isinstance(v, str) else v for name, v in unit.items()} for unit in units]}


def _on_one_line(text: str) -> str:
    return " ".join(line for part in text.replace("\\|", "|").split("\n") if (line := part.strip()))


def _path(record: Sheeted, values: Values, plan: Plan) -> str:
    """Return where a new record's file goes; courses stand in the folder of their topic's sector."""
    kind = KINDS[record.kind]
    if not kind.outlined:
        return kind.file_of(record.id)
    topic = plan.topics.get(values.get("topic", ""))
    folder = topic.sector if topic and topic.sector != ALL else "all-theory" if values.get("theory") else "all-general"
    return kind.file_of(record.id, folder)


def reader_of(loaded: Loaded) -> Reader:
    """Return a reader of the library's own files."""
    return lambda path: files.read_bytes(loaded.root, path, MAX_TEXT_BYTES)
