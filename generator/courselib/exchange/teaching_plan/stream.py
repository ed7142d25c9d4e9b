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
from .forms import Forms
from .labels import Labels
from .words import Words, key_of, name_of

HEADING, TEXT, TABLE, PAIR = "heading", "text", "table", "pair"
#: How deep a heading stands that has no style: by the number before it.
_RANKS = (
    (re.compile("第[一二三四五六七八九十0-9]{1,3}[部章讲编篇]|[Ⅰ-Ⅻ]{1,3}[、.．\\s]|[IVX]{1,4}[、.．]|"
                "[一二三四五六七八九十]{1,3}[、.．]"), 1),
    (re.compile("第[一二三四五六七八九十0-9]{1,3}节|[(（][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile("[0-9]{1,2}[、.．](?![0-9])"), 3),
    (re.compile("[(（][0-9]{1,2}[)）]|[①-⑳]"), 4),
)
_LONGEST_HEADING = 40
_MAX_NAME = 10
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
_ENDS = "。；，：、？！;,:?!"
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
        self.labels = Labels(words, styled)
        self.forms = Forms(words, self.labels)
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
            line = self.labels.unbracketed(written)
            count = line.count(OBJECT)
            own, objects = objects[:count], objects[count:]
            label = p.label if number == 0 else ""
            pairs = [] if own or p.title else self.labels.pairs(line)
            if pairs:
                yield from pairs_at(pairs, p.where)
                continue
            split = None if own else self.labels.section(line) or (self.labels.sibling(line) if self.split else None)
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

    def rank(self, p: Paragraph, line: str, label: str, *, alone: bool) -> int:
        """Return how deep a heading a line is; -1 for none."""
        if p.title or p.follows:
            return -1
        if p.level and len(line) <= 100:
            return p.level
        whole = f"{label}{line}"
        if len(line) > _LONGEST_HEADING or label == "•":
            return -1
        numbered = next((rank for form, rank in _RANKS if form.match(digits(whole))), 0)
        key = key_of(TIMED.sub("", digits(line))) or key_of(line)
        if key in self.words.sections and (self.words.sections[key] or p.bold or numbered or len(key) > 2):
            return numbered
        if not alone or line[-1:] in _ENDS:
            return -1
        if numbered in (1, 2):
            return numbered
        return numbered if numbered and p.bold else -1

    def table(self, table: Table) -> Iterator[Item]:
        """Yield a table: as itself, or undone where it is a form."""
        rows = table.rows
        if all(len(row) == 1 for row in rows):
            for row in rows:  # a frame around text
                yield from self.items(row[0].blocks)
            return
        if not self.forms.is_form(rows):
            yield Item(TABLE, "", table.where, table=table)
            return
        if len(rows) == 2 and len(rows[0]) == len(rows[1]) and all(self.forms.is_label(c) for c in rows[0]):
            for head, value in zip(rows[0], rows[1], strict=True):
                yield from self.valued(cell_text(head), value, f"{table.where} 第 2 行")
            return
        yield from self.form(table, rows)

    def form(self, table: Table, rows: list[list[Cell]]) -> Iterator[Item]:
        """Yield what a form says, row by row."""
        at = 0
        while at < len(rows):
            if self.forms.is_upright(rows, at):
                for head, value in zip(rows[at], rows[at + 1], strict=True):
                    yield from self.valued(cell_text(head), value, f"{table.where} 第 {at + 2} 行")
                at += 2
                continue
            end = self.forms.inner_table(rows, at)
            if end > at + 1:
                lead = self.forms.lead(rows, at, end)
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

    def form_row(self, row: Sequence[Cell], where: str) -> Iterator[Item]:
        cells = [c for c in row if not (c.below and not cell_text(c))]
        if len(cells) == 1:
            yield from self.items(cells[0].blocks)
            return
        is_label = self.forms.is_label
        # Beside a label that is known, others are labels too: 学科 | 党员教育 | 授课班级 | ….
        paired = len(cells) % 2 == 0 and any(map(is_label, cells[::2])) and not any(map(is_label, cells[1::2]))
        at = 0
        while at < len(cells):
            cell = cells[at]
            text = cell_text(cell, "")
            following = cells[at + 1] if at + 1 < len(cells) else None
            beyond = cells[at + 2] if at + 2 < len(cells) else None
            empty = following is not None and is_label(following) and beyond is not None and not is_label(beyond)
            if is_label(cell) and following is not None and not empty:
                yield from self.valued(text, following, where)
                at += 2
            elif is_label(cell) and following is not None:
                yield from self.valued(text, Cell([]), where)
                at += 1
            elif following is not None and 0 < len("".join(text.split())) <= _MAX_NAME and (
                    paired or (at == 0 and not row[0].below and len(cells) == 2)):
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


def digits(text: str) -> str:
    """Return a text with its full-width figures as usual ones, character by character."""
    return text.translate(_FIGURES)


def normal(text: str) -> str:
    """Return a text in the usual width, without blanks at its edges."""
    return unicodedata.normalize("NFKC", text).strip()
