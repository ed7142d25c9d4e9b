"""The parts of a zipped document, unpacked only as far as they are read: entries counted, sizes bounded, no document types."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from .verdict import Damaged

MAX_PARTS = 5000
#: Bytes that are unpacked of one document.
MAX_UNPACKED = 16 * 2**20
#: Begins an entry of the archive's directory: their number bounds what opening it costs.
_ENTRY = b"PK\x01\x02"
_CHUNK = 64 * 1024
#: What a document's main part says that it is.
_MAINS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
#: Elements by their names without the makers' prefixes: what ends a line, what is a gap, what holds text.
_ENDS, _GAPS, _TEXT = frozenset(("p", "tr")), {"tab": "\t", "br": "\n", "cr": "\n", "tc": " "}, "t"
#: What stands there a second time for older programs.
_AGAIN = "Fallback"
_FAULTS = (zipfile.BadZipFile, expat.ExpatError, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, KeyError)


class TooLargeError(Exception):
    """More would be unpacked than is allowed."""


class Parts:
    """An open document's parts. What is read of them counts together."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED
        self.names = {part.filename for part in archive.infolist()}

    @property
    def kind(self) -> str:
        """The suffix that the document should have, ``zip`` where none is known."""
        return next((kind for name, kind in _MAINS.items() if name in self.names), "zip")

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise TooLargeError
                yield chunk

    def number(self, name: str, element: str) -> int:
        """Return the number in an element of a part, 0 where there is none."""
        found = _Number(element)
        if name in self.names:
            with contextlib.suppress(*_FAULTS):  # nothing depends on it
                _parse(found, self._chunks(name))
        return int(found.text) if found.text.isascii() and found.text.isdigit() and len(found.text) < 6 else 0

    def texts(self, *names: str) -> Iterator[str]:
        """Yield the text of parts, piece by piece. Raises ``Damaged`` and ``TooLargeError``."""
        for name in names:
            if name in self.names:
                reader = _Text()
                try:
                    for _ in _parsed(reader, self._chunks(name)):
                        yield reader.take()
                except _FAULTS as error:
                    raise Damaged from error


@contextlib.contextmanager
def open_parts(data: bytes) -> Iterator[Parts]:
    """Open a zipped document. Raises ``Damaged`` for what is none, or has parts that no document has."""
    if data.count(_ENTRY) > MAX_PARTS:
        raise Damaged
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise Damaged from error
    with archive:
        yield Parts(archive)


class _Number:
    def __init__(self, element: str) -> None:
        self.element, self.text, self._inside = element, "", False

    def start(self, name: str, _attributes: object) -> None:
        self._inside = name.rpartition(":")[2] == self.element

    def end(self, _name: str) -> None:
        self._inside = False

    def characters(self, text: str) -> None:
        if self._inside:
            self.text = (self.text + text)[:8]


class _Text:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._inside = False
        self._skipped = 0

    def start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2]
        if local == _AGAIN or self._skipped:
            self._skipped += 1
        elif local in _GAPS:
            self._pieces.append(_GAPS[local])
        self._inside = local == _TEXT and not self._skipped

    def end(self, name: str) -> None:
        self._inside = False
        if self._skipped:
            self._skipped -= 1
        elif name.rpartition(":")[2] in _ENDS:
            self._pieces.append("\n")

    def characters(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)

    def take(self) -> str:
        """Return what was read since the last time."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


def _parse(reader: _Number, chunks: Iterator[bytes]) -> None:
    for _ in _parsed(reader, chunks):
        pass


def _parsed(reader: _Number | _Text, chunks: Iterator[bytes]) -> Iterator[None]:
    """Read XML, a step after each chunk; a document type, the way into entity attacks, is an error: no program writes one."""
    def declared(*_: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.characters
    for chunk in chunks:
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield
