"""What the preview answers to a request: pure in its state, so that every rule can be tested without a socket.

The server listens on this computer alone, yet any page in the user's browser could send it requests. So it is judged first who asks
(``callers``), and addresses are looked up among the pages of the library: no path of a request ever reaches the disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote

from ..library.links import site_path
from ..problems import Problem
from ..runtime.resources import theme_folder
from ..site.products import MISSING
from .callers import refusal
from .injecting import bare_page, injected
from .pages import Pages, digest
from .panel import panel, token
from .refresh import Refresher, State
from .searching import Searching

_OURS = "__preview/"
#: How long a page's question is kept waiting before it asks again.
WAIT_SECONDS = 25.0
#: Pages whose scripts read data of the whole library: they change whenever anything does.
_LIVE = frozenset(("catalogue.html", "author.html", "planner.html"))
#: Pages on which somebody may be at work: they are not loaded anew without asking.
HELD = frozenset(("author.html", "planner.html"))
TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8", "xml": "application/xml; charset=utf-8", "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "woff2": "font/woff2", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "pdf": "application/pdf", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav", "mp4": "video/mp4",
    "webm": "video/webm", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: ``body`` are bytes, or an attachment to be sent from the disk."""

    status: int
    kind: str
    body: bytes | Path = b""


class Answering:
    """Answers requests from what a refresher holds."""

    def __init__(self, refresher: Refresher, pages: Pages, searching: Searching) -> None:
        self._refresher = refresher
        self._pages = pages
        self._searching = searching
        self._own = {name: files(__package__).joinpath(name).read_bytes() for name in ("client.js", "client.css")}
        self._icon = (theme_folder() / "assets" / "favicon.svg").read_bytes()

    def __call__(self, method: str, target: str, headers: Mapping[str, str]) -> Answer:
        """Answer a request. ``headers`` are looked up by names as they are usually written."""
        path, _, query = target.partition("?")
        site_address = _path(path)
        if words := refusal(headers, site_address or ""):
            return _text(403, words)
        if method not in ("GET", "HEAD"):
            return _text(405, "预览只能看。")
        if site_address is None:
            return _text(400, "地址不对。")
        if site_address.startswith(_OURS):
            return self._ours(site_address.removeprefix(_OURS), query)
        return self._page(site_address, self._refresher.state)

    def _ours(self, name: str, query: str) -> Answer:
        if name == "wait":
            return self._wait(query)
        if name in self._own:
            return Answer(200, TYPES[name.rpartition(".")[2]], self._own[name])
        return _text(404, "没有这个地址。")

    def _page(self, path: str, state: State) -> Answer:
        suffix = path.rpartition(".")[2].lower()
        kind = TYPES.get(suffix, "application/octet-stream")
        if suffix != "html":
            return self._file(path, kind, state)
        status, text, mark = self._html(path, state)
        return Answer(status, kind, injected(text, path, mark, held=path in HELD))

    def _file(self, path: str, kind: str, state: State) -> Answer:
        snapshot = state.snapshot
        if snapshot is None:
            return Answer(200, kind, self._icon) if path == "assets/favicon.svg" else _text(404, "没有这个文件。")
        data = self._searching.get(snapshot, path) if path.startswith("search/") else self._pages.get(snapshot, path)
        return _text(404, "没有这个文件。") if data is None else Answer(200, kind, data)

    def _html(self, path: str, state: State) -> tuple[int, bytes, str]:
        """Return status, page and what stands for it; where there is no such page, the page that says so."""
        if state.snapshot is None:
            return 200, bare_page(), "none"
        data = self._pages.page(state.snapshot, path)
        if data is None:
            return 404, self._pages.page(state.snapshot, MISSING) or bare_page(), "missing"
        return 200, data, f"{digest(data)}-{state.number if path in _LIVE else 0}"

    def _wait(self, query: str) -> Answer:
        """Answer as soon as a page is another than the one it has seen, or what is wrong is."""
        asked = {key: values[0] for key, values in parse_qs(query).items()}
        path = _path(f"/{asked.get('page', '')}") or MISSING
        state = self._refresher.state
        for last in (False, True):
            mark = self._html(path, state)[2]
            problems = panel(state.problems, state.notices, self._refresher.workspace.content.name, _source(path, state))
            shown = token(problems)
            if last or (mark, shown) != (asked.get("seen"), asked.get("panel")):
                break
            state = self._refresher.wait(state.number, WAIT_SECONDS)
        text = json.dumps({"page": mark, "panel": shown, "problems": problems}, ensure_ascii=False)
        return Answer(200, TYPES["json"], text.encode())


def _source(path: str, state: State) -> str:
    """Return the content file that a page is made of, also when it has none yet because the file has errors."""
    known = state.snapshot.site.sources.get(path, "") if state.snapshot is not None else ""
    return known or next((p.path for p in state.problems if _leads_to(p, path)), "")


def _leads_to(fault: Problem, path: str) -> bool:
    return fault.path.endswith((".md", ".yml")) and site_path(fault.path) == path


def _path(path: str) -> str | None:
    """Return the site path that an address means, ``None`` for one that no site has."""
    name = unquote(path, errors="replace")
    if not name.startswith("/") or not name.isprintable() or "\\" in name:
        return None
    name = name[1:]
    if name.startswith("/") or any(part in (".", "..") for part in name.split("/")):
        return None
    return f"{name}index.html" if name == "" or name.endswith("/") else name


def _text(status: int, text: str) -> Answer:
    return Answer(status, TYPES["txt"], f"{text}\n".encode())
