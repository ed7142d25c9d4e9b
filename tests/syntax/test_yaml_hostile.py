"""Small files that could hurt: the work grows with the text and ends at a budget, and what is past it is a problem with its line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from courselib.content.fixing import repair
from courselib.library import frontmatter
from courselib.library.reading import read_file
from courselib.library.source import Entry
from courselib.syntax.yaml import slips, tree

from ..support.scripts import script

#: Metadata of a size, by shape.
SHAPES: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "a: " + "[" * n,
    "closed brackets": lambda n: "a: " + "[" * n + "]" * n,
    "open braces": lambda n: "a: " + "{a: " * n,
    "dashes": lambda n: "a:\n" + "- " * n + "x",
    "question marks": lambda n: "? " * n + "a",
    "question lines": lambda n: "? a\n" * n,
    "indented keys": lambda n: "".join(" " * min(k, 40) + "a:\n" for k in range(n)),
    "many keys": lambda n: "".join(f"k{k}: 1\n" for k in range(n)),
    "many keys in braces": lambda n: "a: {" + ", ".join(f"k{k}: 1" for k in range(n)) + "}",
    "the same key": lambda n: "a: 1\n" * n,
    "many items": lambda n: "a: [" + "b, " * n + "b]",
    "one long line": lambda n: "a: " + "很" * n,
    "one long quoted line": lambda n: 'a: "' + "很 " * n + '"',
    "an open quote": lambda n: 'a: "' + "x\n" * n,
    "quotes in quotes": lambda n: "a: '" + "''" * n + "'",
    "escapes": lambda n: 'a: "' + "\\u4e2d" * n + '"',
    "folded lines": lambda n: "a: >\n" + "  x\n" * n,
    "a text of many lines": lambda n: "a: x\n" + " b: c：d\n" * n,
    "comments": lambda n: "# x\n" * n + "a: 1",
    "blanks": lambda n: "a:" + " " * n + "1",
    "blank lines": lambda n: "a: 1\n" + "\n" * n + "b: 2",
    "aliases": lambda n: "a: &a 1\n" + "b: [" + "*a, " * n + "1]",
    "anchors": lambda n: "".join(f"k{k}: &a{k} 1\n" for k in range(n)),
    "merges": lambda n: "a: &a {x: 1}\n" + "<<: *a\n" * n,
    "tags": lambda n: "a: " + "!x " * n + "1",
    "directives": lambda n: "%X y\n" * n + "---\na: 1",
    "documents": lambda n: "---\na: 1\n" * n,
    "full-width colons": lambda n: "title：x\n" * n,
    "colons without blanks": lambda n: "title:x\n" * n,
    "tabs": lambda n: "a:\n" + "\t\tb: 1\n" * n,
    "tabs on one line": lambda n: "\t" * n + "a: 1",
    "names": lambda n: "a" * n,
    "names with blanks": lambda n: "title" + " " * n + "x\nb: 1\nx",
    "colons": lambda n: "a: " + ": " * n,
    "rare breaks": lambda n: "a: " + "x\u2028" * n,
    "rare breaks and carriers": lambda n: "".join(f"# f{k:x}028\n" for k in range(1, 16)) + "a: " + "\u2028" * n,
    "full-width quotes": lambda n: "title: “" + "“: " * n + "”",
    "dashes in a row": lambda n: "a: 1\n" + "-" * n + "\n",
    "torn keys": lambda n: "{" + ", ".join(f"name：k{k}" for k in range(n)) + "}",
    "commas in words": lambda n: "keywords: " + "a、" * n,
    "IDs in one text": lambda n: "audience: " + "rural，" * n,
}
SIZES = (500, 1000, 2000)


def calls(act: Callable[[], object]) -> int:
    """Return how many calls of Python and built-in functions an action makes."""
    count = 0

    def seen(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def grows_at_most_with_the_text(counts: list[int]) -> bool:
    """Tell whether each doubling of the text adds at most what the one before added twice, but for a constant."""
    first, second, third = counts
    return third - second <= 2.2 * max(second - first, 0) + 200


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_the_parser_takes_steps_with_the_text(shape: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events grow at most with the text, and stay within the budget."""
    monkeypatch.setattr(tree, "_LOADER", loader)
    counts = [tree.parse(SHAPES[shape](n), "x.yml").events for n in SIZES]
    assert grows_at_most_with_the_text(counts), counts
    assert counts[-1] <= 3 * tree.MAX_NODES


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_and_mending_take_steps_with_the_text(shape: str) -> None:
    """A file is read, its slips looked for and its repair made with calls that grow at most with the text."""
    entry = Entry("courses/rural/x.md", "course", "x", 0, 0, 0)
    for end in ("---\n", "", "----\n"):
        data = [f"---\n{SHAPES[shape](n)}\n{end}\n## 题\n".encode() for n in SIZES]
        read = [calls(lambda d=d: read_file(entry, d)) for d in data]  # type: ignore[misc] # mypy does not infer a lambda's default
        assert grows_at_most_with_the_text(read), read
        mended = [calls(lambda d=d: repair(entry, d, {"sector": {"rural"}})) for d in data]  # type: ignore[misc] # as above
        assert grows_at_most_with_the_text(mended), mended


@pytest.mark.parametrize("shape", SHAPES)
def test_a_megabyte_is_read_or_refused_at_its_line(shape: str) -> None:
    """At the size of the largest file nothing is raised; what cannot be taken is a problem of this file with a line."""
    one = len(SHAPES[shape](1001)) - len(SHAPES[shape](1000))
    text = SHAPES[shape](max(1000, 1_000_000 // max(one, 1)))[: tree.MAX_CHARACTERS]
    parsed = tree.parse(text, "x.yml")
    assert parsed.root is not None or parsed.problems
    assert all(1 <= p.line <= text.count("\n") + 1 for p in parsed.problems)


def test_past_the_budget_of_size() -> None:
    """One character more than the budget is a problem, and nothing is read."""
    parsed = tree.parse("a: " + "x" * tree.MAX_CHARACTERS, "x.yml", 2)
    assert [(p.code, p.line) for p in parsed.problems] == [("F101", 2)]
    assert parsed.events == 0


def test_slips_are_told_up_to_a_number() -> None:
    """A file that is nothing but slips says so often enough."""
    document = frontmatter.read("---\n" + "".join(f"k{n}：x\n" for n in range(5000)) + "---\n", "courses/x.md")
    assert len(document.problems) == slips.MAX_TOLD


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the browser's reader."""
    page = browser.new_page()
    page.evaluate(script("lib/yaml/writer.js", "lib/yaml/pieces.js"))
    yield page
    page.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_browser_refuses_in_words(page: Page, shape: str) -> None:
    """The reader of the browser never throws, and never speaks of its stack; what it watches grows with the text."""
    told = page.evaluate("""texts => texts.map(text => {
      let steps = 0;
      const jsyaml = CourseLib.modules.vendor_js_yaml, load = jsyaml.load;
      jsyaml.load = (t, options) => load(t, Object.assign({}, options, {listener: (e, s) => { steps += 1; options.listener(e, s); }}));
      const found = CourseLib.modules.lib_yaml_reader.read(text);
      jsyaml.load = load;
      return [steps, found.message || ""];
    })""", [SHAPES[shape](n) for n in SIZES])
    assert grows_at_most_with_the_text([row[0] for row in told]), told
    assert all("stack" not in row[1].lower() for row in told)
