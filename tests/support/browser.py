"""Headless Chromium over ``file://``: every request that leaves the site's folder is stopped and remembered."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Route, WebError

from .violations import INIT_SCRIPT, told

_NAMES = ("chromium", "chromium-browser", "google-chrome")
#: What keeps a browser from doing anything of its own, network least of all.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
)


def chromium() -> str:
    """Return the path of a Chromium; without one the tests fail, since nothing would have been shown."""
    wanted = os.environ.get("COURSELIB_CHROMIUM")
    for name in (wanted,) if wanted else _NAMES:
        found = shutil.which(name)
        if found:
            return found
    message = f"no Chromium found: install one of {', '.join(_NAMES)}, or name it in COURSELIB_CHROMIUM (now {wanted!r})"
    raise AssertionError(message)


def launch(playwright: Playwright) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))


@dataclass
class Trouble:
    """What must not happen on a page: requests elsewhere, violations of its policy, uncaught errors; errors on the console and
    failed loads too, unless ``lossy`` says that loads are meant to fail."""

    lossy: bool = False
    found: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, inside: str) -> None:
        """Listen to all pages of a context; requests must begin with ``inside``."""

        def route(route: Route) -> None:
            if route.request.url.startswith(inside):
                route.continue_()
            else:
                self.found.append(f"request {route.request.url}")
                route.abort()

        context.add_init_script(INIT_SCRIPT)
        context.route("**/*", route)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        if self.lossy:
            return
        # A reader who clicks on before everything is there aborts what was on its way: that is no failure.
        context.on("requestfailed", lambda r: self.found.append(f"{r.failure} {r.url}") if r.failure != "net::ERR_ABORTED" else None)
        context.on("response", lambda r: self.found.append(f"{r.status} {r.url}") if r.status >= 400 else None)

    def _failed(self, thrown: WebError) -> None:
        # A script that is damaged on purpose cannot be read: that is a failed load.
        if not (self.lossy and thrown.error.name.endswith("SyntaxError")):
            self.found.append(f"error {thrown.error}")

    def _heard(self, message: ConsoleMessage) -> None:
        if told(message.text) or (not self.lossy and message.type in ("error", "warning")):
            self.found.append(f"console {message.text}")


@contextlib.contextmanager
def opened(browser: Browser, site: Path, *, inside: str = "", lossy: bool = False, **options: Any) -> Iterator[Page]:
    """Open a page that may only read the site's own folder; afterwards nothing must have gone wrong on it.

    ``inside`` is the address of a served site; ``lossy`` allows loads to fail, for tests of what the page says then.
    """
    context = browser.new_context(**options)
    trouble = Trouble(lossy)
    trouble.watch(context, inside or f"{site.as_uri()}/")
    try:
        yield context.new_page()
    finally:
        context.close()
    assert trouble.found == [], "; ".join(trouble.found)
