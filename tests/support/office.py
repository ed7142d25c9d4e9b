"""Office files as other programs see them: set by LibreOffice into a PDF, whose words and their places Poppler tells."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from .needs import needed

_PAGE = re.compile(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>')
#: Points to a millimetre.
MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A run of text without spaces and its box on the page, in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class PdfPage:
    """A page, in points."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its text without spaces."""
        return "".join(w.text for w in self.words)

    @property
    def lines(self) -> list[list[Word]]:
        """Its words by their height on the page, each line from the left."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            found.setdefault(round((word.top + word.bottom) / 2), []).append(word)
        return [sorted(found[key], key=lambda w: w.left) for key in sorted(found)]


def pdf_of(file: Path, reader: str = "") -> Path:
    """Have LibreOffice set a document, by a reader of its own choice unless one is named, and return the PDF beside it."""
    return _converted(file, "pdf", reader)


def text_of(file: Path, reader: str = "") -> str:
    """Return all the text that LibreOffice reads in a document, cell after cell."""
    return _converted(file, "txt:Text (encoded):UTF8", reader).read_text(encoding="utf-8-sig")


def soffice() -> str | None:
    """Return LibreOffice's path (``COURSELIB_SOFFICE`` first), or ``None``."""
    return os.environ.get("COURSELIB_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")


def _converted(file: Path, kind: str, reader: str) -> Path:
    office = needed(soffice(), "LibreOffice")
    own = (file.parent / "office").as_uri()  # settings of the test's own
    command = [office, f"-env:UserInstallation={own}", "--headless", *([f"--infilter={reader}"] if reader else [])]
    subprocess.run([*command, "--convert-to", kind, "--outdir", str(file.parent), str(file)], check=True, capture_output=True, timeout=180)
    return file.with_suffix("." + kind.split(":", maxsplit=1)[0])


def pages_of(pdf: Path) -> list[PdfPage]:
    """Return the pages of a PDF."""
    reader = needed(os.environ.get("COURSELIB_PDFTOTEXT") or shutil.which("pdftotext"), "pdftotext")
    told = subprocess.run([reader, "-bbox", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8", timeout=60).stdout
    return [
        PdfPage(float(width), float(height), tuple(
            Word(*(float(x) for x in box), unescape(text)) for *box, text in _WORD.findall(inside)
        ))
        for width, height, inside in _PAGE.findall(told)
    ]


def resaved(data: bytes, file: Path) -> bytes:
    """Return a workbook as LibreOffice saves it again; ``file`` is a place for it."""
    file.write_bytes(data)
    own = file.parent / "resaved"
    own.mkdir(exist_ok=True)
    office = needed(soffice(), "LibreOffice")
    place = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    command = [office, place, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(own), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (own / file.name).read_bytes()
