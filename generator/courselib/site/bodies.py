"""Bodies as HTML: kept since they were read; one whose keeping failed is read again."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.cache import Cache
from ..library.body import Rendered, read_body, rendering_key

#: Source path, Markdown, digest, title.
Body = tuple[str, str, str, str]


def key_of(body: Body) -> str:
    """Return what a body's HTML depends on."""
    return rendering_key(body[0], body[2])


def render(body: Body) -> Rendered:
    """Return a body as HTML, read anew."""
    path, text, _, title = body
    return read_body(text, 1, path, title=title).rendered


def rendered(bodies: Sequence[Body], cache: Cache) -> dict[str, Rendered]:
    """Return bodies as HTML by ``key_of``."""
    by_key = {key_of(body): body for body in bodies}
    kept = {key: Rendered.load(text) for key, text in cache.texts("html", by_key).items()}
    fresh = {key: render(body) for key, body in by_key.items() if key not in kept}
    if fresh:
        cache.put_texts("html", {key: value.dump() for key, value in fresh.items()})
    return kept | fresh
