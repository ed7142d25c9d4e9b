"""What the model's reader says of a value, in the words of a spreadsheet: no YAML, names for codes."""

from __future__ import annotations

import re

from ...library import hints
from ...library.kinds import FOLDERS
from ...library.schema import PLAN_LISTS, Field, Kind
from ...problems.record import quote
from .sheets import SCHEMAS, help_of
from .vocabulary import Vocabulary

#: What files say where sheets have answers, headings and choices.
_ANSWERS = {"true": "是", "false": "否"}
_LABELS = {f.name: f.label for schema in SCHEMAS.values() for f in schema.fields if f.kind is not Kind.OBJECT}
_CHOICES = {(f.name, value): label for schema in SCHEMAS.values() for f in schema.fields for value, label in f.choices}
_SAID = re.compile(r"\b([a-z_]+) 写的是 (true|false)\b")
_PAIR = re.compile(r"写 ([a-z_]+): ([a-z-]+)")
_ANSWER = re.compile(r"是否想写 (true|false)？")
_FILE_TO_BEGIN = re.compile(r"先在 content/([a-z]+)/ 里建一个文件")
_CHOOSE = re.compile(r"可选：([a-z0-9、-]+)。")
_CHANGE = re.compile(r"改为 ([a-z0-9-]+)。")
#: A field's name by itself: not inside of quotation marks, no part of an ID or a path, and no ID that is proposed.
_NAME = re.compile(r"(?<![\w“/.-])(?<!是否想写 )[a-z_]+(?![\w”/.:-])")
_MEANT = re.compile(r"是否想写 ([a-z0-9-]+)？")


def reworded(code: str, field: Field, raw: str, message: str, hint: str, words: Vocabulary) -> tuple[str, str]:
    """Return message and hint for a problem that the reader found in a cell whose text is ``raw``."""
    if code == "M301":
        return "没有填。", help_of(field)
    if code == "M305":
        return f"{quote(raw)}不是数字。", hint if hint != field.help else "填 0.5 的整数倍，如 1.5。"
    if field.kind is Kind.BOOL:
        return f"{quote(raw)}不是“是”或“否”。", help_of(field)
    if field.kind is Kind.CHOICE:
        labels = [label for _, label in field.choices]
        shown = next((part for part in _parts(raw) if not words.knows(field, part)), raw)
        return f"{quote(shown)}不在可选值之内。", hints.nearest(shown, labels) or f"可选：{'、'.join(labels)}。"
    return message, _named(hint, field.ref, words)


def in_words_of_sheets(message: str, hint: str, words: Vocabulary) -> tuple[str, str]:
    """Return what a check says of a content file as whoever fills in a sheet can follow it: headings for fields, answers for values."""
    titles = {key: title for kind in PLAN_LISTS for key, title in words.titles.get(kind, {}).items()}
    hint = _CHOOSE.sub(lambda m: f"可选：{'、'.join(titles.get(key, key) for key in m[1].split('、'))}。", hint)
    hint = _CHANGE.sub(lambda m: f"改为 {m[1]} {titles[m[1]]}。" if m[1] in titles else m[0], hint)
    return _translated(message), _translated(hint)


def _translated(text: str) -> str:
    text = _FILE_TO_BEGIN.sub(lambda m: f"先在工作表“{FOLDERS[m[1]].label}”里加一行" if m[1] in FOLDERS else m[0], text)
    text = _SAID.sub(lambda m: f"“{_LABELS[m[1]]}”填的是“{_ANSWERS[m[2]]}”" if m[1] in _LABELS else m[0], text)
    text = _PAIR.sub(lambda m: f"“{_LABELS[m[1]]}”填“{_CHOICES.get((m[1], m[2]), m[2])}”" if m[1] in _LABELS else m[0], text)
    text = _ANSWER.sub(lambda m: f"是否想填“{_ANSWERS[m[1]]}”？", text)
    return _NAME.sub(lambda m: f"“{_LABELS[m[0]]}”" if m[0] in _LABELS else m[0], text)


def named(hint: str, words: Vocabulary) -> str:
    """Return a hint whose “是否想写 …” also shows the title, of whichever kind has the ID."""
    for kind in (*SCHEMAS, *PLAN_LISTS):
        hint = _named(hint, kind, words)
    return hint


def _named(hint: str, ref: str, words: Vocabulary) -> str:
    def shown(match: re.Match[str]) -> str:
        title = words.titles.get(ref, {}).get(match[1], "")
        return f"是否想写 {match[1]} {title}？" if title else match[0]

    return _MEANT.sub(shown, hint)


def _parts(raw: str) -> list[str]:
    return [p.strip() for p in re.split("[\n;；、，,]", raw) if p.strip()]
