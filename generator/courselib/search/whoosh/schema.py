"""The schema of the Whoosh index. Importing this module imports Whoosh; nothing but ``index`` does.

Whoosh's own pipeline of token objects is bypassed: a field hands over ready terms with their counts. A posting's
weight is the count; positions are not kept (no phrase queries: bigrams stand in for them), and neither are stored
fields. Each course has two column values: the packed lengths of its weighed fields, then its ID; and its characters.

Those stand in a column, not in lists: that costs a twentieth of the time, and a query of one character is rare enough to look at
every course (some 20 ms for 10,000).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec

from ..documents import FIELDS, PINYIN, SINGLES, WHOLE, SearchDocument, field_terms
from ..scoring import LENGTH_B, length_bytes
from .inverter import CountsFieldWriter

ID_FIELD, ROW_FIELD, SINGLES_FIELD = "id", "row", "singles"
#: The fields that have terms.
TERM_FIELDS = (*FIELDS, PINYIN, WHOLE)


class TermsField(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field whose value is the whole ``SearchDocument``, and whose terms are those of ``field_terms`` of its name."""

    def __init__(self, name: str) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)
        self.name = name

    def index(self, value: SearchDocument, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, count, weight, nothing) for Whoosh's writer."""
        for term, count in field_terms(value)[self.name].items():
            yield term.encode(), count, float(count), b""


class RowField(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """The column that leads from a posting to its course; the value is its bytes, made by ``column_values``."""

    indexed = False

    def __init__(self) -> None:
        super().__init__(format=None, analyzer=None, sortable=columns.VarBytesColumn())

    def to_column_value(self, value: bytes) -> bytes:
        """Return the bytes as they are."""
        return value

    def from_column_value(self, value: bytes) -> bytes:
        """Return the column's bytes as they are."""
        return value


class SinglesField(RowField):
    """The column of the characters that a course has in any of its fields, as UTF-8."""


class CountsCodec(W3Codec):  # type: ignore[misc] # Whoosh has no types
    """Whoosh's own codec without what only its own scoring asks for.

    Its field lengths are not ours (and looking for them, posting by posting, took two thirds of a build); compressing
    blocks, of which most hold one or two postings, gains nothing.
    """

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def field_writer(self, storage: Any, segment: Any) -> CountsFieldWriter:
        """Return a writer that takes whole posting lists."""
        return CountsFieldWriter(self, storage, segment)


def schema() -> Any:
    """Return the schema of the index."""
    made = fields.Schema(**{ID_FIELD: fields.ID(), ROW_FIELD: RowField(), SINGLES_FIELD: SinglesField()})
    for name in TERM_FIELDS:
        made.add(name, TermsField(name))
    return made


def values(document: SearchDocument) -> dict[str, Any]:
    """Return what Whoosh's writer is given for a course."""
    return column_values(document) | dict.fromkeys(TERM_FIELDS, document)


def column_values(document: SearchDocument) -> dict[str, str | bytes]:
    """Return what Whoosh's writer is given for a course whose terms come by another way."""
    terms = field_terms(document)
    return {
        ID_FIELD: document.id,
        ROW_FIELD: length_bytes(terms) + document.id.encode(),
        SINGLES_FIELD: "".join(terms[SINGLES]).encode(),
    }


def row(value: bytes) -> tuple[str, bytes]:
    """Return the course ID and the packed lengths of a column value."""
    cut = len(LENGTH_B)
    return value[cut:].decode(), value[:cut]
