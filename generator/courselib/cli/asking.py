"""Asking for the required fields of a new record, one question each, until the answer is one that ``check`` would take."""

from __future__ import annotations

import click

from ..content.new_record import Beginning, Value
from ..library.schema import Field, Kind
from ..runtime.errors import UsageError
from .common import say

#: More choices than these are listed only when somebody asks for them.
_FEW = 20
_ASKED = ("?", "？")


def given(beginning: Beginning, field: Field, text: str) -> Value:
    """Return the value of an option; ``UsageError`` says what is wrong with it as ``check`` would."""
    value = beginning.meant(field, text)
    wrong = _wrong(beginning, field, text, value)
    if wrong:
        raise UsageError(*wrong)
    return value


def ask(beginning: Beginning, field: Field) -> Value:
    """Ask for a field until the answer is right."""
    choices = beginning.choices(field)
    say()
    say(f"{field.label}：{field.help}" if field.help else f"{field.label}：")
    if 0 < len(choices) <= _FEW:
        _list(choices, "")
    elif choices:
        say("  写编号或名称。输入 ? 看全部，输入 ? 加几个字（如 ?农村）看含这些字的。")
    while True:
        text = click.prompt(f"{field.label}（{field.name}）", prompt_suffix="：", type=str).strip()
        if choices and text[:1] in _ASKED:
            _list(choices, text[1:].strip())
            continue
        value = beginning.meant(field, text)
        wrong = _wrong(beginning, field, text, value)
        if not wrong:
            return value
        say(f"  {wrong[0]}{wrong[1]}")
        if text and not field.many and any(text in name for name in choices.values()):
            say(f"  名称里有“{text}”的：")
            _list(choices, text)


def _list(choices: dict[str, str], part: str) -> None:
    matches = {value: name for value, name in choices.items() if part in name or part in value}
    for value, name in matches.items():
        say(f"  {value}（{name}）")
    if not matches:
        say(f"  没有含“{part}”的。")


def _wrong(beginning: Beginning, field: Field, text: str, value: Value) -> tuple[str, str] | None:
    """Return what is wrong with an answer and what to do about it."""
    if field.many and not value:
        return f"{field.label}不能是空的。", field.help
    faults = beginning.faults(field, value)
    if not faults:
        return None
    message, hint = faults[0].message, faults[0].hint
    if field.kind in (Kind.ID, Kind.CHOICE) and not field.many and "是否想写" not in hint:
        hint = beginning.near(field, text) or hint
    return message, hint
