"""What every kind of page costs and how Lighthouse judges it, from a real nginx by the guide's lines.

Run ``python benchmarks/pages.py SITE [OTHER SITE …] [--lighthouse COMMAND]`` with folders of built sites; needs Chromium and nginx.
For one page of each kind: requests and kilobytes as sent (gzip) until the page has loaded, the browser's cache being empty; what a page
holds itself (``data:``) is no request. With the command of Lighthouse (``npm install lighthouse``) also its scores out of 100 for
performance, accessibility, best practices and SEO in its own model of a slow telephone, and the audits that are not passed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browser import chromium, launch  # noqa: E402 - the repository must be found first
from tests.support.nginx import nginx, serving  # noqa: E402

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def one_of_each(site: Path) -> Iterator[str]:
    """Yield the path of a page of every kind: those of the top, and the first of each folder."""
    yield from sorted(p.name for p in site.glob("*.html"))
    for folder in sorted(p for p in site.iterdir() if p.is_dir()):
        yield from (p.relative_to(site).as_posix() for p in sorted(folder.glob("*.html"))[:1])


def cost(browser: Browser, address: str) -> tuple[int, int]:
    """Return requests and bytes as sent until a page has loaded and is quiet, in a profile of its own."""
    context = browser.new_context()
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        received: dict[str, int] = {}
        session.on("Network.loadingFinished", lambda event: received.update({event["requestId"]: int(event["encodedDataLength"])}))
        inside: set[str] = set()
        session.on("Network.requestWillBeSent", lambda event: inside.update(
            [event["requestId"]] if event["request"]["url"].startswith("data:") else []
        ))
        page.goto(address, wait_until="networkidle")
        sizes = [size for name, size in received.items() if name not in inside]
        return len(sizes), sum(sizes)
    finally:
        context.close()


def judged(command: str, address: str) -> tuple[list[str], list[str]]:
    """Return Lighthouse's scores, and the names of audits that are not passed."""
    options = ["--quiet", "--output=json", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": chromium()}
    done = subprocess.run([command, address, *options], check=True, capture_output=True, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)
    parts = [report["categories"][name] for name in CATEGORIES]
    weighed = {ref["id"] for part in parts for ref in part["auditRefs"] if ref["weight"]}
    short = sorted(name for name in weighed if (score := report["audits"][name]["score"]) is not None and score < 0.9)
    return [f"{part['score'] * 100:.0f}" for part in parts], short


def main() -> None:
    """Print a row a page and site."""
    program = nginx()
    if program is None:
        sys.exit("needs nginx")
    arguments = sys.argv[1:]
    command = ""
    if "--lighthouse" in arguments:
        at = arguments.index("--lighthouse")
        command = arguments[at + 1]
        del arguments[at:at + 2]
    more = [*CATEGORIES, "not passed"] if command else []
    print("| " + " | ".join(["site", "page", "requests", "KB", *more]) + " |\n|" + " --- |" * (4 + len(more)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launch(playwright)
        for number, site in enumerate(arguments):
            with serving(program, Path(site).resolve(), Path(name) / str(number)) as address:
                for page in one_of_each(Path(site)):
                    requests, size = cost(browser, address + page)
                    scores, short = judged(command, address + page) if command else ([], [])
                    cells = [site, page, str(requests), f"{size / 1000:.1f}", *scores, *([" ".join(short)] if command else [])]
                    print("| " + " | ".join(cells) + " |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
