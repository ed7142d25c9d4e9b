"""Broken and hostile attachments: each is a problem that says what to do, none ends a check, and none takes its time or memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from courselib.content import bounded
from courselib.content.loading import read_all
from courselib.content.media import documents, parts, reading
from courselib.content.media.signatures import fits, kind_of
from courselib.library.attachments import FORMATS
from courselib.library.reading import FileResult
from courselib.library.source import Entry
from tests.faults.making import locked_pdf

from . import making

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _many_pages() -> bytes:
    return making.pdf(["第几页"] * 3)


def _pdf_bomb(times: int = 1) -> bytes:
    """Return a PDF whose page unpacks to hundreds of megabytes."""
    packed = bytes(300 * 2**20)
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    filters = b"/FlateDecode " * times
    body = b"<< /Filter [" + filters + b"] /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>", body]
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def _circular_pdf() -> bytes:
    return (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 9 >>\nendobj\n"
            b"trailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n")


def _docx(document: str) -> bytes:
    return making.zipped({"word/document.xml": document})


def _heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


def _polyglot() -> bytes:
    """Return a GIF that is a script too, as browsers once ran it."""
    return b"GIF89a=1;alert(document.domain);/*" + bytes(40) + b"*/"


#: Name, bytes, the code that tells it, a part of what is said.
FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty.pdf": (bytes, "A101", "空"),
    "empty.mp4": (bytes, "A101", "空"),
    "page.pdf": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", "A102", "网页"),
    "script.png": (lambda: _SVG, "A102", "SVG"),
    "script-with-mark.jpg": (lambda: b"\xef\xbb\xbf\n " + _SVG, "A102", "SVG"),
    "program.docx": (lambda: b"MZ" + bytes(300), "A102", "程序"),
    "program.mp4": (lambda: b"\x7fELF" + bytes(300), "A102", "程序"),
    "phone.jpg": (_heic, "A102", "HEIC"),
    "photo.png": (lambda: making.photo("JPEG"), "A102", ".jpg"),
    "slides.docx": (lambda: making.pptx(["一"]), "A102", ".pptx"),
    "archive.docx": (lambda: making.zipped({"a.txt": "a"}), "A102", "压缩包"),
    "packed.png": (lambda: making.zipped({"a.txt": "a"}), "A102", "压缩包"),
    "cut.jpg": (lambda: making.photo("JPEG", picture=making.scene(900, 900))[:2500], "A103", "打不开"),
    "cut.png": (lambda: making.photo("PNG")[:-60], "A103", "打不开"),
    "cut.webp": (lambda: making.photo("WEBP")[:120], "A103", "打不开"),
    "head-alone.png": (lambda: making.png_of(20, 20), "A103", "打不开"),
    "flipped.png": (lambda: making.photo("PNG").replace(b"IDAT", b"IDAX"), "A103", "打不开"),
    "polyglot.gif": (_polyglot, "A103", "打不开"),
    "cut.docx": (lambda: making.docx(["话"] * 99)[:-40], "A103", "打不开"),
    "cut.xlsx": (lambda: making.zipped({"xl/workbook.xml": "<a/>"})[:-30], "A103", "打不开"),
    "torn.docx": (lambda: _docx("<w:document xmlns:w='w'><w:p>"), "A103", "打不开"),
    "entities.docx": (lambda: _docx('<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'), "A103", "打不开"),
    "many-parts.docx": (lambda: making.docx(["话"]) + parts._ENTRY * (parts.MAX_PARTS + 1), "A103", "打不开"),
    "head-alone.pdf": (lambda: b"%PDF-1.7\n" + bytes(500), "A103", "打不开"),
    "circular.pdf": (_circular_pdf, "A103", "打不开"),
    "wide.png": (lambda: making.png_of(60000, 60000), "A104", "60000×60000"),
    "bomb.png": (lambda: making.png_of(2**31 - 1, 2**31 - 1), "A104", "像素"),
    "locked.pdf": (locked_pdf, "A105", "密码"),
    "bomb.pdf": (_pdf_bomb, "A105", "没有都进检索"),
    "bomb-in-bomb.pdf": (lambda: _pdf_bomb(3), "A105", "没有都进检索"),
    "bomb.docx": (lambda: _docx("<w:document xmlns:w='w'>" + "<w:x/>" * 6_000_000 + "</w:document>"), "A105", "太大"),
    "long.docx": (lambda: making.docx(["长话" * 20_000] * 3), "A105", "太长"),
}


def read(folder: Path, name: str, data: bytes) -> FileResult:
    """Return what a check reads of an attachment."""
    (folder / name).write_bytes(data)
    entry = Entry(name, "media", name, len(data), 0, 0)
    return next(result for _, result in read_all(folder, [entry], 1))


@pytest.mark.parametrize("name", FILES)
def test_each_is_told(tmp_path: Path, name: str) -> None:
    """With its own code and words, and a way out."""
    make, code, words = FILES[name]
    result = read(tmp_path, name, make())
    assert [p.code for p in result.problems] == [code]
    assert all(words in p.message + p.hint and p.hint for p in result.problems)
    assert len(result.body) <= documents.MAX_TEXT


def test_there_are_enough() -> None:
    """Of every kind."""
    assert len(FILES) >= 20
    assert {code for _, code, _ in FILES.values()} == {"A101", "A102", "A103", "A104", "A105"}


@pytest.mark.parametrize(("name", "data"), [
    ("a.pdf", making.pdf(["党员教育"])), ("a.docx", making.docx(["党员教育"], 2)), ("a.pptx", making.pptx(["党员教育"])),
    ("a.txt", "文字".encode("gbk")), ("b.txt", b"<html> is a word here"), ("a.csv", "\ufeff编号,名称\n".encode()),
    ("a.mp3", b"ID3" + bytes(99)),
    ("b.mp3", b"\xff\xfb\x90\x00" + bytes(99)), ("a.mp4", b"\0\0\0\x18ftypisom" + bytes(99)), ("a.wav", b"RIFF\0\0\0\0WAVE" + bytes(99)),
    ("a.doc", b"{\\rtf1 a}"), ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)), ("a.zip", making.zipped({})),
    ("a.jpg", making.photo("JPEG")), ("a.jpeg", making.photo("JPEG", 6)), ("a.PNG", making.photo("PNG")), ("a.gif", making.photo("GIF")),
])
def test_what_is_whole_has_no_problem(tmp_path: Path, name: str, data: bytes) -> None:
    """Nor has what older programs write."""
    assert read(tmp_path, name, data).problems == []


def test_every_suffix_is_told_by_its_beginning() -> None:
    """A beginning of one kind fits no suffix of another."""
    starts = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "webp": b"RIFF....WEBP", "pdf": b"%PDF-1.4",
              "zip": b"PK\x03\x04", "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ogg": b"OggS", "webm": b"\x1aE\xdf\xa3", "txt": b"abc"}
    for suffix, start in starts.items():
        fit = {other for other in FORMATS if fits(other, kind_of(start))}
        assert suffix in fit
        assert not fit & (starts.keys() - {suffix}), suffix


def test_pages_and_words_of_documents(tmp_path: Path) -> None:
    """Lines that a PDF broke for their width are one again; a speaker's notes and what stands there a second time are left out."""
    paper = read(tmp_path, "a.pdf", making.pdf(["党员 教育", "第二页 Word 文档"]))
    assert paper.values == {"size": (tmp_path / "a.pdf").stat().st_size, "pages": 2}
    assert paper.body == "党员教育\n第二页 Word 文档"
    notes = "<w:f xmlns:w='w'><w:p><w:t>脚注</w:t></w:p></w:f>"
    word = read(tmp_path, "a.docx", making.docx(["第一段", "第二段"], 7, word_footnotes=notes))
    assert (word.body, (word.values or {})["pages"]) == ("第一段\n第二段\n脚注", 7)
    twice = '<w:d xmlns:w="w" xmlns:m="m"><w:p><m:C><w:t>框里</w:t></m:C><m:Fallback><w:t>框里</w:t></m:Fallback></w:p></w:d>'
    assert read(tmp_path, "b.docx", _docx(twice)).body == "框里"
    slides = read(tmp_path, "a.pptx", making.pptx([f"第{n}张" for n in range(1, 12)]))
    assert slides.body.split("\n") == [f"第{n}张" for n in range(1, 12)]
    assert (slides.values or {})["pages"] == 11


def _greedy(root: Path, entry: Entry) -> FileResult:
    """Ask for more than a reader may have, whatever its process has free already."""
    return FileResult(str(bytearray(bounded.MEMORY + 1)), entry.kind, entry.id)


def test_a_file_that_keeps_its_reader_busy_is_left(tmp_path: Path) -> None:
    """The picture is a problem; of a document the text alone is missing."""
    for name, data, code in (("a.png", making.photo("PNG"), "A103"), ("a.pdf", _many_pages(), "A105")):
        (tmp_path / name).write_bytes(data)
        entry = Entry(name, "media", name, len(data), 0, 0)
        assert [p.code for _, r in bounded.read_bounded(tmp_path, [entry], 1, _greedy) for p in r.problems] == [code]


def test_large_pictures_and_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that is not read whole could not be published without what it tells; a document can."""
    monkeypatch.setattr(reading, "MAX_READ", 500)
    assert [p.code for p in read(tmp_path, "a.png", making.photo("PNG")).problems] == ["A104"]
    assert [p.code for p in read(tmp_path, "a.pdf", _many_pages()).problems] == ["A105"]


def test_an_empty_pdf(tmp_path: Path) -> None:
    """A document without pages is none; one without words is."""
    with io.BytesIO() as out:
        PdfWriter().write(out)
        assert [p.code for p in read(tmp_path, "a.pdf", out.getvalue()).problems] == ["A103"]
    with io.BytesIO() as out:
        Image.new("RGB", (30, 30)).save(out, "PDF")
        scan = read(tmp_path, "b.pdf", out.getvalue())
    assert (scan.problems, scan.body, (scan.values or {})["pages"]) == ([], "", 1)
