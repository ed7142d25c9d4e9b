"""Metadata changed in place: keys keep their order, comments and quotes stay, untouched lines are not touched."""

from __future__ import annotations

from ....library import writing
from ....library.nodes import Mapping, Node, Sequence
from ....library.schema import Field, Kind
from ....runtime.values import Checked, Values
from ....syntax.yaml.splice import Splice, UnwritableError, behind
from .align import align


def change(splice: Splice, tree: Mapping, fields: tuple[Field, ...], old: Values, new: Values) -> None:
    """Note in ``splice`` what turns a mapping with the values ``old`` into one with ``new``.

    Raises ``UnwritableError`` for a layout that cannot be changed line by line.
    """
    changed = [f for f in fields if old.get(f.name) != new.get(f.name)]
    gone = [f.name for f in changed if f.name in tree.items and f.name not in new]
    for field in changed:
        if field.name in tree.items and field.name in new:
            _replace(splice, tree, field, old, new)
    if gone:
        splice.remove_pairs(tree, gone)
    _add(splice, tree, fields, [f for f in changed if f.name not in tree.items], new, set(gone))


def _replace(splice: Splice, tree: Mapping, field: Field, old: Values, new: Values) -> None:
    key, node = tree.items[field.name]
    if field.name in old and field.many and isinstance(node, Sequence):
        _list(splice, node, field, old[field.name], new[field.name])
    elif field.name in old and field.kind is Kind.OBJECT and isinstance(node, Mapping):
        change(splice, node, field.fields, old[field.name], new[field.name])
    else:
        # A comment behind the value would become a part of a block of lines.
        end = behind(key, node)
        on_one_line = tree.flow or bool(splice.text[end : splice.line_end(end)].strip())
        _write(splice, node, _behind_colon(field, new[field.name], on_one_line=on_one_line, indent=splice.column(key)))


def _write(splice: Splice, node: Node, text: str) -> None:
    """Put what stands behind a colon in the place of a value, or of none; a blank that is there stays."""
    start, end = node.span
    if text.startswith("\n"):
        start = len(splice.text[:start].rstrip(" \t"))
    elif splice.text[start - 1 : start] in (" ", "\t") or splice.text[start - 1 : start + 1] == f":{text[1]}" == ':"':
        text = text[1:]
    splice.replace(start, end, text)


def _behind_colon(field: Field, value: Checked, *, on_one_line: bool, indent: int = 0) -> str:
    return f" {writing.written(field, value)}" if on_one_line else writing.behind_colon(field, value, indent)


def _add(splice: Splice, tree: Mapping, order: tuple[Field, ...], fields: list[Field], new: Values, gone: set[str]) -> None:
    """Add keys, each after the nearest one that stands before it in the model's order."""
    names = [f.name for f in order]
    for field in fields:
        place = names.index(field.name)
        before = [n for n in names[:place] if n in tree.items and n not in gone] or [n for n in tree.items if n not in gone]
        if not before:
            raise UnwritableError("元数据里没有可以接着写的字段")
        indent = splice.column(tree.items[before[-1]][0])
        splice.add_pair(tree, before[-1], field.name, _behind_colon(field, new[field.name], on_one_line=tree.flow, indent=indent))


def _list(splice: Splice, node: Sequence, field: Field, old: list[Checked], new: list[Checked]) -> None:
    if not node.items:
        splice.replace(*node.span, writing.written(field, new))
        return
    alignment = align([_key(field, v) for v in old], [_key(field, v) for v in new])
    for before, after in alignment.kept:
        if old[before] != new[after]:
            _item(splice, node.items[before], field, old[before], new[after])
    texts = {_key(field, v): splice.text[slice(*node.items[i].span)] for i, v in enumerate(old)}
    same = {_key(field, v): v for v in old}

    def text(index: int) -> str:
        key = _key(field, new[index])
        moved = texts.get(key, "") if same.get(key) == new[index] else ""
        return moved if moved and "\n" not in moved else writing.one(field, new[index])

    splice.change_items(node, alignment.gone, [(after, [text(i) for i in indices]) for after, indices in alignment.fresh])


def _item(splice: Splice, node: Node, field: Field, old: Checked, new: Checked) -> None:
    if isinstance(node, Mapping):
        change(splice, node, field.fields, old, new)
    else:
        splice.replace(*node.span, writing.one(field, new))


def _key(field: Field, value: Checked) -> Checked:
    """Return what tells an item from its neighbours: an object's first value."""
    return next(value[f.name] for f in field.fields if f.name in value) if field.kind is Kind.OBJECT else value
