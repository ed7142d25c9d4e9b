"""Which part of a file holds metadata: repairs see nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOUNDARY = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Region:
    """A file's text in three parts; ``first_line`` is the line, from 1, on which ``metadata`` begins."""

    before: str
    metadata: str
    after: str
    first_line: int

    def with_metadata(self, text: str) -> str:
        """Return the file with other metadata and not one other character changed."""
        return f"{self.before}{text}{self.after}"


def metadata_region(text: str, *, markdown: bool) -> Region | None:
    """Return the metadata of a file's text, or ``None`` when it has none that ends; YAML files are metadata throughout."""
    if not markdown:
        return Region("", text, "", 1)
    lead = len(text) - len(text.lstrip("\r\n \t"))
    lines = list(_BOUNDARY.finditer(text, lead))
    if len(lines) < 2 or lines[0].start() != lead:
        return None
    start, end = lines[0].end() + 1, lines[1].start()
    return Region(text[:start], text[start:end], text[end:], 1 + text.count("\n", 0, start))
