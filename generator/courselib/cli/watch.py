"""``courselib build --watch``: how it speaks, and how it ends."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from ..content.reader import Reader, expect_content
from ..problems import ERROR, Problem, problems_of
from ..publish.build import build
from ..publish.options import BuildReport, Options
from ..publish.search_files import Indexer
from ..publish.watch import Outcome, Republisher
from ..runtime.errors import ContentError
from ..runtime.workspace import Workspace
from .build_report import tell, tell_of_folders
from .common import Progress, say, say_error, say_made_anew, settle
from .faults import explained
from .reporting import located, show

_NAMED, _SHOWN = 3, 20


def republish(content: Path, options: Options, indexer: Indexer, *, quiet: bool, verbose: bool) -> None:
    """Publish now and after every change until Ctrl-C."""
    workspace = Workspace.of(content)
    expect_content(workspace)
    settle(workspace)
    speaker = _Speaker(content, quiet=quiet, verbose=verbose)
    upcoming = options

    def publish(reader: Reader) -> BuildReport:
        nonlocal upcoming
        settle(workspace)
        # A bar shows how far a long build is; plain lines would drown the one line that each publishing has.
        again = upcoming is not options
        progress = Progress(quiet=quiet or (again and not sys.stderr.isatty()))
        now, upcoming = upcoming, dataclasses.replace(options, full=False)
        try:
            return build(workspace, now, progress, indexer, reader)
        finally:
            progress.close()

    ending = _Ending()
    try:
        with ending:
            following = Republisher(workspace, publish, speaker.tell, lambda: ending.came)
            report = following.first()
            if report is not None:
                speaker.problems(report.problems)
                tell_of_folders(report)
                if not quiet:
                    tell(report, verbose=verbose)
            if not quiet:
                say(f"正在守着 {content.as_posix()}，存盘就会重新发布；按 Ctrl-C 结束。")
            following.run()
    except KeyboardInterrupt:
        pass
    if not quiet:
        say("\n已结束，不再守着。")


class _Ending:
    """Within the block Ctrl-C, or a service manager's word, interrupts once; what it sets off is not interrupted itself."""

    _SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.came = False
        self._owner = os.getpid()
        self._before: list[tuple[signal.Signals, Any]] = []
        self._unraisable = sys.unraisablehook

    def __enter__(self) -> None:
        self._before = [(number, signal.signal(number, self._end)) for number in self._SIGNALS]
        self._unraisable, sys.unraisablehook = sys.unraisablehook, self._lost

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._unraisable
        for number, handler in self._before:
            signal.signal(number, handler)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if os.getpid() != self._owner:  # a worker that was forked a moment ago
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        for each in self._SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        # Should the exception get lost (Python drops those raised while an object is let go), this is still seen.
        self.came = True
        raise KeyboardInterrupt

    def _lost(self, unraisable: sys.UnraisableHookArgs) -> None:
        """Say nothing of an interruption that Python drops: it came, and that is seen."""
        if not (self.came and isinstance(unraisable.exc_value, KeyboardInterrupt)):
            self._unraisable(unraisable)


class _Speaker:
    """Tells what came of each change in one line; problems as ``check`` tells them."""

    def __init__(self, content: Path, *, quiet: bool, verbose: bool) -> None:
        self._content = content
        self._quiet = quiet
        self._verbose = verbose
        self._known: list[Problem] = []
        self._failing = False

    def tell(self, outcome: Outcome) -> None:
        """Tell what came of a change."""
        report, what, seconds = outcome.report, _what(outcome), f"（{outcome.seconds:.1f} 秒）"
        if report is None:
            self._failed(outcome.error)
            return
        self.problems(report.problems)
        if report.made_anew:
            say_made_anew()
        mended, self._failing = self._failing, False
        if report.different and not self._quiet:
            say(f"{_now()} 已重新发布：{what}，写了 {report.written} 个文件{seconds}")
        elif (mended or self._verbose) and not self._quiet:
            say(f"{_now()} {'问题已解决' if mended else '已核对'}：{what}，站点没有变化{seconds}")

    def problems(self, problems: list[Problem]) -> None:
        """Show what is wrong with published content, unless it was shown for the last publishing too."""
        if problems != self._known:
            self._show(problems)
        self._known = problems

    def _failed(self, error: Exception | None) -> None:
        if error is None:
            return
        problems = problems_of(error)
        self._show(problems)
        self._known, self._failing = [], True
        message, hint, _ = explained(error)
        if problems:
            message, hint = "内容有错误，原来的站点没有动。", "按上面的提示改好，存盘后会自动发布。"
        elif not isinstance(error, ContentError):
            hint = f"{hint}这里不用重新开始，会自动再试。"
        say_error(f"{_now()} 没有发布。{message}", hint)

    def _show(self, problems: list[Problem]) -> None:
        show(located((p for p in problems if not self._quiet or p.severity == ERROR), self._content), at_most=_SHOWN)


def _now() -> str:
    return time.strftime("%H:%M:%S")


def _what(outcome: Outcome) -> str:
    parts = [_listed(verb, files) for verb, files in (("改了", outcome.changed), ("删去", outcome.gone)) if files]
    return "，".join(parts) or "再试了一次"


def _listed(verb: str, files: frozenset[str]) -> str:
    names = sorted(path or "文件夹" for path in files)
    more = f" 等 {len(names)} 个文件" if len(names) > _NAMED else ""
    return f"{verb} {'、'.join(names[:_NAMED])}{more}"
