"""What can be shown of a library that has errors: each file as it is, or as it last was without one.

``build`` publishes nothing while anything is wrong. Whoever writes wants to go on seeing: a file with errors is shown as it was
before, or not at all when it was never right. If something else is then wrong (the plan lost a topic, a file that others lean
on is gone), everything stays as it was last shown.
"""

from __future__ import annotations

from pathlib import Path

from ..checking import with_curricula
from ..library.loading import Loaded, Records, judged
from ..library.reading import FileResult
from ..problems import ERROR, Problem

Results = dict[str, FileResult]


def presentable(root: Path, found: Loaded, shown: Results, made: Records) -> Loaded | None:
    """Return a library without errors made of ``found`` and of what was ``shown`` last; ``None`` when there is nothing to show.

    ``found`` is the folder as it stands, with its problems; ``made`` keeps records from one call to the next.
    """
    current = found
    chosen = dict(found.results)
    while True:
        wrong = _with_errors(current.problems, chosen, shown)
        if not wrong:
            return current if current.library is not None else None
        for path in wrong:
            old = shown.get(path)
            if old is None:
                del chosen[path]
            elif chosen.get(path) is not old:
                chosen[path] = old
            else:
                return judge(root, shown, (), made)
        current = judge(root, chosen, (), made)


def _with_errors(problems: list[Problem], chosen: Results, shown: Results) -> set[str]:
    """Return the paths of what has errors, as far as it is shown or could be."""
    return {p.path for p in problems if p.severity == ERROR and (p.path in chosen or p.path in shown)}


def judge(root: Path, results: Results, problems: tuple[Problem, ...] | list[Problem], made: Records) -> Loaded:
    """Return a library of files as read, with everything that is wrong across them."""
    return with_curricula(judged(root, results, problems, made=made))
