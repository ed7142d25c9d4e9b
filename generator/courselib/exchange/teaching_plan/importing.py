"""A Word plan on its way into the library: read, recognised, put as a draft beside its pictures. Nothing is written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...content.loading import Loaded
from ...content.new_record import Beginning
from ...content.shells import BLANK_OBJECTIVE, BLANK_TABLE, Shell, shell
from ...library.kinds import KINDS
from ...library.model import Library
from ...library.naming import id_of_title
from ...library.outline import OBJECTIVE_HEADINGS, OUTLINE_HEADINGS
from ...library.reading import FileResult
from ...library.schema import COURSE
from ...runtime.errors import ContentError, UsageError
from ...runtime.litter import is_litter
from ...runtime.workspace import Workspace
from ..spreadsheet.committing import Write, commit
from . import updating
from .blocks import Document
from .exporting import fingerprint
from .package import MAX_FILE, Package, UnreadablePlanError
from .pictures import Album
from .reading import read_document
from .recognise import Recognised, recognise
from .updating import Change
from .words import CHECKED, ID, OBJECTIVES, OUTLINE, Words, words_of

#: What files of word processors are called.
WORD_FILES = (".docx", ".docm", ".dotx", ".doc", ".wps", ".wpt", ".dot", ".odt", ".rtf")
_NOTE = "由 Word 教案导入的草稿。标着【填：…】的地方填好后，把 status 改成 published，或删去那一行。"
_MAX_TITLE = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """A course as a plan gives it: its file and pictures, and how each field was found.

    ``before`` are the bytes of the file that it changes, none for a new one; ``changes`` say in what.
    """

    id: str
    path: str
    text: str
    media: Mapping[str, bytes]
    found: Recognised
    words: Words
    before: bytes | None = None
    changes: tuple[Change, ...] = ()

    @property
    def same(self) -> bool:
        """True when the library says what the plan says."""
        return self.before is not None and not self.changes


def read_plan(file: Path) -> Package:
    """Return a Word file's parts. Raises ``UsageError`` for no file, ``UnreadablePlanError`` for one that cannot be read."""
    if not file.is_file():
        raise UsageError(f"没有文件“{file}”。", "写上要导入的教案，如 教案.docx。")
    if is_litter(file.name):
        own = file.name.lstrip("~$._")
        raise UnreadablePlanError(f"“{file.name}”是软件或系统留下的临时文件，不是教案。", f"导入原来的文件，如“{own}”。")
    with file.open("rb") as stream:
        return Package(stream.read(MAX_FILE + 1))


def vocabulary(library: Library) -> Words:
    """Return the words by which plans are read for a library."""
    titles = {
        "lecturer": {key: record.title for key, record in library.lecturers.items()},
        "venue": {key: record.title for key, record in library.venues.items()},
        "course": {key: record.title for key, record in library.courses.items()},
    }
    return words_of(library.plan, titles)


def prepare(package: Package, stem: str, loaded: Loaded) -> Draft:
    """Return the draft that a plan becomes. Raises ``ContentError`` without a plan, ``UsageError`` for an ID that is taken."""
    if loaded.library is None:
        raise ContentError("读不出规划数据 plan.yml，不能导入。", "先运行 courselib check。")
    document = read_document(package)
    if not document.blocks:
        raise UnreadablePlanError("文件里没有文字。", "是扫描件或图片的，先在 Word 里打成文字。")
    words = vocabulary(loaded.library)
    # Once for the title and the topic, of which the folder is made; a second time with the pictures in their places.
    first = recognise(document, stem, words, lambda _: "")
    if known := _known(first, loaded):
        return _changed(document, package, first, known, loaded, words)
    beginning = _beginning(first, stem, loaded)
    path = beginning.path(None)
    album = Album(beginning.key, "../" * path.count("/"), package, document)
    found = recognise(document, stem, words, album.markdown)
    found.remarks += album.remarks
    media = {f"media/{name}": data for name, data in album.files.items()}
    return Draft(beginning.key, path, text_of(found), media, found, words)


def write(workspace: Workspace, draft: Draft) -> None:
    """Write a draft and its pictures, all or nothing."""
    writes = [Write(name, None, data) for name, data in draft.media.items()]
    commit(workspace, [*writes, Write(draft.path, draft.before, draft.text.encode())])


def _known(found: Recognised, loaded: Loaded) -> FileResult | None:
    """Return the course of the library that a plan says it is."""
    key = found.found(ID)
    return next((r for r in loaded.results.values() if key and r.kind == "course" and r.id == key.value and not r.origin), None)


def _changed(document: Document, package: Package, first: Recognised, known: FileResult, loaded: Loaded, words: Words) -> Draft:
    """Return what a plan that was exported changes in its course. Raises ``ContentError`` where that course changed since."""
    assert loaded.library is not None  # noqa: S101 - asked before
    data = (loaded.root / known.path).read_bytes()
    album = Album(known.id, "../" * known.path.count("/"), package, document)
    found = recognise(document, "", words, album.markdown)
    exported = updating.as_exported(known, data, loaded.library, loaded.root, words)
    change = updating.changes(known, exported, found)
    code = first.found(CHECKED)
    if change and (code is None or code.value != fingerprint(data)):
        what = "、".join(c.label for c in change)
        raise ContentError(f"课程 {known.id} 在这份教案导出以后改过，没有写。不同的地方：{what}。",
                           f"用 courselib export {known.id}.docx --force 重新导出一份，在新的里面改。")
    # Pictures that stand as they were are those that the library has.
    text = updating.written(known, data, change).decode()
    if change:
        updating.refuse_faults(known, text, loaded)
    fresh = {f"media/{name}": content for name, content in album.files.items()}
    media = {name: content for name, content in fresh.items() if name in text and name not in loaded.results}
    found.remarks += album.remarks
    return Draft(known.id, known.path, text, media, found, words, data, tuple(change))


def _beginning(found: Recognised, stem: str, loaded: Loaded) -> Beginning:
    library = loaded.library
    assert library is not None  # noqa: S101 - asked before
    taken = {r.id for r in loaded.results.values() if r.kind == "course"}
    # Pictures of a course that is gone are still somebody's.
    taken |= {r.path.split("/")[1] for r in loaded.results.values() if r.kind == "media"}
    own, title, topic = (found.found(name) for name in (ID, "title", "topic"))
    key = str(own.value) if own else id_of_title(str(title.value) if title else stem, taken)
    beginning = Beginning(KINDS["course"], key, loaded, library.plan)
    if topic:
        beginning.values["topic"] = str(topic.value)
    return beginning


def text_of(found: Recognised) -> str:
    """Return the text of a draft: fields as they were found, the body, and places to fill for what is required and was not said."""
    values, remarks = {}, {}
    for field in COURSE.fields:
        known = found.found(field.name)
        value = updating.checked(field, known.value) if known else None
        if known and value is not None:
            values[field.name] = value
            if known.sure == "guess":
                remarks[field.name] = "推测，请核对"
    return shell(Shell(values, remarks=remarks, notes=[_NOTE], body="\n".join(whole_body(found))))


def whole_body(found: Recognised) -> list[str]:
    """Return the body with the places to fill of an objective and an outline that the plan does not have."""
    body = list(found.body)
    if not found.found(OUTLINE):
        outline = f"## {OUTLINE_HEADINGS[0]}"
        at = body.index(outline) if outline in body else -1
        body = [*body[: at + 2], BLANK_TABLE, "", *body[at + 2:]] if at >= 0 else [outline, "", BLANK_TABLE, "", *body]
    if not found.found(OBJECTIVES):
        body = [f"## {OBJECTIVE_HEADINGS[0]}", "", f"- {BLANK_OBJECTIVE}", "", *body]
    while body and not body[-1]:
        body.pop()
    return body
