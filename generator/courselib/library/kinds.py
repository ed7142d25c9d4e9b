"""The table of all kinds of content file: what each is called, where it lies, how it is read, and what is made of it.

Facts alone stand here. A room that has code of its own for each kind keeps it in one registry by the kinds' names (what is checked:
``content.checks.OF_KIND``; the words of ``courselib new``; rows of published data; page makers); ``tests/library/test_kinds.py``
names each registry that lacks a kind of this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import model
from .planschema import PLAN, SYNONYMS
from .schema import CLASS, COURSE, CURRICULUM, LECTURER, PAGE, VENUE, Schema
from .source import PLAN_FILE, SYNONYMS_FILE

Record = model.Course | model.Lecturer | model.Venue | model.TrainingClass | model.Curriculum | model.Page


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of content file; its name, Chinese name and fields are those of ``schema``.

    ``model`` is the record that its values become (none: more than one record, or plain values). ``folder`` is where its files lie
    below ``content/`` and the name under which the library holds its records; a kind of which there is one file has ``file``, its
    path below ``content/``, instead.
    """

    schema: Schema
    model: type[Record] | None = None
    folder: str = ""
    file: str = ""
    #: Whether its files are Markdown below front matter; else they are YAML and nothing but fields.
    markdown: bool = True
    #: Whether its body holds a course outline, whose units are part of the record.
    outlined: bool = False
    #: Whether the folders below its own are part of an ID.
    nested: bool = False
    #: The kind of page that each record fills, at ``{folder}/{id}.html``; none: the engine makes a page of the file itself.
    page: str = ""
    #: What the body of a file that ``courselib new`` begins asks for; empty for an outlined one, and for one without a body.
    prompt: str = ""
    #: Whether ``courselib new`` begins such files.
    begun: bool = False
    #: Whether its records have a sheet in the workbook.
    sheet: bool = False
    #: Whether its records are published as JSON, ``data/v1/{folder}.json``.
    published: bool = False
    #: Whether the JSON Schema of its files is published, for editors and other programs.
    described: bool = True

    @property
    def name(self) -> str:
        """The kind's name, by which registries know it."""
        return self.schema.kind

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return self.schema.label

    @property
    def suffix(self) -> str:
        """What its files' names end in, without the dot."""
        return "md" if self.markdown else "yml"

    @property
    def needs_front_matter(self) -> bool:
        """Whether a file without front matter lacks something."""
        return any(field.required for field in self.schema.fields)

    @property
    def owns_body(self) -> bool:
        """Whether a record's body stands on the record's own page and nowhere else."""
        return bool(self.markdown and self.page)

    def file_of(self, key: str, folder: str = "") -> str:
        """Return the content path of a record, in ``folder`` below the kind's own."""
        return "/".join(filter(None, (self.folder, folder, f"{key}.{self.suffix}")))


#: Every kind by name, in the order in which people are shown them.
KINDS: dict[str, RecordKind] = {kind.name: kind for kind in (
    RecordKind(COURSE, model.Course, "courses", outlined=True, page="course", begun=True, sheet=True, published=True),
    RecordKind(LECTURER, model.Lecturer, "lecturers", page="person", prompt="介绍这位讲师：讲什么、怎么约", begun=True, sheet=True),
    RecordKind(VENUE, model.Venue, "venues", page="person", prompt="介绍这处场地：能做什么、怎么约", begun=True, sheet=True),
    RecordKind(CLASS, model.TrainingClass, "classes", markdown=False, page="class", begun=True, sheet=True, published=True),
    RecordKind(CURRICULUM, model.Curriculum, "curricula", markdown=False, page="curriculum", begun=True, sheet=True, published=True),
    RecordKind(PAGE, model.Page, "pages", nested=True),
    RecordKind(PLAN, file=PLAN_FILE, markdown=False),
    RecordKind(SYNONYMS, file=SYNONYMS_FILE, markdown=False, described=False),
)}
#: The kinds of which there are many records, by folder.
FOLDERS: dict[str, RecordKind] = {kind.folder: kind for kind in KINDS.values() if kind.folder}
#: The kinds of which there is one file, by its path.
TOP_FILES: dict[str, RecordKind] = {kind.file: kind for kind in KINDS.values() if kind.file}


def shelf(library: model.Library, kind: RecordKind) -> dict[str, Record]:
    """Return a library's records of a kind by ID."""
    records: dict[str, Record] = getattr(library, kind.folder)
    return records


def records_of(library: model.Library) -> list[Record]:
    """Return all records of a library, kind by kind."""
    return [record for kind in FOLDERS.values() for record in shelf(library, kind).values()]
