"""The filing sheet of each year that has something to file (年度计划备案, plan (十七)): Word, workbook, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from functools import partial

from ..curricula.filing import Filing, filed_years, filing_of
from ..exchange.data import FOLDER, encode
from ..exchange.filings.data import filing_json, filing_schema
from ..exchange.filings.document import document
from ..exchange.filings.sheets import workbook
from ..library.model import Library, Plan
from ..runtime.hashing import hash_of_bytes, hash_of_values
from .file import File

#: Where the sheets stand, and their figures.
SHEETS, DATA = "filings/", f"{FOLDER}/filings/"
#: What the bytes of a sheet depend on besides its filing: raised whenever its layout changes.
_LAYOUT = 1


def sheet_paths(year: int) -> tuple[str, str]:
    """Return the site paths of a year's sheet for Word and as a workbook."""
    return f"{SHEETS}{year}.docx", f"{SHEETS}{year}.xlsx"


def filed(library: Library) -> dict[int, tuple[str, str]]:
    """Return the ``sheet_paths`` of every year for which there is something to file, for pages that link them."""
    return {year: sheet_paths(year) for year in filed_years(library)}


def filing_sheets(library: Library) -> Iterator[File]:
    """Yield the sheets. A sheet is made again only when what it says has changed: most edits leave it as it is."""
    for year, (word, book) in filed(library).items():
        filing = filing_of(library, year)
        key = _key(filing, library.plan)
        yield File(word, partial(str, key), partial(document, filing, library.plan))
        yield File(book, partial(str, key), partial(workbook, filing, library.plan))


def filing_data(library: Library) -> Iterator[File]:
    """Yield the same figures as JSON, and their schema."""
    for year in filed_years(library):
        filing = filing_of(library, year)
        yield File(f"{DATA}{year}.json", partial(_key, filing, library.plan), partial(_encoded, filing))
    schema = encode(filing_schema())
    yield File(f"{DATA}filing.schema.json", partial(hash_of_bytes, schema), partial(bytes, schema))


def _encoded(filing: Filing) -> bytes:
    return encode(filing_json(filing))


def _key(filing: Filing, plan: Plan) -> str:
    return hash_of_values(["filing", _LAYOUT, astuple(filing), plan.title, plan.names("sector"), plan.names("role")])
