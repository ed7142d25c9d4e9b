"""The peers of the search benchmark, on the same Markdown, over localhost: Pagefind, and Material's own search.

Neither runs from ``file://``. Both index what stock MkDocs makes of the course files. Pagefind comes from npm, run by ``npx``.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.build import PEER, SHORT_NAV

#: Of Pagefind on npm.
VERSION = "1.6.0"
#: As long as drivers of browsers wait for a network to be idle.
_REST = 0.5
_PAGEFIND = """async ([base, query]) => {
  const started = performance.now();
  const engine = window.engine || (window.engine = await import(base + 'pagefind/pagefind.js'));
  if (!window.ready) { await engine.init(); window.ready = true; }
  const boot = performance.now() - started;
  const found = await engine.search(query);
  await Promise.all(found.results.slice(0, 10).map(r => r.data()));
  return [boot, performance.now() - started];
}"""
_MATERIAL = """async query => {
  const started = performance.now();
  const box = document.querySelector('input.md-search__input');
  const meta = document.querySelector('.md-search-result__meta');
  const before = meta.textContent;
  box.focus();
  box.value = query;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  while (meta.textContent === before && performance.now() - started < 60000) {
    await new Promise(r => setTimeout(r, 5));
  }
  return [0, performance.now() - started];
}"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A search that is asked in a page: the expression that returns [ms until ready, ms until shown], and whose files count."""

    name: str
    page: str
    expression: str
    files: str

    def argument(self, base: str, query: str) -> object:
        """Return what the expression is given."""
        return [base, query] if self.expression is _PAGEFIND else query


def build(folder: Path, environment: dict[str, str]) -> list[Peer]:
    """Build the peers' site from ``folder/content`` and return those that can be had here."""
    (folder / "peer.yml").write_text(PEER + SHORT_NAV, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", "peer.yml"], cwd=folder, env=environment, check=True)
    peers = [Peer("Material's own search, localhost", "404.html", _MATERIAL, "search")]
    npx = shutil.which("npx")
    if npx is None:
        print("npx (of Node) is not installed, and Pagefind comes from npm: left out")
        return peers
    started = time.perf_counter()
    command = [npx, "--yes", f"pagefind@{VERSION}", "--site", "peer", "--force-language", "zh", "--silent"]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    print(f"Pagefind {VERSION} indexed {len(list((folder / 'peer').rglob('*.html')))} pages in {time.perf_counter() - started:.1f} s")
    return [Peer(f"Pagefind {VERSION}, localhost", "404.html", _PAGEFIND, "/pagefind/"), *peers]


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Meter:
    """Counts the bytes of served files by path."""

    def __init__(self) -> None:
        self.sizes: list[tuple[str, int]] = []

    def rest(self) -> None:
        """Wait until nothing more has been served for a moment."""
        before = -1
        while before != len(self.sizes):
            before = len(self.sizes)
            time.sleep(_REST)

    def total(self, part: str) -> int:
        """Return the bytes of files whose path holds ``part``, and forget them all."""
        found = sum(size for path, size in self.sizes if part in path)
        self.sizes = []
        return found


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, Meter]]:
    """Serve a folder on localhost; yield its address, and what counts the bytes."""
    meter = Meter()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def end_headers(self) -> None:
            """Have nothing kept, so that every page is cold."""
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def copyfile(self, source: Any, outputfile: Any) -> None:
            """Count while sending."""
            data = source.read()
            meter.sizes.append((self.path, len(data)))
            outputfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", meter
    finally:
        server.shutdown()
        server.server_close()
