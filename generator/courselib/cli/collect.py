"""``courselib collect``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from ..content.collecting import Collected, Unit, collected, unit_of
from ..library.source import PLAN_FILE
from ..problems import ERROR
from ..runtime import atomic
from ..runtime.errors import ContentError, SystemFault, UsageError
from ..runtime.hours import format_hours
from ..runtime.workspace import SETTINGS_FILE, Workspace
from .chinese import ChineseCommand
from .common import load_library, say
from .pasting import pasted

_SHOWN = 10


@click.command("collect", cls=ChineseCommand, epilog="例：courselib collect ../甲县 ../乙县 -o 汇总.xlsx")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="文件", help="写成 Excel 表，文件名以 .xlsx 结尾。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读。")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="文件夹...")
def collect(*, folders: tuple[Path, ...], output: Path | None, as_json: bool) -> None:
    """把几个下级课程库合起来看：各有哪些专题和领域的课，各年备案多少班次，哪些课重了。只读，不改。"""
    if not folders:
        raise UsageError("没有写文件夹。", "例：courselib collect ../甲县 ../乙县")
    if output is not None and (output.suffix.lower() != ".xlsx" or os.path.lexists(output)):
        raise UsageError(f"不能写“{output}”。", "写一个还没有的文件名，以 .xlsx 结尾。")
    made = collected(_units(folders))
    from ..exchange.collection import collection_data, collection_workbook  # noqa: PLC0415 - slow to import

    if output is not None:
        try:
            with atomic.creating(output) as stream:
                stream.write(collection_workbook(made))
        except OSError as error:
            raise SystemFault(f"不能写入“{output}”（{error.strerror}）。", "检查文件夹是否存在、能否写入。") from error
    if as_json:
        say(json.dumps(collection_data(made), ensure_ascii=False, indent=1))
        return
    _say(made)
    if output is not None:
        say(f"全部写到 {output}。")


def _units(folders: tuple[Path, ...]) -> list[Unit]:
    units: list[Unit] = []
    for folder in folders:
        content = folder / "content" if (folder / "content" / PLAN_FILE).is_file() else folder
        if not (content / PLAN_FILE).is_file():
            raise UsageError(f"“{folder}”不是课程库的文件夹。", "写课程库的文件夹，里面有 content。")
        workspace = Workspace.of(content)
        loaded = load_library(workspace)
        if loaded.library is None:
            raise ContentError(f"“{folder}”的 plan.yml 读不出来。", f"先运行 courselib check --content {pasted(content)}。")
        title = _title(workspace, folder, {unit.title for unit in units})
        units.append(unit_of(folder.as_posix(), title, loaded.library, sum(p.severity == ERROR for p in loaded.problems)))
    return units


def _title(workspace: Workspace, folder: Path, taken: set[str]) -> str:
    """Return what a unit is called: its site's name; where another one has it, or there is none, its folder's."""
    from ..site.settings import read_settings  # noqa: PLC0415 - slow to import

    title = read_settings(workspace).site_name if (workspace.root / SETTINGS_FILE).is_file() else ""
    for name in (title, folder.resolve().name, folder.as_posix()):
        if name and name not in taken:
            return name
    raise UsageError(f"“{folder}”写了两次。", "每个文件夹写一次。")


def _say(made: Collected) -> None:
    for unit in made.units:
        errors = f"，有 {unit.errors} 个错误" if unit.errors else ""
        say(f"{unit.title}：自有课程 {len(unit.courses)} 门，取自上级 {unit.taken} 门，培训班 {len(unit.library.classes)} 个{errors}")
    for name, table in (("专题", made.topics), ("领域", made.sectors)):
        bare = [title for title, sums in table.values() if not any(t.count for t in sums)]
        say(f"{name} {len(table)} 个，都没有自有课程的 {len(bare)} 个" + (f"：{'、'.join(bare[:_SHOWN])}" if bare else "") + "。")
    for year, sums in made.filed.items():
        for unit, row in zip(made.units, sums, strict=True):
            if row.classes:
                say(f"{year} 年 {unit.title}：脱产班次 {row.classes} 个，{row.seats} 人次，{format_hours(row.hours)} 学时")
    say(f"几个单位重复的课程 {len(made.twins)} 组" + ("：" if made.twins else "。"))
    for twin in made.twins[:_SHOWN]:
        same = "；".join(f"{unit}《{title}》（{key}）" for unit, key, title in twin.courses)
        say(f"  {'名称相近' if twin.near else '名称相同'}：{same}")
    if len(made.twins) > _SHOWN:
        say(f"  ……还有 {len(made.twins) - _SHOWN} 组，用 --json 或 -o 看全部。")
