"""``courselib search``."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..library.model import Library
from ..problems import ERROR
from ..runtime.errors import ContentError
from ..runtime.hours import format_hours, hours_number, parse_hours
from ..runtime.values import Object
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import content_option, load_library, say, talk_options
from .pasting import pasted
from .tables import table

if TYPE_CHECKING:
    from ..search.engine import Filters, Found
    from ..search.marks import Piece
    from ..search.offers import Offer

#: All that a course is searched by.
_SEARCHED = "名称、关键词、专题、对象、讲师、简介和正文"
_TOGETHER = re.compile("[\u4e00-\u9fff]{3}")
_HEADINGS = ("名称", "学时", "创新理论", "专题", "编号")


def _half_hours(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Return half-hours; fail in Chinese for anything but a multiple of 0.5 that is not negative."""
    if value is None:
        return None
    try:
        half_hours = parse_hours(value)
    except ValueError:
        half_hours = -1
    if half_hours < 0:
        raise click.BadParameter("写 0.5 的整数倍，如 2 或 2.5。", ctx, param)
    return half_hours


@click.command("search", cls=ChineseCommand, epilog="例：courselib search 千万工程 --sector rural --max-hours 4")
@content_option
@click.option("--sector", default="", metavar="编号", help="只要某领域的课程，含其下级领域的。")
@click.option("--shared", is_flag=True, help="连同通用课程：面向其上级领域和全体党员的。")
@click.option("--topic", default="", metavar="编号", help="只要某专题的课程。")
@click.option("--task", default="", metavar="编号", help="只要某项基本任务的课程。")
@click.option("--theory/--no-theory", default=None, help="只要（或不要）算党的创新理论教育的课程。")
@click.option("--min-hours", callback=_half_hours, default=None, metavar="学时", help="至少多少学时。")
@click.option("--max-hours", callback=_half_hours, default=None, metavar="学时", help="至多多少学时。")
@click.option("--kind", multiple=True, metavar="编号", help="只要某类型的课程，如 case（案例课程）；可以写几次。")
@click.option("--method", multiple=True, metavar="编号", help="只要某教学方式的课程，如 video（视频集中培训）；可以写几次。")
@click.option("--level", multiple=True, metavar="编号", help="只要某层级的课程，如 county（县级）；可以写几次。")
@click.option("--language", multiple=True, metavar="编号", help="只要某授课语言的课程，如 bo（藏语）；可以写几次。")
@click.option("--origin", multiple=True, metavar="名称", help="只要某个上游的课程，写它的名称；own 是本库自己的；可以写几次。")
@click.option("--limit", type=click.IntRange(min=1), default=10, metavar="数", help="最多显示几门，默认 10。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.argument("words", nargs=-1, metavar="检索词...")
@talk_options
def search(
    *, content: Path, sector: str, shared: bool, topic: str, task: str, theory: bool | None, min_hours: int | None,
    max_hours: int | None, kind: tuple[str, ...], method: tuple[str, ...], level: tuple[str, ...], language: tuple[str, ...],
    origin: tuple[str, ...], limit: int, as_json: bool, words: tuple[str, ...], quiet: bool, verbose: bool,
) -> None:
    """检索课程：名称、关键词、专题、对象、讲师、简介和正文都查；不写检索词就按条件列出课程。"""
    from ..search import engine  # noqa: PLC0415 - other commands start faster without it

    filters = engine.Filters(sector, topic, task, theory, min_hours, max_hours, kind, method, level, language, origin, shared)
    query = " ".join(words).encode("utf-8", "replace").decode()
    asked = _find(Workspace.of(content), query, filters, limit, quiet=quiet)
    answer = asked.answer
    if as_json:
        say(json.dumps(_json(query, answer), ensure_ascii=False, indent=2))
    else:
        say("\n".join([*_notes(query, answer), *_beyond(asked), *_hints(asked), *_table(query, asked)]))
    if verbose:
        click.echo(asked.note, err=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A library, what was found in it, and what more there is to say.

    ``meant`` is the query that was probably meant, ``offers`` are filters that its words name, ``beyond`` is how many courses ``shared``
    would add, ``note`` what was done to the index.
    """

    library: Library
    answer: Found
    meant: str
    offers: tuple[Offer, ...]
    beyond: int
    note: str


def _find(workspace: Workspace, query: str, filters: Filters, limit: int, *, quiet: bool) -> _Asked:
    from ..search import documents, engine, hints, index  # noqa: PLC0415 - see above

    loaded = load_library(workspace)
    if loaded.library is None:
        first = next((p for p in loaded.problems if p.severity == ERROR), None)
        what = f"读不出课程库：{first.path} {first.message}" if first else "读不出课程库。"
        raise ContentError(what, "先运行 courselib check。")
    if loaded.has_errors and not quiet:
        count = sum(p.severity == ERROR for p in loaded.problems)
        click.echo(f"注意：内容里有 {count} 个错误，出错的课程可能检索不到；运行 courselib check 查看。", err=True)
    filters.check(loaded.library.plan)
    searchable = documents.documents(loaded.library)
    with index.open_index(workspace, searchable, os.cpu_count() or 1) as opened:
        done = opened.report
        note = f"检索索引新增 {done.added}、更新 {done.updated}、删去 {done.removed}、不变 {done.unchanged}。"
        answer = engine.search(opened, query, filters, limit)
        wider = engine.search(opened, query, replace(filters, shared=True), limit) if filters.sector and not filters.shared else answer
        beyond = max(0, wider.total - answer.total) if wider.relaxed == answer.relaxed else 0
        meant, offers = hints.hints(opened, query, filters, answer, loaded.library)
        return _Asked(loaded.library, answer, meant, tuple(offers), beyond, note)


def _json(query: str, answer: Found) -> Object:
    return {
        "query": query,
        "total": answer.total,
        "relaxed": answer.relaxed,
        "results": [
            {
                "id": hit.document.id,
                "title": hit.document.title,
                "url": hit.document.url,
                "score": round(hit.score, 4),
                "hours": hours_number(hit.document.hours),
                "theory": hit.document.theory,
                "audience": list(hit.document.audience),
                "topic": hit.document.topic,
            }
            for hit in answer.hits
        ],
    }


def _notes(query: str, answer: Found) -> list[str]:
    """Return what an answer must be read with: what was not looked for, and what no course has. The catalogue says the same."""
    notes = []
    if query.strip() and not answer.terms and not answer.without:
        notes.append("检索词里没有可查的字词，只按条件列出。")
    if answer.unsought:
        notes.append(f"检索词太长，只查了前 {len(answer.terms)} 个字词。")
    if answer.elsewhere:
        what = "含有全部检索词的课程" if answer.terms else "课程"
        notes.append(f"符合条件的{what}没有找到；不加条件有 {answer.elsewhere} 门。")
    if answer.left:
        notes.append(f"含有全部检索词的 {answer.left} 门课程都有要去掉的词。")
    if answer.relaxed:
        nothing = f"在{_SEARCHED}中查找，没有课程同时有全部检索词{_in_a_row(query)}；" if not (answer.elsewhere or answer.left) else ""
        notes.append(f"{nothing}以下课程含有其中一部分，含得多的在前。")
    elif not answer.hits and not answer.elsewhere and not answer.left:
        notes.append(f"没有找到课程：{_SEARCHED}里都没有这些字词{_in_a_row(query)}。" if answer.terms else "没有找到课程。")
    return notes


def _in_a_row(query: str) -> str:
    """Return what to know of a query whose characters stand together."""
    return "（连着写的字要连着出现）" if _TOGETHER.search(query) else ""


def _beyond(asked: _Asked) -> list[str]:
    """Return what to say of courses for more than the sector that was asked for."""
    return [f"另有 {asked.beyond} 门面向上级领域或全体党员的课程，加 --shared 一起列出。"] if asked.beyond else []


def _table(query: str, asked: _Asked) -> list[str]:
    answer, library = asked.answer, asked.library
    if not answer.hits:
        return ["换一个词，或少写几个条件。"]
    shown = len(answer.hits)
    total = f"找到 {answer.total} 门课程" + (f"，显示前 {shown} 门：" if shown < answer.total else "：")
    topics = library.plan.topics
    passages = _passages(query, answer, library)
    rows: list[tuple[str, ...]] = [_HEADINGS]
    for document in (hit.document for hit in answer.hits):
        topic = topics[document.topic].title if document.topic in topics else document.topic
        theory = "是" if document.theory else "否"
        rows.append((document.title, format_hours(document.hours), theory, topic, document.id))
    head, *lines = table(rows)
    told = (line for row, pieces in zip(lines, passages, strict=True) for line in (row, _passage(pieces)) if line)
    return [total, head, *told]


def _hints(asked: _Asked) -> list[str]:
    """Return what the query's own words hint at, each as a search to run."""
    lines = [f"您是不是要找“{asked.meant}”？可运行 courselib search {pasted(asked.meant)}"] if asked.meant else []
    for offer in asked.offers:
        said = "".join(f"“{word}”" for word in offer.words)
        options = " ".join(option for name, values in offer.sets for option in _options(name, values))
        lines.append(f"也可以按{said}筛选（{offer.total} 门）：courselib search {f'{offer.text} ' if offer.text else ''}{options}")
    return lines


def _options(name: str, values: tuple[str, ...]) -> list[str]:
    """Return the options of a filter that is offered."""
    if name == "hours":
        pairs = zip(("--min-hours", "--max-hours"), values, strict=True)
        return [f"{option} {format_hours(int(value))}" for option, value in pairs if value]
    if name == "theory":
        return ["--theory" if values[0] == "true" else "--no-theory"]
    return [f"--{name.removesuffix('s')} {value}" for value in values]


def _passages(query: str, answer: Found, library: Library) -> list[list[Piece]]:
    """Return, for each hit, the passage that shows why it was found; empty where its row does, or no text of it."""
    from ..search import fulltexts, passages, question  # noqa: PLC0415 - see above

    ways = [way.terms for way in question.parse(query).ways]
    texts = fulltexts.FullTexts(library)
    found: list[list[Piece]] = []
    for hit in answer.hits:
        course = library.courses[hit.document.id]
        topic = library.plan.topics.get(course.topic)
        shown = [course.title, *([topic.title] if topic else [])]
        others: list[passages.StandIn] = []
        if not passages.is_in_view(ways, others, shown) and passages.may_be_read(ways):
            others += passages.read_as(ways, [*shown, *course.keywords], fulltexts.readings())
        if passages.is_in_view(ways, others, shown):
            found.append([])
            continue
        full = texts.of(course)
        others += passages.stand_ins(ways, full.others)
        found.append(passages.passage(ways, others, shown, [course.summary, *full.lines]))
    return found


def _passage(pieces: list[Piece]) -> str:
    """Return a passage as a line below its course, empty for none: what was found is bold, or in brackets where nothing can be bold."""
    styled = sys.stdout.isatty()

    def shown(words: str) -> str:
        return click.style(words, bold=True, underline=True) if styled else f"【{words}】"

    text = "".join(shown(words) if marked else words for words, marked in map(_clean, pieces))
    return f"    {text}" if text else ""


def _clean(piece: Piece) -> Piece:
    """Return a piece without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in piece[0]), piece[1]
