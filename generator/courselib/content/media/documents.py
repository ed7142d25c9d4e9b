"""How many pages a document has, and what it says: PDF, docx, pptx.

Budgets are counts, never a clock, so that the same file says the same on every machine.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .parts import Parts, TooLargeError, open_parts
from .verdict import Another, Damaged

#: Characters of one document that are searched: a hundred pages of a book.
MAX_TEXT = 60_000
#: Pages of a PDF whose text is read, and bytes of their unpacked drawing: what costs time is how much there is of it.
MAX_PDF_PAGES = 400
MAX_PDF_BYTES = 6 * 2**20
#: Why a text was not read whole.
LOCKED = "设了打开密码"
LONG = f"太长，只有前 {MAX_TEXT // 10_000} 万字能检索到"
HEAVY = "太大，只有前面的部分能检索到"
TORN = "有几页读不出来"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u201c\u201d\u300a\u300b\uff08\uff09"
#: PDF keeps where characters stand, not what they form: lines broken for their width, blanks between characters.
_BROKEN = re.compile(f"(?<=[{_HAN}])[ \t\u3000]*(?:\n[ \t\u3000]*)?(?=[{_HAN}])")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_BLANKS = re.compile("[ \t\u00a0\u3000]+")
_LINES = re.compile(" ?\n[ \n]*")
_SLIDE = re.compile(r"ppt/slides/slide([0-9]{1,5})\.xml")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document; ``lack`` says why its text is not all there, empty where it is."""

    pages: int = 0
    text: str = ""
    lack: str = ""


def pdf(data: bytes) -> Reading:
    """Return what a PDF says. Raises ``Damaged``."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and only PDF needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every slip of every file
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Reading(lack=LOCKED)
        count = len(reader.pages)
    except MemoryError:
        raise
    except Exception as error:
        raise Damaged from error
    if not count:
        raise Damaged
    lack = ""
    pieces: list[str] = []
    size = weight = 0
    for number in range(count):
        if number >= MAX_PDF_PAGES or weight > MAX_PDF_BYTES:
            lack = lack or HEAVY
            break
        if size > MAX_TEXT:
            lack = lack or LONG
            break
        try:
            page = reader.pages[number]
            contents = page.get_contents()
            weight += len(contents.get_data()) if contents else 0
            piece = page.extract_text() if weight <= MAX_PDF_BYTES else ""
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - as above; the other pages may be whole
            lack = lack or TORN
            continue
        pieces.append(_BROKEN.sub("", piece))
        size += len(pieces[-1])
    return _reading(count, "\n".join(pieces), lack)


def docx(data: bytes) -> Reading:
    """Return what a Word document says, and the pages that its program counted. Raises ``Damaged``, ``Another``."""
    with open_parts(data) as parts:
        _expect(parts, "word/document.xml")
        pages = parts.number("docProps/app.xml", "Pages")
        return _read(pages, parts.texts("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"))


def pptx(data: bytes) -> Reading:
    """Return what slides say, and how many there are; a speaker's notes are left out. Raises ``Damaged``, ``Another``."""
    with open_parts(data) as parts:
        _expect(parts, "ppt/presentation.xml")
        slides = sorted((int(match[1]), name) for name in parts.names if (match := _SLIDE.fullmatch(name)))
        return _read(len(slides), parts.texts(*(name for _, name in slides)))


def zipped(data: bytes) -> Reading:
    """Return what is known of any other archive: that it can be opened. Raises ``Damaged``."""
    with open_parts(data):
        return Reading()


def _expect(parts: Parts, main: str) -> None:
    if main not in parts.names:
        raise Another(parts.kind)


def _read(pages: int, texts: Iterator[str]) -> Reading:
    pieces: list[str] = []
    size, lack = 0, ""
    try:
        for piece in texts:
            pieces.append(piece)
            size += len(piece)
            if size > MAX_TEXT:
                lack = LONG
                break
    except TooLargeError:
        lack = HEAVY
    return _reading(pages, "".join(pieces), lack)


def _reading(pages: int, text: str, lack: str) -> Reading:
    plain = _LINES.sub("\n", _BLANKS.sub(" ", _UNSEEN.sub(" ", text.replace("\r", "\n")))).strip()
    if len(plain) > MAX_TEXT:
        plain, lack = plain[:MAX_TEXT], lack or LONG
    return Reading(pages, plain, lack)
