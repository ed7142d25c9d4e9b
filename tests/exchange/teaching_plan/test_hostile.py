"""Files that are no plans, broken or meant to do harm: told in words, within bounds; nothing outside the library is touched."""

from __future__ import annotations

import io
import zipfile

import pytest

from courselib.exchange.teaching_plan.markdown import inline
from courselib.exchange.teaching_plan.package import MAX_DEPTH, Package, UnreadablePlanError
from courselib.exchange.teaching_plan.pictures import Album, form_of
from courselib.exchange.teaching_plan.reading import read_document
from tests.support.needs import needs_program
from tests.support.scripts import in_node, node, script

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)


def _file(document: str, target: str = "word/document.xml", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELS.format(target))
        archive.writestr("word/document.xml", document)
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def _body(inner: str) -> str:
    return f"<w:document {_W}><w:body>{inner}</w:body></w:document>"


_DEEP = "<w:sdt><w:sdtContent>" * MAX_DEPTH + "</w:sdtContent></w:sdt>" * MAX_DEPTH
_BAD = {
    "nothing": b"", "text": b"hello", "old": b"\xd0\xcf\x11\xe0" + bytes(600), "broken": b"PK\x03\x04" + bytes(40),
    "cut": _file(_body("<w:p/>"))[:-30], "no document": _file("<x/>"), "outside": _file(_body(""), "../../etc/passwd"),
    "entity": _file('<!DOCTYPE x [<!ENTITY a "b">]>' + _body("&a;")), "unclosed": _file(f"<w:document {_W}><w:body>"),
    "deep": _file(_body(_DEEP)),
}


@pytest.mark.parametrize("name", _BAD)
def test_what_is_no_plan_is_told(name: str) -> None:
    with pytest.raises(UnreadablePlanError):
        read_document(Package(_BAD[name]))


@needs_program(node(), "node is not installed")
def test_the_browser_refuses_the_same() -> None:
    work = """function (files) {
      return files.map(function (data) {
        const modules = window.CourseLib.modules;
        try { modules.author_plan_reading.read(modules.author_plan_package.open(new Uint8Array(data))); return "";
        } catch (error) { return error.unreadable ? "told" : String(error); }
      });
    }"""
    found = in_node(script("author/plan/open.js"), work, [list(data) for data in _BAD.values()])
    assert dict(zip(_BAD, found, strict=True)) == dict.fromkeys(_BAD, "told")


def test_markup_in_a_plan_stays_text() -> None:
    text = "<script>alert(1)</script> [x](javascript:y) `z` | # {#a}"
    inner = f"<w:p><w:r><w:t>{text.replace('<', '&lt;')}</w:t></w:r></w:p>"
    document = read_document(Package(_file(_body(inner))))
    block = document.blocks[0]
    written = inline(block.text, [], lambda _: "")  # type: ignore[union-attr]
    assert written == r"\<script\>alert(1)\</script\> \[x\](javascript:y) \`z\` \| # \{#a\}"


def test_pictures_are_told_by_how_they_begin() -> None:
    package = Package(_file(_body(""), **{"word/media/a.png": b"MZ not a picture", "word/media/b.bin": b"\xff\xd8\xff\xe0 a picture"}))
    album = Album("course", "../", package, read_document(package))
    assert album.markdown("word/media/a.png") == ""
    assert album.markdown("word/media/b.bin").endswith("](../media/course/picture-1.jpg)")
    assert list(album.files) == ["course/picture-1.jpg"]
    assert "a.png" in album.remarks[0]
    assert form_of(b"RIFF\0\0\0\0WEBPVP8 ") == "webp"
