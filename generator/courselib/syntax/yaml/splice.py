"""A text changed in several places at once: all places are those of the text as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from . import tree


class UnwritableError(Exception):
    """A file is written in a way that cannot be changed safely from outside; ``message`` says why, in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Splice:
    """Gathers replacements of stretches of ``text``; those at the same place keep the order in which they came."""

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in the place of what stands between two offsets."""
        self.edits.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        """Put ``new`` before the character at an offset."""
        self.edits.append((at, at, new))

    def line_start(self, at: int) -> int:
        """Return the offset of the first character of the line that holds an offset."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return the offset of the end of the line that holds an offset, before its line break."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def drop_lines(self, start: int, end: int) -> None:
        """Take away the whole lines that hold what stands between two offsets."""
        self.replace(self.line_start(start), min(self.line_end(end) + 1, len(self.text)), "")

    def apply(self, original: str = "", dropped: Sequence[int] = ()) -> str:
        """Return the text changed; or ``original`` changed alike, which has a carriage return before each line break at ``dropped``."""
        original = original or self.text
        newline = "\r\n" if dropped else "\n"
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self.edits, key=lambda e: e[0]):
            first, last = start + bisect_left(dropped, start), end + bisect_left(dropped, end)
            parts += [original[done:first], new.replace("\n", newline)]
            done = max(done, last)
        return "".join([*parts, original[done:]])

    def add_pair(self, node: tree.Mapping, after: str, name: str, written: str) -> None:
        """Add a key behind another one. ``written`` is what follows the colon, its blank or line break included."""
        key, value = node.items[after]
        end = behind(key, value)
        if node.flow:
            self.insert(end, f", {name}:{written}")
        else:
            self.insert(self.line_end(end), f"\n{' ' * self.column(key)}{name}:{written}")

    def column(self, node: tree.Node) -> int:
        """Return the column, from 0, in which a node begins."""
        return node.span.start - self.line_start(node.span.start)

    def remove_pairs(self, node: tree.Mapping, names: Iterable[str]) -> None:
        """Take keys away with their values, and whole lines where they stand alone on them."""
        order = list(node.items)
        places = [(key.span.start, behind(key, value)) for key, value in node.items.values()]
        indices = [order.index(n) for n in names]
        if node.flow:
            self._remove_in_brackets(places, indices)
            return
        for index in indices:
            start, end = places[index]
            if not self.text[self.line_start(start) : start].strip(" "):
                self.drop_lines(start, end)
            elif index + 1 < len(places):
                # The first key stands behind the dash of its item: the next one takes its place.
                self.replace(start, places[index + 1][0], "")
            else:
                raise UnwritableError("列表里有一项会变成空的")

    def change_items(self, node: tree.Sequence, gone: Iterable[int], fresh: Iterable[tuple[int, list[str]]]) -> None:
        """Take items away by index, and add written ones, each group behind an item that stays (-1 for before all)."""
        if node.flow:
            self._items_in_brackets(node, gone, fresh)
        else:
            self._items_on_lines(node, gone, fresh)

    def _items_in_brackets(self, node: tree.Sequence, gone: Iterable[int], fresh: Iterable[tuple[int, list[str]]]) -> None:
        places = [(item.span.start, item.span.end) for item in node.items]
        for after, texts in fresh:
            if after < 0:
                self.insert(places[0][0], "".join(f"{t}, " for t in texts))
            else:
                self.insert(places[after][1], "".join(f", {t}" for t in texts))
        self._remove_in_brackets(places, gone)

    def _items_on_lines(self, node: tree.Sequence, gone: Iterable[int], fresh: Iterable[tuple[int, list[str]]]) -> None:
        dashes = [self._dash(node, index) for index in range(len(node.items))]
        indent = self.text[self.line_start(dashes[0]) : dashes[0]]
        if indent.strip(" "):
            raise UnwritableError("列表的写法少见")
        for after, texts in fresh:
            if after < 0:
                self.insert(self.line_start(dashes[0]), "".join(f"{indent}- {t}\n" for t in texts))
            else:
                self.insert(self.line_end(node.items[after].span.end), "".join(f"\n{indent}- {t}" for t in texts))
        for index in gone:
            self.drop_lines(dashes[index], node.items[index].span.end)

    def _dash(self, node: tree.Sequence, index: int) -> int:
        """Return the offset of the dash before an item."""
        floor, start = node.items[index - 1].span.end if index else node.span.start, node.items[index].span.start
        at = self.text.rfind("-", min(floor, start), start)
        if at < 0:
            raise UnwritableError("列表的写法少见")
        return at

    def _remove_in_brackets(self, places: list[tuple[int, int]], indices: Iterable[int]) -> None:
        gone = set(indices)
        kept = [i for i in range(len(places)) if i not in gone]
        for index in gone:
            if index + 1 < len(places):
                self.replace(places[index][0], places[index + 1][0], "")
            else:
                # The last goes with the comma before it, whatever between went already.
                self.replace(places[kept[-1]][1] if kept else places[index][0], places[index][1], "")


def behind(key: tree.Scalar, value: tree.Node) -> int:
    """Return the offset behind a key's value; behind its colon where there is none."""
    return max(value.span.end, key.span.end + 1)
