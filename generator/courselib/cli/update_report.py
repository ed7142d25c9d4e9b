"""What an update and a rollback say, and what they ask."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..publish.updating.returning import Returned
from ..publish.updating.standing import spoken
from ..publish.updating.updating import Plan, Report, named
from .build_report import named as listed
from .common import Progress, say
from .pasting import pasted


class Listener:
    """Shows on the terminal how far an update is, and asks there; elsewhere nobody is asked."""

    def __init__(self, site: Path, *, yes: bool, quiet: bool) -> None:
        self._site = site
        self._asks = sys.stdin.isatty() and sys.stdout.isatty()
        self._yes, self._quiet = yes, quiet
        self.bar = Progress(quiet=quiet)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        self.bar(stage, done, total)

    def fingerprint(self, library: str) -> str | None:
        """Ask for the fingerprint that came on paper."""
        if not self._asks:
            return None
        self.bar.close()
        say(f"第一次用课程库 {library} 的签名更新包。请照随附的纸输入指纹，不要从 U 盘或网页上抄：那上面的可能与包一起被换过。")
        answer: str = click.prompt("指纹", prompt_suffix="：", type=str)
        return answer

    def agrees(self, plan: Plan) -> bool:
        """Show what is about to be done, and ask whether to."""
        self.bar.close()
        if plan.trust is not None:
            for ended in plan.trust.expired:
                click.echo(f"注意：{ended}。签名本身有效，照常更新；可能已有更新的版本，问问发布的人。", err=True)
        if plan.trust is None:
            click.echo("注意：更新包没有签名。能核对它没有传坏，不能证明是谁发布的。", err=True)
        if not self._quiet:
            for line in _meant(plan, self._site):
                say(line)
        if self._yes or not self._asks:
            return True
        return bool(click.confirm("现在更新吗？更新输入 y，不更新按回车", default=False, show_default=False, prompt_suffix="："))


def _meant(plan: Plan, site: Path) -> list[str]:
    """Return what is about to be done, line by line."""
    facts, before = plan.facts, plan.before
    lines = [f"更新包：{facts.library} {facts.version}（{facts.on}），{'签名有效' if plan.trust else '没有签名'}。"]
    if before is None:
        lines.append(f"将在 {site} 装上 {plan.new} 个文件。")
        return lines
    now = f"站点现在是 {before.version}" if before.version else "现在的站点不是发布的版本"
    lines.append(f"{now}。新增 {plan.new} 个文件，修改 {plan.changed} 个，删去 {plan.removed} 个，其余 {plan.same} 个不变。")
    if plan.damage.missing or plan.damage.changed:
        lines.append(f"站点里与发布时不同的文件会换成新版的：{named(plan.damage)}。")
    return lines


def tell(report: Report, site: Path, *, quiet: bool) -> None:
    """Say what was done."""
    plan = report.plan
    _tell_of_foreign(report.foreign, site)
    if quiet:
        return
    version, entry = plan.facts.version, (site / "index.html").as_posix()
    if plan.before is None:
        say(f"站点已装好：{version}。双击 {entry} 即可打开。")
    elif plan.before.version == version:
        say(f"站点已恢复原样：{version}。")
    else:
        say(f"站点已更新：{spoken(plan.before.version)} → {version}。")
    if report.kept:
        say(f"留着的旧版本：{_in_words(report.kept)}。要退回上一个，运行 courselib rollback {pasted(site)}。")


def _in_words(names: list[str]) -> str:
    return "、".join(spoken(name) for name in reversed(names))


def tell_of_return(returned: Returned, site: Path, *, quiet: bool) -> None:
    """Say what a rollback did."""
    for name, damage in returned.damaged.items():
        click.echo(f"注意：留着的 {spoken(name)} 文件不全或被改过，跳过了：{named(damage)}。", err=True)
    _tell_of_foreign(returned.foreign, site)
    if quiet:
        return
    say(f"已退回：{site} 现在是 {spoken(returned.version)}，原来是 {spoken(returned.before)}。")
    if returned.kept:
        say(f"还留着更早的 {_in_words(returned.kept)}，再运行一次就退到那里。")
    else:
        say("没有更早的版本留着了。要再更新，用发布的更新包。")


def _tell_of_foreign(paths: list[str], site: Path) -> None:
    if paths:
        click.echo(f"注意：{site} 里有不是本工具做的文件：{listed(paths)}，已原样保留。不要的请删去。", err=True)
