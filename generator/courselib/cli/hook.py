"""``courselib hook``: what a git server calls when somebody pushes. Whatever it says is shown to whoever pushed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ..problems import ERROR, Problem, problems_of
from ..publish.options import BuildReport, Options
from ..publish.receiving.checking import Verdict, judge
from ..publish.receiving.hosting import published_branch, site_folder
from ..publish.receiving.publishing import Publisher
from ..publish.receiving.repository import Repository
from ..publish.receiving.updates import read_updates
from ..runtime.errors import EXIT_OK, ContentError, UsageError
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand, ChineseGroup
from .common import load_library, say, say_error
from .faults import explained
from .reporting import show

_SHOWN = 50


@click.group("hook", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib hook pre-receive")
def hook() -> None:
    """服务器上 git 仓库的钩子：检查推送，发布站点。"""


@hook.command("pre-receive", cls=ChineseCommand, epilog="例：courselib hook pre-receive")
def pre_receive() -> None:
    """检查推送来的内容，有错误就不收，并指出在哪个文件、哪一行。由 git 调用。"""
    repository = Repository.here()
    if sys.stdin.isatty():
        raise UsageError("这个命令由仓库的钩子调用，不用手工输入。", "想检查内容，用 courselib check。")
    updates = read_updates(sys.stdin.buffer)
    published = published_branch(repository)

    def show_refusal(verdict: Verdict) -> None:
        if not verdict.accepted:
            say(f"分支“{verdict.branch}”里的内容有错误：\n")
            _show_errors(verdict.problems, verdict.folder)

    if not judge(repository, updates, published, load_library, show_refusal):
        raise ContentError("内容有错误，没有收下这次推送。", "按上面的提示改好，提交后再推送一次。")


@hook.command("post-receive", cls=ChineseCommand, epilog="例：courselib hook post-receive")
@click.pass_context
def post_receive(ctx: click.Context) -> None:
    """发布分支有了新的提交，就生成站点并换上。由 git 调用；在仓库文件夹里手工输入，就再发布一次。"""
    repository = Repository.here()
    branch, site = published_branch(repository), site_folder(repository)
    by_hand = sys.stdin.isatty()
    moved = [u for u in ([] if by_hand else read_updates(sys.stdin.buffer)) if u.branch == branch]
    if not moved and not by_hand:
        return
    if site is None:
        say("没有设置 courselib.site，不生成站点。")
        return
    if repository.head_of(branch) is None:
        say(f"没有“{branch}”分支，站点没有动。")
        return
    _outlive_the_push()
    failure = Publisher(repository, branch, site, _build, _Speaker(site)).run()
    ctx.exit(EXIT_OK if failure is None else explained(failure)[2])


def _outlive_the_push() -> None:
    """Go on when whoever pushed goes away: other pushes may rely on this build."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(PermissionError):  # called by hand: then Ctrl-C ends it
            os.setsid()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _build(workspace: Workspace, site: Path) -> BuildReport:
    from ..publish.build import build  # noqa: PLC0415 - a push that publishes nothing needs none of it

    return build(workspace, Options(site, jobs=os.cpu_count() or 1))


class _Speaker:
    """Tells in words what becomes of a push. That nobody listens any more is no reason to stop."""

    def __init__(self, site: Path) -> None:
        self._site = site

    def waiting(self) -> None:
        """Tell that another push is being published."""
        self._say("正在发布另一次推送，等它做完。")

    def left(self) -> None:
        """Tell that the other push will publish this one too."""
        self._say("另一次推送的站点还在生成，做完会接着发布这一次，不用再等。")

    def published(self, commit: str, report: BuildReport | None) -> None:
        """Tell what stands published."""
        what = f"{report.courses} 门课程，{report.pages} 个页面" if report else "与另一次推送一起发布"
        self._say(f"站点已更新：{self._site}（提交 {commit[:10]}，{what}）")

    def failed(self, commit: str, error: Exception, folder: Path) -> None:
        """Tell what stopped a build, and that the old site stands."""
        with contextlib.suppress(OSError):
            _show_errors(problems_of(error), folder)
            message, hint, _ = explained(error)
            say_error(f"提交 {commit[:10]} 没有发布，站点仍是上一次的样子。{message}", hint)

    @staticmethod
    def _say(text: str) -> None:
        with contextlib.suppress(OSError):
            say(text)


def _show_errors(problems: Iterable[Problem], folder: Path) -> None:
    show((p for p in problems if p.severity == ERROR), folder, at_most=_SHOWN, to_errors=False)
