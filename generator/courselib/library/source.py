"""A content file before it is read: what stands for it, and its bytes as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..problems import Problem, problem
from ..problems.record import FIXABLE
from .encodings import gbk_text

#: A text file above this is refused unread; the largest real course is under 50 KB.
MAX_TEXT_BYTES = 1024 * 1024
PLAN_FILE = "plan.yml"
SYNONYMS_FILE = "synonyms.yml"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A content file: path below the root, kind (a schema's kind, ``plan``, ``synonyms`` or ``media``), ID, and stat signature."""

    path: str
    kind: str
    id: str
    size: int
    mtime_ns: int
    inode: int


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
        problems.append(problem("F104", path, "换行符是 Windows 格式（CRLF），已按普通换行读。", line=line,
                                hint="在编辑器里把换行符改为 LF；不改也能发布。"))
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
    hint = "在编辑器里“另存为”，编码选 UTF-8。"
    if guess == "GBK" and gbk_text(data) is not None:
        hint = f"{hint}也{FIXABLE}"
    message = "文件不是 UTF-8 编码" + (f"，看起来是 {guess}。" if guess else "。")
    return problem("F102", path, message, line=line, column=column, hint=hint)
