"""The second pass: a built page kind is itself a template, filled for each record.

The engine leaves placeholders in the delimiters below untouched. They use U+27E6/U+27E7, which neither Material nor MkDocs
writes and which content cannot bring into a shell: whatever enters the first pass goes through ``neutralise``. Record
data enters the second pass as values only, auto-escaped, in a sandbox.
"""

from __future__ import annotations

import json
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ..hours import format_hours, percent_text

OPEN, CLOSE = "\u27e6", "\u27e7"


def neutralise(html: str) -> str:
    """Return HTML text in which the delimiters' characters stand as entities, so that the second pass leaves them alone."""
    return html.replace(OPEN, "&#10214;").replace(CLOSE, "&#10215;")


def json_in_html(value: Any) -> Markup:
    """Return JSON that may stand inside a ``<script>`` element: no ``<``, ``>``, ``&`` or line separators."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - the characters that end a script or a line are escaped above


def environment() -> ImmutableSandboxedEnvironment:
    """Return the second pass's environment: sandboxed, auto-escaping, strict about names, with its own delimiters."""
    env = ImmutableSandboxedEnvironment(
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
    )
    env.filters["hours"] = format_hours
    env.filters["script_json"] = json_in_html
    env.globals["percent"] = percent_text
    return env


class Shells:
    """The compiled shells of all page kinds."""

    def __init__(self, sources: dict[str, str]) -> None:
        env = environment()
        self._templates = {kind: env.from_string(text) for kind, text in sources.items()}

    def fill(self, kind: str, context: dict[str, Any], body: str = "") -> str:
        """Return the page of one record. ``body`` is sanitised HTML (``generator.site.markdown``)."""
        return self._templates[kind].render(context, body=Markup(body))  # noqa: S704 - sanitised by the renderer
