"""Lists of IDs that were written as a single value: only here is it known which IDs there are, and so which list was meant."""

from __future__ import annotations

from collections.abc import Iterator

from ...library.kinds import FOLDERS
from ...library.meaning import mended, mended_list
from ...library.reading import FileResult
from ...library.schema import Field
from ...problems import Problem
from ...problems.record import FIXABLE, quote
from ...syntax.yaml import writer
from .scope import Scope, at


def check(scope: Scope) -> list[Problem]:
    """Return the problems of single values in the place of lists of IDs."""
    rows = ((result, kind.schema.fields) for kind in FOLDERS.values() for result in scope.of_kind(kind.name))
    return [p for result, fields in rows for field in fields if field.many and field.ref for p in _unlisted(result, field, scope)]


def listed(result: FileResult, name: str) -> list[str]:
    """Return the IDs of a list; none where it was written as a single value, whose items have no places of their own."""
    values: list[str] = (result.values or {}).get(name, [])
    return values if f"{name}[0]" in result.marks else []


def meant(result: FileResult, field: Field, scope: Scope) -> list[str]:
    """Return the IDs that a single value in the place of a list meant; none where it is a list, or nobody can tell."""
    if listed(result, field.name):
        return []
    labels = scope.labels(field.ref)
    known = {field.ref: labels.keys()}
    written: list[str] = (result.values or {}).get(field.name, [])
    ids = [w if w in labels else mended(field, w, known) or scope.near(w, labels, labels) for w in written]
    return ids if all(ids) and len(set(ids)) == len(ids) else []


def _unlisted(result: FileResult, field: Field, scope: Scope) -> Iterator[Problem]:
    written: list[str] = (result.values or {}).get(field.name, [])
    if not written or listed(result, field.name):
        return
    ids = meant(result, field, scope)
    hint = "写成列表：每一项前面加 “- ”，每项写一个编号。"
    if ids:
        whole = writer.sequence(map(writer.scalar, ids))
        known = {field.ref: scope.labels(field.ref).keys()}
        hint = f"是否想写 {whole}？" + FIXABLE * (mended_list(field, ",".join(written), known) == whole)
    yield at(result, field.name, "M303", f"{field.label}应是列表，现在是 {quote('，'.join(written))}。", hint)
