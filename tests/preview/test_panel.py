"""What the panel says."""

from __future__ import annotations

import re
from importlib.resources import files

from courselib.preview.injecting import injected
from courselib.preview.panel import Notice, panel, token
from courselib.problems import problem

from ..support.es2015 import offences


def test_errors_first_and_the_page_at_hand_before_others() -> None:
    """Errors come before reminders, and among each those of the page before the rest."""
    found = [problem("B507", "a.md", "提醒"), problem("M305", "b.md", "错"), problem("M305", "c.md", "错", line=3, column=4, hint="改")]
    made = panel(found, (), "content", "c.md")
    assert (made["errors"], made["warnings"], made["more"]) == (2, 1, 0)
    assert [(p["place"], p["here"]) for p in made["problems"]] == [
        ("content/c.md:3:4", True), ("content/b.md:1:1", False), ("content/a.md:1:1", False)]
    assert made["problems"][0] == {
        "severity": "error", "code": "M305", "place": "content/c.md:3:4", "here": True, "message": "错", "hint": "改"}


def test_no_endless_lists_and_no_odd_characters() -> None:
    """A library with a thousand errors, endless lines and characters that reorder text gives a panel that can be read."""
    found = [problem("M305", f"courses/{n}\u202e.md", "x" * 5000 + "\x1b[31m", hint="\u2066y") for n in range(1000)]
    made = panel(found, [Notice("\x00设置坏了", "改")], "content", "")
    assert len(made["problems"]) == 30
    assert made["more"] == 970
    assert made["errors"] == 1000
    assert max(len(p["message"]) for p in made["problems"]) <= 400
    assert not {"\u202e", "\x1b", "\u2066", "\x00"} & set(repr(made).encode().decode("unicode_escape", "ignore"))
    assert made["notices"] == [{"message": "\N{REPLACEMENT CHARACTER}设置坏了", "hint": "改"}]


def test_a_token_stands_for_what_is_shown() -> None:
    """Equal panels have equal tokens, and different ones different."""
    one, two = (panel([problem("M305", "a.md", text)], (), "content", "") for text in ("一", "二"))
    assert token(one) == token(panel([problem("M305", "a.md", "一")], (), "content", ""))
    assert token(one) != token(two)


def test_nothing_of_an_address_breaks_out_of_the_script_tag() -> None:
    """A path with quotes and tags stays inside its attribute; a page without the usual tags gets its script all the same."""
    page = injected(b"<html><head></head><body>x</body></html>", 'a"><img src=x onerror=1>.html', '"', held=False)
    assert b"<img" not in page
    assert page.count(b"<script") == 1
    assert page.endswith(b"</script></body></html>")
    assert injected(b"x", "a.html", "", held=True).endswith(b'data-held="1"></script>')


def test_the_script_runs_in_old_browsers_and_takes_no_data_for_markup() -> None:
    """Nothing later than ECMAScript 2015 but the request to its own server; no innerHTML and its like."""
    text = files("courselib.preview").joinpath("client.js").read_text(encoding="utf-8")
    found = offences(text)
    assert [f for f in found if "XMLHttpRequest" not in str(f)] == []
    assert len(found) == 1
    assert '"use strict";' in text
    assert re.findall(r"https?://", text) == []
