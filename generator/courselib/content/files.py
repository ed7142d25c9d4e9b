"""Finding and opening content files safely: inside the root, no symbolic links, bounded size, UTF-8."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..library import upstream
from ..library.fields import ID_PATTERN
from ..library.kinds import FOLDERS, KINDS, TOP_FILES
from ..library.source import PLAN_FILE, Entry
from ..problems import Problem, problem
from ..problems.record import quote
from ..runtime.litter import is_litter
from . import strays

MAX_MEDIA_BYTES = 512 * 1024 * 1024
MEDIA_FOLDER = "media"
#: What other readers read; no record lies there.
_ELSEWHERE = frozenset(("releases",))
#: Types a browser shows or saves without running anything; a page, a script or an SVG in the site's own folder could.
MEDIA_TYPES = frozenset(
    (
        "pdf doc docx ppt pptx xls xlsx wps et dps odt odp ods txt csv zip png jpg jpeg gif webp mp3 m4a ogg wav mp4 "
        "webm"
    ).split()
)
#: What may stand beside the folders and is left alone.
_LEFT_ALONE = re.compile(r"(?:readme|licen[cs]e|changelog)[\w.-]{0,40}", re.IGNORECASE)
#: What of another library becomes part of this one, and what it says of those below it.
TAKEN = ("course", "lecturer", "venue", "curriculum")
_PAGE_PART = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MEDIA_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MAX_DEPTH = 8
#: Where the content of other libraries lies, and that of those below them.
_UPSTREAM_DEPTH = 4


def find(root: Path) -> tuple[list[Entry], list[Problem]]:
    """Return all content files below ``root`` in order of path, and what is wrong with their names and kinds."""
    problems: list[Problem] = []
    if not root.is_dir():
        return [], [problem("F110", ".", f"没有内容文件夹 {quote(str(root))}。",
                           hint="用 --content 指定，或用 courselib new library 新建。")]
    seen = list(_walk(root, "", problems))
    taken = strays.taken_of(path for path, _ in seen)
    entries = [e for path_and_facts in seen if (e := _classify(*path_and_facts, taken, problems)) is not None]
    return sorted(entries, key=lambda e: e.path), problems


def _walk(root: Path, below: str, problems: list[Problem], depth: int = 0) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(root / below) as scan:
            children = sorted(scan, key=lambda c: c.name)
    except OSError as error:
        problems.append(problem("F108", below or ".", f"文件夹读不出来（{error.strerror}）。"))
        return
    for child in children:
        if is_litter(child.name) or (not below and child.name in _ELSEWHERE):
            continue
        path = f"{below}/{child.name}" if below else child.name
        if not child.name.isprintable():
            # Line breaks, escape codes and undecodable bytes must reach no terminal, log or JSON.
            shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)
            problems.append(problem("F107", shown, "名称里有看不见或不能用的字符，没有读。", hint="改一个名称。"))
            continue
        if child.is_symlink():
            problems.append(problem("F106", path, "是符号链接，不予读取。", hint="把真正的文件复制到这里。"))
        elif child.is_dir():
            if depth >= _MAX_DEPTH + _UPSTREAM_DEPTH * upstream.is_upstream(path):
                problems.append(problem("F109", path, f"文件夹超过 {_MAX_DEPTH} 层。", hint="请放浅一些。"))
            else:
                yield from _walk(root, path, problems, depth + 1)
        else:
            try:
                yield path, child.stat(follow_symlinks=False)
            except OSError as error:
                problems.append(problem("F108", path, f"文件读不出来（{error.strerror}）。"))


def _classify(path: str, info: os.stat_result, taken: Mapping[str, str], problems: list[Problem]) -> Entry | None:
    top, _, rest = path.partition("/")
    name = path.rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    if not stat.S_ISREG(info.st_mode):
        problems.append(problem("F109", path, "不是普通文件，不予读取。"))
        return None

    def entry(name: str, key: str) -> Entry:
        return Entry(path, name, key, info.st_size, info.st_mtime_ns, info.st_ino)

    if path == upstream.UPSTREAM_FILE or upstream.is_upstream(path) or (top == upstream.OVERLAYS and rest.count("/") and suffix == "yml"):
        return _of_upstream(path, entry, info, problems)
    if path in TOP_FILES:
        return entry(TOP_FILES[path].name, TOP_FILES[path].name)
    if not rest and _LEFT_ALONE.fullmatch(name):
        return None
    if top == MEDIA_FOLDER and rest:
        return entry("media", rest) if _is_fit_media(path, rest, info, problems) else None
    kind = FOLDERS.get(top)
    if kind is None or not rest or not dot or suffix != kind.suffix:
        message, hint = strays.words_for(path, taken)
        problems.append(problem("F109", path, message, hint=hint))
        return None
    if kind.nested:
        key = rest[: -len(suffix) - 1]
        return entry(kind.name, key) if _is_fit_page(path, key, taken, problems) else None
    if not ID_PATTERN.fullmatch(stem):
        problems.append(problem("F107", path, f"文件名 {quote(stem)} 不能作为编号。", hint=strays.rename(path, stem, taken)))
    return entry(kind.name, stem)


def _of_upstream(
    path: str, entry: Callable[[str, str], Entry], info: os.stat_result, problems: list[Problem]
) -> Entry | None:
    """Return what stands for a file of another library or about it; what none can have written is told like a file of our own."""
    _, owner, inner = upstream.split(path)
    top, _, rest = inner.partition("/")
    stem = rest.rpartition("/")[2].rpartition(".")[0]
    kinds = {upstream.UPSTREAM_FILE: upstream.DECLARED, upstream.ORIGIN_FILE: upstream.ORIGIN, PLAN_FILE: KINDS["plan"].name}
    if inner in kinds:
        return entry(kinds[inner], owner or stem)
    if owner and top == MEDIA_FOLDER and rest:
        return entry("media", f"{owner}/{rest}") if _is_fit_media(inner, rest, info, problems) else None
    if top == upstream.OVERLAYS and rest.count("/"):
        if not ID_PATTERN.fullmatch(stem):
            problems.append(problem("F107", path, f"文件名 {quote(stem)} 不能作为编号。", hint="文件名是要改的那条上级记录的编号。"))
        return entry(upstream.OVERLAY, stem)
    kind = FOLDERS.get(top)
    if kind is None or kind.name not in TAKEN or not rest.endswith(f".{kind.suffix}") or not ID_PATTERN.fullmatch(stem):
        problems.append(problem("F109", path, f"不认识的文件 {quote(inner or path)}，没有读。",
                                hint="上游的副本由 courselib upstream 写，不要往里放文件。"))
        return None
    return entry(kind.name, stem)


def _is_fit_media(path: str, rest: str, info: os.stat_result, problems: list[Problem]) -> bool:
    if not all(_MEDIA_PART.fullmatch(p) for p in rest.split("/")) or len(path) > 100:
        problems.append(problem("F107", path, f"附件名 {quote(rest)} 不合用。",
                                hint="附件名只用英文字母、数字、点、横线和下划线。"))
        return False
    if rest.rpartition(".")[2].lower() not in MEDIA_TYPES:
        problems.append(problem("F111", path, f"附件 {quote(rest)} 的类型不允许。",
                                hint=f"可用的类型：{'、'.join(sorted(MEDIA_TYPES))}。"))
        return False
    if info.st_size > MAX_MEDIA_BYTES:
        problems.append(problem("F101", path, f"附件有 {info.st_size // 2**20} MB，太大。"))
        return False
    return True


def _is_fit_page(path: str, key: str, taken: Mapping[str, str], problems: list[Problem]) -> bool:
    folders, _, stem = key.rpartition("/")
    if not all(_PAGE_PART.fullmatch(p) for p in key.split("/")) or len(key) > 100:
        unfit = len(key) > 100 or (folders and not all(_PAGE_PART.fullmatch(p) for p in folders.split("/")))
        hint = "文件夹和文件名只用小写字母、数字和短横线。" if unfit else strays.rename(path, stem, taken)
        problems.append(problem("F107", path, f"页面名 {quote(key)} 不合用。", hint=hint))
        return False
    return True


def read_bytes(root: Path, path: str, limit: int) -> bytes:
    """Return a file's bytes, at most ``limit`` + 1 of them; ``OSError`` when it is gone or became a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(root / path, flags)
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(limit + 1)
