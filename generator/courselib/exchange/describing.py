"""A few sentences about a course that has no summary: what its body begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..syntax.markdown.budget import BeyondBudgetError
from ..syntax.markdown.document import parse
from ..syntax.markdown.text import of_inline

#: Characters that are looked at, and that a description has at most: search engines show about so many.
_LOOKED_AT, _MOST = 1200, 160
#: What says nothing by itself, and stands between an opening and a closing token.
_LEFT_OUT = frozenset(("heading", "table", "dt", "footnote_block"))
_SENTENCE = re.compile(r"[^。！？!?；]+[。！？!?；]*")
_ENDS = "。！？!?"
_PAUSES = "；;，,、：: "


@lru_cache(maxsize=1024)
def beginning(body: str) -> str:
    """Return the first sentences of a Markdown body, headings and tables left out; empty when it has none."""
    # Whole lines, so that no link or emphasis is cut; one long line is taken as far as it is looked at.
    head = body[:_LOOKED_AT]
    if len(body) > _LOOKED_AT and "\n" in head:
        head = head[: head.rindex("\n")]
    try:
        pieces = list(_pieces(head))
    except BeyondBudgetError:
        return ""
    text = ""
    for sentence in (s for piece in pieces for s in _SENTENCE.findall(piece)):
        if len(text) + len(sentence) > _MOST:
            break
        text += sentence
    if not text and pieces:
        text = pieces[0][: _MOST - 1] + "…"
    return f"{text.rstrip(_PAUSES)}。" if text and text[-1] in _PAUSES else text


def _pieces(text: str) -> Iterator[str]:
    """Yield the text of paragraphs and items, each with a mark at its end."""
    depth = 0
    for token in parse(text).tokens:
        name, _, place = token.type.rpartition("_")
        if name in _LEFT_OUT:
            depth += (place == "open") - (place == "close")
        elif token.type == "inline" and not depth:
            said = " ".join(of_inline(token).split())
            if said:
                yield said if said[-1] in _ENDS + _PAUSES else f"{said}；"
