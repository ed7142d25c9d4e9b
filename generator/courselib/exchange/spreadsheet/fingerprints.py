"""What records held when they were exported, as a short text each: so that an import knows who changed what since.

Each field has a digest of what its cell means, whatever a program made of its looks on the way. A workbook keeps the texts on a
sheet that nobody sees, by kind and ID, so that rows may be moved; a CSV file keeps them in its last column.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from ...runtime.values import Values
from .cells import Cell, cell_in, meant, split, text_of
from .layout import own_head
from .sheets import FINGERPRINT, FINGERPRINTS, SHEETS, Column, Sheet
from .tables import Row, Table
from .vocabulary import Vocabulary

#: By kind and ID, the digest of each field that was not empty.
Fingerprints = Mapping[tuple[str, str], Mapping[str, str]]
HEADINGS = ("种类", "编号", FINGERPRINT)
_PAIR = re.compile(r"([a-z_.]{1,64}):([a-z2-7]{8})")
_BYTES = 5
_BETWEEN, _ROW = "\x1f", "\x1e"


def meaning(column: Column, cell: Cell, words: Vocabulary) -> str:
    """Return what a cell means, as one text: IDs without names, one form for each date and answer."""
    field, text = column.field, text_of(cell).strip().replace("x005F_", "")
    if not text:
        return ""
    if not field.many:
        return meant(field, text, words)
    parts = [text] if field.ref and words.is_one(field, text) else split(text)
    return _BETWEEN.join(meant(field, part, words) for part in parts)


def digest(text: str) -> str:
    """Return the digest of a meaning; nothing for nothing."""
    if not text:
        return ""
    return base64.b32encode(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()).decode("ascii").lower()


def digest_of_rows(meanings: Sequence[str]) -> str:
    """Return the digest of a column of a list; nothing for a list without rows."""
    return digest(_ROW.join(meanings) + _ROW) if meanings else ""


def digests(kind: str, values: Values, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record with their digests, those of its lists as ``units.hours``."""
    for sheet in SHEETS:
        if sheet.schema.kind != kind:
            continue
        for column in sheet.columns:
            if sheet.list is None:
                yield column.name, digest(meaning(column, cell_in(column, values, words), words))
            else:
                yield name_of(sheet, column), digest_of_rows(meanings_of(sheet, column, values, words))


def meanings_of(sheet: Sheet, column: Column, values: Values, words: Vocabulary) -> list[str]:
    """Return what a column of a list means, item by item."""
    items = values.get(sheet.list.name, []) if sheet.list else []
    return [meaning(column, cell_in(column, item, words), words) for item in items]


def name_of(sheet: Sheet, column: Column) -> str:
    """Return what a fingerprint calls a column of a list."""
    return f"{sheet.list.name}.{column.name}" if sheet.list else column.name


def fingerprint(kind: str, values: Values, words: Vocabulary) -> str:
    """Return what stands for a record: the fields that are not empty, each with its digest."""
    return " ".join(f"{name}:{value}" for name, value in digests(kind, values, words) if value)


def taken(tables: list[Table]) -> tuple[list[Table], Fingerprints]:
    """Return tables without the sheet that keeps fingerprints, which is emptied, and what it says."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    others: list[Table] = []
    for table in tables:
        if table.name.strip() == FINGERPRINTS:
            for row in table.rows[1:]:
                kind, key, text = (text_of(c).strip() for c in (*row.cells, None, None, None)[:3])
                found[kind, key] = _read(text)
            others.append(Table(table.name))
        else:
            others.append(table)
            found.update(_in_column(table))
    return others, found


def _in_column(table: Table) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """Yield what the last column of a CSV file says; that holds courses."""
    head = own_head(table)
    if head is None:
        return
    at, key, _ = head
    place = next((i for i, c in enumerate(table.rows[at].cells) if text_of(c).strip() == FINGERPRINT), -1)
    for row in table.rows[at + 1 :] if place >= 0 else ():
        text = _cell(row, place)
        if text:
            yield (SHEETS[0].schema.kind, _cell(row, key)), _read(text)


def _cell(row: Row, index: int) -> str:
    return text_of(row.cells[index]).strip() if index < len(row.cells) else ""


def _read(text: str) -> dict[str, str]:
    return dict(_PAIR.findall(text))
