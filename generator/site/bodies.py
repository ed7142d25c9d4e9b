"""Rendered bodies: from the cache by content hash, the rest rendered on all cores."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Callable, Sequence

from ..cache import Cache
from ..processes import die_with_parent, pool_context
from .markdown import FORMAT, Heading, Rendered, render

POOL_THRESHOLD = 40
_CHUNK = 24
Body = tuple[str, str, str]  # (source path, Markdown, digest)


def key_of(body: Body) -> str:
    """Return the cache key: links depend on the file's folder, everything else on the text alone."""
    return f"{FORMAT}/{posixpath.dirname(body[0])}/{body[2]}"


def rendered(
    bodies: Sequence[Body], cache: Cache, jobs: int, progress: Callable[[int, int], None]
) -> dict[str, Rendered]:
    """Return the rendered bodies by ``key_of``; what the cache lacks is rendered and kept there."""
    wanted = {key_of(b): b for b in bodies}
    found = {key: _load(text) for key, text in cache.texts("html", wanted).items()}
    missing = [(key, b) for key, b in wanted.items() if key not in found]
    fresh: dict[str, str] = {}
    for done, (key, text) in enumerate(_render_all(missing, jobs), 1):
        fresh[key] = text
        found[key] = _load(text)
        progress(done, len(missing))
    if fresh:
        cache.put_texts("html", fresh)
    return found


def _render_all(missing: Sequence[tuple[str, Body]], jobs: int) -> list[tuple[str, str]]:
    if jobs < 2 or len(missing) < POOL_THRESHOLD:
        return _render_chunk(missing)
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to import, and seldom needed

    chunks = [missing[i : i + _CHUNK] for i in range(0, len(missing), _CHUNK)]
    with ProcessPoolExecutor(jobs, pool_context(), die_with_parent, (os.getpid(),)) as pool:
        return [row for rows in pool.map(_render_chunk, chunks) for row in rows]


def _render_chunk(chunk: Sequence[tuple[str, Body]]) -> list[tuple[str, str]]:
    return [(key, _dump(render(body[1], body[0]))) for key, body in chunk]


def _dump(value: Rendered) -> str:
    rows = [[h.title, h.anchor, h.level] for h in value.headings]
    return json.dumps([value.html, rows], ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> Rendered:
    html, rows = json.loads(text)
    return Rendered(html, tuple(Heading(*row) for row in rows))
