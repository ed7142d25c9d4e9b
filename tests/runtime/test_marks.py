"""What the program says has the marks of Chinese text (GB/T 15834), as pages have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import courselib

PACKAGE = Path(courselib.__file__).parent
#: Modules that hold content: samples of files, and what an editor fills in.
_SAMPLES = re.compile(r"problems/examples_\w+|content/new_library|exchange/editor")
FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if not _SAMPLES.fullmatch(p.relative_to(PACKAGE).with_suffix("").as_posix())]
#: What stands for a value in a message: a bracket beside it is the message's own.
VALUE = "\ue000"
_HAN = "\u4e00-\u9fff"
_HALF = re.compile(rf"[{_HAN}”》）][(,:;!?]|[(,:;][{_HAN}“《]|[{_HAN}”》]\)")
#: Where the marks are those of what is typed: lists of IDs, lines to be copied into a file, the plan's own names of its clauses.
TYPED = ("编号,…", "，如：- terms: [", "字段: 值", "记号: 内容", "![图里有什么](地址)", "(十四)")
#: What only patterns hold.
_PATTERN = re.compile(r"\(\?[:=]|\[（\(\]|\\\\[sd]|\\s|\)\?|\](?:[?+*]|\{[0-9])|答案")


def messages(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string of a module but its docstrings, f-strings as a whole."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    left = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    left |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(v.value) if isinstance(v, ast.Constant) else VALUE for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left:
            yield node.lineno, node.value


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_marks_are_full_width(file: Path) -> None:
    """No Chinese character has a half-width bracket, comma, colon, semicolon, question or exclamation mark beside it."""
    wrong = [(line, text) for line, text in messages(file) if _HALF.search(text) and not _PATTERN.search(text)]
    assert [(line, text) for line, text in wrong if not any(known in text for known in TYPED)] == []


def test_what_is_wrong_is_seen() -> None:
    """Between characters, beside a value, at the end of a bracket."""
    for text in ("不能写入(原因)", "出错,重来", f"文件“{VALUE}”({VALUE})", "注意;运行", "(共 3 门)"):
        assert _HALF.search(text), text
    for text in ("不能写入（原因）", "出错，重来", "--margin (%)", "courselib check: 3", "10:30"):
        assert not _HALF.search(text), text
