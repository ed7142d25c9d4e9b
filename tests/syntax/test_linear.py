"""No small file hangs: the work of reading one grows with its length, whatever is repeated in it.

Counted are lines of Python that run (``tests/support/counting.py``), never seconds. What a compiled pattern does in one of those lines is
judged by its form: see ``test_patterns_are_linear``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

import courselib.library
import courselib.syntax
from courselib.library.body import read_body
from courselib.library.reading import read_file
from courselib.library.source import Entry

from ..support.counting import steps
from ..support.patterns import doubtful

#: What hurt parsers of Markdown, ours or others', when it was repeated; the last ones are front matter.
PIECES = [
    "[", "]", "![", "[a](", "[a](<b", "[a](b 'c", "[^", "[^a]", "[^a", "[a]:", "[a]: b\n", "[a]:\n", "[a]: b '", "[[a]", "[](",
    "[a][b] ", "[a] ",
    "x[^1]", "[^1]: a\n", "[^1]: a\n\n    b\n", "![](", "![a](b) ", "*", "**", "_", "*a ", "**a ", "a*", "a**", "*a_ ", "_a*", "***a",
    "*a**b_", "~~",
    "~~a ", "*中*", "**中**文", "（**中**）", "`", "``a", "`a``b", "```", "```\n", "~~~\n", "<", "<a", "</", "<a href=", "<a b='",
    "<b title=1",
    "<b title='x' ", "<!--", "<!-- -", "<!---->", "<![CDATA[", "<?", "<!A", "<p>x", "<p>x\n", "<p>[^1]x\n", "<p>\n\n", "<div>\n\n",
    "<b>", "<b>x</b>",
    "<script>", "<script>\n", "<a href=x>", "<details>\n\n", "</div>\n\n", "<td>", "<table>\n\n", "<img src=a>", "<https://", "<a@b.c>",
    "|", "a|b\n-|-\n", "| a ", "|\n", "|a|b|\n|-|-|\n|c|\n", "- ", "* ", "1. ", "> ", ">", "> > a\n", "- a\n", "- a\n\n", "- - -\n",
    "a\n: b\n",
    "a\n\n: b\n\n", ": ", "!!! ", "!!! note\n", "!!! note \"", "??? a\n", "!!! a\n\n", "\n\n!!! a\n    - b\n", "# ", "# a\n",
    "# 课程大纲\n", "a\n===\n",
    "a\n---\n", "---\n", "{", "{#", "{#a}", "# a {#b}\n", "*a*{.b}", "`a`{.b}", "\\", "&", "&#", "&amp;", "\t", " ", "\n", "a\n", "中\n",
    "【填", "【填：x】",
    "    a\n", "- [ ] ", "- [ ] a\n", "- [x", "- 一（1 学时）\n", "（", "a  \n", "\\\n", "\u0000", "\u200b",
]
BEGINNINGS = ["## 课程大纲\n\n| 单元 | 学时 |\n|---|---|\n| ", "[^1]: x\n\n", "<div>\n"]
FRONT = ["a: ", "a: b\n", "- ", "- a\n", "[", "{", "[a, ", "{a: ", "'", '"', "? ", "&a ", "*a ", "!a ", "# ", "|\n", ">\n ", "a:\n ",
    ": ", ", ", "\\", "%", "@", "…"]
SIZES = (320, 640, 1280)
#: Lines that may run for each character, and for a body at all.
MOST = 6_000
BASE = 60_000


def assert_linear(work: Callable[[int], object], times: int = 1) -> None:
    """Assert that doubled input makes at most little more than doubled work, and that no character makes too much.

    ``times`` makes the sizes larger, where much is done before the input counts.
    """
    sizes = [n * times for n in SIZES]
    counts = [steps(partial(work, n), BASE + 3 * MOST * n) for n in sizes]
    assert counts[1] <= 2.3 * counts[0] + 2_000 * times**2, counts
    assert counts[2] <= 2.3 * counts[1] + 2_000 * times**2, counts
    assert counts[2] <= MOST * sizes[2] + BASE, counts


@pytest.mark.parametrize("piece", PIECES)
def test_bodies(piece: str) -> None:
    """A body of one piece repeated is read, checked and made a page of, in work that grows with it."""
    assert_linear(lambda n: read_body(piece * (n // len(piece)), 1, "courses/a.md", title="a", outlined=True))


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("piece", ["[^", "[^a", "<p>x\n", "[", "`a``b", "<![CDATA[", "**中", "<b title='x' ", "| a ", "合计 |"])
def test_bodies_in_places_of_their_own(beginning: str, piece: str) -> None:
    """Nor does it help to repeat it in a cell of an outline, beside a footnote, or in HTML."""
    assert_linear(lambda n: read_body(beginning + piece * (n // len(piece)), 1, "courses/a.md", title="a", outlined=True))


@pytest.mark.parametrize("piece", FRONT)
def test_front_matter(piece: str) -> None:
    """The same for front matter and for plan-like files."""
    entry = Entry("courses/a.md", "course", "a", 0, 0, 0)
    assert_linear(lambda n: read_file(entry, f"---\n{piece * (n // len(piece))}\n---\n\na".encode()), 6)
    rows = Entry("curricula/a.yml", "curriculum", "a", 0, 0, 0)
    assert_linear(lambda n: read_file(rows, (piece * (n // len(piece))).encode()), 6)


def modules() -> Iterator[Any]:
    """Yield the modules that read what authors write."""
    for package in (courselib.syntax, courselib.library):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


#: Patterns whose form could be dear, and why they are not.
WHY = {
    "courselib.syntax.markdown.attributes._EXACT": "fed 200 characters at most; every repeated part begins with a mark",
    "courselib.syntax.markdown.markup._TAG": "the parser's own; each attribute begins with a blank, and no tag is tried once no > follows",
    "courselib.syntax.markdown.remarks._RULE_ROW": "every repeated part begins with a bar, which nothing else in it takes",
}


def test_patterns_are_linear() -> None:
    """No pattern of ours repeats what repeats, nor one thing behind another that may be the same; each other one says why it may."""
    found = {
        f"{module.__name__}.{name}": doubtful(value)
        for module in modules() for name, value in vars(module).items() if isinstance(value, re.Pattern)
    }
    assert len(found) > 20
    assert {name: why for name, why in found.items() if why and name not in WHY} == {}
