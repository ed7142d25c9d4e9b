"""``courselib update``: brings a site to the release that a pack holds."""

from __future__ import annotations

from pathlib import Path

import click

from .chinese import ChineseCommand
from .common import say, talk_options

_PLACE = click.Path(path_type=Path, readable=False)


@click.command("update", cls=ChineseCommand, epilog="例：courselib update site course-library-1.0-to-1.1.zip")
@click.argument("site", type=_PLACE, metavar="站点")
@click.argument("pack", type=_PLACE, metavar="更新包")
@click.option("--trust", default="", metavar="指纹", help="第一次用签名的包时，写随附的纸上印的指纹。")
@click.option("--yes", is_flag=True, help="不再询问，直接更新。")
@talk_options
def update(*, site: Path, pack: Path, trust: str, yes: bool, quiet: bool, verbose: bool) -> None:
    """用更新包更新站点：全部核对无误才换上，旧版本留着备退。站点文件夹是空的或还没有时，用完整包新装一份。"""
    from ..publish.updating import updating  # noqa: PLC0415 - other commands start faster without it
    from .update_report import Listener, tell  # noqa: PLC0415

    listener = Listener(site, yes=yes, quiet=quiet)
    try:
        report = updating.update(site, pack, listener, trust)
    except updating.Declined as declined:
        say(declined.message)
        return
    finally:
        listener.bar.close()
    if verbose and report.plan.trust is not None:
        say(f"指纹：{report.plan.trust.fingerprint}")
    tell(report, site, quiet=quiet)
