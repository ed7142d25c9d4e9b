"""The MkDocs engine: Material's templates with the library's theme on top, called in process.

Nothing of the content is trusted to MkDocs: bodies arrive as sanitised HTML, titles escaped, and no Markdown file of an
author is ever read by it. Source: MkDocs 1.6 ``commands/build.py``, Material 9 ``templates/base.html``.
"""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ...runtime.errors import SystemFault
from ...runtime.resources import settings_file
from ...runtime.values import Value
from ..policy import policy_of
from ..scripts import Script, scripts_of
from ..shell import neutralise
from .port import HandPage, Job, Output, ShellSpec

#: Theme files that no page of ours refers to: Material's own scripts (our theme has its own), source maps, what stands inside pages,
#: modules that are joined.
_UNUSED = re.compile(r"^assets/javascripts/|^inline/|^scripts/|\.map$|^assets/images/favicon\.png$|^assets/stylesheets/modern/")
_SHELL_STEM = "shell--"
_SECTION_OF_FOLDER = {"guide": "guide"}


@dataclass(frozen=True, slots=True)
class _Heading:
    """A table-of-contents entry in the form that MkDocs' templates read."""

    title: str
    url: str
    level: int
    children: tuple[_Heading, ...] = ()


class MkDocsEngine:
    """Renders with MkDocs and Material."""

    name = "mkdocs"

    def version(self) -> str:
        """Return the versions of MkDocs, Material and Jinja."""
        return "/".join(f"{p}-{version(p)}" for p in ("mkdocs", "mkdocs-material", "jinja2"))

    def render(self, job: Job, scratch: Path) -> Output:
        """Render a job with one MkDocs build in ``scratch``."""
        docs, site = scratch / "docs", scratch / "out"
        scripts = scripts_of(job.theme)
        pages = {f"{p.path}.md": p for p in job.pages}
        for name in pages:
            _write(docs / name, "")
        for spec in job.shells:
            _write(docs / _shell_source(spec), "")
        config = self._config(job, docs, site, scratch)
        config.plugins["courselib/adapter"] = plugin = _Adapter(pages, job, scripts)
        plugin.config = config
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        try:
            build(config)
        except Exception as error:
            raise SystemFault(f"页面引擎 MkDocs 出错：{error}", "检查 theme 文件夹是否完整，或重新安装。") from error
        return _collect(site, job, scripts)

    def _config(self, job: Job, docs: Path, site: Path, scratch: Path) -> MkDocsConfig:
        data: dict[str, Any] = yaml.safe_load(settings_file().read_text(encoding="utf-8"))
        settings = job.settings
        # Said in structured data alone; MkDocs does not know it.
        data.pop("content_license", None)
        data |= {
            "site_name": _inert(settings.site_name),
            "site_description": _inert(settings.site_description),
            "copyright": _inert(settings.copyright),
            "site_url": "",
            "docs_dir": str(docs),
            "site_dir": str(site),
            "nav": _nav(job.pages),
            "plugins": [],
            "markdown_extensions": [],
            "validation": {"omitted_files": "ignore", "links": {"not_found": "ignore"}},
        }
        data["theme"] |= {"custom_dir": str(job.theme)}
        path = scratch / "mkdocs.yml"
        _write(path, yaml.safe_dump(data, allow_unicode=True))
        return load_config(str(path))


def _inert(text: str) -> str:
    """Return text that neither pass takes for anything but text."""
    return neutralise(escape(text))


def _nav(pages: tuple[HandPage, ...]) -> list[Value]:
    ordered = sorted(pages, key=lambda p: ("/" in p.path, p.path.rpartition("/")[0], p.order, p.path))
    return [{_inert(p.title): f"{p.path}.md"} for p in ordered] or ["index.md"]


def _shell_source(spec: ShellSpec) -> str:
    return f"{'shells/' * spec.depth}{_SHELL_STEM}{spec.kind}.md"


class _Adapter(BasePlugin):  # type: ignore[no-untyped-call,type-arg,unused-ignore] # MkDocs' base class is untyped
    """MkDocs' hooks, each no more than a look-up."""

    def __init__(self, pages: dict[str, HandPage], job: Job, scripts: dict[str, Script]) -> None:
        self.pages = pages
        self.job = job
        self.scripts = scripts

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Tell all templates where the joined scripts are."""
        env.globals["scripts"] = {name: script.path for name, script in self.scripts.items()}
        return env

    def on_files(self, files: Files, **_: object) -> Files:
        """Leave out theme files that no page uses."""
        return Files([f for f in files if not _UNUSED.search(f.src_uri)])

    def on_page_content(self, _html: str, /, *, page: Page, **_: object) -> str:
        """Put the sanitised body and its table of contents in place."""
        hand = self.pages.get(page.file.src_uri)
        if hand is None:
            page.meta["template"] = f"kinds/{_kind_of(page)}.html"
            return ""
        page.title = _inert(hand.title)
        page.toc = [_Heading(_inert(t), f"#{a}", n) for t, a, n in hand.headings]  # type: ignore[assignment]
        return hand.html

    def on_page_context(self, context: Any, *, page: Page, nav: Navigation, **_: object) -> Any:
        """Tell the theme the page's policy and where it stands: its section and the pages beside it."""
        hand = self.pages.get(page.file.src_uri)
        folder = hand.path.rpartition("/")[0] if hand else ""
        context["shell"] = hand is None
        context["policy"] = policy_of("" if hand else _kind_of(page), self.job.theme)
        context["section"] = _SECTION_OF_FOLDER.get(folder, "home" if hand else "")
        context["siblings"] = [p for p in nav.pages if folder and p.file.src_uri.startswith(f"{folder}/")]
        return context


def _kind_of(page: Page) -> str:
    """Return the page kind of a shell."""
    return page.file.src_uri.rsplit(_SHELL_STEM, 1)[-1].removesuffix(".md")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _collect(site: Path, job: Job, scripts: dict[str, Script]) -> Output:
    output = Output(files={script.path: script.data for script in scripts.values()})
    for spec in job.shells:
        path = site / _shell_source(spec).replace(".md", ".html")
        output.shells[spec.kind] = path.read_text(encoding="utf-8")
        path.unlink()
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html"):
        (site / name).unlink(missing_ok=True)
    for path in sorted(site.rglob("*")):
        if path.is_file():
            output.files[path.relative_to(site).as_posix()] = path.read_bytes()
    shutil.rmtree(site)
    return output
