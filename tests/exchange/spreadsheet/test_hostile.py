"""Workbooks that nobody should trust: bombs, other formats, formulas, links, macros, hidden sheets, odd shapes."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName

from courselib.exchange.spreadsheet import archive, importing, measuring, tables
from courselib.exchange.spreadsheet.csvfile import write_csv
from courselib.exchange.spreadsheet.drawing import workbook
from courselib.exchange.spreadsheet.tables import Excess, UnreadableFileError
from courselib.exchange.spreadsheet.xlsxfile import read_workbook

from ...support.library import course, put
from .making import Book, exported, planned, told

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def book_of(content: Path) -> bytes:
    """Return the workbook of a library."""
    return workbook(exported(content)[1])


def with_parts(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return an archive with its parts changed, and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return buffer.getvalue()


def excess(data: bytes) -> tuple[str, Excess | None]:
    """Return the sheet that is past a limit, and the limit."""
    (table,) = read_workbook(data)
    return table.name, table.excess


def ods() -> bytes:
    """Return the beginnings of an OpenDocument spreadsheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<office/>")
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "data", "said"), [
    ("a.xls", OLE + bytes(600), "文件损坏了"),
    ("a.et", OLE + bytes(600), "文件损坏了"),
    ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ("a.ods", ods(), "文件损坏了"),
    ("a.xlsx", b"", "不是 .xlsx"),
    ("a.xlsx", b"PK\x03\x04" + bytes(40), "损坏"),
    ("a.pdf", b"%PDF-1.4", "不是 .xlsx"),
    ("a.csv", b"\xff\xfe\x00", "编码读不懂"),
    ("a.csv", b"\x81\x20\xff\xff", "编码读不懂"),
])
def test_other_files_are_named_plainly(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """What is no workbook is said in a sentence, with a way out."""
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        importing.read_tables(file)
    assert said in caught.value.message
    assert caught.value.hint


def test_a_cut_file_is_damaged(content: Path) -> None:
    """Half of a workbook, and one with a byte changed, end in a sentence or in the same values, never in another error."""
    data = book_of(content)
    for cut in (len(data) // 2, len(data) - 30):
        with pytest.raises(UnreadableFileError):
            read_workbook(data[:cut])
    read = 0
    for at in range(0, len(data), len(data) // 60):
        with contextlib.suppress(UnreadableFileError):
            read += bool(read_workbook(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]))
    assert read < 60


def test_bombs_are_not_unpacked(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that would unpack to gigabytes, has thousands of parts, or lies of its sizes is refused."""
    data = book_of(content)
    assert excess(with_parts(data, lambda _, part: part, **{"xl/media/a.bin": bytes(200 * 2**20)})) == ("", measuring.TOO_LARGE)
    assert excess(with_parts(data, lambda _, part: part, **{f"x{n}": b"" for n in range(2000)})) == ("", measuring.TOO_MANY_PARTS)
    # The directory says 10 bytes, the stream holds a megabyte.
    lying = with_parts(data, lambda _, part: part, **{"xl/zzzz.xml": b"<a>" + bytes(2**20) + b"</a>"})
    at = lying.rindex(b"xl/zzzz.xml") - 46
    size = lying[at + 24 : at + 28]
    assert int.from_bytes(size, "little") == 2**20 + 7
    with pytest.raises(UnreadableFileError):
        read_workbook(lying[: at + 24] + (10).to_bytes(4, "little") + lying[at + 28 :])
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1000)
    with pytest.raises(UnreadableFileError, match="超过"):
        read_workbook(data)


def test_document_types_are_refused(content: Path) -> None:
    """A part that declares a document type, the way into entity attacks, is not read."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def change(name: str, part: bytes) -> bytes:
        return bomb + part.partition(b"?>")[2] if name == "xl/workbook.xml" else part

    with pytest.raises(UnreadableFileError, match="XML"):
        read_workbook(with_parts(book_of(content), change))


def test_a_row_number_beyond_all_rows_ends(content: Path) -> None:
    """A file that claims a row numbered in the thousand millions is read as far as spreadsheets go."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return part
        return part.replace(b"</sheetData>", b'<row r="2000000000"><c r="A2000000000" t="n"><v>1</v></c></row></sheetData>')

    intent = planned(content, with_parts(book_of(content), change))
    assert (intent.changes, told(intent)) == ([], [])


def test_too_many_rows_and_sheets(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than are read is an error at that sheet; more sheets than anyone has are refused."""
    data = book_of(content)
    with monkeypatch.context() as patch:
        patch.setattr(measuring, "MAX_ROWS", 4)
        intent = planned(content, data)
    assert [(p.code, p.severity, p.place.sheet) for p in intent.problems] == [("X901", "error", "说明")]
    monkeypatch.setattr(measuring, "MAX_SHEETS", 3)
    assert excess(data) == ("", measuring.TOO_MANY_SHEETS)


def test_a_formula_counts_with_the_value_it_showed(content: Path) -> None:
    """A formula is read as its stored value; without one, or with an error, its cell is told. Nothing is worked out."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("课程")
    for column, head in enumerate(("编号", "名称", "专题", "对象", "学时", "创新理论")):
        sheet.write_string(0, column, head)
    for row, (key, value) in enumerate((("one", 2), ("two", ""), ("three", "#REF!")), 1):
        for column, text in enumerate((key, f"课 {key}", "rural-theory", "rural", "", "是")):
            sheet.write_string(row, column, text)
        sheet.write_formula(row, 4, "=1+1", None, value)
    book.close()
    intent = planned(content, buffer.getvalue())
    assert [(c.id, c.new.get("hours")) for c in intent.changes if not c.faulty] == [("one", 4)]
    assert [(code, cell) for code, cell, _ in told(intent)] == [("X907", "E3"), ("X907", "E4")]


def test_links_names_and_macros_are_left_aside(content: Path) -> None:
    """External links, defined names and a macro project change nothing of what is read."""
    book = Book.of(content)
    book.book.defined_names["evil"] = DefinedName("evil", attr_text="'[http://example.org/x.xlsx]a'!$A$1")
    data = with_parts(book.data(), lambda _, part: part, **{
        "xl/vbaProject.bin": OLE, "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="x"/>',
    })
    intent = planned(content, data)
    assert (intent.changes, told(intent)) == ([], [])


def test_hidden_sheets_are_not_read(content: Path) -> None:
    """What nobody sees is not imported, and that is said; hidden rows of a shown sheet count like others."""
    book = Book.of(content)
    book.put("讲师", "teacher", "名称", "没人看见")
    book.book["讲师"].sheet_state = "hidden"
    book.put("课程", "skills", "名称", "筛选后藏起来的行")
    book.book["课程"].row_dimensions[book.row("课程", "skills")].hidden = True
    intent = planned(content, book.data())
    assert [c.id for c in intent.changes] == ["skills"]
    assert [(p.code, p.severity, p.place.sheet) for p in intent.problems] == [("X905", "warning", "讲师")]


def test_merged_cells_are_told_where_they_matter(content: Path) -> None:
    """A merged range over values is an error at its first cell; a title merged above the head is nothing."""
    book = Book.of(content)
    book.book["课程"].insert_rows(1)
    book.book["课程"].merge_cells("A1:F1")
    book.book["课程"]["A1"] = "某县课程清单"
    assert told(planned(content, book.data())) == []
    book.book["课程"].merge_cells("C4:C6")
    found = told(planned(content, book.data()))
    assert ("X904", "C4") in [(code, cell) for code, cell, _ in found]


def test_exported_cells_are_never_formulas(content: Path) -> None:
    """Texts that begin with = + - @ are texts in the workbook, disarmed in CSV, and come back as they were."""
    for number, start in enumerate(("=", "+", "-", "@", "'=", "\t=")):
        put(content, f"courses/rural/formula-{number}.md",
            course("课").replace("title: 课", f'title: "{start}cmd|x"', 1) + "\n")
    loaded, found = exported(content)
    data = workbook(found)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert not [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(re.search(rb"<f[ >]", parts.read(n)) for n in parts.namelist() if "worksheets/" in n and n.endswith(".xml"))
        assert not [n for n in parts.namelist() if "externalLink" in n or "vba" in n]
    intent = planned(content, data)
    assert (intent.changes, told(intent)) == ([], [])
    lines = write_csv([[c] for c in ("=1", "+1", "-1", "@1", "'=1", "1", None)]).decode("utf-8-sig").split("\r\n")
    assert lines[:6] == ["'=1", "'+1", "'-1", "'@1", "''=1", "1"]
    assert loaded.library is not None


def test_an_id_never_leaves_the_content_folder(content: Path) -> None:
    """IDs with slashes, dots, drive letters, capitals or control characters are errors at their cells."""
    book = Book.of(content)
    keys = ("../evil", "..", "a/b", "C:evil", "Evil", "evil\\x", "a" * 65, "中文", "a.b", " ", "a\nb")
    rows = [book.add("课程", 编号=key, 名称="课", 专题="rural-theory", 对象="rural", 学时=2, 创新理论="是") for key in keys]
    intent = planned(content, book.data())
    assert [c for c in intent.changes if not c.nameless] == []
    wanted = [("X906" if key == " " else "M313", row) for key, row in zip(keys, rows, strict=True)]
    assert [(p.code, p.place.row) for p in intent.problems] == wanted


def test_compressed_rubbish_is_told(content: Path) -> None:
    """A stream that does not unpack is a damaged file."""
    data = book_of(content)
    at = data.index(b"xl/sharedStrings.xml") + 60
    with pytest.raises(UnreadableFileError):
        read_workbook(data[:at] + bytes(200) + data[at + 200 :])


def test_limits_fit_what_is_exported() -> None:
    """What a large library exports is not more than an import reads."""
    assert tables.MAX_ROWS >= 100_000
    assert measuring.MAX_SHEETS > 20
