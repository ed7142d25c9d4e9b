"""Where a list's header stands, and which of its columns is which field: by the words that offices use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...library.schema import COURSE
from ..spreadsheet.cells import Cell, text_of
from ..spreadsheet.places import column_letters
from ..spreadsheet.tables import Row, Table
from . import words
from .guesses import Certainty, Matched
from .meanings import plain

#: Rows among which a header is looked for, and what is too long for one.
_ROWS = 20
_LONGEST = 24
#: As many words of a header make one; in a list of so few columns one does.
_ENOUGH, _FEW = 2, 2
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_MARKS = re.compile(r"[\s*＊:：、.。_\-]+")
_JOINED = re.compile(r"[/及和与或、]")
_FILLED = re.compile(r"必填|选填|可不填")
#: Stands behind the field of a column that was a guess when it was kept.
GUESSED = "?"
_TITLE, _ABOUT = "title", "summary"
#: Each word for a column with its field; an empty field is one that is not read.
_WORDS: dict[str, str] = dict.fromkeys(words.UNREAD, "") | {w: name for name, group in words.HEADINGS.items() for w in group} | {
    f.label: f.name for f in COURSE.fields if not f.fields and f.name in words.HEADINGS}

#: All that a column may be called.
KNOWN = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Head:
    """A header: its last row's number, how many rows stand from the top to it, its columns, and what stands above it."""

    row: int
    rows: int
    columns: list[Matched]
    above: list[tuple[int, str]]

    @property
    def signature(self) -> str:
        """What a later list of the same kind has as well: its headings in order."""
        return "|".join(c.heading for c in self.columns)


def find_head(table: Table, told: Mapping[str, str]) -> Head | None:
    """Return the header of a list; ``None`` where no column can be the courses' titles.

    ``told`` has the fields of columns by heading or letter, as somebody said; an empty field leaves a column out.
    """
    best: tuple[int, Head] | None = None
    rows = table.rows[:_ROWS]
    few = len(_filled(table)) <= _FEW
    for at in range(len(rows)):
        for depth in (1, 2):
            if at + depth > len(rows) or (depth == 2 and not _is_second(rows[at], rows[at + 1], table)):
                continue
            texts = texts_of(rows[at : at + depth])
            columns = matched(texts, told)
            exact = sum(heading_of(c.heading)[0] in _WORDS for c in columns)
            title = next((c for c in columns if c.field == _TITLE), None)
            fields = sum(bool(c.field) for c in columns)
            alone = few and title is not None and title.certainty is Certainty.SURE
            if title is None or not (exact >= _ENOUGH or title.heading in told or (exact and (alone or fields > _ENOUGH))):
                continue
            score = 2 * exact + fields
            if best is None or score > best[0]:
                above = [(r.number, _line(r)) for r in table.rows[:at]]
                best = (score, Head(rows[at + depth - 1].number, at + depth, columns, above))
    return best[1] if best else _without(table, told)


def _without(table: Table, told: Mapping[str, str]) -> Head | None:
    """Return the header of a list that has none: of one column of texts, or of columns that somebody named by their letters."""
    by_letter = {i: told[column_letters(i + 1)].removesuffix(GUESSED) for i in range(100) if column_letters(i + 1) in told}
    if _TITLE in by_letter.values():
        return Head(0, 0, [Matched(i, column_letters(i + 1), name) for i, name in sorted(by_letter.items())], [])
    filled = _filled(table)
    texts = [i for i in filled if not _numbers(table, i)]
    if len(texts) == 1 and len(filled) <= 2 and len(table.rows) > 1:
        above = 1 if len(filled) == 2 and len([c for c in table.rows[0].cells if text_of(c).strip()]) == 1 else 0
        head = table.rows[above - 1].number if above else 0
        first = [(r.number, _line(r)) for r in table.rows[:above]]
        return Head(head, above, [Matched(texts[0], column_letters(texts[0] + 1), _TITLE, Certainty.GUESS)], first)
    return None


def _filled(table: Table) -> list[int]:
    return sorted({i for row in table.rows for i, c in enumerate(row.cells) if text_of(c).strip()})


def _numbers(table: Table, index: int) -> bool:
    cells = [row.cells[index] for row in table.rows if index < len(row.cells) and text_of(row.cells[index]).strip()]
    return sum(bool(re.fullmatch(r"[0-9.、()]+", plain(text_of(c)))) for c in cells) * 2 > len(cells)


def _line(row: Row) -> str:
    return " ".join(text for c in row.cells if (text := text_of(c).strip()))


def _is_second(first: Row, second: Row, table: Table) -> bool:
    """Tell whether a row goes on with the header above it: one that is merged over columns, or down into this row."""
    over = any(top == first.number and bottom == top and right > left for top, left, bottom, right in table.merged)
    down = any(top == first.number and bottom == second.number for top, left, bottom, right in table.merged)
    if sum(bool(text_of(c).strip()) for c in first.cells) < _ENOUGH:
        return False  # a title over the whole list
    texts = [plain(text_of(c)) for c in second.cells if text_of(c).strip()]
    known = sum(_field_of(heading_of(t)[0]) is not None for t in texts)
    return (over or down) and bool(texts) and known * 2 >= len(texts)


def texts_of(rows: Sequence[Row]) -> list[str]:
    """Return the heading of each column: what stands lowest, else above it."""
    count = max((len(r.cells) for r in rows), default=0)
    texts = [""] * count
    for row in rows:
        for index in range(count):
            cell: Cell = row.cells[index] if index < len(row.cells) else None
            text = text_of(cell).strip()
            texts[index] = text or texts[index]
    return [" ".join(plain(t).split()) for t in texts]


def is_known(text: str) -> bool:
    """Tell whether a heading is one that lists of others have."""
    return heading_of(text)[0] in _WORDS


def heading_of(text: str) -> tuple[str, str]:
    """Return a heading without marks and brackets, and what the brackets say."""
    said = plain(text)
    inside = "".join("".join(filter(None, groups)) for groups in _BRACKETED.findall(said))
    return _MARKS.sub("", _FILLED.sub("", _BRACKETED.sub("", said))), inside


def matched(texts: Sequence[str], told: Mapping[str, str]) -> list[Matched]:
    """Return the columns of a header: each field once, the plainest column for it; others are not read."""
    wanted: list[tuple[int, int, Matched]] = []
    columns: dict[int, Matched] = {}
    for index, text in enumerate(texts):
        if not text:
            continue
        heading, inside = heading_of(text)
        shown = text
        columns[index] = Matched(index, shown)
        said = next((told[key] for key in (shown, heading, column_letters(index + 1)) if key in told), None)
        if said is not None:
            certainty = Certainty.GUESS if said.endswith(GUESSED) else Certainty.SURE
            wanted.append((-1, index, Matched(index, shown, said.removesuffix(GUESSED), certainty, _unit(heading, inside))))
        elif len(heading) <= _LONGEST:
            name = _field_of(heading)
            if name:
                group = words.HEADINGS[name]
                exact = heading in group or heading == _label(name)
                rank = (0 if exact else 100) + (group.index(heading) if heading in group else len(group))
                sure = Certainty.SURE if exact else Certainty.GUESS
                wanted.append((rank, index, Matched(index, shown, name, sure, _unit(heading, inside))))
    taken: set[str] = set()
    for _, index, column in sorted(wanted, key=lambda row: row[:2]):
        if column.field and column.field not in taken:
            taken.add(column.field)
            columns[index] = column
        elif column.field == _TITLE and heading_of(column.heading)[0] in words.ABOUT and _ABOUT not in {c.field for _, _, c in wanted}:
            taken.add(_ABOUT)
            columns[index] = Matched(index, column.heading, _ABOUT, Certainty.GUESS)
    if _TITLE not in taken:
        _instead(columns, told)
    return [columns[i] for i in sorted(columns)]


def _instead(columns: dict[int, Matched], told: Mapping[str, str]) -> None:
    """Take a column of another name for the titles, where a list has no better one."""
    for word in words.INSTEAD_OF_TITLE:
        for index, column in columns.items():
            heading = heading_of(column.heading)[0]
            if heading == word and not {column.heading, heading, column_letters(index + 1)} & set(told):
                columns[index] = Matched(index, column.heading, _TITLE, Certainty.GUESS)
                return


def _label(name: str) -> str:
    return next((f.label for f in COURSE.fields if f.name == name), "")


def _field_of(heading: str) -> str | None:
    """Return the field that a heading means, an empty text for a column that is not read, ``None`` for one that nobody knows.

    Of several words in a heading the one that ends last counts: it is what the others say more of.
    """
    if heading in _WORDS:
        return _WORDS[heading]
    first = _JOINED.split(heading, maxsplit=1)[0]
    if first in _WORDS:
        return _WORDS[first]
    found = [(first.rindex(word) + len(word), len(word), name) for word, name in _WORDS.items() if len(word) > 1 and word in first]
    return max(found)[2] if found else None


def _unit(heading: str, inside: str) -> str:
    """Return what the figures below a heading are counted in, where it says so."""
    for unit in (*words.PER_HOUR, *words.LIKE_HOURS, *words.PER_DAY, "分钟", "分"):
        if unit in inside:
            return unit
    if heading.endswith("天数"):
        return words.PER_DAY[0]
    return "" if any(unit in heading for unit in words.PER_HOUR) or not heading.endswith(("时长", "时数")) else "?"
