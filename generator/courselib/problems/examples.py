"""Every problem code explained by example: the guide page lists these, and a test runs each through the checker."""

from __future__ import annotations

from .example import CONTEXT, PLACES, Example
from .examples_attachment import ATTACHMENT
from .examples_body import BODY
from .examples_class import CLASS
from .examples_due import DUE
from .examples_file import FILE
from .examples_metadata import METADATA
from .examples_reference import REFERENCE, SYNONYMS
from .examples_sheet import SHEET
from .examples_upstream import UPSTREAM

__all__ = ["CONTEXT", "EXAMPLES", "PLACES", "Example"]

#: Examples by code, in the order of the table of codes.
EXAMPLES: dict[str, Example] = {
    e.code: e for e in (*FILE, *ATTACHMENT, *METADATA, *REFERENCE, *BODY, *CLASS, *SYNONYMS, *DUE, *UPSTREAM, *SHEET)
}
