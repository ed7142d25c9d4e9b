"""What commands share: options, messages, progress."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ..content import loading
from ..content.cache import Cache
from ..content.checking import load_and_check
from ..runtime.errors import SystemFault
from ..runtime.workspace import Workspace
from .finding import content_folder

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def content_option(command: Decorated) -> Decorated:
    """Add ``--content``: the content folder, that of the library in which one is unless said otherwise."""
    return click.option(
        "--content", type=click.Path(path_type=Path), default=None, metavar="文件夹", callback=lambda _, __, value: content_folder(value),
        help="内容文件夹，默认 content；在课程库的子文件夹里，就是那个库的。",
    )(command)


def talk_options(command: Decorated) -> Decorated:
    """Add ``--quiet`` and ``--verbose``."""
    command = click.option("--quiet", is_flag=True, help="只显示错误。")(command)
    return click.option("--verbose", is_flag=True, help="多显示一些经过。")(command)


def say(text: str = "") -> None:
    """Write a line for the user."""
    click.echo(text)


def plain(text: str) -> str:
    """Return a line with nothing that a terminal would act on."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def say_error(message: str, hint: str = "") -> None:
    """Write what went wrong and what to do next, to the error stream."""
    click.echo(f"出错了：{message}", err=True)
    if hint:
        click.echo(f"怎么办：{hint}", err=True)


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal; East Asian wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" and not c.isascii() else 1 for c in text
    )


def say_made_anew() -> None:
    """Tell that the cache was found damaged; what was in it is made again all the same."""
    click.echo("缓存有损坏，已丢弃并重做。", err=True)


def settle(workspace: Workspace) -> None:
    """Put back what an import that was killed had replaced. Raises ``SystemFault`` while one is at work."""
    if not os.path.lexists(workspace.import_journal):
        return
    from ..exchange.spreadsheet.committing import held, is_foreign, recover  # noqa: PLC0415 - hardly ever needed

    if is_foreign(workspace):
        click.echo(f"注意：{workspace.import_journal} 不是您在这台电脑上做的导入留下的，没有理会。", err=True)
        return
    with held(workspace):
        back = recover(workspace)
    click.echo(f"上次导入没有做完，已把 {len(back)} 个文件恢复原样。", err=True)


def load_library(workspace: Workspace, progress: Progress | None = None) -> loading.Loaded:
    """Load a library with the cache where one can be kept; a read-only place is read all the same."""
    settle(workspace)
    jobs = os.cpu_count() or 1
    shown_progress = progress or Progress(quiet=True)
    if not workspace.content.is_dir():
        return load_and_check(workspace.content)
    try:
        cache = Cache(workspace.make_cache())
    except (SystemFault, OSError):
        return load_and_check(workspace.content, jobs=jobs, progress=lambda d, t: shown_progress("读取", d, t))
    try:
        return load_and_check(workspace.content, cache=cache, jobs=jobs, progress=lambda d, t: shown_progress("读取", d, t))
    finally:
        shown_progress.close()
        cache.close()
        if cache.damaged:
            say_made_anew()


class Progress:
    """Shows how far a long command is: a bar on a terminal, a plain line per finished stage elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self._stage = ""
        self._shown = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` parts of a stage are finished."""
        if self.quiet or total == 0:
            return
        if self.terminal:
            self._bar(stage, done, total)
        elif done == total:
            click.echo(f"{stage}:{total}" if total > 1 else f"{stage}：完成", err=True)

    def _bar(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage == self._stage and done < total and now - self._shown < 0.1:
            return
        self._stage, self._shown = stage, now
        filled = 24 * done // total
        bar = "█" * filled + "░" * (24 - filled)
        click.echo(f"\r\033[K{stage} {bar} {done}/{total}", nl=False, err=True)

    def close(self) -> None:
        """Clear the bar."""
        if self.terminal and self._stage and not self.quiet:
            click.echo("\r\033[K", nl=False, err=True)
