"""An official document on paper, as LibreOffice sets it: GB/T 9704-2012 measured, not believed."""

from __future__ import annotations

import datetime
import io
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from courselib.exchange.word.template import BODY, CELL_KEY, DOC_TITLE, PLAIN, template
from courselib.exchange.word.writing import OfficialDocument

from ...support.office import MM, PdfPage, Word, pages_of, pdf_of

DAY = datetime.datetime(2027, 1, 1)
#: No punctuation, which programs may hang beyond a line.
_TEXT = "党员教育培训工作规划年度计划备案脱产班次人数学时天数经费"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def new() -> OfficialDocument:
    """Return an empty document."""
    return OfficialDocument("试", DAY)


def set_pages(document: OfficialDocument, folder: Path) -> list[PdfPage]:
    """Return the pages of a document as they are printed."""
    file = folder / "document.docx"
    file.write_bytes(document.done())
    return pages_of(pdf_of(file))


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    """Text over two pages: 22 lines, 28 characters, inside the type area of 156 by 225 mm at its place on A4."""
    document = new()
    document.paragraph((_TEXT * 60)[: 28 * 44], PLAIN)
    pages = set_pages(document, tmp_path)
    assert len(pages) == 2
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        *lines, number = page.lines
        assert "".join(w.text for w in number).strip("—").isdigit()
        assert [len("".join(w.text for w in line)) for line in lines] == [28] * 22
        words = [w for line in lines for w in line]
        assert min(w.left for w in words) == pytest.approx(28 * MM, abs=1)
        assert max(w.right for w in words) <= (210 - 26) * MM + 0.5
        pitch = [b[0].top - a[0].top for a, b in pairwise(lines)]
        assert min(pitch) == pytest.approx(28.95, abs=0.15)
        assert max(pitch) == pytest.approx(28.95, abs=0.15)
        middles = [(line[0].top + line[0].bottom) / 2 for line in (lines[0], lines[-1])]
        assert middles[0] > 37 * MM
        assert middles[1] < (297 - 35) * MM


def test_page_numbers_stand_on_the_outer_side(tmp_path: Path) -> None:
    """Below the type area, 7 mm from it, right on odd pages and left on even ones, one character in."""
    document = new()
    document.paragraph((_TEXT * 60)[: 28 * 30], PLAIN)
    odd, even = set_pages(document, tmp_path)
    for page, number in ((odd, "—1—"), (even, "—2—")):
        line = page.lines[-1]
        assert "".join(w.text for w in line) == number
        middle = (min(w.top for w in line) + max(w.bottom for w in line)) / 2
        assert middle / MM == pytest.approx(297 - 35 + 7, abs=1.5)
    assert odd.lines[-1][-1].right == pytest.approx((210 - 26) * MM - 14, abs=3)
    assert even.lines[-1][0].left == pytest.approx(28 * MM + 14, abs=3)


def test_a_table_is_whole_on_every_page(tmp_path: Path) -> None:
    """Over several wide pages the head stands on each, no row is split, and every row is there once; the sum is not alone."""
    document = new()
    document.paragraph("前文", BODY)
    document.turn()
    document.paragraph("很长的表", DOC_TITLE)
    rows = [[str(n), f"甲{n:03}乙" + "字" * 60 + f"丙{n:03}丁", "长"] for n in range(100, 160)]
    document.table([["序号", "内容", ""], ["^", "事项", "备注"]], [*rows, ["", "合计六十", "无"]], (1, 5, 2), total=True)
    first, *wide = set_pages(document, tmp_path)
    assert first.width < first.height
    assert len(wide) > 3
    for page in wide:
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        assert page.text.count("序号") == page.text.count("事项") == page.text.count("备注") == 1
        for n in range(100, 160):
            assert page.text.count(f"甲{n}乙") == page.text.count(f"丙{n}丁"), "a row is split"
        # Inside the margins; the page number stands beside the table, where the foot of the sheet held upright is.
        body = [w for w in page.words if w.left > 34 * MM]
        assert max(w.right for w in body) <= (297 - 37) * MM + 1
        assert max(w.bottom for w in body) <= (210 - 26) * MM + 1
        number = [w for w in page.words if w.left < 34 * MM]
        assert "".join(w.text for w in sorted(number, key=lambda w: w.top)) == f"—{wide.index(page) + 2}—"
        _beside(number, odd=wide.index(page) % 2 == 1)
    whole = "".join(page.text for page in wide)
    assert [whole.count(f"甲{n}乙") for n in range(100, 160)] == [1] * 60
    assert whole.count("合计六十") == 1


def _beside(number: list[Word], *, odd: bool) -> None:
    """A wide page's number: 7 mm from the type area, one character from the foot of it on odd pages, from its head on even ones."""
    middle = (min(w.left for w in number) + max(w.right for w in number)) / 2
    assert middle / MM == pytest.approx(35 - 7, abs=1.5)
    if odd:
        assert max(w.bottom for w in number) == pytest.approx((210 - 26) * MM - 14, abs=3)
    else:
        assert min(w.top for w in number) == pytest.approx(28 * MM + 14, abs=3)


@pytest.mark.parametrize("before", [1, 30])
def test_the_number_of_a_single_wide_page(before: int, tmp_path: Path) -> None:
    """Its place is right as well where no other page of the section is odd, or none is even."""
    document = new()
    document.paragraph((_TEXT * 60)[: 28 * before], PLAIN)
    for text in "甲乙":
        document.turn()
        document.paragraph(text, DOC_TITLE)
        document.table([["丙"]], [["丁"]], (1,))
    *_, first, second = set_pages(document, tmp_path)
    for page, odd in ((first, before == 30), (second, before == 1)):
        _beside([w for w in page.words if w.left < 34 * MM], odd=odd)


def test_fonts_are_named_as_officials_have_them_with_others_to_stand_in() -> None:
    """Each font that a style names is in the font table with fallbacks; nothing is embedded."""
    with zipfile.ZipFile(io.BytesIO(new().done())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    table = ElementTree.fromstring(parts["word/fontTable.xml"])  # noqa: S314 - our own file
    named = {f.get(f"{_W}name"): f for f in table.iter(f"{_W}font")}
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"} <= set(named)
    for font in named.values():
        assert "," in str(font.find(f"{_W}altName").get(f"{_W}val"))  # type: ignore[union-attr]
        assert not [child for child in font if "embed" in child.tag]
    styles = ElementTree.fromstring(parts["word/styles.xml"])  # noqa: S314
    used = {value for fonts in styles.iter(f"{_W}rFonts") for value in fonts.attrib.values()}
    assert used == set(named)
    assert not [name for name in parts if "font" in name.lower() and not name.endswith("fontTable.xml")]


def test_the_same_document_has_the_same_bytes() -> None:
    """No time, no name of a machine or person; entries in a fixed order with a fixed date."""
    def made() -> bytes:
        document = new()
        document.paragraph("字", BODY)
        document.turn()
        document.table([["甲"]], [["乙"]], (1,))
        return document.done()

    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    about = docx.Document(io.BytesIO(made())).core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert about.created == about.modified == DAY.replace(tzinfo=datetime.timezone.utc)


def test_text_stays_text() -> None:
    """Markup in a cell is text, and what XML cannot say is left out."""
    document = new()
    document.table([["甲"]], [["<w:b/>&amp;\x00\x0b\ufffe尾"]], (1,))
    assert docx.Document(io.BytesIO(document.done())).tables[0].cell(1, 0).text == "<w:b/>&amp;尾"


def test_lines_in_tables_are_as_high_as_their_text() -> None:
    """Only text outside tables has an exact height."""
    styles = docx.Document(io.BytesIO(template())).styles.element
    spacing = {s.get(f"{_W}styleId"): s.find(f"{_W}pPr/{_W}spacing") for s in styles.iter(f"{_W}style")}
    assert spacing["Normal"].get(f"{_W}lineRule") == "exact"
    assert (spacing["Normal"].get(f"{_W}line"), spacing[CELL_KEY].get(f"{_W}lineRule")) == ("579", "auto")
