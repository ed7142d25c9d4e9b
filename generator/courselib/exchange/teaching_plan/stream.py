"""A plan's blocks as one line of headings, labelled values, texts and tables, whatever layout they come in.

Most plans are forms: a table with labels beside their values, which is undone here; a nested table or a row of column names begins a
table of its own. Others have headings, in a style or only numbered or bold (一、教学目标), or labels with a colon (课时：2学时).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from . import emphasis
from .blocks import OBJECT, Block, Cell, Paragraph, Table, cell_text
from .words import Words, key_of, name_of

HEADING, TEXT, TABLE, PAIR = "heading", "text", "table", "pair"
#: How deep a heading stands that has no style: by the number before it.
_RANKS = (
    (re.compile("第[一二三四五六七八九十0-9]{1,3}[部章讲编篇]|[Ⅰ-Ⅻ]{1,3}[、.．\\s]|[IVX]{1,4}[、.．]|[一二三四五六七八九十]{1,3}[、.．]"), 1),
    (re.compile("第[一二三四五六七八九十0-9]{1,3}节|[(（][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile("[0-9]{1,2}[、.．](?![0-9])"), 3),
    (re.compile("[(（][0-9]{1,2}[)）]|[①-⑳]"), 4),
)
_LONGEST_HEADING = 40
_ENDS = "。；，：、？！;,:?!"
_GAP = re.compile("[\\s；;，,/|]")
_MAX_LABEL = 14
#: A label may be written with gaps between so many characters.
_MOST_GAPS = 6
_WIDE = re.compile("\t|\u3000| {2,}")
_SIBLING = re.compile("(?!第?[一二三四五六七八九十])([\u4e00-\u9fff]{2,8})(?<!目标)[：:]\\s*(\\S.*)")
_BRACKETED = re.compile("[【\\[〔]([^【】\\[\\]〔〕]{2,14})[】\\]〕]\\s{0,4}[：:]?\\s{0,4}(?=\\S)")
#: What makes a heading or item a unit: its hours or minutes in brackets, at its end or before a colon and what is taught.
TIMED = re.compile(
    r"(?:[(（]\s*(?:约|共)?\s*|[ \t\u3000])"
    r"([0-9一二三四五六七八九十半两]+(?:\.[0-9])?)\s*(个?学时|个?课时|分钟|小时)(?:\s*[)）]\s*(?:[：:。]\s*(.*))?)?$"
)


@dataclass(slots=True)
class Item:
    """One piece of a plan. A heading has a ``rank`` (smaller is higher), a pair its label in ``label``, a table its rows."""

    kind: str
    text: str
    where: str
    label: str = ""
    rank: int = 0
    styled: bool = False
    title: bool = False
    centre: bool = False
    bold: bool = False
    depth: int = 0
    follows: bool = False
    objects: list[tuple[str, str]] = field(default_factory=list)
    marks: list[emphasis.Mark] = field(default_factory=list)
    table: Table | None = None
    #: A labelled value that came from a cell may have several paragraphs and tables.
    blocks: list[Block] = field(default_factory=list)
    form: bool = False


def stream(blocks: Sequence[Block], words: Words) -> list[Item]:
    """Return a plan's items in order."""
    styled = any(isinstance(b, Paragraph) and b.level > 0 for b in blocks)
    return list(_below(list(_Stream(words, styled=styled).items(blocks)), words))


def _below(items: Sequence[Item], words: Words) -> Iterator[Item]:
    """Join labels that stand alone on a line with the line below (一、授课对象 / 机关党员)."""

    def is_label(item: Item) -> bool:
        key = key_of(item.text) if item.kind in (HEADING, TEXT) and not item.objects else ""
        return bool(words.labels.get(key)) and key not in words.sections and words.labels[key] != "methods"

    at = 0
    while at < len(items):
        item = items[at]
        value = items[at + 1] if at + 1 < len(items) else None
        apart = item.kind == HEADING or item.bold or bool(item.label)
        if apart and is_label(item) and value is not None and value.kind == TEXT and not value.objects and not is_label(value):
            yield Item(PAIR, " ".join(value.text.split()), item.where, "".join(name_of(item.text).split()))
            at += 2
        else:
            yield item
            at += 1


class _Stream:
    def __init__(self, words: Words, *, styled: bool) -> None:
        self.words = words
        #: Where headings have styles, a label that is none of a plan's own parts is a word of the text.
        self.styled = styled
        #: Whether the line before was a heading with its text (教学目标：使学员……).
        self.split = False

    def items(self, blocks: Sequence[Block]) -> Iterator[Item]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self.paragraph(block)
            else:
                yield from self.table(block)

    def paragraph(self, p: Paragraph) -> Iterator[Item]:
        """Yield the lines of a paragraph."""
        objects = list(p.objects)
        behind = len(p.text) + 1
        for number, written in enumerate(p.text.split("\n")):
            behind -= len(written) + 1
            marks = emphasis.part(p.marks, behind, len(written))
            line = self.unbracketed(written)
            count = line.count(OBJECT)
            own, objects = objects[:count], objects[count:]
            label = p.label if number == 0 else ""
            pairs = [] if own or p.title else self.pairs(line)
            if pairs:
                yield from pairs_at(pairs, p.where)
                continue
            split = None if own else self.section(line) or self.sibling(line)
            self.split = split is not None
            if split:
                yield Item(HEADING, split[0], p.where, label, 0 if not label else 1, form=True)
                yield Item(TEXT, split[1], p.where, marks=marks)
                continue
            rank = self.rank(p, line, label, alone="\n" not in p.text)
            if rank >= 0 and not own:
                yield Item(HEADING, line, p.where, label, rank, p.level > 0, p.title, p.centre, p.bold)
            else:
                yield Item(TEXT, line, p.where, label, 9, p.level > 0, p.title, p.centre, p.bold, p.depth, p.follows, own, marks)

    def unbracketed(self, line: str) -> str:
        """Return 【课题】乡村治理 as 课题：乡村治理."""
        match = _BRACKETED.match(line)
        key = key_of(match[1]) if match else ""
        return f"{match[1]}：{line[match.end():]}" if match and (key in self.words.labels or key in self.words.sections) else line

    def rank(self, p: Paragraph, line: str, label: str, *, alone: bool) -> int:
        """Return how deep a heading a line is; -1 for none."""
        if p.title or p.follows:
            return -1
        if p.level and len(line) <= 100:
            return p.level
        whole = f"{label}{line}"
        if len(line) > _LONGEST_HEADING or label == "•":
            return -1
        numbered = next((rank for form, rank in _RANKS if form.match(whole)), 0)
        key = key_of(TIMED.sub("", line)) or key_of(line)
        if key in self.words.sections and (self.words.sections[key] or p.bold or numbered or len(key) > 2):
            return numbered
        if not alone or line[-1:] in _ENDS:
            return -1
        if numbered in (1, 2):
            return numbered
        return numbered if numbered and p.bold else -1

    def pairs(self, line: str) -> list[tuple[str, str]]:
        """Return the labels of a line with their values (授课人：张三　课时：2学时), nothing for a line that begins otherwise."""
        if len(line) > 300:
            return []
        if not any(c in line for c in "：:"):
            return self.spaced(line)
        found: list[tuple[str, int, int]] = []
        done = 0
        for at, char in enumerate(line):
            if char not in "：:":
                continue
            begin = self.label_before(line, done, at)
            if begin >= 0:
                found.append((line[begin:at], begin, at + 1))
                done = at + 1
        if not found or found[0][1] > 0:
            return []
        ends = [begin for _, begin, _ in found[1:]] + [len(line)]
        return [(label.strip(), line[value:end].strip(" \t\u3000；;，,/|")) for (label, _, value), end in zip(found, ends, strict=True)]

    def spaced(self, line: str) -> list[tuple[str, str]]:
        """Return labels and values of a line that has only wide gaps between them (授课人  张三    学时  2)."""
        def is_name(text: str) -> bool:
            key = key_of(text)
            return key in self.words.labels and key not in self.words.sections

        pieces = [p for p in _WIDE.split(line) if p]
        parts: list[str] = []
        gapped = False
        while pieces:
            end = 0
            while len(parts) % 2 == 0 and end < min(len(pieces), _MOST_GAPS) and len(pieces[end]) == 1:
                end += 1
            while end > 1 and not is_name("".join(pieces[:end])):
                end -= 1
            # 题　　目 is one label.
            gapped |= not parts and end > 1
            parts.append("".join(pieces[:max(end, 1)]))
            del pieces[:max(end, 1)]
        fits = len(parts) % 2 == 0 and all(map(is_name, parts[::2]))
        if gapped and len(parts) > 1 and not fits:
            return [(parts[0], " ".join(parts[1:]))]
        fits = fits and len(parts) >= (2 if gapped else 4)
        return list(zip(parts[::2], parts[1::2], strict=True)) if fits else []

    def label_before(self, line: str, low: int, at: int) -> int:
        """Return where the label begins that ends at a colon, -1 without one."""
        start = max(low, at - 3 * _MAX_LABEL)
        for begin in range(start, at):
            if begin > 0 and begin > low and not _GAP.match(line[begin - 1]):
                continue
            if begin == low and low > 0 and not _GAP.match(line[begin]):
                continue
            if _GAP.match(line[begin]):
                continue
            key = key_of(line[begin:at])
            if key and key in self.words.labels and key not in self.words.sections:
                return begin
        return -1

    def section(self, line: str) -> tuple[str, str] | None:
        """Return the heading and the rest of a line that begins with one (教学目标：使学员……)."""
        at = min((line.find(c) for c in "：:" if c in line), default=-1)
        if 0 < at <= _MAX_LABEL + 4 and line[at + 1:].strip():
            key = key_of(line[:at])
            if key in self.words.sections and (self.words.sections[key] or (len(key) > 2 and not self.styled)):
                return line[:at].strip(), line[at + 1:].strip()
        return None

    def sibling(self, line: str) -> tuple[str, str] | None:
        """Return the parts of a line that is built as the one before, by a name that is not known (研讨成果：每组一份方案)."""
        match = _SIBLING.fullmatch(line) if self.split else None
        return (match[1], match[2]) if match else None

    def table(self, table: Table) -> Iterator[Item]:
        """Yield a table: as itself, or undone where it is a form."""
        rows = table.rows
        if all(len(row) == 1 for row in rows):
            for row in rows:  # a frame around text
                yield from self.items(row[0].blocks)
            return
        if not self.is_form(rows):
            yield Item(TABLE, "", table.where, table=table)
            return
        if len(rows) == 2 and len(rows[0]) == len(rows[1]) and all(self.is_label(c) for c in rows[0]):
            for head, value in zip(rows[0], rows[1], strict=True):
                yield from self.valued(cell_text(head), value, f"{table.where} 第 2 行")
            return
        yield from self.form(table, rows)

    def form(self, table: Table, rows: list[list[Cell]]) -> Iterator[Item]:
        """Yield what a form says, row by row."""
        at = 0
        while at < len(rows):
            if self.is_upright(rows, at):
                for head, value in zip(rows[at], rows[at + 1], strict=True):
                    yield from self.valued(cell_text(head), value, f"{table.where} 第 {at + 2} 行")
                at += 2
                continue
            end = self.inner_table(rows, at)
            if end > at + 1:
                lead = self.lead(rows, at, end)
                place = f"{table.where} 第 {at + 1} 行"
                if lead:
                    yield Item(HEADING, lead, place, rank=1, form=True)
                # Where more stands below it, it is the head of the units' column as well.
                cut = 1 if lead and all(not cell_text(row[0]) for row in rows[at + 1:end]) else 0
                yield Item(TABLE, "", place, table=Table([row[cut:] for row in rows[at:end]], place))
                at = end
            else:
                yield from self.form_row(rows[at], f"{table.where} 第 {at + 1} 行")
                at += 1

    def is_upright(self, rows: Sequence[Sequence[Cell]], at: int) -> bool:
        """Tell whether a row is of labels alone, with their values in the row below."""
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else []
        return len(row) > 2 and len(row) == len(below) and all(self.is_label(c) for c in row) and not self.is_head(row) and not any(
            self.is_label(c) for c in below)

    def is_label(self, cell: Cell) -> bool:
        key = key_of(cell_text(cell, ""))
        return bool(key) and (key in self.words.labels or key in self.words.sections)

    def is_form(self, rows: Sequence[Sequence[Cell]]) -> bool:
        """Tell whether labels stand beside values: in two rows or more, or in all of a short table's."""
        if self.is_head(rows[0]):
            return False
        labelled = sum(any(self.is_label(c) for c in row[: -1 if len(row) > 1 else None][:3]) or (
            len(row) == 1 and self.section_cell(row[0])) for row in rows)
        return labelled >= 2 or (labelled == 1 and len(rows) <= 2)

    def section_cell(self, cell: Cell) -> bool:
        first = cell.blocks[0] if cell.blocks else None
        if not isinstance(first, Paragraph):
            return False
        line = first.text.split("\n")[0]
        return key_of(line) in self.words.sections or self.section(line) is not None

    def is_head(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row names the columns of an outline."""
        keys = [key_of(cell_text(c, "")) for c in row if cell_text(c)]
        kinds = [self.columns_kind(k) for k in keys]
        known = [k for k in kinds if k is not None]
        if len(keys) < 2 or len(known) < len(keys) or len(known) < 2:
            return False
        # 课题 | 课时 | … alone may be labels: columns of an outline name content, or time beside a unit.
        return ("content" in known and len(known) >= 2) or (len(known) >= 3 and ("hours" in known or "time" in known)) or (
            known[:1] == ["title"] and known[-1] in ("hours", "time"))

    def columns_kind(self, key: str) -> str | None:
        return self.words.columns.get(key) if key else None

    def inner_table(self, rows: Sequence[Sequence[Cell]], at: int) -> int:
        """Return where a table ends that begins in a row of a form; that row itself for none."""
        row = rows[at]
        cut = 1 if len(row) > 2 and key_of(cell_text(row[0], "")) in self.words.sections and self.is_head(row[1:]) else 0
        if not cut and not self.is_head(row):
            return at
        end = at + 1
        while end < len(rows) and len(rows[end]) == len(row):
            first = rows[end][0]
            if not first.below and key_of(cell_text(first, "")) in (*self.words.labels, *self.words.sections) and not _total(first):
                break
            end += 1
        return end

    def lead(self, rows: Sequence[Sequence[Cell]], at: int, end: int) -> str:
        """Return the label that stands before an inner table over all its rows."""
        row = rows[at]
        before = all(r[0].below or not cell_text(r[0]) for r in rows[at + 1:end])
        named = len(row) > 2 and self.is_head(row[1:]) and not self.is_head(row)
        text = cell_text(row[0], "")
        return text if (before or named) and key_of(text) in self.words.sections else ""

    def form_row(self, row: Sequence[Cell], where: str) -> Iterator[Item]:
        cells = [c for c in row if not (c.below and not cell_text(c))]
        if len(cells) == 1:
            yield from self.items(cells[0].blocks)
            return
        at = 0
        while at < len(cells):
            cell = cells[at]
            text = cell_text(cell, "")
            following = cells[at + 1] if at + 1 < len(cells) else None
            if self.is_label(cell) and following is not None and not (self.is_label(following) and len(cells) > 2 and at + 2 < len(cells)
                                                                      and not self.is_label(cells[at + 2])):
                yield from self.valued(text, following, where)
                at += 2
            elif self.is_label(cell) and following is not None:
                yield from self.valued(text, Cell([]), where)
                at += 1
            elif at == 0 and not row[0].below and len(cells) == 2 and following is not None and 0 < len("".join(text.split())) <= 10:
                yield from self.valued(text, following, where)
                at += 2
            else:
                yield from self.items(cell.blocks)
                at += 1

    def valued(self, label: str, cell: Cell, where: str) -> Iterator[Item]:
        """Yield a label and its value: a section of its own where the label is a section's, or the value is long."""
        name = "".join(label.split()) if not re.search("[A-Za-z]", label) else " ".join(label.split())
        key = key_of(name)
        value = cell_text(cell)
        known = key in self.words.labels and key not in self.words.sections
        plain = "\n" not in value and len(value) <= 200 and OBJECT not in value and all(isinstance(b, Paragraph) for b in cell.blocks)
        if (known and OBJECT not in value) or (key not in self.words.sections and plain):
            yield Item(PAIR, " ".join(value.split()), where, name, form=True)
            return
        yield Item(HEADING, name, where, rank=0, form=True)
        yield from self.items(cell.blocks)


def pairs_at(pairs: Sequence[tuple[str, str]], where: str) -> Iterator[Item]:
    """Yield labelled values."""
    for label, value in pairs:
        yield Item(PAIR, value, where, "".join(label.split()))


def _total(cell: Cell) -> bool:
    return "计" in cell_text(cell, "")


def normal(text: str) -> str:
    """Return a text in the usual width, without blanks at its edges."""
    return unicodedata.normalize("NFKC", text).strip()
