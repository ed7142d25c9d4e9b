"""Overlays: what is changed here in a record of another library, held against the fields of its kind.

``set`` gives fields other values (nothing takes one away), ``add`` adds to lists, ``append`` stands below the body, ``hide`` leaves the
record out. ``base`` stands for what the record said of all this when it was changed: by it a later change above is noticed.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

from ...library import nodes
from ...library.fields import FieldReader
from ...library.kinds import RecordKind
from ...library.nodes import Mapping, Mark, Node, Scalar
from ...library.reading import FileResult
from ...library.schema import Field, Kind, Schema
from ...problems import ERROR, Problem, problem
from ...problems.record import quote
from ...runtime.hashing import hash_of_bytes
from ...runtime.values import Values

#: The name by which the body stands among the fields.
BODY = "body"
BODY_LABEL = "正文"
_MAX_APPEND = 100_000
_OTHERS = (
    Field("append", "本地补充", Kind.LONG, high=_MAX_APPEND, help="Markdown，写在正文后面。"),
    Field("hide", "不用", Kind.BOOL, help="这条记录不用时写 true。"),
    Field("base", "所见", Kind.TEXT, high=64, help="由 courselib upstream 写。"),
)


@dataclass(slots=True)
class Overlay:
    """What is changed in one record. ``clear`` are fields taken away; ``marks`` are places of fields in the file ``path``."""

    path: str
    set: Values = field(default_factory=dict)
    clear: tuple[str, ...] = ()
    add: Values = field(default_factory=dict)
    append: str = ""
    append_line: int = 1
    hide: bool = False
    base: str = ""
    marks: dict[str, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def touched(self) -> tuple[str, ...]:
        """The fields that it speaks of, the body's name among them."""
        names = sorted({*self.set, *self.clear, *self.add})
        return (*names, BODY) if self.append else tuple(names)

    @property
    def broken(self) -> bool:
        """True when it has an error of its own."""
        return any(p.severity == ERROR for p in self.problems)

    def mark(self, name: str) -> Mark:
        """Return the place of a field, else of the beginning."""
        return self.marks.get(name) or self.marks.get(name.split("[", maxsplit=1)[0]) or Mark(1, 1)

    def say(self, code: str, name: str, message: str, hint: str = "") -> Problem:
        """Return a problem at the place of a field."""
        mark = self.mark(name)
        return problem(code, self.path, message, line=mark.line, column=mark.column, hint=hint)


def read_overlay(result: FileResult, kind: RecordKind) -> Overlay:
    """Return what an overlay of a record of a kind says, with its problems."""
    overlay = Overlay(result.path)
    root = nodes.parse(result.body, result.path).root
    if not isinstance(root, Mapping):
        return overlay
    parts = {name: root.items.pop(name) for name in ("set", "add") if name in root.items}
    reader = FieldReader(result.path, mendable=False)
    values = reader.record(Schema("overlay", "本地改动", _OTHERS), root)
    overlay.marks.update(reader.marks)
    overlay.problems += [dataclasses.replace(p, hint=p.hint or "只有 set、add、append、hide、base。") if p.code == "M302" else p
                         for p in reader.problems]
    overlay.append, overlay.hide, overlay.base = values.get("append", ""), values.get("hide", False), values.get("base", "")
    if overlay.append:
        node = root.items["append"][1]
        overlay.append_line = node.mark.line + (isinstance(node, Scalar) and node.style in ("|", ">"))
    for name, (key, node) in parts.items():
        _read_part(overlay, name, key, node, kind)
    if not (overlay.touched or overlay.hide or overlay.problems):
        overlay.problems.append(problem("U707", result.path, "这个文件没有改什么。", hint="写 set、add、append 或 hide，或删去这个文件。"))
    return overlay


def _read_part(overlay: Overlay, name: str, key: Scalar, node: Node, kind: RecordKind) -> None:
    if not isinstance(node, Mapping):
        overlay.problems.append(problem("M303", overlay.path, f"{name} 应写成“字段: 值”。", line=key.mark.line, column=key.mark.column,
                                        hint=f"如 {name}: {'{hours: 4}' if name == 'set' else '{lecturers: [编号]}'}。"))
        return
    fields = tuple(dataclasses.replace(f, required=False) for f in kind.schema.fields)
    needed = {f.name for f in kind.schema.fields if f.required}
    for field_name in [n for n in node.items if _is_fixed(n, name, kind.schema)]:
        at = node.items.pop(field_name)[0].mark
        overlay.problems.append(problem(
            "U706", overlay.path, f"{name} 里不能写 {quote(field_name)}。", line=at.line, column=at.column,
            hint="编号和来源跟着上级，不能改。" if field_name in _FIXED else "不是列表的字段用 set 改。"))
    reader = FieldReader(overlay.path, mendable=False)
    values = reader.record(Schema(kind.schema.kind, kind.schema.label, fields), node)
    overlay.problems += reader.problems
    overlay.marks.update(reader.marks)
    if name == "add":
        overlay.add = values
        return
    overlay.clear = tuple(n for n, (_, value) in node.items.items() if isinstance(value, Scalar) and value.is_null)
    overlay.set = values
    for field_name in (*overlay.clear, *(n for n, value in values.items() if value == [])):
        at = node.items[field_name][0].mark
        overlay.marks[field_name] = at
        if field_name in needed:
            overlay.problems.append(problem("U706", overlay.path, f"{quote(field_name)} 是必填的，不能去掉。", line=at.line,
                                            column=at.column, hint="换一个值，或删去这一行。"))


_FIXED = ("id", "source", "origin")


def _is_fixed(name: str, part: str, schema: Schema) -> bool:
    many = {f.name for f in schema.fields if f.many}
    known = {f.name for f in schema.fields}
    return name in _FIXED or (part == "add" and name in known and name not in many)


def applied(values: Values, overlay: Overlay) -> Values:
    """Return a record's values as an overlay has them."""
    made = {name: value for name, value in {**values, **overlay.set}.items() if name not in overlay.clear}
    for name, items in overlay.add.items():
        there = list(made.get(name, []))
        made[name] = there + [item for item in items if item not in there]
    return made


def useless(values: Values, overlay: Overlay, schema: Schema) -> list[Problem]:
    """Return a reminder at each field that says what the record says anyway."""
    problems = [
        overlay.say("U707", name, f"{schema.field(name).label}与上级的一样，不用写。", "删去这一行。")
        for name, value in overlay.set.items() if values.get(name) == value
    ]
    problems += [
        overlay.say("U707", name, f"{schema.field(name).label}里没有这个字段的值，不用去掉。", "删去这一行。")
        for name in overlay.clear if name not in values
    ]
    return problems + [
        overlay.say("U707", f"{name}[{number}]", f"{schema.field(name).label}里上级已有 {quote(str(item), 40)}，不用再加。", "删去这一项。")
        for name, items in overlay.add.items() for number, item in enumerate(items) if item in values.get(name, [])
    ]


def base_of(values: Values, body: str, overlay: Overlay) -> str:
    """Return what stands for all that a record says in the fields that an overlay speaks of."""
    seen: list[Any] = [[name, values.get(name)] for name in overlay.touched if name != BODY]
    if overlay.append:
        seen.append([BODY, hash_of_bytes(body.encode("utf-8", "surrogatepass"))])
    return hash_of_bytes(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))


def label(name: str, schema: Schema) -> str:
    """Return what a field is called in Chinese."""
    return BODY_LABEL if name == BODY else schema.field(name).label
