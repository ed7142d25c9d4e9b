"""The second pass: its delimiters occur nowhere else, and values never become template or script."""

from __future__ import annotations

import json
from importlib.metadata import files
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.site.shell import CLOSE, OPEN, Shells, environment, json_in_html, neutralise

HOSTILE = ["{{7*7}}", "{% for x in y %}", "⟦= 7*7 =⟧", "⟦% raw %⟧", "⟦# x #⟧", "</script><script>x", "\u2028", '"><img onerror=x>', "'&<"]


@pytest.mark.parametrize("package", ["mkdocs", "mkdocs-material", "mkdocs-material-extensions"])
def test_no_file_of_the_engine_holds_a_delimiter(package: str) -> None:
    """Neither MkDocs nor Material has U+27E6 or U+27E7 in any template, style or script: no shell gets one from them."""
    found = []
    texts = 0
    for entry in files(package) or []:
        path = Path(str(entry.locate()))
        if path.suffix in (".py", ".html", ".css", ".js", ".json", ".yml", ".xml", ".svg", ".md") and path.is_file():
            texts += 1
            data = path.read_bytes()
            if OPEN.encode() in data or CLOSE.encode() in data:
                found.append(entry.name)
    assert texts > 3
    assert found == []


def test_neutralised_text_keeps_its_look_and_loses_the_delimiters() -> None:
    """Text for the first pass shows the same characters, as entities."""
    text = neutralise("a⟦= x =⟧b")
    assert OPEN not in text
    assert CLOSE not in text
    assert environment().from_string(text).render() == "a&#10214;= x =&#10215;b"


@pytest.mark.parametrize("value", HOSTILE)
def test_values_are_escaped_and_not_evaluated(value: str) -> None:
    """A value comes out as text: escaped, never evaluated, in text and in attributes."""
    page = Shells({"x": '<a title="⟦= v =⟧">⟦= v =⟧</a>'}).render("x", {"v": value})
    assert page == f'<a title="{jinja2.utils.markupsafe.escape(value)}">{jinja2.utils.markupsafe.escape(value)}</a>'
    assert "49" not in page


@pytest.mark.parametrize("value", HOSTILE)
def test_a_body_is_never_evaluated(value: str) -> None:
    """Even an unsanitised body would stay text for the template engine."""
    assert Shells({"x": "⟦= body =⟧"}).render("x", {}, value) == value


@pytest.mark.parametrize("source", ["⟦= missing =⟧", "⟦= ''.__class__.__mro__ =⟧", "⟦= v.append(1) =⟧", "⟦= v.missing.x =⟧"])
def test_shells_are_strict_and_sandboxed(source: str) -> None:
    """An unknown name, an inner attribute or a change of a value ends the fill instead of giving something odd."""
    with pytest.raises((jinja2.UndefinedError, jinja2.sandbox.SecurityError)):
        Shells({"x": source}).render("x", {"v": []})


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_in_a_page_reads_back_and_cannot_end_its_script(value: object) -> None:
    """JSON for a script element is the same data, without a character that could end the element or the line."""
    text = str(json_in_html(value))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value
