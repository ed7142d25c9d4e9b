"""What was made of lists, in words: the columns, the rows left out, the first courses as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...library.model import Plan
from ...library.schema import COURSE
from ...problems.record import quote
from ...runtime.values import Object
from ..spreadsheet.places import column_letters
from .guesses import Certainty, Course, Guess, Listed, Matched
from .meanings import shown

_LABELS = {f.name: f.label for f in COURSE.fields} | {"id": "编号", "reviewed.on": "审核日期", "reviewed.by": "审核单位"}
_REQUIRED = tuple(f.name for f in COURSE.fields if f.required)
_MOST = 12


def label(name: str) -> str:
    """Return what a field is called."""
    return _LABELS.get(name, name)


def columns(listed: Listed) -> Iterator[str]:
    """Yield a line for each column: what it is read as."""
    read = [c for c in listed.columns if c.field]
    for column in read:
        guessed = "" if column.certainty is Certainty.SURE else "（猜的）"
        yield f"{column_letters(column.index + 1)} 列 {quote(column.heading, 20)} → {label(column.field)}{guessed}"
    left = [c for c in listed.columns if not c.field and c.heading not in listed.hidden]
    if left:
        yield f"不读的列：{'、'.join(_named(c) for c in left)}"
    if listed.hidden:
        yield f"隐藏的列没有读：{'、'.join(quote(h, 20) for h in listed.hidden)}。要读就取消隐藏"


def _named(column: Matched) -> str:
    return f"{column_letters(column.index + 1)} {quote(column.heading, 20)}"


def skipped(listed: Listed) -> Iterator[str]:
    """Yield a line for each row that is no course."""
    for row in listed.skipped[:_MOST]:
        yield f"第 {row.row} 行 {quote(row.text, 30)}：{row.why}"
    if len(listed.skipped) > _MOST:
        yield f"……另有 {len(listed.skipped) - _MOST} 行"


def fields(course: Course, plan: Plan) -> Iterator[str]:
    """Yield a line for each field of a course: its value and where it is from; what nobody said last."""
    missing = []
    for name in (*_REQUIRED, *(n for n in _LABELS if n not in _REQUIRED)):
        guess = course.guesses.get(name)
        if guess is None or name in ("title", "id"):
            continue
        if guess.certainty is Certainty.MISSING:
            missing += [label(name)] if name in _REQUIRED else []
            continue
        yield f"{label(name)}：{shown(name, guess.value, plan)[:60]}{_source(guess)}"
    if course.notes:
        yield f"原话记在草稿开头：{'；'.join(course.notes)[:120]}"
    if missing:
        yield f"{'、'.join(missing)}：【填】"


def _source(guess: Guess) -> str:
    if guess.certainty is Certainty.SURE:
        return ""
    where = f"{guess.place.address} " if guess.place.address else ""
    return f"（猜的，{where}{quote(' '.join(guess.said.split()), 30)}）"


def counts(lists: Sequence[Listed]) -> str:
    """Return how many values were said, guessed and left open."""
    sure, guessed, missing = (sum(one.count(certainty) for one in lists) for certainty in Certainty)
    return f"各项合计：表里写明的 {sure} 项，猜的 {guessed} 项，要填的 {missing} 项"


def as_json(listed: Listed) -> Object:
    """Return a list in the public form."""
    return {
        "sheet": listed.sheet,
        "head": listed.head,
        "columns": [{"column": column_letters(c.index + 1), "heading": c.heading, "field": c.field, "sure": c.certainty.value}
                    for c in listed.columns],
        "skipped": [{"row": s.row, "text": s.text, "why": s.why} for s in listed.skipped],
        "courses": [
            {"row": c.place.row, "id": c.id, "title": c.title,
             "fields": [{"field": g.field, "value": g.value, "cell": g.place.address, "said": g.said, "sure": g.certainty.value}
                        for g in c.guesses.values()]}
            for c in listed.courses
        ],
    }
