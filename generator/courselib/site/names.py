"""Shorter names in our own scripts: what a module calls its variables and functions costs every page its letters.

A module is read as tokens, not as a tree. A name is changed wherever it stands by itself, and everywhere alike, which keeps what hides
what; never after a dot, as a key, in a text or a pattern. So only names that the module declares are looked at, and of these none that
also stands as a key without its value (``{name}``) or as a method (``name() {}``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from string import ascii_letters

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\.?\d[\w.]*)
    |(?P<sign>=>|\.\.\.|[-+*/%&|^<>=!]=+|\+\+|--|&&|\|\||[{}()\[\];,.?:<>+\-*/%&|^!~=])""",
    re.VERBOSE,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_WORDS = frozenset(
    "arguments async await break case catch class const continue debugger default delete do else enum eval export extends false finally for"
    " function get if implements import in instanceof interface let new null of package private protected public return set static super"
    " switch this throw true try typeof undefined var void while with yield".split()
)
#: What a module has from outside: it may call something of its own so in one place and mean this in another.
_FREE = frozenset(
    "Array Blob Boolean CourseLib Date Error Infinity JSON Map Math NaN Number Object Promise RangeError RegExp Set String Symbol TypeError"
    " console document event exports history location modules name navigator performance screen setTimeout clearTimeout"
    " requestAnimationFrame window".split()
)
#: What a value ends with that is divided if a stroke follows: a pattern follows anything else.
_ENDS = frozenset((")", "]", "}"))
_BEFORE_PATTERN = frozenset(("return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else"))
#: What a name, a number, a text or a pattern begins with.
_OF_VALUES = frozenset(f"{ascii_letters}0123456789_$\"'./")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_OPENING.values())
_DECLARING = frozenset(("const", "let", "var", "function"))


class UnreadError(ValueError):
    """Code that is not read well enough to change it."""


def shortened(code: str) -> str:
    """Return a module's code with short names for what it declares; as it is where it has forms that are not read, such as templates."""
    try:
        tokens = list(_tokens(code))
        declared = _names(tokens)
    except UnreadError:
        return code
    used = {text for kind, text, _ in tokens if kind == "name"}
    counts = Counter(text for kind, text, is_name in tokens if is_name and text in declared)
    short = (name for name in _short_names() if name not in used and name not in _WORDS)
    new: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda row: (-row[1] * (len(row[0]) - 1), row[0])):
        if len(name) > 1:
            new[name] = next(short)
    return "".join(new.get(text, text) if is_name else text for _, text, is_name in tokens)


def _short_names() -> Iterator[str]:
    for length in (1, 2, 3):
        yield from map("".join, product(ascii_letters, repeat=length))


def _tokens(code: str) -> Iterator[tuple[str, str, bool]]:
    """Yield kind, text, and whether it is a name that stands by itself; raise ``UnreadError`` for what is none of these."""
    at, before = 0, ""
    while at < len(code):
        if code[at] == "/" and not _is_value(before):
            found = _PATTERN.match(code, at)
            kind = "pattern"
        else:
            found = _TOKEN.match(code, at)
            kind = found.lastgroup or "" if found else ""
        if found is None:
            raise UnreadError(code[at : at + 20])
        text = found[0]
        yield kind, text, kind == "name" and before != "." and text not in _WORDS
        at = found.end()
        before = before if kind == "space" else text


def _is_value(before: str) -> bool:
    return before in _ENDS or (before[:1] in _OF_VALUES and before not in _BEFORE_PATTERN and before not in ("...", "."))


def _names(tokens: list[tuple[str, str, bool]]) -> frozenset[str]:
    """Return the names that are declared and may be others."""
    rows = [(text, is_name) for kind, text, is_name in tokens if kind != "space"]
    pair = _pairs([text for text, _ in rows])
    texts = [text for text, _ in rows] + ["", "", ""]
    declared: set[str] = set()
    kept: set[str] = set()
    arrows = _parameters(texts, pair) if "=>" in texts else frozenset()
    #: The open brackets, and for each how many conditions still lack their colon.
    around, waiting = [""], [0]
    for n, (text, is_name) in enumerate(rows):
        after, before = texts[n + 1], texts[n - 1] if n else ""
        if text in _OPENING:
            around.append(text)
            waiting.append(0)
        elif text in _CLOSING:
            around.pop()
            waiting.pop()
        elif text == "?":
            waiting[-1] += 1
        elif text == ":" and waiting[-1]:
            waiting[-1] -= 1
        elif before != "." and (text == "function" or (text == "catch" and after == "(")):
            start = n + 1 if after == "(" else n + 2
            declared.update(name for name, own in rows[start : pair[start]] if own)
        if not is_name:
            continue
        if before in _DECLARING or n in arrows:
            declared.add(text)
        is_key = after == ":" and not waiting[-1]
        is_shown = around[-1] == "{" and before in ("{", ",") and after in (",", "}")
        is_method = after == "(" and before in ("{", ",", "get", "set", "static") and texts[pair[n + 1] + 1] == "{"
        if is_key or is_shown or is_method:
            kept.add(text)
    return frozenset(declared - kept - _FREE)


def _parameters(texts: list[str], pair: dict[int, int]) -> frozenset[int]:
    """Return the places that are or may be parameters of functions with an arrow."""
    starts = {end: start for start, end in pair.items()}
    places: set[int] = set()
    for n, text in enumerate(texts):
        if text == "=>":
            places.update(range(starts.get(n - 1, n - 1), n))
    return frozenset(places)


def _pairs(texts: list[str]) -> dict[int, int]:
    """Return the place of each closing bracket by that of its opening one."""
    pair: dict[int, int] = {}
    open_at: list[int] = []
    for n, text in enumerate(texts):
        if text in _OPENING:
            open_at.append(n)
        elif text in _CLOSING:
            if not open_at or _OPENING[texts[open_at[-1]]] != text:
                raise UnreadError(text)
            pair[open_at.pop()] = n
    if open_at:
        raise UnreadError("an open bracket")
    return pair
