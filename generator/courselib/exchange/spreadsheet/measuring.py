"""How much a workbook's archive holds, counted while it unpacks and before anything is made of it.

What costs time and memory later is the number of elements, and each begins with ``<``: in every encoding that is let through that
byte is there. So the bytes are counted as they come, a hundred times faster than any reader of XML would be done with them.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from .tables import MAX_CELLS, MAX_ROWS, TOO_MANY_CELLS, TOO_MANY_ROWS, Excess, UnreadableFileError

MAX_UNPACKED = 160 * 1024 * 1024
MAX_PARTS = 2000
MAX_SHEETS = 50
#: Each sheet's texts are kept once; all the words of ten thousand courses are some two hundred thousand.
MAX_STRINGS = 500_000
#: A cell has four of them as a rule: ``<c><v></v></c>``.
_MAX_MARKS = 4 * MAX_CELLS
#: Parts that hold no cells and no texts (styles, names, relations) cost far more an element, and have few; charts have more.
_MAX_SMALL, _MAX_OTHER = 200_000, 500_000
_CHUNK = 1 << 20
#: Beginnings of elements, with a prefix or without, and what may follow a name that others begin with too.
_ROWS, _CELLS, _STRINGS = (b"<row", b":row"), (b"<c ", b"<c>", b":c ", b":c>"), (b"<si", b":si>", b":si ")
_SHEETS = (b"<sheet ", b":sheet ")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_READABLE = frozenset((b"utf-8", b"utf-16", b"us-ascii", b"ascii"))
#: Read as trees by the reader of workbooks, whatever they hold.
_ALWAYS_SMALL = re.compile(r"(?i).*\.rels|\[content_types\]\.xml|docprops/.*|xl/styles\.xml|.*workbook\.xml")

TOO_LARGE = Excess("X910", f"文件展开后太大（超过 {MAX_UNPACKED // 2**20} MB），没有读。", "删去不用的工作表、图片，或分成几个文件。")
TOO_MANY_PARTS = Excess("X910", f"文件展开后太大（有 {MAX_PARTS} 多个部分），没有读。", "在表格软件里新建一个工作簿，只把数据粘贴过去。")
TOO_MANY_STRINGS = Excess("X910", f"文字超过 {MAX_STRINGS // 10_000} 万条，没有读。", "删去不用的工作表，或分成几个文件导入。")
TOO_MANY_SHEETS = Excess("X910", f"工作表超过 {MAX_SHEETS} 张，没有读。", "删去不用的工作表，或分成几个文件。")
TOO_MUCH_BESIDES = Excess("X910", "样式、名称太多，没有读。", "在表格软件里新建一个工作簿，只把数据粘贴过去（选“只粘贴值”）。")


class TooMuchError(Exception):
    """A workbook is past a limit; ``part`` is the part of the archive where that showed, empty for the whole file."""

    def __init__(self, excess: Excess, part: str = "") -> None:
        super().__init__(excess.text)
        self.excess = excess
        self.part = part


@dataclass(slots=True)
class Measure:
    """What was counted of an archive so far. ``add`` raises as soon as a limit is passed."""

    marks: int = 0
    cells: int = 0
    strings: int = 0
    sheets: int = 0
    _largest: tuple[int, str] = field(default=(0, ""))

    def add(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """Count a part and return how it begins.

        Raises ``TooMuchError``, ``UnreadableFileError`` for an encoding that no workbook has, and as ``zipfile`` does.
        """
        rows = cells = strings = marks = 0
        head = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                if not head:
                    head = chunk[:400]
                    if (said := _ENCODING.search(head)) and said[1].lower() not in _READABLE:
                        raise UnreadableFileError("文件的编码特别，没有读。", "在表格软件里用“另存为”存成 .xlsx 再试。")
                rows += sum(map(chunk.count, _ROWS))
                cells += sum(map(chunk.count, _CELLS))
                strings += sum(map(chunk.count, _STRINGS))
                marks += chunk.count(b"<")
                self.sheets += sum(map(chunk.count, _SHEETS))
                self._judge(part.filename, rows, cells, strings, marks)
        self.marks, self.cells, self.strings = self.marks + marks, self.cells + cells + rows, self.strings + strings
        self._largest = max(self._largest, (cells + rows, part.filename))
        return head

    def _judge(self, part: str, rows: int, cells: int, strings: int, marks: int) -> None:
        if (marks > _MAX_SMALL and _ALWAYS_SMALL.fullmatch(part)) or (marks > _MAX_OTHER and rows + cells + strings == 0):
            raise TooMuchError(TOO_MUCH_BESIDES)
        if self.sheets > MAX_SHEETS:
            raise TooMuchError(TOO_MANY_SHEETS)
        if self.strings + strings > MAX_STRINGS:
            raise TooMuchError(TOO_MANY_STRINGS)
        if rows > MAX_ROWS + 1:  # and a head
            raise TooMuchError(TOO_MANY_ROWS, part)
        if self.cells + cells + rows > MAX_CELLS or self.marks + marks > _MAX_MARKS:
            # It is the largest sheet that people should look at, not the one that happened to be the last.
            raise TooMuchError(TOO_MANY_CELLS, max(self._largest, (cells + rows, part))[1])
