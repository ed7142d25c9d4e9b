"""The second pass: a built page kind is itself a template, filled for each record.

The engine leaves placeholders in the delimiters below untouched. They use U+27E6/U+27E7, which neither Material nor MkDocs
writes and which content cannot bring into a shell: whatever enters the first pass goes through ``neutralise``. Record
data enters the second pass as values only, auto-escaped, in a sandbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache, DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ..library.body import Rendered
from ..library.upstream import page_name
from ..runtime.hours import format_hours, percent_text
from .icons import hue, icon
from .page_data import NAMES, Card, Heading, PageContext, values_of

OPEN, CLOSE = "\u27e6", "\u27e7"
#: The macros that the theme puts into every shell: one stretch of text, the same in all of them.
_MACROS = re.compile(f"{OPEN}%-? macro .*endmacro -?%{CLOSE}", re.DOTALL)
#: Marks with nothing in their left half.
_OPENING = ("《", "“", "‘", "「", "〈", "（")
_MACRO_NAME = re.compile(f"{OPEN}%-? macro ([a-z_]+)")


def neutralise(html: str) -> str:
    """Return HTML text in which the delimiters' characters stand as entities, so that the second pass leaves them alone."""
    return html.replace(OPEN, "&#10214;").replace(CLOSE, "&#10215;")


def json_in_html(value: object) -> Markup:
    """Return JSON that may stand inside a ``<script>`` element: no ``<``, ``>``, ``&`` or line separators."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - the characters that end a script or a line are escaped above


def wide(text: str) -> str:
    """Return Chinese text with full-width brackets: clause numbers and document names are often typed with others.

    Source: GB/T 15834-2011, 4.9.
    """
    return text.replace("(", "（").replace(")", "）")


def hanging(title: str) -> str:
    """Return the class of a heading whose first mark hangs into the margin, with a space before it; empty for one that begins with none."""
    return " cl-hang" if title.startswith(_OPENING) else ""


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox that knows page data: of them a template reads the fields, of anything else what the sandbox lets it read."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of page data; anything else as the sandbox does."""
        if attribute in NAMES[type(obj)]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment(bytecode: BytecodeCache | None = None) -> ImmutableSandboxedEnvironment:
    """Return the second pass's environment: sandboxed, auto-escaping, strict about names, with its own delimiters."""
    env = _Environment(
        bytecode_cache=bytecode,
        autoescape=True,
        undefined=StrictUndefined,
        block_start_string=f"{OPEN}%",
        block_end_string=f"%{CLOSE}",
        variable_start_string=f"{OPEN}=",
        variable_end_string=f"={CLOSE}",
        comment_start_string=f"{OPEN}#",
        comment_end_string=f"#{CLOSE}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Folding constants costs more than it saves.
        optimized=False,
    )
    env.filters["page"] = page_name
    env.filters["hours"] = format_hours
    env.filters["script_json"] = json_in_html
    env.filters["icon"] = icon
    env.filters["hue"] = hue
    env.filters["wide"] = wide
    env.filters["hanging"] = hanging
    env.globals["percent"] = percent_text
    return env


class Shells:
    """The shells of all page kinds, each compiled when it is first filled; their macros once for all.

    ``bytecode`` keeps what was compiled, if anything may.
    """

    def __init__(self, sources: dict[str, str], bytecode: BytecodeCache | None = None) -> None:
        self._sources = sources
        self._templates: dict[str, str] = {}
        self._env = environment(bytecode)
        self._env.loader = DictLoader(self._templates)
        # A course stands in the lists of many pages (its sector's, topic's, task's, the catalogue …): its row is made once.
        self._rows: dict[tuple[str, str, bool], Markup] = {}
        self._env.globals["once"] = self._once

    def fill(self, context: PageContext, body: Rendered | None = None) -> str:
        """Return the page of one record; ``toc`` in its template are the headings of its body."""
        toc = tuple(Heading(h.title, h.anchor, h.level) for h in body.headings) if body else ()
        return self.render(context.kind, values_of(context) | {"toc": toc}, body.html if body else "")

    def render(self, kind: str, values: dict[str, object], body: str = "") -> str:
        """Return a shell with these values; ``body`` is sanitised HTML (``courselib.library.body``)."""
        if kind not in self._templates:
            self._templates[kind] = _MACROS.sub(self._shared, self._sources[kind])
        return self._env.get_template(kind).render(values, body=Markup(body))  # noqa: S704 - sanitised by the renderer

    def forget_rows(self) -> None:
        """Forget what was made of records: others are shown from now on, in the same shells."""
        self._rows.clear()

    def _once(self, macro: Callable[..., Markup], card: Card, root: str, topic: bool) -> Markup:
        key = (card.id, root, topic)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = macro(card, root, topic)
        return row

    def _shared(self, macros: re.Match[str]) -> str:
        """Move macros to a template of their own, and return what imports them from there."""
        text = macros.group()
        name = next((key for key, known in self._templates.items() if known == text), f"macros-{len(self._templates)}")
        self._templates[name] = text
        return f'{OPEN}%- from "{name}" import {", ".join(_MACRO_NAME.findall(text))} -%{CLOSE}'
