"""Patterns take steps with the text: one that begins with a run of any length, and must go on after it, takes the square of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]  # the only readers of patterns that there are
from typing import Any

import pytest

import courselib

#: Where such a pattern looks at short texts only, with what keeps them short.
SHORT = {
    "content.strays._DOT": "names of files",
    "content.collecting._ASIDE": "titles",
    "library.outline._FIGURE": "names of a hundred characters at most",
    "library.outline._SUM": "names of a hundred characters at most",
    "site.styles._SPARE": "our own style sheets",
}
_ANYWHERE = ("search", "sub", "subn", "split", "finditer", "findall")


def begins_with_a_run(parsed: Any) -> bool:
    """Tell whether a pattern may begin with a run without bounds that something must follow."""
    for at, (operation, argument) in enumerate(parsed):
        more = list(parsed)[at + 1 :]
        if operation is _constants.SUBPATTERN:
            return begins_with_a_run([*argument[3], *more])
        if operation is _constants.BRANCH:
            return any(begins_with_a_run([*branch, *more]) for branch in argument[1])
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            least, most, inner = argument
            if most is _constants.MAXREPEAT:
                return any(not is_optional(one) for one in more)
            if least == 0 and not begins_with_a_run([*inner, *more]):
                continue
            return begins_with_a_run([*inner, *more])
        return False
    return False


def is_optional(one: tuple[Any, Any]) -> bool:
    """Tell whether a part of a pattern may be missing."""
    return one[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and one[1][0] == 0


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns of the package that are looked for anywhere in a text."""
    for info in pkgutil.walk_packages(courselib.__path__, "courselib."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and f"{name} = re.compile(" in source:
                used = set(re.findall(rf"\b{name}\.(\w+)", source))
                if used.intersection(_ANYWHERE):
                    yield f"{info.name.removeprefix('courselib.')}.{name}", value


def test_no_pattern_begins_with_a_run() -> None:
    """But for those whose texts are short."""
    found = {name for name, pattern in patterns() if begins_with_a_run(_parser.parse(pattern.pattern, pattern.flags))}
    assert found == SHORT.keys()


@pytest.mark.parametrize(("pattern", "is_slow"), [
    (r"\s*\{[^{}]*\}\s*$", True), (r"\s*\n\s*", True), (r"(?:-|a)*b", True), (r"x?\s+y", True), (r"\s+$", True), (r"(a|b+c)", True),
    (r"\s+", False), (r"[^.]*[.]*", False), (r"a\s*b", False), (r"[0-9]{1,4}$", False),
])
def test_what_is_slow_is_known(pattern: str, is_slow: bool) -> None:
    """A run at the beginning, wherever it hides."""
    assert begins_with_a_run(_parser.parse(pattern)) == is_slow
