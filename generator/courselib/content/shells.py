"""A course of which little more is known than what somebody's list or document says of it: the one writer of such files.

Nothing is made up. What nobody said stands as ``【填：…】``, so that the file is an unfinished draft until its author has filled it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..library import writing
from ..library.outline import CONTENT_COLUMNS, HOUR_COLUMNS, METHOD_COLUMNS, OBJECTIVE_HEADINGS, OUTLINE_HEADINGS
from ..library.schema import COURSE
from ..library.unfinished import HOURS, blank
from ..runtime.hours import format_hours
from ..runtime.values import Values

UNIT_COLUMNS = ("单元", CONTENT_COLUMNS[0], METHOD_COLUMNS[0], HOUR_COLUMNS[0])
_BLANK_UNIT = (blank("单元名称"), blank("讲什么"), blank("方式"), blank(HOURS))
#: The objective of a course of which none is known.
BLANK_OBJECTIVE = blank("学完能做到的事")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Shell:
    """What is known of a course: checked values, objectives, units as values, what else the text says as Markdown.

    ``body`` is the whole body instead, where a document has an order of its own. ``remarks`` by field stand as comments behind its line,
    for instance how far a value is a guess; ``notes`` stand above all.
    """

    values: Values
    objectives: Sequence[str] = ()
    units: Sequence[Values] = ()
    rest: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    body: str = ""


def shell(known: Shell) -> str:
    """Return the text of a draft."""
    rows = ["---", *(f"# {_line(note)}" for note in known.notes), *_metadata(known), "---", ""]
    if known.body:
        return "\n".join([*rows, known.body]) + "\n"
    objectives = [_line(text) for text in known.objectives] or [BLANK_OBJECTIVE]
    rows += [f"## {OBJECTIVE_HEADINGS[0]}", "", *(f"- {text}" for text in objectives), ""]
    rows += [f"## {OUTLINE_HEADINGS[0]}", "", table(known.units) if known.units else BLANK_TABLE]
    rest = known.rest.strip()
    return "\n".join([*rows, *(["", rest] if rest else [])]) + "\n"


def _metadata(known: Shell) -> Iterator[str]:
    values = {**known.values, "status": "draft"}
    for one in COURSE.fields:
        remark = f"  # {_line(known.remarks[one.name])}" if one.name in known.remarks else ""
        if one.name in values:
            behind = writing.behind_colon(one, values[one.name])
            first, mark, more = behind.partition("\n")
            yield f"{one.name}:{first}{'' if mark else remark}{mark}{more}"
        elif one.required:
            yield f"{one.name}: {blank(one.label)}{remark}"


def table(units: Sequence[Values]) -> str:
    """Return the Markdown table of an outline, without a final line break."""
    return _table([[cell(str(unit.get(name, ""))) for name in ("title", "content", "method")] + [_hours(unit)] for unit in units])


def _hours(unit: Values) -> str:
    return format_hours(unit["hours"]) if "hours" in unit else blank(HOURS)


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join([row(UNIT_COLUMNS), "| --- | --- | --- | ---: |", *map(row, rows)])


def row(cells: Sequence[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def cell(text: str) -> str:
    """Return a text as the cell of a Markdown table."""
    return _PIPE.sub(r"\\|", " ".join(text.split("\n")).strip())


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


#: The outline of a course of which none is known.
BLANK_TABLE = _table([_BLANK_UNIT])
