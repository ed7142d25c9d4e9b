"""Styles as they are shipped: one sheet that every page has, holding of the engine's rules only those that our pages can need.

The sheets that all pages begin with (the engine's, then the theme's own) become one file; those of single page kinds stay beside it, as
does what a script loads. Every sheet is named by its content, so that no browser shows a page of one build in the style of another.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from .engine import Output
from .style_names import names_of
from .style_rules import Uses, trimmed

_LINK = re.compile(r'<link rel="stylesheet" href="(?P<top>(?:\.\./)*)(?P<path>[^"]+)">\s*')
#: Sheets that a script loads when somebody needs them.
_LATER = re.compile(
    r'(?:(?<= data-cl-sheet=")|(?<= data-cl-suggesting-style="))(?P<top>(?:\.\./)*)(?P<path>[^"]+)(?=")'
)
_CHARSET = '@charset "UTF-8";'
_WRITTEN_CHARSET = re.compile(r'^\s*@charset "[^"]*";')
#: What a sheet may hold that looks like a comment or like spaces to spare, then these. Source: CSS Syntax Level 3, 4.
_SPARE = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\))|/\*.*?\*/|\s*([{};,])\s*|(?<=[\w-]:)\s+|\s+""", re.DOTALL
)
#: The sheet that every page has.
_SHARED = "assets/site.css"
#: Kinds of boxes in bodies: the theme has one look for all of them, and no use for the engine's icons and colours of each.
BOXES = frozenset("note abstract info tip success question warning failure danger bug example quote".split())


def with_styles(made: Output, theme: Path) -> Output:
    """Return an engine's output with its sheets joined, trimmed and named; ``theme`` is the folder of the theme that it was made with.

    What a sheet of the theme itself says stays as it is, but for comments and spaces.
    """
    html = {path: data.decode() for path, data in made.files.items() if path.endswith(".html")}
    linked = [[match["path"] for match in _LINK.finditer(page)] for page in (*made.shells.values(), *html.values())]
    shared = [paths[0] for paths in takewhile(lambda paths: len({*paths}) == 1, zip(*linked, strict=False))]
    sheets = {path: data.decode() for path, data in made.files.items() if path.endswith(".css")}
    names = names_of(theme, (*made.shells.values(), *html.values()))
    foreign = [path for path in sheets if not (theme / path).is_file()]
    own = "\n".join(text for path, text in sheets.items() if path not in foreign)
    uses = Uses.of(own) | Uses(names.properties, frozenset())
    names = replace(names, classes=names.classes - BOXES)
    sheets |= dict(zip(foreign, trimmed([sheets[path] for path in foreign], names, uses), strict=True))
    sheets |= {path: slim(text) for path, text in sheets.items() if path not in foreign}
    joined = "\n".join(_WRITTEN_CHARSET.sub("", sheets.pop(path)).strip() for path in shared)
    sheets[_SHARED] = f"{_CHARSET}{joined}\n"
    named = {path: _named(path, text) for path, text in sheets.items()}

    def addressed(page: str) -> str:
        first = True

        def address(link: re.Match[str]) -> str:
            nonlocal first
            if link["path"] not in shared:
                return link[0].replace(link["path"], named.get(link["path"], link["path"]))
            taken, first = first, False
            return f'<link rel="stylesheet" href="{link["top"]}{named[_SHARED]}">\n' if taken else ""

        later = _LATER.sub(lambda match: match["top"] + named.get(match["path"], match["path"]), page)
        return _LINK.sub(address, later)

    files = {path: data for path, data in made.files.items() if not path.endswith(".css")}
    files |= {path: addressed(page).encode() for path, page in html.items()} | {named[path]: sheets[path].encode() for path in sheets}
    return Output({kind: addressed(page) for kind, page in made.shells.items()}, files)


def slim(sheet: str) -> str:
    """Return a sheet without comments, and without spaces that mean nothing."""
    def kept(match: re.Match[str]) -> str:
        text = match[0]
        if match[1] or match[2]:
            return match[1] or match[2]
        return "" if text.startswith("/*") or match.string[match.start() - 1] == ":" else " "

    # Once more: what stood around a comment stands side by side now.
    return _SPARE.sub(kept, _SPARE.sub(kept, sheet.strip())).strip()


def _named(path: str, text: str) -> str:
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:10]}{dot}{suffix}"
