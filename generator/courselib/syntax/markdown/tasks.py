"""Task lists: ``- [ ] 要做`` and ``- [x] 做了``. Source: GitHub Flavored Markdown, section 5.3."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOXES = {"[ ] ": False, "[x] ": True, "[X] ": True}


def tasks(state: StateCore) -> None:
    """Put a box before each item of a list that begins with one."""
    tokens = state.tokens
    lists: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and index + 2 < len(tokens) and tokens[index + 1].type == "paragraph_open":
            _mark(token, tokens[index + 2], lists[-1])


def _mark(item: Token, inline: Token, its_list: Token) -> None:
    first = inline.children[0] if inline.children else None
    if first is None or first.type != "text" or first.content[:4] not in _BOXES:
        return
    box = Token("task_box", "input", 0)
    done = _BOXES[first.content[:4]]
    box.attrs = {"type": "checkbox", "disabled": "", "aria-label": "已完成" if done else "未完成"}
    if done:
        box.attrs["checked"] = ""
    first.content = first.content[3:]
    inline.children = [box, *(inline.children or [])]
    item.attrs["class"] = "task-list-item"
    its_list.attrs["class"] = "task-list"
