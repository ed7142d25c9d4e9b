"""Building sites in tests, and reading them back without the generator's own code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from courselib.publish.build import BuildReport, Options, build
from courselib.runtime.workspace import Workspace

from .library import REPOSITORY


def build_site(content: Path, site: Path, *, jobs: int = 1, drafts: bool = False, full: bool = False) -> BuildReport:
    """Build in this process and return the report."""
    return build(Workspace.of(content), Options(site, jobs=jobs, drafts=drafts, full=full))


def courselib(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, text: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; the environment is the test's own plus ``env``."""
    return subprocess.run(
        command(*arguments), cwd=cwd, env=environment(env), capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def command(*arguments: str | Path) -> list[str]:
    """Return the command line that runs ``courselib`` from this checkout."""
    return [sys.executable, "-m", "courselib", *map(str, arguments)]


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which ``python -m courselib`` finds this checkout from any folder."""
    return os.environ | {"PYTHONPATH": str(REPOSITORY / "generator"), "PYTHONUTF8": "1"} | (more or {})


def files_of(site: Path) -> dict[str, bytes]:
    """Return all files of a folder by path."""
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def pages_of(site: Path) -> dict[str, str]:
    """Return all HTML pages of a site by path."""
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in sorted(site.rglob("*.html"))}


def published(site: Path) -> list[dict[str, Any]]:
    """Return the courses that a site's data tell of, from however many pages."""
    folder = site / "data/v1"
    document = json.loads((folder / "courses.json").read_text(encoding="utf-8"))
    pages = [json.loads((folder / page).read_text(encoding="utf-8")) for page in document["pages"]] if "pages" in document else [document]
    return [course for page in pages for course in page["courses"]]


def style_of(site: Path, name: str = "site") -> str:
    """Return the site path of a style sheet, which is named by its content too; ``site`` is the one of every page."""
    (found,) = (site / "assets").glob(f"{name}-*.css")
    return found.relative_to(site).as_posix()


def whole(site: Path) -> bool:
    """Tell whether a site is exactly what its manifest says: every file, its size and its SHA-256, and nothing else."""
    found = files_of(site)
    manifest = json.loads(found.pop("manifest.json"))
    facts = {path: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in found.items()}
    return bool(manifest.pop("files") == facts and set(manifest) == {"folders", "tree"})


class Reader(HTMLParser):
    """Gathers of a page: elements with their attributes, ids, and text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self._raw = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        self._raw = tag if tag in ("script", "style") else self._raw

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or style."""
        self._raw = "" if tag == self._raw else self._raw

    def handle_data(self, data: str) -> None:
        """Keep text that a reader sees."""
        if not self._raw:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, as one."""
        return "".join(self.texts)

    def addresses(self) -> list[tuple[str, str, str]]:
        """Return element, attribute and value of everything that names an address."""
        names = ("href", "src", "srcset", "action", "data", "poster", "formaction", "cite", "background")
        return [(tag, n, a[n]) for tag, a in self.elements for n in names if n in a]
