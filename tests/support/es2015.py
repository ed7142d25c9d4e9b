"""Whether a script is plain ECMAScript 2015: parsed by a parser that knows no later syntax than 2017, then walked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import esprima

#: Names of things that came after 2015, or that do not work from ``file://``.
NAMES = frozenset({
    "fetch", "XMLHttpRequest", "Worker", "SharedWorker", "ServiceWorker", "EventSource", "WebSocket", "importScripts",
    "SharedArrayBuffer", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "globalThis", "queueMicrotask",
    "structuredClone", "requestIdleCallback", "WeakRef", "FinalizationRegistry", "AggregateError", "IntersectionObserver",
    "ResizeObserver", "AbortController", "BroadcastChannel", "CompressionStream", "DecompressionStream", "eval",
})
#: Methods of the same kinds; an array's ``includes`` came in 2016, and a text has ``indexOf`` too.
METHODS = frozenset({
    "padStart", "padEnd", "trimStart", "trimEnd", "replaceAll", "matchAll", "at", "flat", "flatMap", "findLast",
    "findLastIndex", "toSorted", "toReversed", "toSpliced", "with", "allSettled", "any", "finally", "includes", "sendBeacon",
    "insertAdjacentHTML", "replaceChildren", "append", "prepend", "before", "after", "replaceWith",
    "toggleAttribute", "randomUUID", "showModal", "composedPath", "getRootNode", "setPointerCapture", "formatToParts",
})
#: Methods that only one object's are meant: what has the same name elsewhere is another thing.
DOCUMENT_METHODS = frozenset({"write", "writeln"})
#: What keeps the rules of the Markdown parser; its methods ``at``, ``before`` and ``after`` are its own.
_RULERS = frozenset({"ruler", "ruler2"})
#: Properties of the same kinds, or that would take data for markup.
PROPERTIES = frozenset({"Segmenter", "asyncIterator", "serviceWorker", "innerHTML", "outerHTML", "isConnected", "dotAll"})
#: Methods of one object that another object has too.
QUALIFIED = frozenset({
    ("Object", "entries"), ("Object", "values"), ("Object", "fromEntries"), ("Object", "getOwnPropertyDescriptors"),
    ("Object", "hasOwn"), ("Array", "fromAsync"), ("String", "cooked"), ("Promise", "try"), ("Promise", "withResolvers"),
})
_LATER_NODES = frozenset({
    "AwaitExpression", "ImportDeclaration", "ImportExpression", "Import", "ExportNamedDeclaration",
    "ExportDefaultDeclaration", "ExportAllDeclaration", "RestProperty", "SpreadProperty", "ClassProperty", "FieldDefinition",
})
_LITERAL_FLAGS = frozenset("gimy")


def nodes(tree: Any) -> Iterator[Any]:
    """Yield all nodes of a syntax tree."""
    if isinstance(tree, list):
        for item in tree:
            yield from nodes(item)
    elif hasattr(tree, "type") and isinstance(tree.type, str):
        yield tree
        for name, value in vars(tree).items():
            if name not in ("range", "loc", "regex", "tokens", "comments"):
                yield from nodes(value)


def offences(text: str) -> list[str]:
    """Return what a script holds that a browser of 2016 would not run from a folder; raises when it does not parse."""
    tree = esprima.parseScript(text, {"tokens": True, "loc": True})
    found = [fault for node in nodes(tree.body) for fault in _faults(node)]
    tokens = tree.tokens
    for before, token in pairwise(tokens):
        if token.type == "Punctuator" and token.value in ("**", "**="):
            found.append(f"line {token.loc.start.line}: {token.value}")
        if before.value == "," and token.value == ")" and token.type == "Punctuator":
            found.append(f"line {token.loc.start.line}: comma before )")
    return found


def _faults(node: Any) -> Iterator[str]:
    line = f"line {node.loc.start.line}" if getattr(node, "loc", None) else "somewhere"
    if node.type in _LATER_NODES:
        yield f"{line}: {node.type}"
    if getattr(node, "isAsync", False) or getattr(node, "async", False) is True:
        yield f"{line}: async"
    if node.type in ("ObjectExpression", "ObjectPattern"):
        yield from (f"{line}: object spread" for p in node.properties if p.type in ("SpreadElement", "RestElement"))
    if node.type == "Identifier" and node.name in NAMES:
        yield f"{line}: {node.name}"
    if node.type == "MemberExpression":
        yield from _member(node, line)
    if node.type == "Literal" and getattr(node, "regex", None):
        yield from _regex(node.regex.pattern, node.regex.flags, line)
    if node.type == "CallExpression":
        yield from _call(node.callee, line)
    if node.type in ("NewExpression", "CallExpression") and getattr(node.callee, "name", "") == "RegExp":
        flags = node.arguments[1].value if len(node.arguments) > 1 and node.arguments[1].type == "Literal" else ""
        yield from _regex("", str(flags), line)


def _member(node: Any, line: str) -> Iterator[str]:
    name, owner = _name(node), getattr(node.object, "name", None)
    if name in PROPERTIES or (owner, name) in QUALIFIED:
        yield f"{line}: {owner or '…'}.{name}"


def _call(callee: Any, line: str) -> Iterator[str]:
    name = _name(callee)
    owner = getattr(callee, "object", None)
    if name in DOCUMENT_METHODS and (getattr(owner, "name", None) == "document" or _name(owner) == "document"):
        yield f"{line}: document.{name}()"
    if name in METHODS and not (owner is not None and _name(owner) in _RULERS):
        yield f"{line}: .{name}()"
    if name == "forEach" and callee.object.type == "CallExpression" and _name(callee.object.callee) == "querySelectorAll":
        yield f"{line}: forEach of a list of elements"


def _name(node: Any) -> str | None:
    if node.type != "MemberExpression":
        return None
    if node.computed:
        return str(node.property.value) if node.property.type == "Literal" else None
    return str(node.property.name)


def _regex(pattern: str, flags: str, line: str) -> Iterator[str]:
    if set(flags) - _LITERAL_FLAGS:
        yield f"{line}: flags {flags}"
    if any(part in pattern for part in ("(?<", "\\p{", "\\P{")):
        yield f"{line}: {pattern}"
