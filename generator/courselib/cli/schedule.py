"""``courselib schedule``: the year of a unit, its training classes placed so that nobody and nothing is called twice at once."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Sequence
from pathlib import Path

import click

from ..content.curriculum_file import known_library
from ..content.free_days import read_free_days
from ..curricula.timetable import clash
from ..curricula.timetable.days import Free, Span, parse_span, working_days
from ..curricula.timetable.placing import Placed, Timetable, place
from ..curricula.timetable.sessions import sessions_of, settled_of
from ..library.model import Library, TrainingClass
from ..runtime import atomic
from ..runtime.errors import ContentError, SystemFault, UsageError
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import content_option, load_library, talk_options
from .tables import table

_WEEKDAYS = "一二三四五六日"


@click.command("schedule", cls=ChineseCommand, epilog="例：courselib schedule --year 2027 --blocked 2027-02-08..2027-02-19")
@content_option
@click.option("--year", type=click.IntRange(2000, 2110), default=None, metavar="年", help="排哪一年的班，必须写。")
@click.option("--blocked", multiple=True, metavar="日期", help="不排班的日子，如节假日、农忙；写 起..止，可以写几次。")
@click.option("--within", multiple=True, metavar="日期", help="只在这些日子里排；写 起..止，可以写几次。")
@click.option("--calendar", type=click.Path(path_type=Path), default=None, metavar="文件", help="写有不排日子、讲师和场地日子的文件。")
@click.option("--write", is_flag=True, help="把排好的日期写进各班的文件。")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="文件", help="写到新文件，默认显示出来。")
@talk_options
def schedule(
    *, content: Path, year: int | None, blocked: tuple[str, ...], within: tuple[str, ...], calendar: Path | None, write: bool,
    output: Path | None, quiet: bool, verbose: bool,
) -> None:
    """给一年里没定日期的培训班排日期：对象、讲师、场地都不冲突，只排工作日；排不开时说明哪些班冲突。"""
    if year is None:
        raise UsageError("缺少选项 --year。", "例：courselib schedule --year 2027")
    if output is not None and os.path.lexists(output):
        raise UsageError(f"文件“{output}”已经有了，没有覆盖。", "换一个文件名。")
    options = Free(_spans("--blocked", blocked), _spans("--within", within))
    workspace = Workspace.of(content)
    loaded = load_library(workspace)
    library = known_library(loaded)
    if loaded.has_errors and not quiet:
        click.echo("注意：内容里有错误，出错的班没有排；运行 courselib check 查看。", err=True)
    free = _joined(read_free_days(calendar, library), options) if calendar else options
    sessions = tuple(sessions_of(library, year))
    seats = clash.too_many_seats(library, sessions)
    if seats:
        raise ContentError("\n  · ".join(["人数超过了场地：", *seats]), "换场地、减人数或分批办，再运行。")
    timetable = Timetable(year, sessions, tuple(settled_of(library, year)), free)
    placed = place(timetable)
    if placed is None:
        reasons = clash.what_clashes(timetable, library) or ["没有找到排法，也没能证明排不出。"]
        raise ContentError("\n  · ".join([f"{year} 年的班排不开：", *reasons]), "给班分批（group）、换讲师或场地、放宽日期，再运行。")
    _give(workspace, year, placed, output, write=write)
    if verbose:
        days = len(working_days(year, free.blocked, free.within))
        click.echo(f"能排的工作日 {days} 天，已定日期的班 {len(timetable.settled)} 个。", err=True)
    if not quiet:
        click.echo("\n".join([*_table(timetable, placed, library), "", _summary(year, placed, write=write)]), err=True)


def _spans(option: str, texts: Sequence[str]) -> tuple[Span, ...]:
    spans = []
    for text in texts:
        span = parse_span(text)
        if span is None:
            raise UsageError(f"{option} 写的“{text}”不是日期。", "写成 2027-02-08..2027-02-19，或一天 2027-05-04。")
        spans.append(span)
    return tuple(spans)


def _joined(free: Free, options: Free) -> Free:
    """Return what a calendar file says with what the options say; days within which all must lie are those of the options, if any."""
    return dataclasses.replace(free, blocked=(*free.blocked, *options.blocked), within=options.within or free.within)


def _give(workspace: Workspace, year: int, placed: Sequence[Placed], output: Path | None, *, write: bool) -> None:
    from ..exchange.class_dates import timetable_text, write_dates  # noqa: PLC0415 - only once there is something to write

    text = timetable_text(year, placed)
    if write and placed:
        write_dates(workspace, placed)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        atomic.replace(output, text.encode())
    except OSError as error:
        raise SystemFault(f"不能写入“{output}”（{error.strerror}）。", "检查文件夹是否存在、能否写入。") from error


def _table(timetable: Timetable, placed: Sequence[Placed], library: Library) -> list[str]:
    """Return a row for each class of the year by date, those whose dates stood before among them."""
    rows = [(p.days[0].isoformat(), p.days[-1].isoformat(), len(p.days), p.session.of, "") for p in placed]
    rows += [
        (s.of.start, s.of.end or s.of.start, sum(d.year == timetable.year for d in s.days), s.of, "已定") for s in timetable.settled
    ]
    lines = [("开班", "结业", "天数", "班", "对象", "场地", "人数", "")]
    lines += [
        (_day(first), _day(last), str(days), of.title, _audience(of, library), _venue(of, library), str(of.seats or ""), mark)
        for first, last, days, of, mark in sorted(rows, key=lambda r: (r[0], r[3].id))
    ]
    return table(lines, right=(2, 6))


def _day(text: str) -> str:
    return f"{text}（周{_WEEKDAYS[datetime.date.fromisoformat(text).weekday()]}）"


def _audience(of: TrainingClass, library: Library) -> str:
    names, roles = library.plan.names("sector"), library.plan.names("role")
    who = "、".join(names.get(a, a) for a in of.audience)
    extra = "、".join([*(roles.get(r, r) for r in of.roles), *filter(None, (of.group,))])
    return f"{who}（{extra}）" if extra else who


def _venue(of: TrainingClass, library: Library) -> str:
    venue = library.venues.get(of.venue)
    return venue.title if venue else of.venue


def _summary(year: int, placed: Sequence[Placed], *, write: bool) -> str:
    if not placed:
        return f"{year} 年没有要排日期的班：写了 year、没写 start 的班才排。"
    done = "日期已写进各班的文件。" if write else "加 --write 写进各班的文件。"
    return f"排好 {len(placed)} 个班，没有冲突。节假日要自己用 --blocked 写上。{done}"
