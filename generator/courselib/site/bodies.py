"""Bodies as HTML: kept since they were read; one whose keeping failed is read again."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.cache import Cache
from ..library.body import Rendered, read_body, rendering_key
from ..library.upstream import NO_BEARINGS, Bearings
from ..runtime.hashing import hash_of_values

#: Source path, Markdown, digest, title, how its links lead.
Body = tuple[str, str, str, str, Bearings]


def key_of(body: Body) -> str:
    """Return what a body's HTML depends on."""
    key, bearings = rendering_key(body[0], body[2]), body[4]
    return key if bearings == NO_BEARINGS else f"{key}/{hash_of_values([bearings.parts, bearings.moved])}"


def render(body: Body) -> Rendered:
    """Return a body as HTML, read anew."""
    path, text, _, title, bearings = body
    return read_body(text, 1, path, title=title, bearings=bearings).rendered


def rendered(bodies: Sequence[Body], cache: Cache) -> dict[str, Rendered]:
    """Return bodies as HTML by ``key_of``."""
    by_key = {key_of(body): body for body in bodies}
    kept = {key: Rendered.load(text) for key, text in cache.texts("html", by_key).items()}
    fresh = {key: render(body) for key, body in by_key.items() if key not in kept}
    if fresh:
        cache.put_texts("html", {key: value.dump() for key, value in fresh.items()})
    return kept | fresh
