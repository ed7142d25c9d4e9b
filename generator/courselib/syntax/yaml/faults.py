"""What the parser could not read, in words for an author: where to look, and what to write instead."""

from __future__ import annotations

import yaml

from ...problems import Problem, problem
from ...problems.record import quote

_EXPLANATIONS = (
    ("mapping values are not allowed", "一行里有两个“: ”"),
    ("could not find expected ':'", "缺少“: ”（冒号后要空一格）"),
    ("did not find expected ',' or ']'", "方括号 [ ] 没有配对"),
    ("did not find expected ',' or '}'", "花括号 { } 没有配对"),
    ("expected ',' or ']'", "方括号 [ ] 没有配对"),
    ("expected ',' or '}'", "花括号 { } 没有配对"),
    ("unexpected end of stream", "引号没有配对"),
    ("unexpected document indicator", "引号没有配对"),
    ("did not find expected key", "缩进不齐，或引号后面还有文字"),
    ("expected <block end>", "缩进不齐，或引号后面还有文字"),
    ("did not find expected '-'", "列表项缩进不齐"),
    ("cannot start any token", "值以特殊字符开头"),
    ("unknown escape character", "双引号里有不认识的反斜杠写法"),
    ("escape", "双引号里有不认识的反斜杠写法"),
    ("control characters are not allowed", "有控制字符"),
)


def syntax_problem(error: yaml.MarkedYAMLError, path: str, first_line: int, text: str, depth: int) -> Problem:
    """Return the problem for what the parser raised on ``text``; ``depth`` is how deep values may lie."""
    # An unclosed quote or bracket is mended where it opens, and a field without its colon on its own line: that is the
    # context's place, not the parser's last.
    context = error.context or ""
    unclosed = "simple key" in context or "flow" in context or ("quoted scalar" in context and "escape" not in f"{error.problem}")
    mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
    if mark is None:
        return problem("Y203", path, "元数据读不懂。", line=first_line)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1)
    column = mark.column + 1
    source = lines[line]
    if "\t" in source and source[: column + 1].strip(" ").startswith("\t"):
        column = source.index("\t") + 1
        hint = "把制表符（Tab）换成空格。"
        return problem("Y208", path, "用制表符（Tab）缩进。", line=line + first_line, column=column, hint=hint)
    if "nest" in str(error.problem).lower() or "nest" in context.lower():
        return problem("Y207", path, f"层次超过 {depth} 层。", line=line + first_line, column=column, hint="检查多余的括号或缩进。")
    message = f"元数据写法有误：{_explain(error)}" + (f"——{quote(source.strip())}" if source.strip() else "")
    return problem("Y203", path, message, line=line + first_line, column=column, hint=_hint(error, source))


def _explain(error: yaml.MarkedYAMLError) -> str:
    text = f"{error.problem or ''} {error.context or ''}"
    return next((zh for en, zh in _EXPLANATIONS if en in text), "写法不合 YAML 规则")


def _hint(error: yaml.MarkedYAMLError, source: str) -> str:
    text = str(error.problem)
    if "mapping values" in text:
        return "值里有冒号时，请用英文引号把整个值括起来。"
    if ":" in source and "expected ':'" in text:
        return "字段与值之间用英文冒号加一个空格，如 “hours: 4”。"
    if "cannot start any token" in text:
        return "请用英文引号把整个值括起来。"
    return "对照指南里的样例，检查引号、括号、冒号和缩进。"
