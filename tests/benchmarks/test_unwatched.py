"""The browser in which the search is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.unwatched import launched

pytestmark = pytest.mark.browser


def test_a_page_is_opened_and_asked(tmp_path: Path) -> None:
    """A tab answers with values, promises are awaited, an error in the page is raised, and the next tab knows nothing of it."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>页</title><script>window.seen = 1</script>", encoding="utf-8")
    with launched() as browser:
        with browser.page(page.as_uri()) as tab:
            assert tab.evaluate("document.title") == "页"
            tab.slow(2)
            assert tab.evaluate("Promise.resolve([++window.seen])") == [2]
            with pytest.raises(RuntimeError, match="no such thing"):
                tab.evaluate("Promise.reject(new Error('no such thing'))")
        with browser.page(page.as_uri()) as tab:
            assert tab.evaluate("window.seen") == 1
