"""Repairs of values, for metadata that YAML can read: each kind of field knows what an author can only have meant."""

from __future__ import annotations

import unicodedata

from ...library import nodes
from ...library.meaning import Known, mended, mended_items, mended_list, torn
from ...library.schema import Field, Kind
from ...syntax.yaml import writer
from ...syntax.yaml.splice import Splice


def change(splice: Splice, tree: nodes.Mapping, fields: tuple[Field, ...], known: Known) -> None:
    """Note in ``splice`` what can be mended in a tree of metadata. ``known`` holds the IDs there are, by kind of record."""
    by_name = {field.name: field for field in fields}
    for name, (key, node) in tree.items.items():
        meant = unicodedata.normalize("NFKC", name).strip().lower()
        if name not in by_name and meant in by_name and meant not in tree.items:
            splice.replace(*key.span, meant)
        elif name not in by_name and (pair := torn(key, node, by_name)) is not None:
            splice.replace(key.span.start, max(key.span.end, node.span.end), pair)
            continue
        field = by_name.get(meant)
        if field is not None and not node.unread:
            _node(splice, field, node, known)


def _node(splice: Splice, field: Field, node: nodes.Node, known: Known) -> None:
    if not field.many:
        _item(splice, field, node, known, in_brackets=False, taken=set())
    elif isinstance(node, nodes.Sequence):
        taken = {item.text for item in node.items if isinstance(item, nodes.Scalar)}
        for item in node.items:
            meant = _item(splice, field, item, known, in_brackets=node.flow, taken=taken)
            taken |= {meant} if meant else set()
    elif isinstance(node, nodes.Scalar) and not node.is_null:
        _text(splice, node, mended_list(field, node.text, known))


def _item(splice: Splice, field: Field, node: nodes.Node, known: Known, *, in_brackets: bool, taken: set[str]) -> str | None:
    """Mend one value; a text that stands in the same list already (``taken``) would come twice. Return the new text, if any."""
    if isinstance(node, nodes.Mapping):
        change(splice, node, field.fields, known)
    elif isinstance(node, nodes.Scalar) and not node.is_null and not node.unread:
        several = mended_items(field, node.text) if in_brackets else []
        meant = mended(field, node.text, known)
        if several and not taken & set(several):
            _text(splice, node, ", ".join(map(writer.scalar, several)))
        elif not several and meant is not None and meant not in taken:
            _text(splice, node, writer.scalar(meant) if field.kind in (Kind.ID, Kind.CHOICE) else meant)
            return meant
    return None


def _text(splice: Splice, node: nodes.Scalar, meant: str | None) -> None:
    """Put ``meant`` in the place of a value on one line; blocks of lines are the author's to sort out."""
    if meant is not None and "\n" not in splice.text[node.span.start : node.span.end]:
        splice.replace(*node.span, meant)
