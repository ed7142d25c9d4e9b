"""``courselib rollback``: puts the release back that stood before."""

from __future__ import annotations

from pathlib import Path

import click

from .chinese import ChineseCommand
from .common import Progress, talk_options


@click.command("rollback", cls=ChineseCommand, epilog="例：courselib rollback site")
@click.argument("site", type=click.Path(path_type=Path, readable=False), metavar="站点")
@talk_options
def rollback(*, site: Path, quiet: bool, verbose: bool) -> None:
    """把站点退回上一个版本，一步换上；再运行一次，再退一个（最多留着两个）。"""
    del verbose
    from ..publish.updating import returning  # noqa: PLC0415 - other commands start faster without it
    from .update_report import tell_of_return  # noqa: PLC0415

    progress = Progress(quiet=quiet)
    try:
        returned = returning.rollback(site, progress)
    finally:
        progress.close()
    tell_of_return(returned, site, quiet=quiet)
