"""Metadata as the library reads them: the tree of ``syntax.yaml``, and slips of the hand named on their own lines."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Problem, problem
from ..problems.record import FIXABLE
from ..syntax.yaml import slips, tree
from ..syntax.yaml.tree import Mapping, Mark, Node, Parsed, Scalar, Sequence, Span
from .kinds import FOLDERS, KINDS, TOP_FILES
from .schema import Field

__all__ = ["NAMES", "Mapping", "Mark", "Node", "Parsed", "Scalar", "Sequence", "Span", "parse"]


def _names(fields: Iterable[Field]) -> Iterable[str]:
    for field in fields:
        yield field.name
        yield from _names(field.fields)


#: The names that a field of any record may have.
NAMES = frozenset(name for kind in KINDS.values() for name in _names(kind.schema.fields))
#: Only what stands where records are kept is mended.
_KEPT = tuple(f"{folder}/" for folder in FOLDERS)
#: What is checked before anything is made of it; settings are not.
_CHECKED = (*_KEPT, *TOP_FILES)


def parse(text: str, path: str, first_line: int = 1, offset: int = 0) -> Parsed:
    """Return the tree of metadata, as ``syntax.yaml.tree.parse`` does, with each slip told on its own line.

    Where slips are the cause, they stand in the place of the parser's complaint, which often points at a line below them;
    the tree is then that of the text as it was meant. ``root`` may so be there beside problems that bar a file.
    """
    parsed = tree.parse(text, path, first_line, offset)
    mended = mended_slips(text, parsed, path, first_line, offset)
    if mended is None:
        return parsed
    slip_problems = [_slip_problem(slip, path, first_line) for slip in mended.slips[: slips.MAX_TOLD]]
    # What else is wrong is told as well: a second look, after mending, finds nothing new.
    root = mended.parsed.root if not path or path.startswith(_CHECKED) else None
    return Parsed(root, slip_problems + mended.parsed.problems, parsed.events + mended.parsed.events)


def mended_slips(text: str, parsed: Parsed, path: str = "", first_line: int = 1, offset: int = 0) -> slips.Mended | None:
    """Return metadata without slips, where slips keep them from being read or hide a field in a text; ``None`` where there are none."""
    only: frozenset[int] | None = None
    if isinstance(parsed.root, Mapping):
        only = slips.swallowed(text, parsed.root, first_line, offset)
        if not only:
            return None
    elif any(p.code not in ("Y203", "Y208") for p in parsed.problems):
        return None
    mended = slips.mended(text, NAMES, path, first_line, offset, only)
    return mended if mended.slips and (only is None or isinstance(mended.parsed.root, Mapping)) else None


def _slip_problem(slip: slips.Slip, path: str, first_line: int) -> Problem:
    hint = slip.hint + FIXABLE * path.startswith(_KEPT)
    return problem("Y208" if slip.is_tab else "Y203", path, slip.message, line=first_line + slip.line, column=slip.column, hint=hint)
