"""Finding and opening content files safely: inside the root, no symbolic links, bounded size, UTF-8."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, problem
from ..problems.record import quote
from . import strays
from .fields import ID_PATTERN
from .litter import is_litter
from .schema import FOLDERS

#: A text file above this is refused unread; the largest real course is under 50 KB.
MAX_TEXT_BYTES = 1024 * 1024
MAX_MEDIA_BYTES = 512 * 1024 * 1024
PLAN_FILE = "plan.yml"
SYNONYMS_FILE = "synonyms.yml"
MEDIA_FOLDER = "media"
#: Types a browser shows or saves without running anything; a page, a script or an SVG in the site's own folder could.
MEDIA_TYPES = frozenset(
    (
        "pdf doc docx ppt pptx xls xlsx wps et dps odt odp ods txt csv zip png jpg jpeg gif webp mp3 m4a ogg wav mp4 "
        "webm"
    ).split()
)
#: Files that stand beside the folders, by kind, and what else may stand there and is left alone.
_TOP_FILES = {PLAN_FILE: "plan", SYNONYMS_FILE: "synonyms"}
_LEFT_ALONE = re.compile(r"(?:readme|licen[cs]e|changelog)[\w.-]{0,40}", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_PAGE_PART = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MEDIA_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A content file: path below the root, kind (a schema's kind, ``plan``, ``synonyms`` or ``media``), ID, and stat signature."""

    path: str
    kind: str
    id: str
    size: int
    mtime_ns: int
    inode: int


def find(root: Path) -> tuple[list[Entry], list[Problem]]:
    """Return all content files below ``root`` in order of path, and what is wrong with their names and kinds."""
    problems: list[Problem] = []
    if not root.is_dir():
        return [], [problem("F110", ".", f"没有内容文件夹 {quote(str(root))}。",
                           hint="用 --content 指定，或用 courselib new library 新建。")]
    seen = list(_walk(root, "", problems))
    taken = strays.taken_of(path for path, _ in seen)
    entries = [e for found in seen if (e := _classify(*found, taken, problems)) is not None]
    return sorted(entries, key=lambda e: e.path), problems


def _walk(root: Path, below: str, problems: list[Problem], depth: int = 0) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(root / below) as scan:
            children = sorted(scan, key=lambda c: c.name)
    except OSError as error:
        problems.append(problem("F108", below or ".", f"文件夹读不出来({error.strerror})。"))
        return
    for child in children:
        if is_litter(child.name):
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
            if depth >= _MAX_DEPTH:
                problems.append(problem("F109", path, f"文件夹超过 {_MAX_DEPTH} 层。", hint="请放浅一些。"))
            else:
                yield from _walk(root, path, problems, depth + 1)
        else:
            try:
                yield path, child.stat(follow_symlinks=False)
            except OSError as error:
                problems.append(problem("F108", path, f"文件读不出来({error.strerror})。"))


def _classify(path: str, info: os.stat_result, taken: Mapping[str, str], problems: list[Problem]) -> Entry | None:
    top, _, rest = path.partition("/")
    name = path.rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    wanted = strays.suffix_of(top)
    if not stat.S_ISREG(info.st_mode):
        problems.append(problem("F109", path, "不是普通文件，不予读取。"))
        return None

    def entry(kind: str, key: str) -> Entry:
        return Entry(path, kind, key, info.st_size, info.st_mtime_ns, info.st_ino)

    if path in _TOP_FILES:
        return entry(_TOP_FILES[path], _TOP_FILES[path])
    if not rest and _LEFT_ALONE.fullmatch(name):
        return None
    if top == MEDIA_FOLDER and rest:
        return entry("media", rest) if _is_fit_media(path, rest, info, problems) else None
    schema = FOLDERS.get(top)
    if schema is None or not rest or not dot or suffix != wanted:
        message, hint = strays.words_for(path, _TOP_FILES, taken)
        problems.append(problem("F109", path, message, hint=hint))
        return None
    if schema.kind == "page":
        key = rest[: -len(suffix) - 1]
        return entry("page", key) if _is_fit_page(path, key, taken, problems) else None
    if not ID_PATTERN.fullmatch(stem):
        problems.append(problem("F107", path, f"文件名 {quote(stem)} 不能作为编号。", hint=strays.rename(path, stem, taken)))
    return entry(schema.kind, stem)


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


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file's bytes, or ``None``, and what is wrong with them."""
    if len(data) > MAX_TEXT_BYTES:
        return None, [problem("F101", path, f"文件超过 {MAX_TEXT_BYTES // 1024} KB。",
                               hint="正文太长请拆成几门课；图片、附件放到 content/media。")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_encoding_problem(data, error, path)]
    problems = []
    if text.startswith("\ufeff"):
        text = text[1:]
        problems.append(problem("F103", path, "文件开头有 BOM 标记，已略过。", hint="另存为“UTF-8”（不带 BOM）。"))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(problem("F104", path, "换行符是 Windows 格式(CRLF),已按普通换行读。", line=line,
                                hint="在编辑器里把换行符改为 LF;不改也能发布。"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        at = control.start()
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        problems.append(problem("F105", path, f"有控制字符 U+{ord(control.group()):04X}。", line=line, column=column,
                                hint="删去这个看不见的字符。"))
        return None, problems
    return text, problems


def _encoding_problem(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace")) + 1
    guess = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = "UTF-16"
    else:
        try:
            data.decode("gb18030")
            guess = "GBK"
        except UnicodeDecodeError:
            pass
    message = "文件不是 UTF-8 编码" + (f",看起来是 {guess}。" if guess else "。")
    return problem("F102", path, message, line=line, column=column, hint="在编辑器里“另存为”，编码选 UTF-8。")
