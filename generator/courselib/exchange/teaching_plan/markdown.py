"""Text of a Word file as Markdown that says the same: nothing in it is taken for markup, lists and tables become lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import emphasis
from .blocks import LINK, NOTE, OBJECT, OPEN_LINK, Cell, Paragraph, Table, block_text, labelled
from .stream import HEADING, TABLE, Item, digits

#: What a picture becomes: its part's name → Markdown.
Pictures = Callable[[str], str]
_MARKUP = re.compile(r"[\\`*_\[\]<>|~{}]|&(?=[#A-Za-z])")
_IN_ADDRESS = re.compile(r"[<>()\\`|\"'{}]")
_BEGINS = re.compile(r"(?:[#+=>:-]|!(?!\[)|[0-9]{1,9}[.)])")
_NUMBERED = re.compile(r"([0-9]{1,3})[.．)）][ \t\u3000]*(?![0-9])")
BULLETS = re.compile(r"[•●■◆▪➢★☆○◇□·–—-][ \t\u3000]*(?=\S)")
_DEEPEST = 6
_LISTS = ("ordered", "bullet")
_ANSWER = re.compile("(?:参考)?答案[:：]")


def inline(text: str, objects: Sequence[tuple[str, str]], pictures: Pictures, marks: Sequence[emphasis.Mark] = ()) -> str:
    """Return running text: signs of markup escaped, notes, links, pictures and emphasis in their places."""
    first, *parts = text.split(OBJECT)
    behind = len(text) - len(first)
    following = ["[" if kind == NOTE else "x" for kind, _ in objects] + [""]
    made = [emphasis.written(first, emphasis.part(marks, behind, len(first)), "", following[0], escaped)]
    open_at = -1
    for number, ((kind, value), part) in enumerate(zip(objects, parts, strict=False), 1):
        if kind == NOTE:
            made.append(f"[^{value}]")
        elif kind == OPEN_LINK:
            open_at = len(made)
        elif kind == LINK:
            words = "".join(made[open_at:]) if open_at >= 0 else ""
            if words and words.replace("\\", "") != value:
                made[open_at:] = [f"[{words}]({address(value).replace('&', '&amp;')})"]
            elif words:
                made[open_at:] = [f"<{address(value)}>"]
            else:
                made.append(f"（<{address(value)}>）")
            open_at = -1
        else:
            made.append(pictures(value))
        behind -= len(part) + 1
        # The words of a link stay plain.
        own = emphasis.part(marks, behind, len(part)) if open_at < 0 else ()
        made.append(emphasis.written(part, own, next((one[-1] for one in reversed(made) if one), ""), following[number], escaped))
    return "".join(made).replace("\t", " ").strip()


def address(text: str) -> str:
    """Return an address in which no sign ends a link, a table's cell or anything else."""
    return _IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", text)


def escaped(text: str) -> str:
    """Return a text in which no sign is markup."""
    return _MARKUP.sub(lambda match: "\\" + match[0], text)


def at_line(text: str) -> str:
    """Return a line that begins no list, heading or quotation."""
    match = _BEGINS.match(text)
    return f"{text[:match.end() - 1]}\\{text[match.end() - 1:]}" if match else text


def listed(item: Item) -> tuple[str, str]:
    """Return the mark of a list item and its text; an empty mark for a paragraph. The number may be Word's or typed."""
    if item.label == "•":
        return "-", item.text
    label = _NUMBERED.fullmatch(item.label) if item.label else None
    if label:
        return f"{label[1]}.", item.text
    if item.label:
        return "", (f"{item.label} {item.text}" if item.label[-1:].isascii() else f"{item.label}{item.text}")
    typed = _NUMBERED.match(digits(item.text))
    if typed and item.text[typed.end():]:
        return f"{typed[1]}.", item.text[typed.end():]
    bullet = BULLETS.match(item.text)
    return ("-", item.text[bullet.end():]) if bullet else ("", item.text)


def flow(items: Sequence[Item], pictures: Pictures, level: int) -> list[str]:
    """Return items as lines of Markdown; headings among them begin at a level."""
    made = _Flow(pictures, level)
    for item in items:
        if item.kind == TABLE and item.table is not None:
            made.block(table(item.table, pictures), "table")
        elif item.kind == HEADING:
            made.heading(item)
        else:
            made.text(item)
    while made.lines and not made.lines[-1]:
        made.lines.pop()
    return made.lines


@dataclass(slots=True)
class _Flow:
    """Lines while they are written; ``before`` is what was written last, ``nested`` the depths of lists and the widths of their marks."""

    pictures: Pictures
    level: int
    lines: list[str] = field(default_factory=list)
    before: str = ""
    ranks: list[int] = field(default_factory=list)
    nested: list[tuple[int, int]] = field(default_factory=list)

    def block(self, lines: Sequence[str], kind: str, *, joined: bool = False) -> None:
        """Add lines, apart from what stands before unless they are ``joined``."""
        if not any(lines):
            return
        if self.lines and self.lines[-1] and not joined:
            self.lines.append("")
        self.lines += lines
        self.before = kind

    def heading(self, item: Item) -> None:
        while self.ranks and self.ranks[-1] >= item.rank:
            self.ranks.pop()
        self.ranks.append(item.rank)
        depth = min(self.level + len(self.ranks) - 1, _DEEPEST)
        self.block([f"{'#' * depth} {heading_text(item)}"], "heading")

    def text(self, item: Item) -> None:
        mark, text = listed(item)
        body = inline(text, item.objects, self.pictures, item.marks)
        listing = self.before in _LISTS
        if mark:
            kind = "ordered" if mark[-1] == "." else "bullet"
            self.nested = [one for one in self.nested if one[0] < item.depth] if listing else []
            lead = " " * sum(width for _, width in self.nested)
            self.nested.append((item.depth, len(mark) + 1))
            # Ordered and bulleted items side by side are lists of their own.
            self.block([f"{lead}{mark} {body}".rstrip()], kind, joined=listing and (kind == self.before or bool(lead)))
        elif listing and body and _ANSWER.match(text):
            self.block([f"{self.lead}{body}"], self.before, joined=True)
        elif listing and body and item.follows:
            self.block([f"{self.lead}{at_line(body)}", ""], self.before)
        else:
            self.block([at_line(body)], "text")

    @property
    def lead(self) -> str:
        """The blanks before what goes on with an item."""
        return " " * sum(width for _, width in self.nested)


def heading_text(item: Item) -> str:
    """Return a heading's own words with its number."""
    label = "" if item.label == "•" else item.label
    whole = f"{label} {item.text}" if label and label[-1:].isascii() else f"{label}{item.text}"
    return escaped(" ".join(whole.replace(OBJECT, "").split()))


def cell(one: Cell, pictures: Pictures, *, plain: bool = False) -> str:
    """Return a cell on one line; ``plain`` without emphasis."""
    parts = []
    for block in one.blocks:
        if isinstance(block, Paragraph):
            text = labelled(block).replace("\n", "\x00")
            parts.append(inline(text, block.objects, pictures, () if plain else block.marks).replace("\x00", "<br>"))
        else:
            parts.append(escaped(block_text(block, "；")))
    return "<br>".join(p for p in parts if p)


def table(one: Table, pictures: Pictures) -> list[str]:
    """Return a table; its first row is the head."""
    rows: list[list[str]] = []
    for row in one.rows:
        texts: list[str] = []
        for part in row:
            texts += [cell(part, pictures), *[""] * (part.span - 1)]
        rows.append(texts)
    wide = max((len(r) for r in rows), default=0)
    if not any(any(r) for r in rows):
        return []
    return grid([[*r, *[""] * (wide - len(r))] for r in rows])


def grid(rows: Sequence[Sequence[str]], right: int = -1) -> list[str]:
    """Return rows of Markdown as a table; the column ``right`` has figures."""
    rule = "| " + " | ".join("---:" if at == right else "---" for at in range(len(rows[0]))) + " |"
    lines = [f"| {' | '.join(r)} |" for r in rows]
    return [lines[0], rule, *lines[1:]]
