"""``courselib filing``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..content.curriculum_file import known_library
from ..curricula.filing import Filing, filed_years, filing_of
from ..library import hints
from ..library.model import Library
from ..runtime import atomic
from ..runtime.errors import SystemFault, UsageError
from ..runtime.hours import format_hours, percent_text
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import content_option, load_library, say, talk_options

_WORD, _WORKBOOK = ".docx", ".xlsx"


@click.command("filing", cls=ChineseCommand, epilog="例：courselib filing --year 2027 -o 备案表.docx")
@content_option
@click.option("--year", type=click.IntRange(2000, 2110), default=None, metavar="年", help="哪一年的计划，必须写。")
@click.option("--sector", default="", metavar="编号", help="只要一个领域的，写领域编号，如 rural；默认全部领域。")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="写到哪个新文件，必须写：.docx 用 Word 打开，.xlsx 用 Excel 打开。")
@talk_options
def filing(*, content: Path, year: int | None, sector: str, output: Path | None, quiet: bool, verbose: bool) -> None:
    """写出脱产培训年度计划备案表：一个班次一行，有合计；方案里还没编班的脱产安排另列。"""
    if year is None or output is None:
        raise UsageError(f"缺少选项 {'--year' if year is None else '--output'}。", "例：courselib filing --year 2027 -o 备案表.docx")
    suffix = output.suffix.lower()
    if suffix not in (_WORD, _WORKBOOK):
        raise UsageError(f"不会写“{output.name}”这种文件。", "文件名以 .docx（Word）或 .xlsx（Excel）结尾。")
    if os.path.lexists(output):
        raise UsageError(f"文件“{output}”已经有了，没有覆盖。", "换一个文件名。")
    loaded = load_library(Workspace.of(content))
    library = known_library(loaded)
    if sector and sector not in library.plan.sectors:
        labels = {s.id: s.title for s in library.plan.sectors.values()}
        hint = hints.nearest(sector, library.plan.sectors, labels) or f"可选：{'、'.join(library.plan.sectors)}。"
        raise UsageError(f"领域“{sector}”不存在。", hint)
    if loaded.has_errors and not quiet:
        click.echo("注意：内容里有错误，出错的班次和方案没有列入；运行 courselib check 查看。", err=True)
    filed = filing_of(library, year, sector)
    if filed.empty:
        raise UsageError(_nothing(library, filed), _years(library))
    _put(output, _made(filed, library, suffix))
    if not quiet:
        for line in _said(filed, output, verbose=verbose):
            say(line)


def _made(filed: Filing, library: Library, suffix: str) -> bytes:
    # Other commands start faster without these.
    if suffix == _WORD:
        from ..exchange.filings.document import document  # noqa: PLC0415

        return document(filed, library.plan)
    from ..exchange.filings.sheets import workbook  # noqa: PLC0415

    return workbook(filed, library.plan)


def _nothing(library: Library, filed: Filing) -> str:
    who = f"{library.plan.sectors[filed.sector].title}在" if filed.sector else ""
    return f"{who}{filed.year} 年没有班次，也没有脱产安排，没有写文件。"


def _years(library: Library) -> str:
    years = filed_years(library)
    if not years:
        return "先在 content/classes 里编班。"
    return f"有内容可备案的年份：{'、'.join(map(str, years))}。"


def _said(filed: Filing, output: Path, *, verbose: bool) -> list[str]:
    """Return what was written, as figures."""
    totals = filed.totals
    theory = f"创新理论 {format_hours(totals.theory)} 学时（{percent_text(totals.theory, totals.hours)}）"
    figures = f"{totals.seats} 人次，{format_hours(totals.days)} 天，{format_hours(totals.hours)} 学时，其中{theory}"
    lines = [f"已写到 {output}：脱产班次 {totals.classes} 个，{figures}。"]
    if totals.samples:
        lines.append(f"其中示例班次 {totals.samples} 个，备案前换成本单位的。")
    if filed.loose:
        lines.append(f"未编班的脱产安排 {len(filed.loose)} 项，{format_hours(filed.loose_hours)} 学时，另列，不计入合计。")
    if filed.others:
        lines.append(f"不脱产的班次 {len(filed.others)} 个，另列，不计入合计。")
    if totals.without_seats or totals.without_days:
        lines.append(f"还没有写：人数 {totals.without_seats} 个班次，天数 {totals.without_days} 个班次。")
    if verbose:
        lines += [f"  {row.start or '待定'} {row.title}：{format_hours(row.hours)} 学时" for row in filed.rows]
    return lines


def _put(output: Path, data: bytes) -> None:
    """Write a new file."""
    try:
        with atomic.creating(output) as stream:
            stream.write(data)
    except FileExistsError as error:
        raise UsageError(f"文件“{output}”已经有了，没有覆盖。", "换一个文件名。") from error
    except OSError as error:
        raise SystemFault(f"不能写入“{output}”（{error.strerror}）。", "检查文件夹是否存在、能否写入。") from error
