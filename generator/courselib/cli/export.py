"""``courselib export``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..runtime import atomic
from ..runtime.errors import EXIT_CONTENT, EXIT_OK, SystemFault, UsageError
from ..runtime.workspace import Workspace
from . import export_plan
from .chinese import ChineseCommand
from .common import content_option, load_library, say, say_error, talk_options
from .pasting import pasted

_WORKBOOK, _CSV = ".xlsx", ".csv"


@click.command("export", cls=ChineseCommand, epilog="例：courselib export 课程清单.xlsx")
@content_option
@click.option("--force", is_flag=True, help="文件已经有了也覆盖。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@talk_options
@click.pass_context
def export(ctx: click.Context, *, content: Path, force: bool, file: Path, quiet: bool, verbose: bool) -> None:
    """把课程、讲师、场地和课程方案导出成 Excel 工作簿（.xlsx），改好后用 import 导回。

    写 .csv 只导出课程；写“课程编号.docx”导出这一门课的 Word 教案。
    """
    suffix = file.suffix.lower()
    if suffix not in (_WORKBOOK, _CSV, export_plan.SUFFIX):
        raise UsageError(f"不会写“{file.name}”这种文件。",
                         "文件名以 .xlsx 结尾（全部），以 .csv 结尾（只有课程），或写成“课程编号.docx”（一门课的教案）。")
    if os.path.lexists(file) and not force:
        raise UsageError(f"文件“{file}”已经有了，没有覆盖。", "换一个文件名，或加 --force。")
    if suffix == export_plan.SUFFIX:
        data, course = export_plan.plan(file, load_library(Workspace.of(content)))
        _put(file, data)
        if not quiet:
            say(f"教案已写到 {file}：{course.id}。改好后，用 courselib import {file} --dry-run 先看会改什么。")
        return
    from ..exchange.spreadsheet import drawing, exporting, sheets  # noqa: PLC0415 - other commands start faster without them

    exported = exporting.export_tables(load_library(Workspace.of(content)))
    _put(file, drawing.workbook(exported) if suffix == _WORKBOOK else exporting.csv_of(exported, sheets.SHEETS[0]))
    if exported.left_out:
        shown = "、".join(exported.left_out[:8])
        say_error(f"{len(exported.left_out)} 个文件有错误，没有导出：{shown}。", "先运行 courselib check，改好再导出。")
    if not quiet:
        kinds = [*sheets.SCHEMAS] if suffix == _WORKBOOK else ["course"]
        counts = "、".join(f"{sheets.SCHEMAS[kind].label} {exported.counts[kind]} 条" for kind in kinds)
        say(f"已导出到 {file}：{counts}。")
        if verbose:
            for sheet in sheets.SHEETS[: None if suffix == _WORKBOOK else 1]:
                say(f"  {sheet.title}：{len(exported.rows[sheet.title])} 行")
        say(f"改好后，用 courselib import {pasted(file)} --dry-run 先看会改什么。")
    ctx.exit(EXIT_CONTENT if exported.left_out else EXIT_OK)


def _put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        atomic.replace(file, data)
    except OSError as error:
        raise SystemFault(f"不能写入 {file}（{error.strerror}）。", "检查文件夹和权限；文件若在 Excel 里开着，先关掉。") from error
