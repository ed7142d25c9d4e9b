"""Tables that are too much: judged while they unpack and before anything is made of them, each with a word and a place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.reader import excel

from courselib.content.checking import load_and_check
from courselib.exchange.spreadsheet import csvfile, importing, measuring, sheetrows, xlsxfile
from courselib.exchange.spreadsheet.cells import Cell, Unreadable
from courselib.exchange.spreadsheet.csvfile import read_csv
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.tables import TOO_MANY_CELLS, TOO_MANY_ROWS, UnreadableFileError
from courselib.exchange.spreadsheet.xlsxfile import read_workbook

from ...cli.conftest import Run, cli  # noqa: F401 - a fixture

NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
KNOWN = ["编号", "名称"]


def book(**parts: bytes) -> bytes:
    """Return a workbook of one sheet 课程 with parts replaced or added."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        made.add_worksheet("课程").write_string(0, 0, "编号")
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, b"") or old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """Return a worksheet."""
    return b"<worksheet %s>%s<sheetData>%s</sheetData>%s</worksheet>" % (NS, before, rows, after)


def strings(count: int) -> bytes:
    """Return a table of shared texts."""
    return b"<sst %s>%s</sst>" % (NS, b"<si><t>x</t></si>" * count)


def one_cell_rows(count: int) -> bytes:
    """Return rows of a single number."""
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, count + 1))


@pytest.fixture
def _unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when texts, styles or rows of a workbook are read at all."""

    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("read before it was judged")

    for name in ("read_strings", "read_theme", "read_worksheets"):
        monkeypatch.setattr(excel.ExcelReader, name, refuse)
    monkeypatch.setattr(xlsxfile, "rows_of", refuse)
    monkeypatch.setattr(excel, "apply_stylesheet", refuse)


BIG: list[tuple[str, dict[str, bytes], str, measuring.Excess]] = [
    ("strings", {STRINGS: strings(measuring.MAX_STRINGS + 1)}, "", measuring.TOO_MANY_STRINGS),
    ("strings with a prefix", {STRINGS: b"<x:sst>" + b"<x:si><x:t/></x:si>" * (measuring.MAX_STRINGS + 1)}, "", measuring.TOO_MANY_STRINGS),
    ("rows", {SHEET: sheet(one_cell_rows(100_002))}, "课程", TOO_MANY_ROWS),
    ("empty rows", {SHEET: sheet(b"<row/>" * 1_000_000)}, "课程", TOO_MANY_ROWS),
    ("rows with a prefix", {SHEET: b"<x:worksheet>" + b"<x:row/>" * 200_000}, "课程", TOO_MANY_ROWS),
    ("cells", {SHEET: sheet((b"<row>" + b"<c/>" * 100 + b"<c><v>1</v></c>" * 1000 + b"</row>") * 2000)}, "课程", TOO_MANY_CELLS),
    ("cells of an odd form", {SHEET: sheet((b"<row>" + b"<c\t><v>1</v></c>" * 1000 + b"</row>") * 2100)}, "课程", TOO_MANY_CELLS),
    ("cells in UTF-16", {SHEET: ("<worksheet><row>" + "<c\t><v>1</v></c>" * 2_100_000).encode("utf-16")}, "", measuring.TOO_MUCH_BESIDES),
    ("styles", {STYLES: b"<styleSheet><row/>" + b"<xf/>" * 300_000}, "", measuring.TOO_MUCH_BESIDES),
    ("names", {"xl/workbook.xml": b"<workbook><row/>" + b"<definedName/>" * 300_000}, "", measuring.TOO_MUCH_BESIDES),
    ("sheets", {"xl/workbook.xml": b"<workbook>" + b"<sheet />" * 60_000}, "", measuring.TOO_MANY_SHEETS),
    ("conditional formats", {SHEET: sheet(b"", b"<conditionalFormatting/>" * 600_000)}, "", measuring.TOO_MUCH_BESIDES),
    ("a bomb", {"xl/media/a.png": bytes(161 * 2**20)}, "", measuring.TOO_LARGE),
    ("bombs side by side", {f"xl/media/{n}.bin": bytes(20 * 2**20) for n in range(9)}, "", measuring.TOO_LARGE),
    ("many entries", {f"x{n}": b"" for n in range(60_000)}, "", measuring.TOO_MANY_PARTS),
]


@pytest.mark.usefixtures("_unread")
@pytest.mark.parametrize(("parts", "name", "limit"), [row[1:] for row in BIG], ids=[row[0] for row in BIG])
def test_too_much_is_told_before_it_is_read(parts: dict[str, bytes], name: str, limit: measuring.Excess) -> None:
    """Past each limit there is one table that says so, at its sheet where there is one; no row, text or style was read for it."""
    (table,) = read_workbook(book(**parts))
    assert (table.name, table.excess, table.rows) == (name, limit, [])


def test_counting_ends_where_the_limit_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much follows, no more is unpacked than it takes to pass a limit."""
    taken: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        data = read(self, n)
        taken.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    found = []
    for count in (1_000_000, 2_000_000, 4_000_000):
        data = book(**{STRINGS: strings(count)})
        taken.clear()
        read_workbook(data)
        found.append(sum(taken))
    assert found[0] == found[1] == found[2] < 12 * 2**20


def test_a_nested_archive_is_not_opened() -> None:
    """A workbook or an archive inside is a part like any other, as long as it is packed itself."""
    inner = book(x=bytes(150 * 2**20))
    assert len(inner) < 2**20
    assert [len(t.rows) for t in read_workbook(book(**{"xl/embeddings/inner.xlsx": inner, "a.zip": inner}))] == [1]


@pytest.mark.parametrize("count", [500, 1000, 2000])
def test_work_is_proportional_to_what_is_filled(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell is looked at once; neither a gap of a million rows nor a cell in the last column makes more."""
    seen: list[int] = []
    look = sheetrows._Parser.parse_cell

    def counted(self: sheetrows._Parser, element: Any) -> dict[str, Any]:
        seen.append(1)
        return look(self, element)

    monkeypatch.setattr(sheetrows._Parser, "parse_cell", counted)
    rows = one_cell_rows(count) + b'<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    (table,) = read_workbook(book(**{SHEET: sheet(rows)}))
    assert len(seen) == count + 2
    assert [len(row.cells) for row in table.rows] == [1] * (count + 1)
    assert table.rows[-1].number == 1_048_576


def test_what_cells_say() -> None:
    """Values of every type arrive as openpyxl has them; formulas with the value they showed; what stands out of order is left out."""
    cells: list[tuple[bytes, Cell]] = [
        (b'<c r="A1" t="inlineStr"><is><t>a</t></is></c>', "a"),
        ((b'<c r="B1" t="inlineStr">'
         b'<is><r><t>b</t></r><r><t xml:space="preserve"> c</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>'), "b c"),
        (b'<c r="C1" t="str"><f>1+1</f><v>two</v></c>', "two"), (b'<c r="D1"><f t="shared" si="0">A1</f><v>2.5</v></c>', 2.5),
        (b'<c r="E1"><f>A1</f></c>', Unreadable("公式没有算出的值")),
        (b'<c r="F1" t="e"><v>#REF!</v></c>', Unreadable("单元格是错误值 #REF!")),
        (b'<c r="G1" t="b"><v>1</v></c>', True), (b'<c r="H1" t="s"><v>0</v></c>', "编号"), (b'<c r="I1" t="inlineStr"/>', None),
        (b'<c r="J1"><v>3</v></c>', 3),
    ]
    first = b'<row r="2">' + b"".join(c.replace(b'1"', b'2"', 1) for c, _ in cells) + b"</row>"
    (table,) = read_workbook(book(**{SHEET: sheet(first + b'<row r="1"><c r="A1"><v>9</v></c></row>')}))
    assert [(row.number, row.cells) for row in table.rows] == [(2, tuple(value for _, value in cells))]


def test_other_encodings_are_refused() -> None:
    """A part in an encoding in which ``<`` is another byte could not be counted; no program writes one."""
    hidden = b'<?xml version="1.0" encoding="cp037"?>' + ("<worksheet>" + "<row/>" * 10).encode("cp037")
    with pytest.raises(UnreadableFileError, match="编码"):
        read_workbook(book(**{SHEET: hidden}))


@pytest.mark.parametrize("name", ["xl/odd.bin", "xl/worksheets/sheet2.dat"])
def test_document_types_are_refused_whatever_a_part_is_called(name: str) -> None:
    """A workbook may call its parts as it likes."""
    with pytest.raises(UnreadableFileError, match="XML"):
        read_workbook(book(**{name: b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x/>'}))


def test_what_a_mac_adds_to_an_archive_is_no_damage() -> None:
    """A workbook unpacked and packed again on a Mac holds forks of its parts that are called like them."""
    fork = b"\x00\x05\x16\x07" + bytes(80)
    (table,) = read_workbook(book(**{"__MACOSX/xl/._workbook.xml": fork, "__MACOSX/._[Content_Types].xml": fork, ".DS_Store": fork}))
    assert (table.excess, len(table.rows)) == (None, 1)


CSVS: list[tuple[str, bytes, str, int]] = [
    ("rows", b"a,b\n" * 100_001, "X901", 0), ("a million rows", b"a,b\n" * 1_000_000, "X901", 0),
    ("empty rows", b"\n" * 2_000_000, "X901", 0),
    ("rows of commas", b",,,\n" * 1_000_000, "X901", 0), ("old Mac rows", b"\r" * 2_000_000, "X901", 0),
    ("cells", (b"a," * 150 + b"\n") * 20_000, "X910", 0), ("one giant cell", b"x" * 3_000_000, "X910", 2),
    ("one giant quoted cell", b'a,b\n"' + b"x\n" * 1_500_000, "X910", 3), ("a row of quoted lines", b'"a\n",' * 1_000_000, "X910", 2),
    ("one row of commas", b"," * 3_000_000, "X910", 2),
]


@pytest.mark.parametrize(("body", "code", "row"), [row[1:] for row in CSVS], ids=[row[0] for row in CSVS])
def test_csv_that_is_too_much(body: bytes, code: str, row: int) -> None:
    """Past each limit there is a table that says so, at its row where one row is to blame."""
    table = read_csv("a", "编号,名称\n".encode() + body, KNOWN)
    assert table.excess is not None
    assert (table.excess.code, table.excess.row, table.rows) == (code, row, [])


def test_csv_is_not_read_past_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much follows, no more lines are taken than it takes to pass a limit."""
    taken: list[int] = []
    step = csvfile._Lines.__next__

    def counted(self: csvfile._Lines) -> str:
        line = step(self)
        taken.append(len(line))
        return line

    monkeypatch.setattr(csvfile._Lines, "__next__", counted)
    for body in (b"a,b\n", b"\n", b",,\n", b'"a\n",'):
        found = []
        for count in (1_000_000, 2_000_000):
            taken.clear()
            read_csv("a", "编号,名称\n".encode() + body * count, KNOWN)
            found.append(sum(taken))
        assert found[0] == found[1] < 4_000_000


def test_as_much_as_is_allowed_is_read() -> None:
    """The limits are no lower than they say."""
    (table,) = read_workbook(book(**{SHEET: sheet(one_cell_rows(100_001))}))
    assert (table.excess, len(table.rows)) == (None, 100_001)
    csv = read_csv("a", b"a,b\n" * 100_001, KNOWN)
    assert (csv.excess, len(csv.rows)) == (None, 100_001)


def test_nothing_else_is_told_of_such_a_file(content: Path) -> None:
    """One problem, at its place; the tables beside it are not looked at."""
    intent, _ = prepare([*read_workbook(book(**{SHEET: sheet(b"<row/>" * 200_000)}))], load_and_check(content))
    assert [(p.code, p.place.sheet, p.is_error, bool(p.hint)) for p in intent.problems] == [("X901", "课程", True, True)]
    assert intent.changes == []


def test_the_command_says_it(content: Path, tmp_path: Path, cli: Run) -> None:  # noqa: F811 - the fixture
    """``import`` ends with 1 and names file, sheet and the way out; a CSV's row as well."""
    file = tmp_path / "课程清单.xlsx"
    file.write_bytes(book(**{SHEET: sheet(b"<row/>" * 200_000)}))
    code, out, _ = cli("import", file, "--content", content)
    assert code == 1
    assert "错误 X901  课程清单.xlsx  课程\n  超过 100000 行，没有读。\n  提示：" in out
    file = tmp_path / "清单.csv"
    file.write_bytes("编号,名称\n".encode() + b"x" * 3_000_000)
    code, out, _ = cli("import", file, "--content", content)
    assert code == 1
    assert "错误 X910  清单.csv  清单\n  第 2 行：有一格太长" in out
    assert importing.read_tables(file)[0].rows == []
