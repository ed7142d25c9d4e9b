"""What the engine is to render for a library: the shells of all page kinds, and the hand-written pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...library.body import Rendered
from ...library.model import Library
from ...runtime.resources import theme_folder
from ..bodies import Body, key_of
from ..media.dressing import dressed
from ..products import SHELLS
from ..settings import Settings
from . import HandPage, Job

#: The hand-written page that stands inside the generated home page.
_HOME = "index"


def engine_job(settings: Settings, library: Library, render: Callable[[list[Body]], Mapping[str, Rendered]]) -> Job:
    """Return the engine's job; ``render`` returns bodies as HTML by ``key_of``."""
    written = [p for p in library.pages.values() if p.id != _HOME]
    bodies = {p.id: (p.source.path, p.source.body, p.source.digest, p.title, p.source.bearings) for p in written}
    html = render(list(bodies.values()))
    pages = tuple(
        HandPage(p.id, p.title, p.order, r.html, tuple((h.title, h.anchor, h.level) for h in r.headings))
        for p in written
        for r in [dressed(html[key_of(bodies[p.id])], f"{p.id}.html", library.media)]
    )
    return Job(settings, theme_folder(), pages, SHELLS)
