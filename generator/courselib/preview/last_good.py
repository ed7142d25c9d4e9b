"""What can be shown of a library that has errors: each file as it is, or as it last was without one.

``build`` publishes nothing while anything is wrong. Whoever writes wants to go on seeing: a file with errors is shown as it was
before, or not at all when it was never right. If something else is then wrong (the plan lost a topic, a file that others lean
on is gone), everything stays as it was last shown.
"""

from __future__ import annotations

from ..content.follow.judging import Results, judge
from ..content.loading import Loaded, Made
from ..problems import ERROR, Problem


def presentable(latest: Loaded, shown: Loaded | None, made: Made) -> Loaded | None:
    """Return a library without errors made of ``latest`` and of what was ``shown`` last; ``None`` when there is nothing to show.

    ``latest`` is the folder as it stands, with its problems; ``made`` keeps what was made of files from one call to the next.
    """
    current = latest
    chosen = dict(latest.results)
    last = shown.results if shown is not None else {}
    while True:
        wrong = _with_errors(current.problems, chosen, last)
        if not wrong:
            return current if current.library is not None else None
        for path in wrong:
            old = last.get(path)
            if old is None:
                del chosen[path]
            elif chosen.get(path) is not old:
                chosen[path] = old
            else:
                return shown
        if shown is not None and _same(chosen, last):
            return shown
        current = judge(latest.root, chosen, (), made)


def _with_errors(problems: list[Problem], chosen: Results, shown: Results) -> set[str]:
    """Return the paths of what has errors, as far as it is shown or could be."""
    return {p.path for p in problems if p.severity == ERROR and (p.path in chosen or p.path in shown)}


def _same(one: Results, other: Results) -> bool:
    return one.keys() == other.keys() and all(result is other[path] for path, result in one.items())
