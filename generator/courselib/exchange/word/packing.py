"""The archive that a Word file is, with the same bytes for the same parts: no time of day, a fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The first moment that a zip archive can name.
_WHEN = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of the parts by name; the list of content types stands first, as readers of such files like it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def repacked(data: bytes) -> bytes:
    """Return an archive with the same parts, in the form of ``packed``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
