"""What the command line says has the marks of Chinese text (GB/T 15834), as pages have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import courselib.cli

FILES = sorted(Path(courselib.cli.__file__).parent.glob("*.py"))
#: What stands for a value in a message: a bracket beside it is the message's own.
VALUE = "\ue000"
_HAN = "\u4e00-\u9fff"
_HALF = re.compile(rf"[{_HAN}”》）][(,:;!?]|[(,:;][{_HAN}“《]|[{_HAN}”》]\)")
#: Where the marks are those of what is typed: lists of IDs, and lines to be copied into a file.
TYPED = ("编号,…", "，如：- terms: [")


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


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_marks_are_full_width(file: Path) -> None:
    """No Chinese character has a half-width bracket, comma, colon, semicolon, question or exclamation mark beside it."""
    assert [(line, text) for line, text in messages(file) if _HALF.search(text) and not any(known in text for known in TYPED)] == []


def test_what_is_wrong_is_seen() -> None:
    """Between characters, beside a value, at the end of a bracket."""
    for text in ("不能写入(原因)", "出错,重来", f"文件“{VALUE}”({VALUE})", "注意;运行", "(共 3 门)"):
        assert _HALF.search(text), text
    for text in ("不能写入（原因）", "出错，重来", "--margin (%)", "courselib check: 3", "10:30"):
        assert not _HALF.search(text), text
