"""Whatever stands in a file, it is read to its end: problems, never a traceback; and its page holds nothing that is forbidden.

A few thousand inputs; ``pytest tests/fuzz --fuzz 20000 --fuzz-from 1000000`` makes more, and others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.reading import FileResult, read_file
from courselib.library.source import Entry
from courselib.problems import CODES
from courselib.syntax.markdown import budget

from ..support.allowed import forbidden
from ..support.blocks import tree
from ..support.counting import TooMuchError, steps
from . import making

_USUAL = {"plan": 150, "synonyms": 150}


def seeds(kind: str, options: pytest.Config) -> range:
    first = int(options.getoption("--fuzz-from"))
    return range(first, first + (int(options.getoption("--fuzz")) or _USUAL.get(kind, 700)))


@pytest.mark.parametrize("kind", making.KINDS)
def test_every_file_is_read(kind: str, pytestconfig: pytest.Config) -> None:
    """Reading returns; every problem is of the table and has a place in the file; every page is inert to an independent reader."""
    path = making.KINDS[kind][0]
    entry = Entry(path, kind, Path(path).stem, 0, 0, 0)
    for seed in seeds(kind, pytestconfig):
        data = making.made(kind, seed)
        result = read_file(entry, data)
        assert isinstance(result, FileResult), seed
        lines = data.count(b"\n") + data.count(b"\r") + 2
        for problem in result.problems:
            assert problem.code in CODES, seed
            assert 1 <= problem.line <= lines, (seed, problem)
            assert problem.column >= 1, (seed, problem)
        if result.rendered is not None and not result.broken:
            assert len(result.rendered.html) <= budget.MAX_HTML, seed
            assert forbidden(tree(result.rendered.html)) == [], seed


@pytest.mark.parametrize("kind", making.KINDS)
def test_no_file_goes_over_its_budget(kind: str, pytestconfig: pytest.Config) -> None:
    """A small file takes a bounded number of steps."""
    path = making.KINDS[kind][0]
    entry = Entry(path, kind, Path(path).stem, 0, 0, 0)
    for seed in list(seeds(kind, pytestconfig))[::20]:
        data = making.made(kind, seed)
        try:
            steps(lambda data=data: read_file(entry, data), 200_000 + 4_000 * len(data))  # type: ignore[misc] # binds the loop's value
        except TooMuchError:
            pytest.fail(f"{kind} {seed}: {len(data)} bytes")


def test_libraries_of_such_files_are_checked(content: Path, pytestconfig: pytest.Config) -> None:
    """Files of every kind together: the check tells problems, of files that are there, and ends."""
    for round_number in range(4):
        written = set()
        for kind, (path, _) in making.KINDS.items():
            for seed in list(seeds(kind, pytestconfig))[round_number :: 40]:
                if kind in ("plan", "synonyms") and seed != round_number:
                    continue
                file = content / (path if kind in ("plan", "synonyms") else path.replace("made", f"made-{seed}"))
                file.write_bytes(making.made(kind, seed))
                written.add(file.relative_to(content).as_posix())
        loaded = load_and_check(content)
        assert loaded.problems
        assert {p.code for p in loaded.problems} <= CODES.keys()
        assert written & {p.path for p in loaded.problems}
