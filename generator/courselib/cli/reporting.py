"""Problems as text, JSON, and annotations for GitHub and GitLab, all from the same records."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..content import files
from ..library.source import MAX_TEXT_BYTES
from ..library.unfinished import UNFILLED
from ..problems import CODES, ERROR, Problem, problems_of, report
from ..runtime.errors import ContentError
from .common import Progress, width

#: What a severity is called.
LEVELS = {"error": "错误", "warning": "提醒"}
_MAX_SHOWN = 110
#: As many unfinished drafts have their places listed unasked.
_FEW = 3


def located(problems: Iterable[Problem], content: Path) -> list[Problem]:
    """Return the problems in order, with paths as seen from where the command runs."""
    return sorted(dataclasses.replace(p, path=(content / p.path).as_posix()) for p in problems)


@contextlib.contextmanager
def shown_at(progress: Progress, content: Path) -> Iterator[None]:
    """End the progress bar with the work inside, and show what is wrong with the content when that stops it."""
    try:
        yield
    except ContentError as error:
        progress.close()
        show(located(problems_of(error), content))
        raise
    finally:
        progress.close()


def as_json(problems: Iterable[Problem]) -> str:
    """Return the public JSON form."""
    return json.dumps(report(problems), ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the lines. Source: GitHub Actions workflow commands."""
    rows = []
    for p in problems:
        place = f"file={_property(p.path)},line={p.line},col={p.column},title={_property(f'{p.code} {CODES[p.code].title}')}"
        rows.append(f"::{p.severity} {place}::{_data(f'{p.message}{p.hint}')}")
    return "\n".join(rows)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Iterable[Problem]) -> str:
    """Return a Code Quality report, which GitLab shows beside the lines. Source: GitLab, Code Quality report format."""
    rows = [
        {
            "check_name": p.code,
            "description": f"{p.code} {p.message}{p.hint}",
            "fingerprint": hashlib.sha256("\0".join((p.code, p.path, str(p.line), str(p.column), p.message)).encode()).hexdigest(),
            "severity": "major" if p.severity == ERROR else "minor",
            "location": {"path": p.path, "lines": {"begin": p.line}},
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(problems: Iterable[Problem], seen_from: Path = Path()) -> str:
    """Return the problems for people: place, sentence, the line with a caret, hint.

    The problems' paths are as seen from a folder, the current one unless said otherwise.
    """
    sources = _Sources(seen_from)
    return "\n\n".join("\n".join(_lines(p, sources)) for p in problems)


def _lines(p: Problem, sources: _Sources) -> list[str]:
    rows = [f"{LEVELS[p.severity]} {p.code}  {p.path}:{p.line}:{p.column}", f"  {p.message}"]
    source = sources.line(p.path, p.line)
    if source:
        start = max(0, p.column - 1 - _MAX_SHOWN // 2)
        shown = source[start : start + _MAX_SHOWN]
        gutter = f"{p.line:>5} | "
        before = "".join("\t" if c == "\t" else " " * width(c) for c in source[start : p.column - 1])
        rows += [f"{gutter}{shown}", f"{' ' * (len(gutter) - 2)}| {before}^"]
    if p.hint:
        rows.append(f"  提示：{p.hint}")
    return rows


class _Sources:
    """Lines of content files, each file read once; a file that cannot be read has none."""

    def __init__(self, seen_from: Path) -> None:
        self._seen_from = seen_from
        self._kept: tuple[str, list[str]] = ("", [])

    def line(self, path: str, number: int) -> str:
        if self._kept[0] != path:
            self._kept = (path, self._read(self._seen_from / path))
        lines = self._kept[1]
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)

    @staticmethod
    def _read(path: Path) -> list[str]:
        try:
            data = files.read_bytes(path.parent, path.name, MAX_TEXT_BYTES)
        except OSError:
            return []
        if len(data) > MAX_TEXT_BYTES or b"\0" in data:
            return []
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def without_unfilled(problems: Iterable[Problem]) -> tuple[list[Problem], str]:
    """Return problems without what many drafts still lack, and a sentence that counts these; few drafts are told place by place."""
    listed = list(problems)
    drafts = {p.path for p in listed if p.code == UNFILLED and p.severity != ERROR}
    if len(drafts) <= _FEW:
        return listed, ""
    rest = [p for p in listed if p.code != UNFILLED or p.severity == ERROR]
    return rest, f"{counted(len(drafts))}；逐处列出用 courselib check --verbose。"


def counted(drafts: int) -> str:
    """Return how many drafts are unfinished."""
    return f"另有 {drafts} 个没写完的草稿（里面有【填：…】），不算在内，不会发布"


def show(problems: Iterable[Problem], seen_from: Path = Path(), *, at_most: int | None = None, to_errors: bool = True) -> None:
    """Write problems for people and a line that counts them; nothing when there are none.

    The problems' paths are as seen from ``seen_from``. Of more than ``at_most`` the first are shown, and where to see all. They
    go to the error stream unless ``to_errors`` is false.
    """
    listed, unfinished = without_unfilled(problems)
    if listed:
        more = "" if at_most is None or len(listed) <= at_most else f"只列出前 {at_most} 个，全部的用 courselib check 看。"
        click.echo(as_text(listed[:at_most], seen_from), err=to_errors)
        click.echo(summary(listed, more), err=to_errors)
    if unfinished:
        click.echo(unfinished, err=to_errors)


def summary(problems: Iterable[Problem], what: str) -> str:
    """Return one line that counts the problems; ``what`` says what was checked."""
    listed = list(problems)
    errors = sum(p.severity == ERROR for p in listed)
    if not listed:
        return f"没有问题。{what}"
    return f"共 {errors} 个错误、{len(listed) - errors} 个提醒。{what}"
