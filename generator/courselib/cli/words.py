"""``courselib words``: which words have no others that mean the same."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from ..content import files
from ..library.source import MAX_TEXT_BYTES, SYNONYMS_FILE, decode
from ..runtime.errors import ContentError, SystemFault
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import content_option, load_library, say, talk_options
from .tables import table


@click.command("words", cls=ChineseCommand, epilog="例：courselib words --queries 检索词.txt")
@content_option
@click.option("--queries", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="大家检索过的词，一行一条；后面可以空一个制表符写次数。")
@click.option("--min", "least", type=click.IntRange(min=1), default=2, metavar="数", help="至少有几门课用到才列出，默认 2。")
@click.option("--limit", type=click.IntRange(min=1), default=40, metavar="数", help="最多列出几个，默认 40。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@talk_options
def words(*, content: Path, queries: Path | None, least: int, limit: int, as_json: bool, quiet: bool, verbose: bool) -> None:
    """列出常用而还没有近义词的词，供补写 synonyms.yml：不写文件就看各门课的关键词，写了就看大家检索过的词。"""
    from ..search import documents, index, uncovered  # noqa: PLC0415 - other commands start faster without it

    lines = _lines(queries) if queries else None
    workspace = Workspace.of(content)
    library = load_library(workspace).library
    if library is None:
        raise ContentError("读不出课程库。", "先运行 courselib check。")
    searchable = documents.documents(library)
    if lines is None:
        found = uncovered.of_library(searchable, library.synonyms, least)
    else:
        with index.open_index(workspace, searchable, os.cpu_count() or 1) as opened:
            found = uncovered.of_queries(opened, lines, library.synonyms)
    shown = found[:limit]
    if as_json:
        rows = [{"word": w.text, "courses": w.courses, **({"asked": w.asked} if queries else {})} for w in shown]
        say(json.dumps({"groups": len(library.synonyms), "total": len(found), "words": rows}, ensure_ascii=False, indent=2))
        return
    if not found:
        say("没有要补的词。")
        return
    heads = ("词", "课程", "检索次数") if queries else ("词", "课程")
    cells = [(w.text, str(w.courses), *([str(w.asked)] if queries else [])) for w in shown]
    say("\n".join(table([heads, *cells], right={1, 2})))
    if not quiet:
        more = f"（共 {len(found)} 个，这里是前 {limit} 个）" if len(found) > limit else ""
        say(f"以上的词还没有近义词{more}。有别的说法的，写进 {content / SYNONYMS_FILE}，一组一行，如：- terms: [防汛, 水灾]")
    if verbose:
        click.echo(f"近义词现有 {len(library.synonyms)} 组。", err=True)


def _lines(path: Path) -> list[str]:
    """Return the lines of a file. Raises ``SystemFault`` when it cannot be read, ``ContentError`` when it is no text."""
    try:
        data = files.read_bytes(path.parent, path.name, MAX_TEXT_BYTES)
    except OSError as error:
        raise SystemFault(f"文件“{path}”读不出来（{error.strerror}）。", "检查路径和权限；符号链接不予读取。") from error
    text, problems = decode(data, str(path))
    if text is None or problems:
        raise ContentError(f"文件“{path}”不是 UTF-8 编码的文本。", "用编辑软件另存为 UTF-8。")
    return text.splitlines()
