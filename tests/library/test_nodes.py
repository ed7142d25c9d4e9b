"""The YAML subset: never raises, keeps places, refuses what it should."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courselib.library import nodes
from courselib.syntax.yaml import tree

YAML_LIKE = st.text(alphabet="ab1:-? \n\t[]{},&*!|>'\"#%@`~\\\u2028\x85中", max_size=60)


def walk(node: nodes.Node | None) -> Iterator[nodes.Scalar]:
    """Give every scalar of a tree, keys too."""
    if isinstance(node, nodes.Scalar):
        yield node
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from walk(item)
    elif isinstance(node, nodes.Mapping):
        for key, value in node.items.values():
            yield key
            yield from walk(value)


@given(st.one_of(YAML_LIKE, st.text(max_size=60)))
def test_any_text_parses_to_a_tree_or_problems(text: str) -> None:
    """No text raises; places stand inside the text; a missing tree has a reason unless the text is empty."""
    parsed = nodes.parse(text, "x.yml", 5)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in parsed.problems:
        assert 5 <= found.line <= 5 + len(lines)
        assert found.column >= 1
        assert found.message.isprintable()
    for scalar in walk(parsed.root):
        assert 5 <= scalar.mark.line <= 5 + len(lines)


@given(YAML_LIKE)
def test_the_pure_parser_never_raises_either(text: str) -> None:
    """Where libyaml is missing, the other parser answers in the same form."""
    fast = tree._LOADER
    tree._LOADER = yaml.SafeLoader
    try:
        parsed = nodes.parse(text, "x.yml")
    finally:
        tree._LOADER = fast
    assert (
        parsed.root is not None
        or parsed.problems
        or not any(c.isalnum() for c in text.partition("#")[0])
        or "%" in text
    )


@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(0, 99)),
        min_size=1,
        max_size=8,
        unique_by=lambda pair: pair[0],
    ),
    st.integers(1, 50),
)
def test_every_value_keeps_its_place(pairs: list[tuple[str, int]], first: int) -> None:
    """Keys stand in column one of their line, values behind the colon."""
    text = "\n".join(f"{key}: {value}" for key, value in pairs)
    root = nodes.parse(text, "x.yml", first).root
    assert isinstance(root, nodes.Mapping)
    for number, (key, value) in enumerate(pairs):
        name, node = root.items[key]
        assert name.mark == nodes.Mark(first + number, 1)
        assert isinstance(node, nodes.Scalar)
        assert (node.text, node.mark) == (str(value), nodes.Mark(first + number, len(key) + 3))


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_unicode_line_separators_are_no_lines(separator: str) -> None:
    """What an editor shows as one line counts as one, and the character stays in the value."""
    root = nodes.parse(f'a: "x{separator}y"\nb: 1', "x.yml").root
    assert isinstance(root, nodes.Mapping)
    value = root.items["a"][1]
    assert isinstance(value, nodes.Scalar)
    assert value.text == f"x{separator}y"
    assert root.items["b"][0].mark.line == 2


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: *b", "Y205", 1),
        ("a: &b c", "Y205", 1),
        ("a: !!int 4", "Y206", 1),
        ("a: !x 4", "Y206", 1),
        ("a: 1\na: 2", "Y204", 2),
        ("a:\n\tb: 1", "Y208", 2),
        ("a: [1", "Y203", 1),
        ("a: 'b", "Y203", 1),
        ("a: b: c", "Y203", 1),
        ("? [a]\n: b", "Y203", 1),
        ("a: 1\n--- \nb: 1", "Y203", 2),
        ("a: " + "[" * 5000, "Y207", 1),
        ("a:\n" + "- " * 5000, "Y207", 2),
        ("a: \ufffe", "F105", 1),
        ("a: @b", "Y203", 1),
        ("%YAML 9.9\na: 1", "Y203", 1),
    ],
)
def test_refused_forms(text: str, code: str, line: int) -> None:
    """Each form that is refused has one problem with its code and line."""
    found = nodes.parse(text, "x.yml").problems
    assert [(p.code, p.line) for p in found] == [(code, line)]


def test_escape_beyond_unicode_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pure parser raises a plain ``ValueError`` for such an escape; the author sees a problem."""
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert [p.code for p in nodes.parse('a: "\\UFFFFFFFF"', "x.yml").problems] == ["Y203"]


def test_nothing_is_constructed() -> None:
    """Dates, numbers, booleans and merges stay the text that was written."""
    root = nodes.parse("[2026-01-01, 010, yes, ~, 1e3, '~', <<]", "x.yml").root
    assert [s.text for s in walk(root)] == ["2026-01-01", "010", "yes", "~", "1e3", "~", "<<"]
    assert [s.is_null for s in walk(root)] == [False, False, False, True, False, False, False]


def test_the_number_of_values_is_bounded() -> None:
    """A list of a hundred thousand items is refused, not read to its end."""
    parsed = nodes.parse("a: [" + "b," * 100_000 + "b]", "x.yml")
    assert parsed.root is None
    assert [p.code for p in parsed.problems] == ["F101"]
