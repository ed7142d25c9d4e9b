"""Metadata changed in place: keys keep their order, comments and quotes stay, untouched lines are not touched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ....library.schema import Field, Kind
from .align import align
from .spans import Items, Leaf, Pairs, Span
from .splice import Splice, UnwritableError
from .values import item_text, value_text

Values = dict[str, Any]


def change(splice: Splice, tree: Pairs, fields: tuple[Field, ...], old: Values, new: Values) -> None:
    """Note in ``splice`` what turns a mapping with the values ``old`` into one with ``new``.

    Raises ``UnwritableError`` for a layout that cannot be changed line by line.
    """
    changed = [f for f in fields if old.get(f.name) != new.get(f.name)]
    gone = [f.name for f in changed if f.name in tree.pairs and f.name not in new]
    for field in changed:
        if field.name in tree.pairs and field.name in new:
            _replace(splice, tree, field, old, new)
    if gone:
        _remove(splice, tree, gone)
    _add(splice, tree, fields, [f for f in changed if f.name not in tree.pairs], new, set(gone))


def _replace(splice: Splice, tree: Pairs, field: Field, old: Values, new: Values) -> None:
    key, node = tree.pairs[field.name]
    indent = key.start - splice.line_start(key.start)
    # A comment behind the value would become a part of a block of lines.
    behind = max(node.end, key.end + 1)
    in_block = field.kind is Kind.OBJECT or "\n" in str(new[field.name])
    flow = tree.flow or (in_block and bool(splice.text[behind : splice.line_end(behind)].strip()))
    if field.name not in old:
        # The key stood there without a value, or with one that means none.
        if node.end > node.start:
            splice.replace(node.start, node.end, value_text(field, new[field.name], flow=flow, indent=indent))
        else:
            splice.insert(node.start, _after_colon(field, new[field.name], flow=flow, indent=indent))
        return
    if field.many and isinstance(node, Items):
        _list(splice, node, field, old[field.name], new[field.name])
    elif field.kind is Kind.OBJECT and isinstance(node, Pairs):
        change(splice, node, field.fields, old[field.name], new[field.name])
    else:
        _leaf(splice, node, field, new[field.name], flow=flow, indent=indent)


def _leaf(splice: Splice, node: Span, field: Field, value: Any, *, flow: bool, indent: int) -> None:
    style = node.style if isinstance(node, Leaf) else ""
    text = item_text(field, value, flow=flow, style=style, indent=indent)
    # `{"hours":4}` is YAML, `{"hours":four}` is not.
    gap = " " if splice.text[node.start - 1 : node.start] == ":" and not text.startswith('"') else ""
    splice.replace(node.start, node.end, gap + text)


def _after_colon(field: Field, value: Any, *, flow: bool, indent: int) -> str:
    if field.many and field.kind is Kind.OBJECT and not flow:
        return "".join(f"\n{' ' * (indent + 2)}- {item_text(field, v)}" for v in value)
    return f" {value_text(field, value, flow=flow, indent=indent)}"


def _add(splice: Splice, tree: Pairs, order: tuple[Field, ...], fields: list[Field], new: Values, gone: set[str]) -> None:
    """Add keys, each after the nearest one that stands before it in the model's order."""
    names = [f.name for f in order]
    for field in fields:
        place = names.index(field.name)
        before = [n for n in names[:place] if n in tree.pairs and n not in gone] or [n for n in tree.pairs if n not in gone]
        if not before:
            raise UnwritableError("元数据里没有可以接着写的字段")
        key, node = tree.pairs[before[-1]]
        end = max(node.end, key.end + 1)
        if tree.flow:
            splice.insert(end, f", {field.name}:{_after_colon(field, new[field.name], flow=True, indent=0)}")
            continue
        indent = key.start - splice.line_start(key.start)
        text = f"{field.name}:{_after_colon(field, new[field.name], flow=False, indent=indent)}"
        splice.insert(splice.line_end(end), f"\n{' ' * indent}{text}")


def _remove(splice: Splice, tree: Pairs, names: list[str]) -> None:
    order = list(tree.pairs)
    places = [(key.start, max(node.end, key.end + 1)) for key, node in tree.pairs.values()]
    indices = [order.index(n) for n in names]
    if tree.flow:
        _remove_from_flow(splice, places, indices)
        return
    for index in indices:
        start, end = places[index]
        if not splice.text[splice.line_start(start) : start].strip(" "):
            splice.drop_lines(start, end)
        elif index + 1 < len(places):
            # The first key stands behind the dash of its item: the next one takes its place.
            splice.replace(start, places[index + 1][0], "")
        else:
            raise UnwritableError("列表里有一项会变成空的")


def _remove_from_flow(splice: Splice, places: list[tuple[int, int]], indices: Iterable[int]) -> None:
    gone = set(indices)
    kept = [i for i in range(len(places)) if i not in gone]
    for index in gone:
        if index + 1 < len(places):
            splice.replace(places[index][0], places[index + 1][0], "")
        else:
            # The last goes with the comma before it, whatever between went already.
            splice.replace(places[kept[-1]][1] if kept else places[index][0], places[index][1], "")


def _list(splice: Splice, node: Items, field: Field, old: list[Any], new: list[Any]) -> None:
    if not node.items:
        splice.replace(node.start, node.end, value_text(field, new, flow=True))
        return
    found = align([_key(field, v) for v in old], [_key(field, v) for v in new])
    for before, after in found.kept:
        _item(splice, node, before, field, old[before], new[after])
    texts = {_key(field, v): splice.text[node.items[i].start : node.items[i].end] for i, v in enumerate(old)}
    same = {_key(field, v): v for v in old}

    def text(index: int) -> str:
        key = _key(field, new[index])
        moved = texts.get(key, "") if same.get(key) == new[index] else ""
        return moved if moved and "\n" not in moved else item_text(field, new[index])

    if node.flow:
        _flow_items(splice, node, found.gone, [(after, [text(i) for i in indices]) for after, indices in found.fresh])
    else:
        _block_items(splice, node, found.gone, [(after, [text(i) for i in indices]) for after, indices in found.fresh])


def _item(splice: Splice, node: Items, index: int, field: Field, old: Any, new: Any) -> None:
    if old == new:
        return
    span = node.items[index]
    if isinstance(span, Pairs):
        change(splice, span, field.fields, old, new)
    else:
        _leaf(splice, span, field, new, flow=True, indent=0)


def _key(field: Field, value: Any) -> Any:
    """Return what tells an item from its neighbours: an object's first required value."""
    return value[field.fields[0].name] if field.kind is Kind.OBJECT else value


def _flow_items(splice: Splice, node: Items, gone: tuple[int, ...], fresh: list[tuple[int, list[str]]]) -> None:
    places = [(item.start, item.end) for item in node.items]
    for after, texts in fresh:
        if after < 0:
            splice.insert(places[0][0], "".join(f"{t}, " for t in texts))
        else:
            splice.insert(places[after][1], "".join(f", {t}" for t in texts))
    _remove_from_flow(splice, places, gone)


def _block_items(splice: Splice, node: Items, gone: tuple[int, ...], fresh: list[tuple[int, list[str]]]) -> None:
    dashes = [_dash(splice, node, index) for index in range(len(node.items))]
    indent = " " * (dashes[0] - splice.line_start(dashes[0]))
    if indent.strip(" ") or splice.text[splice.line_start(dashes[0]) : dashes[0]].strip(" "):
        raise UnwritableError("列表的写法少见")
    for after, texts in fresh:
        if after < 0:
            splice.insert(splice.line_start(dashes[0]), "".join(f"{indent}- {t}\n" for t in texts))
        else:
            splice.insert(splice.line_end(node.items[after].end), "".join(f"\n{indent}- {t}" for t in texts))
    for index in gone:
        splice.drop_lines(dashes[index], node.items[index].end)


def _dash(splice: Splice, node: Items, index: int) -> int:
    """Return the offset of the dash before an item."""
    floor = node.items[index - 1].end if index else node.start
    at = splice.text.rfind("-", min(floor, node.items[index].start), node.items[index].start)
    if at < 0:
        raise UnwritableError("列表的写法少见")
    return at
