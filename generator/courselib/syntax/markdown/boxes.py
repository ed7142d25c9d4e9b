"""Boxes for hints: ``!!! note "题目"`` (always open) and ``??? note`` (folds), their content indented by four blanks."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_INDENT = 4
_HEAD = re.compile(r"(!!!|\?\?\?\+?)[ ]*([A-Za-z][A-Za-z-]{0,30})(?:[ ](.*))?")
#: What a box is called that has no title of its own.
KINDS = {
    "note": "说明", "abstract": "摘要", "info": "信息", "tip": "提示", "success": "完成", "question": "问题", "warning": "注意",
    "failure": "不足", "danger": "警告", "bug": "差错", "example": "示例", "quote": "引用", "important": "重要",
}
_QUOTES = {'"': '"', "“": "”", "'": "'", "「": "」"}


def box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a box that begins on line ``start``."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 3] not in ("!!!", "???"):
        return False
    head = _HEAD.fullmatch(state.src[begin : state.eMarks[start]].rstrip())
    if head is None:
        return False
    if silent:
        return True
    marker, kind = head[1], head[2].lower()
    folds = marker != "!!!"
    after = _end(state, start, end)
    opening = state.push("box_open", "details" if folds else "div", 1)
    opening.attrs = {"class": f"admonition {kind}"} if not folds else {"class": kind}
    if marker.endswith("+"):
        opening.attrs["open"] = ""
    opening.map = [start, after]
    # What folds needs something to press.
    _title(state, start, _title_of(head[3], kind) or (_title_of(None, kind) if folds else ""), "summary" if folds else "p")
    outer = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "box", after, state.sCount[start] + _INDENT
    state.md.block.tokenize(state, start + 1, after)
    state.parentType, state.lineMax, state.blkIndent = outer
    state.push("box_close", opening.tag, -1)
    state.line = after
    return True


def _end(state: StateBlock, start: int, end: int) -> int:
    """Return the line after the last one that stands in the box."""
    least_indent = state.sCount[start] + _INDENT
    after = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < least_indent:
            break
        after = line + 1
    return after


def _title_of(written: str | None, kind: str) -> str:
    text = (written or "").strip()
    if not text:
        return KINDS.get(kind, kind)
    return text[1:-1].strip() if len(text) > 1 and _QUOTES.get(text[0]) == text[-1] else text


def _title(state: StateBlock, line: int, text: str, tag: str) -> None:
    if not text:
        return
    opening = state.push("box_title_open", tag, 1)
    if tag == "p":
        opening.attrs = {"class": "admonition-title"}
    opening.map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, [line, line + 1], []
    state.push("box_title_close", tag, -1)
