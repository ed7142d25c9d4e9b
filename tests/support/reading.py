"""The form's reader of Markdown, run in node where there is one, else in a browser: bodies in, what was read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from . import scripts

#: What the script of the form's page has for reading.
ENTRY = "author/reading.js"
_READ = """function (rows) {
  return rows.map(function (row) {
    const read = CourseLib.modules.author_reading.read(row.markdown, row.title || "", row.path || "courses/rural/theory.md");
    const tree = read.document;
    return {
      html: read.html,
      plain: tree ? CourseLib.modules.lib_markdown_text.plainText(tree.tokens) : "",
      links: read.links.map(function (l) { return [l.target, l.line, l.column, l.image, l.text]; }),
      headings: tree ? tree.headings.map(function (h) { return [h.level, h.title, h.anchor]; }) : [],
      outline: read.outline && (read.outline.hasOutline || read.outline.hasObjectives) ? {
        units: read.outline.units.map(function (u) { return [u.title, u.content, u.method, u.hours, u.line]; }),
        outline: read.outline.hasOutline, objectives: read.outline.hasObjectives, line: read.outline.line
      } : null,
      remarks: read.problems.map(function (p) { return [p.code, p.line, p.column, p.message]; })
    };
  });
}
"""
Row = dict[str, Any]
Reader = Callable[[Sequence[Row]], list[Row]]


def in_node(rows: Sequence[Row]) -> list[Row]:
    """Return what the form reads of rows of ``markdown``, ``title`` and ``path``, all in one process."""
    found: list[Row] = scripts.in_node(scripts.script(ENTRY), _READ, list(rows))
    return found


def in_browser(browser: Browser, folder: Path) -> Reader:
    """Return a reader in an empty page of a browser."""
    page = browser.new_page()
    (folder / "empty.html").write_text("<!DOCTYPE html><meta charset=utf-8><title>.</title>", encoding="utf-8")
    page.goto((folder / "empty.html").as_uri())
    page.add_script_tag(content=scripts.script(ENTRY))
    return lambda rows: list(page.evaluate(_READ, list(rows)))
