"""The form's reader of Markdown, run in node where there is one, else in a browser: bodies in, what was read out."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from .library import REPOSITORY

ASSETS = REPOSITORY / "theme" / "assets"
#: In the order in which the form's page loads them.
SCRIPTS = (
    "vendor/markdown-it.js",
    *(f"markdown/{name}.js" for name in (
        "text", "budget", "entities", "chinese", "boxes", "attributes", "tasks", "headings", "footnotes", "corrections", "markup", "places",
        "html-tags", "document", "html", "links", "sections", "remarks",
    )),
    *(f"author/{name}.js" for name in ("text", "outline", "addresses", "reading")),
)
_READ = """
function readAll(rows) {
  return rows.map(function (row) {
    const read = CourseLib.author.reading.read(row.markdown, row.title || "", row.path || "courses/rural/theory.md");
    const tree = read.document;
    return {
      html: read.html,
      plain: tree ? CourseLib.markdown.text.plainText(tree.tokens) : "",
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
_NODE = """
const fs = require("fs");
global.window = global;
JSON.parse(process.argv[1]).forEach(function (file) { (0, eval)(fs.readFileSync(file, "utf8")); });
%s
process.stdout.write(JSON.stringify(readAll(JSON.parse(fs.readFileSync(0, "utf8")))));
"""
Row = dict[str, Any]
Reader = Callable[[Sequence[Row]], list[Row]]


def node() -> str | None:
    """Return node's path, ``None`` without one."""
    return shutil.which("node")


def in_node(rows: Sequence[Row]) -> list[Row]:
    """Return what the form reads of rows of ``markdown``, ``title`` and ``path``, all in one process."""
    files = json.dumps([str(ASSETS / name) for name in SCRIPTS])
    done = subprocess.run([node() or "node", "-e", _NODE % _READ, files], input=json.dumps(list(rows)), capture_output=True,
                          encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    found: list[Row] = json.loads(done.stdout)
    return found


def in_browser(browser: Browser, folder: Path) -> Reader:
    """Return a reader in an empty page of a browser."""
    page = browser.new_page()
    (folder / "empty.html").write_text("<!DOCTYPE html><meta charset=utf-8><title>.</title>", encoding="utf-8")
    page.goto((folder / "empty.html").as_uri())
    for name in SCRIPTS:
        page.add_script_tag(path=str(ASSETS / name))
    page.add_script_tag(content=_READ)
    return lambda rows: list(page.evaluate("rows => readAll(rows)", list(rows)))
