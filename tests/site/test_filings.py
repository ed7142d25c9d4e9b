"""The filing sheets among a site's files."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import jsonschema

from courselib.site.filings import filed, filing_data, filing_sheets

from ..support.filing import a_class, with_classes


def test_each_year_with_something_to_file_has_its_files(small_site: Path) -> None:
    """The small library plans one item off the job, in 2025: a sheet for Word, a workbook, JSON by its schema, and no other year."""
    assert sorted(p.relative_to(small_site).as_posix() for p in (small_site / "filings").iterdir()) == [
        "filings/2025.docx", "filings/2025.xlsx",
    ]
    folder = small_site / "data/v1/filings"
    assert sorted(p.name for p in folder.iterdir()) == ["2025.json", "filing.schema.json"]
    data, schema = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("2025.json", "filing.schema.json"))
    jsonschema.validate(data, schema)
    assert [(i["course"], i["hours"]) for i in data["unassigned"]] == [("theory", 4)]


def test_a_sheet_is_made_again_only_when_it_says_something_else() -> None:
    """A class in another year, or another title of a course in none of its rows, leaves the sheet's key as it was."""
    first = a_class("first", "theory", start="2025-03-10", end="2025-03-11")
    library = with_classes(first)
    before = {f.path: f.key() for f in (*filing_sheets(library), *filing_data(library))}
    assert list(filed(library)) == [2025]
    more = dataclasses.replace(library, classes=library.classes | {"next": a_class("next", "reading", start="2026-03-10")})
    after = {f.path: f.key() for f in (*filing_sheets(more), *filing_data(more))}
    assert before.items() <= after.items()
    assert filed(more) == {y: (f"filings/{y}.docx", f"filings/{y}.xlsx") for y in (2025, 2026)}
    fuller = dataclasses.replace(library, classes={"first": dataclasses.replace(first, seats=12)})
    changed = {f.path: f.key() for f in (*filing_sheets(fuller), *filing_data(fuller))}
    assert {path for path in before if changed[path] != before[path]} == set(before) - {"data/v1/filings/filing.schema.json"}
