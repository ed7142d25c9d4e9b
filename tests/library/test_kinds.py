"""The table of kinds of record, and the registries of code by kind: each has an entry for every kind that it must know."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection
from keyword import iskeyword
from pathlib import Path

import pytest

from courselib.cli.new import WORDS
from courselib.content.checking import load_and_check
from courselib.content.checks import OF_KIND
from courselib.exchange.data import ROWS
from courselib.library import model
from courselib.library.kinds import FOLDERS, KINDS, TOP_FILES, RecordKind, records_of, shelf
from courselib.library.schema import PLAN_LISTS, Field, Kind, Schema
from courselib.site.products import PAGES, SHELLS

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"

#: What each registry is called, which kinds it must know by which name, and what it knows.
REGISTRIES: dict[str, tuple[Callable[[RecordKind], str], Collection[str]]] = {
    "library.model.Library": (lambda kind: kind.folder, [f.name for f in dataclasses.fields(model.Library)]),
    "content.checks.OF_KIND": (lambda kind: kind.name, OF_KIND),
    "cli.new.WORDS": (lambda kind: kind.name if kind.begun else "", WORDS),
    "exchange.data.ROWS": (lambda kind: kind.name if kind.published else "", ROWS),
    "site.products.PAGES": (lambda kind: kind.folder if kind.page else "", {page.path.partition("/")[0] for page in PAGES if page.records}),
    "site.products.SHELLS": (lambda kind: kind.page, [spec.kind for spec in SHELLS]),
    "theme/kinds": (lambda kind: kind.page, [p.stem for p in (ROOT / "theme" / "kinds").glob("*.html")]),
}


def lacking(kinds: Collection[RecordKind]) -> set[tuple[str, str]]:
    """Return each registry with a name that it should know and does not."""
    return {
        (registry, name) for registry, (name_in, known) in REGISTRIES.items() for kind in kinds
        if (name := name_in(kind)) and name not in known
    }


def test_every_registry_knows_every_kind_that_concerns_it() -> None:
    """Whoever adds a kind to the table is told here what code of its own it lacks."""
    assert lacking(KINDS.values()) == set()


def test_a_new_kind_is_missed_in_each_registry() -> None:
    """No registry is left out of the test above."""
    fields = (Field("title", "名称", Kind.TEXT, required=True),)
    new = RecordKind(Schema("novelty", "新事", fields), folder="novelties", page="novelty-page", begun=True, sheet=True, published=True)
    assert {registry for registry, _ in lacking([new])} == set(REGISTRIES)


def test_registries_know_no_kind_that_is_none() -> None:
    """What a registry says of a kind that went is dead code."""
    for registry in (OF_KIND, WORDS, ROWS):
        assert set(registry) <= set(KINDS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.model])
def test_a_model_has_the_fields_of_its_schema(kind: RecordKind) -> None:
    """Records are made from checked values by name: a field without a place in the model would stop a build."""
    assert kind.model is not None
    own = {f.name for f in dataclasses.fields(kind.model)}
    wanted = {f"{f.name}_" if iskeyword(f.name) else f.name for f in kind.schema.fields}
    assert own == wanted | {"id", "title", "source"} | ({"units"} if kind.outlined else set())
    needed = {f.name for f in dataclasses.fields(kind.model) if f.default is dataclasses.MISSING}
    assert needed <= {f.name for f in kind.schema.fields if f.required} | {"id", "title", "source"}


def test_facts_agree_with_each_other() -> None:
    """A kind lies in a folder or is one file; what has pages, sheets or a command of its own lies in a folder."""
    for kind in KINDS.values():
        assert bool(kind.folder) != bool(kind.file)
        assert kind.folder or not (kind.page or kind.begun or kind.sheet or kind.published)
        assert bool(kind.model) == bool(kind.folder)
        assert bool(kind.prompt) == (kind.begun and kind.markdown and not kind.outlined)
    assert len({kind.folder or kind.file for kind in KINDS.values()}) == len(KINDS) == len(FOLDERS) + len(TOP_FILES)


def test_references_lead_to_kinds() -> None:
    """A field refers to records of a kind of the table, or to the plan's topics and sectors."""

    def refs(fields: Collection[Field]) -> set[str]:
        return {f.ref for f in fields if f.ref} | {ref for f in fields for ref in refs(f.fields)}

    assert {ref for kind in KINDS.values() for ref in refs(kind.schema.fields)} <= {*KINDS, *PLAN_LISTS}


def test_the_shipped_library_has_records_of_every_kind() -> None:
    """Records stand on the shelf of their kind, made by its model."""
    library = load_and_check(CONTENT).library
    assert library is not None
    for kind in FOLDERS.values():
        records = shelf(library, kind)
        assert records
        assert kind.model is not None
        assert all(isinstance(record, kind.model) and record.id == key for key, record in records.items())
        assert all(re.fullmatch(rf"{kind.folder}/.*\.{kind.suffix}", record.source.path) for record in records.values())
    assert len(records_of(library)) == sum(len(shelf(library, kind)) for kind in FOLDERS.values())
