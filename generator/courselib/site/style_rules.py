"""The rules of a style sheet that can apply to pages of which the names are known; the rest is left out.

What stays, stays in its order and says what it said. States (``:hover``, ``::before``) are taken to occur always, and what is not
understood is kept. Source: Selectors Level 3, https://www.w3.org/TR/selectors-3/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from .style_names import Names

_VARIABLE = re.compile(r"var\(\s*(--[A-Za-z0-9_-]+)")
_ANIMATION = re.compile(r"\banimation(?:-name)?\s*:([^;{}]*)")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: Rules around rules.
_NESTING = frozenset(("media", "supports"))
#: What our oldest browsers know. One that they do not know makes them ignore its whole rule: without it they would not.
_KNOWN_STATES = frozenset(
    "active after before checked disabled empty first-child first-of-type focus hover last-child last-of-type link not nth-child"
    " nth-last-child nth-of-type only-child root target visited".split()
)
_SIBLING = frozenset("+~")
#: Attributes whose values are told by whoever sets them; others may be worked out by a script.
_TOLD = re.compile(r"dir|data-.*")


@dataclass(frozen=True, slots=True)
class Uses:
    """Custom properties and animations that something names."""

    properties: frozenset[str]
    animations: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Uses:
        """Return what a text of styles uses."""
        moving = _ANIMATION.findall(text)
        return cls(frozenset(_VARIABLE.findall(text)), frozenset(word for value in moving for word in _WORD.findall(value)))

    def __or__(self, other: Uses) -> Uses:
        return Uses(self.properties | other.properties, self.animations | other.animations)


@dataclass(slots=True)
class _Rule:
    """A kept rule: ``head`` as in ``a,b`` or ``@media print``; declarations, or the rules inside."""

    head: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    rules: list[_Rule] | None = None
    keyframes: str = ""


def trimmed(sheets: Sequence[str], names: Names, uses: Uses) -> list[str]:
    """Return sheets with those of their rules that can apply, and of custom properties and animations those in use.

    ``uses`` is what is used elsewhere.
    """
    kept = [list(_kept(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), names)) for text in sheets]
    values: dict[str, list[str]] = {}
    for name, text in (d for rules in kept for rule in _each(rules) for d in rule.declarations):
        if name.startswith("--"):
            values.setdefault(name, []).append(text)
        else:
            uses |= Uses.of(text)
    # A property is in use when one in use is made of it.
    used, todo = set[str](), set(uses.properties)
    while todo:
        name = todo.pop()
        used.add(name)
        todo |= Uses.of(" ".join(values.get(name, ()))).properties - used
    uses = Uses(frozenset(used), uses.animations)
    return ["".join(_written(rule, uses) for rule in rules) for rules in kept]


def _each(rules: list[_Rule]) -> Iterator[_Rule]:
    for rule in rules:
        yield rule
        yield from _each(rule.rules or [])


def _kept(nodes: Sequence[Any], names: Names) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            head = _head(node.prelude, names)
            if head:
                yield _Rule(head, list(_declarations(node.content)))
        elif node.type == "at-rule":
            head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude).rstrip()}"
            if node.content is None:
                yield _Rule(f"{head};")
            elif node.lower_at_keyword in _NESTING:
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield _Rule(head, rules=list(_kept(inner, names)))
            else:
                keyframes = tinycss2.serialize(node.prelude).strip() if node.lower_at_keyword.endswith("keyframes") else ""
                yield _Rule(head, [("", tinycss2.serialize(node.content).strip())], keyframes=keyframes)


def _written(rule: _Rule, uses: Uses) -> str:
    if rule.head.endswith(";"):
        return rule.head
    if rule.keyframes and rule.keyframes not in uses.animations:
        return ""
    if rule.rules is not None:
        inside = "".join(_written(inner, uses) for inner in rule.rules)
    else:
        inside = ";".join(text for name, text in rule.declarations if not name.startswith("--") or name in uses.properties)
    return f"{rule.head}{{{inside}}}" if inside else ""


def _declarations(content: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Return declarations as name and whole text."""
    for part in _split(content, ";"):
        text = tinycss2.serialize(part).strip()
        if text:
            yield text.partition(":")[0].strip(), text


def _head(prelude: Sequence[Any], names: Names) -> str:
    """Return the selectors of a list that can match; empty when none can."""
    parts = _split(prelude, ",")
    keep = [_can_match(part, names) for part in parts]
    if not any(keep):
        return ""
    # Where one that would go may be unknown to a browser, all stay.
    whole = any(not kept and not _states(part) <= _KNOWN_STATES for kept, part in zip(keep, parts, strict=True))
    return ",".join(tinycss2.serialize(part).strip() for kept, part in zip(keep, parts, strict=True) if kept or whole)


def _split(tokens: Sequence[Any], separator: str) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == separator:
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def _states(tokens: Sequence[Any]) -> set[str]:
    """Return the pseudo-classes and pseudo-elements of a selector."""
    named = [(tokens[index - 1], part) for index, part in enumerate(tokens) if index and part.type in ("ident", "function")]
    return {part.lower_value if part.type == "ident" else part.lower_name for before, part in named if before == ":"}


def _can_match(selector: Sequence[Any], names: Names) -> bool:
    """Tell whether an element of a page may match a selector. Read from its end: what holds a part of the page itself is one too."""
    compounds: list[tuple[str, list[Any]]] = [("", [])]
    for token in selector:
        if token.type == "whitespace" or token in (">", "+", "~"):
            sign = "" if token.type == "whitespace" else token.value
            if compounds[-1][1]:
                compounds.append((sign, []))
            elif sign:
                compounds[-1] = (sign, [])
        else:
            compounds[-1][1].append(token)
    if not compounds[-1][1]:
        compounds.pop()
    inside_body = True
    for index in range(len(compounds) - 1, -1, -1):
        after = compounds[index + 1][0] if index + 1 < len(compounds) else ""
        tokens = compounds[index][1]
        if not all(_occurs(kind, value, names, inside_body or after in _SIBLING) for kind, value in _simple(tokens)):
            return False
        if any(kind == "class" and value not in names.body_classes for kind, value in _simple(tokens)):
            inside_body = False
    return True


def _simple(tokens: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Return the simple selectors of a compound that name something: kind and name, for attributes their tokens."""
    before = ""
    for token in tokens:
        if token.type == "ident" and before in ("", "."):
            yield ("class" if before else "tag"), token.value
        elif token.type == "hash":
            yield "id", token.value
        elif token.type == "[] block":
            yield "attribute", token.content
        before = token.value if token.type == "literal" else "x"


def _occurs(kind: str, value: Any, names: Names, in_body: bool) -> bool:
    if kind == "tag":
        return value in names.tags
    if kind == "class":
        return names.has(value, names.classes)
    if kind == "id":
        return names.has(value, names.ids)
    parts = [token for token in value if token.type != "whitespace"]
    name = parts[0].value
    if name not in names.attributes:
        return False
    known = names.values.get(name)
    exact = len(parts) == 3 and parts[1] == "=" and parts[2].type in ("ident", "string")
    if not exact or known is None or not _TOLD.fullmatch(name) or (in_body and name in names.body_attributes):
        return True
    return parts[2].value in known
