"""The one rule of writing: every value of the shared vectors, and any text, is written alike and read back by every reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from courselib.content.template import template
from courselib.curricula.writing import curriculum_text
from courselib.exchange.spreadsheet.merge.files import begun
from courselib.library import nodes
from courselib.library.kinds import FOLDERS, KINDS
from courselib.library.model import Curriculum, Item, Source
from courselib.library.schema import COURSE, CURRICULUM
from courselib.library.writing import lines
from courselib.syntax.yaml import tree, writer

from ..support.library import REPOSITORY
from ..support.scripts import script

DOCUMENT = json.loads((REPOSITORY / "tests/vectors/yaml/values.json").read_text(encoding="utf-8"))
VECTORS: list[dict[str, str]] = DOCUMENT["values"]
TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from(" \t\n:#,[]{}-?!&*|>'\"%@`\u2028\u3000\ue028学"), max_size=40)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the reader and the writer of the browser."""
    page = browser.new_page()
    page.evaluate(script("lib/yaml/writer.js", "lib/yaml/pieces.js"))
    yield page
    page.close()


def forms(scalar: str, block: str, nested: str) -> dict[str, str]:
    """Return documents in which a value stands in every place where a writer puts one, under the way that leads to it."""
    return {
        "a": f"a: {scalar}\nz: 1\n", "b": f"a: {block}\nz: 1\n", "c": f"x: [1, {scalar}, 2]\n", "d": f"- {{k: {scalar}, on: 1}}\n",
        "e": f"x:\n  a: {nested}\n  z: 1\n", "f": f"- {scalar}\n", "g": f"{scalar}: 1\n", "h": f"a: {scalar}  # note\n",
    }


def reached(way: str, value: Any) -> Any:
    """Return what stands in a document of ``forms``."""
    return {
        "a": lambda: value["a"], "b": lambda: value["a"], "c": lambda: value["x"][1], "d": lambda: value[0]["k"],
        "e": lambda: value["x"]["a"], "f": lambda: value[0], "g": lambda: next(iter(value)), "h": lambda: value["a"],
    }[way]()


def plain(node: tree.Node) -> Any:
    """Return a tree as plain values; what is no text in YAML is marked."""
    if isinstance(node, tree.Mapping):
        return {name: plain(value) for name, (_, value) in node.items.items()}
    if isinstance(node, tree.Sequence):
        return [plain(item) for item in node.items]
    return None if node.is_null else node.text


def read_back(text: str, loader: Any) -> None:
    """Check both Python readers on every form of a text."""
    for way, document in forms(writer.scalar(text), writer.block(text, 0), writer.block(text, 2)).items():
        if way == "g" and len(text) > 100:
            continue  # YAML bounds a key on one line
        parsed = tree.parse(document, "x.yml")
        assert parsed.root is not None, (way, document, parsed.problems)
        assert reached(way, plain(parsed.root)) == text
        assert reached(way, yaml.load(document, loader)) == text  # noqa: S506 - a safe loader


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("row", VECTORS, ids=lambda r: f"{r['group']}-{r['value'][:12]!a}")
def test_python_writes_and_reads_the_vectors(row: dict[str, str], loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value has its line, and PyYAML's own types, of either parser, see the text and nothing else."""
    monkeypatch.setattr(tree, "_LOADER", loader)
    text = row["value"]
    assert writer.scalar(text) == row["scalar"]
    assert writer.block(text, 0) == row.get("block", row["scalar"])
    assert writer.block(text, 2) == row.get("nested", row["scalar"])
    read_back(text, loader)


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """Whatever the text: both readers of Python read back what the writer wrote, wherever it stands."""
    read_back(text, yaml.CSafeLoader)


_READS = """rows => rows.map(([ways, whole]) => Object.keys(ways).map(way => {
  const own = CourseLib.modules.lib_yaml_reader.read(ways[way]);
  let typed;
  try { typed = CourseLib.modules.vendor_js_yaml.load(ways[way]); } catch (error) { typed = String(error); }
  return [way, own.message ? [own.message] : own.value, typed];
}))"""
_WRITES = "texts => texts.map(t => [CourseLib.modules.lib_yaml_writer.scalar(t), CourseLib.modules.lib_yaml_writer.block(t, 0), CourseLib.modules.lib_yaml_writer.block(t, 2)])"


def browser_agrees(page: Page, texts: list[str]) -> None:
    """Check that the browser writes what Python writes, and that js-yaml reads it back as text, typed or not."""
    wanted = [[writer.scalar(t), writer.block(t, 0), writer.block(t, 2)] for t in texts]
    assert page.evaluate(_WRITES, texts) == wanted
    told = page.evaluate(_READS, [[forms(*w), 0] for w in wanted])
    for text, found in zip(texts, told, strict=True):
        for way, own, typed in found:
            if way == "g" and len(text) > 100:
                continue
            assert reached(way, own) == text, (way, text)
            assert reached(way, typed) == text, (way, text)


def test_the_browser_writes_and_reads_the_vectors(page: Page) -> None:
    """The browser's twin has the same lines, and js-yaml with its usual types sees the same texts."""
    browser_agrees(page, [row["value"] for row in VECTORS])


@given(st.data())
def test_any_text_comes_back_in_the_browser(page: Page, data: st.DataObject) -> None:
    """Many texts at a time: the browser's twin and js-yaml agree with Python."""
    browser_agrees(page, data.draw(st.lists(TEXTS.filter(lambda t: t != "__proto__"), min_size=1, max_size=30)))


@pytest.mark.parametrize("text", DOCUMENT["refused"])
def test_half_a_surrogate_pair_is_refused(page: Page, text: str) -> None:
    """No file can hold it; nobody writes it."""
    with pytest.raises(ValueError, match="surrogate"):
        writer.scalar(text)
    with pytest.raises(ValueError, match="surrogate"):
        writer.block(f"a\n{text}", 0)
    units = [int.from_bytes(text.encode("utf-16-be", "surrogatepass")[i : i + 2], "big") for i in range(0, 2 * len(text), 2)]
    for call in ("scalar(t)", "block('a\\n' + t, 0)"):
        code = f"u => {{ const t = String.fromCharCode(...u); try {{ CourseLib.modules.lib_yaml_writer.{call}; return ''; }} catch (e) {{ return e.name; }} }}"
        assert page.evaluate(code, units) == "RangeError"


FIT = [text for row in VECTORS if (text := row["value"]) and "\n" not in text and len(text) <= 80]


@pytest.mark.parametrize("text", FIT)
def test_every_writer_writes_the_same_line(text: str) -> None:
    """`new`, `import` and `suggest -o` write one title alike."""
    line = f"title: {writer.scalar(text)}"
    assert line in begun(COURSE, {"title": text, "hours": 2}).decode().split("\n")
    curriculum = Curriculum(id="x", title=text, sector="rural", role="member", start=2024, items=(Item("a", 2024),), source=Source("x"))
    assert curriculum_text(curriculum).split("\n")[0] == line
    made = next(row for row in template(KINDS["course"], {"title": text}, 2026).split("\n") if row.startswith("title:"))
    assert made.startswith(f"{line}  # ")
    assert list(lines(CURRICULUM.fields, {"title": text})) == [line]


def test_shipped_files_are_written_so_already() -> None:
    """Of every shipped record each field is, but for the layout of lists, the line that the writer would write."""
    other = []
    for kind in FOLDERS.values():
        for path in sorted((REPOSITORY / "content" / kind.folder).rglob(f"*.{kind.suffix}")):
            text = path.read_text(encoding="utf-8")
            root = nodes.parse(text.split("---\n")[1] if kind.markdown else text, "").root
            assert isinstance(root, tree.Mapping)
            other += [(path.name, s.text) for s in texts(root) if s.style in "'\"" and s.style != writer.scalar(s.text)[0][: len(s.style)]]
    assert other == []


def texts(node: tree.Node) -> Iterator[tree.Scalar]:
    """Give every value of a tree that is written in quotes, or plainly and is text."""
    if isinstance(node, tree.Mapping):
        for _, value in node.items.values():
            yield from texts(value)
    elif isinstance(node, tree.Sequence):
        for item in node.items:
            yield from texts(item)
    elif node.style or not node.text.replace("-", "").replace(".", "").isdigit():
        yield node
