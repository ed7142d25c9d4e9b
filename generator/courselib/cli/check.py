"""``courselib check``."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from ..content.checks.evaluations import held_to_be_finished
from ..content.due import due_problems
from ..content.loading import Loaded
from ..problems import ERROR, Problem
from ..runtime.errors import EXIT_CONTENT, EXIT_OK, UsageError
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import Progress, content_option, load_library, say, talk_options
from .mending import mend
from .reporting import as_github, as_gitlab, as_json, as_text, counted, located, summary, without_unfilled

#: What the codes of what is due on a day begin with.
DUE = "D"


@click.command("check", cls=ChineseCommand, epilog="例：courselib check content/courses/rural/rural-theory-overview.md")
@content_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "gitlab"]), default="text", help="输出形式，默认 text。")
@click.option("--fix", is_flag=True, help="先改好只有一种正确写法的小毛病（元数据区），并显示改了什么；正文不动。")
@click.option("--strict", is_flag=True, help="没有达标的课程方案也算错误；发布前用。")
@click.option("--due", is_flag=True, help="也列出到今天该办的：该审核、该核实的，写着停用讲师的，等等。")
@click.option("--by", default=None, metavar="日期", help="和 --due 一起用：列出到这一天该办的，如 2027-06-30。")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@talk_options
@click.pass_context
def check(
    ctx: click.Context, *, content: Path, form: str, fix: bool, strict: bool, due: bool, by: str | None, files: tuple[Path, ...],
    quiet: bool, verbose: bool,
) -> None:
    """检查内容，逐条指出问题在哪个文件、哪一行、怎么改。"""
    day = _day(by, due=due)
    workspace = Workspace.of(content)
    progress = Progress(quiet=quiet or form != "text")
    chosen = _content_paths(files, workspace)
    if fix:
        mend(workspace, content, chosen, show=form == "text" and not quiet)
    loaded = load_library(workspace, progress)
    all_problems = _all_problems(loaded, strict=strict, day=day)
    selected = [p for p in all_problems if not chosen or p.path in chosen]
    problems = located(selected, content)
    if form == "json":
        say(as_json(problems))
    elif form == "gitlab":
        say(as_gitlab(problems))
    elif form == "github":
        if problems:
            say(as_github(problems))
    else:
        _tell(problems, loaded, chosen, quiet=quiet, whole=verbose or bool(chosen))
        if not quiet:
            say_due(problems, day, loaded)
        if verbose:
            say(f"新读了 {loaded.read} 个文件，其余取自缓存。")
    ctx.exit(EXIT_CONTENT if any(p.severity == ERROR for p in problems) else EXIT_OK)


def _all_problems(loaded: Loaded, *, strict: bool, day: datetime.date | None) -> list[Problem]:
    """Return what is wrong with a library, and what is due on a day where one is given."""
    found = held_to_be_finished(loaded.problems) if strict else loaded.problems
    return [*found, *(due_problems(loaded, day) if day else [])]


def _day(by: str | None, *, due: bool) -> datetime.date | None:
    """Return the day for which is asked what is due: that of ``--by``, else today; ``None`` when nobody asks."""
    if by is None:
        return datetime.datetime.now().astimezone().date() if due else None
    if not due:
        raise UsageError("--by 要和 --due 一起写。", f"写 courselib check --due --by {by[:40]}")
    try:
        return datetime.date.fromisoformat(by)
    except ValueError as error:
        raise UsageError(f"日期“{by[:40]}”不对。", "写成 2027-06-30。") from error


def say_due(problems: list[Problem], day: datetime.date | None, loaded: Loaded) -> None:
    """Say how much is due; where the plan names no terms, that nothing falls due by itself. Nothing where nobody asked."""
    if day is not None:
        number = sum(p.code.startswith(DUE) for p in problems)
        terms = "" if loaded.library is None or loaded.library.plan.review_every else "plan.yml 没有写 review_every，不按期限催。"
        say(f"{f'到 {day} 该办的有 {number} 件。' if number else f'到 {day} 没有该办的。'}{terms}")


def _tell(problems: list[Problem], loaded: Loaded, chosen: set[str], *, quiet: bool, whole: bool) -> None:
    """Write the problems for people. What many drafts still lack is counted and not listed, unless the ``whole`` is asked for."""
    unfinished = sum(r.unfinished and (not chosen or r.path in chosen) for r in loaded.results.values())
    line = f"{counted(unfinished)}。" if unfinished else ""
    if not whole:
        problems, more = without_unfilled(problems)
        line = more or line
    shown = [p for p in problems if p.severity == ERROR] if quiet else problems
    if shown:
        say(as_text(shown) + "\n")
    if quiet:
        return
    say(summary(problems, f"检查了 {len(chosen) or len(loaded.results)} 个文件，全库 {_courses(loaded)} 门课程。"))
    if line:
        say(line)


def _courses(loaded: Loaded) -> int:
    """Return how many courses there are, without those that are not written yet."""
    files = {r.path for r in loaded.results.values() if r.unfinished}
    return sum(c.source.path not in files for c in loaded.library.courses.values()) if loaded.library else 0


def _content_paths(files: tuple[Path, ...], workspace: Workspace) -> set[str]:
    """Return the given files as content paths; they may be given from here or from the content folder."""
    paths = set()
    for file in files:
        for base in (Path.cwd(), workspace.content):
            path = Path(os.path.abspath(base / file))  # noqa: PTH100 - resolve() would follow symbolic links
            if path.is_relative_to(workspace.content) and os.path.lexists(path):
                paths.add(path.relative_to(workspace.content).as_posix())
                break
        else:
            raise UsageError(f"内容文件夹里没有文件“{file}”。", f"文件应在 {workspace.content} 之内。")
    return paths
