"""How soon a page can be used on a weak line: planner, catalogue and form, from a real nginx, in Chromium.

Run ``python benchmarks/start.py SITE [OTHER SITE …]`` with folders of built sites; needs Chromium and nginx, which serves by the
guide's lines. The line has 300 ms of latency and 60 kB/s, the browser's cache is empty. For each page: scripts and bytes (as nginx
sends them) until it can be used, and the milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browser import launch  # noqa: E402 - the repository must be found first
from tests.support.nginx import nginx, serving  # noqa: E402

LATENCY_MS, BYTES_A_SECOND, ROUNDS = 300, 60_000, 3
#: The element that shows that a page can be used.
USABLE = {"planner.html": "#cl-pl-app:not([hidden])", "catalogue.html": "#cl-find-list > li", "author.html": "#cl-author-app:not([hidden])"}


def opened(browser: Browser, address: str, usable: str) -> tuple[int, int, float]:
    """Open a page in a profile of its own; return scripts, bytes and milliseconds until it can be used."""
    context = browser.new_context()
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
        })
        scripts: list[str] = []
        received: list[int] = []
        page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
        session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
        page.goto(address, wait_until="commit")
        page.wait_for_selector(usable, timeout=120_000)
        return len(scripts), sum(received), page.evaluate("performance.now()")
    finally:
        context.close()


def main() -> None:
    """Print a row a page and site."""
    program = nginx()
    if program is None:
        sys.exit("needs nginx")
    print("| site | page | scripts | KB | ms until usable |\n| --- | --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launch(playwright)
        for number, site in enumerate(sys.argv[1:]):
            with serving(program, Path(site).resolve(), Path(name) / str(number)) as address:
                for page, usable in USABLE.items():
                    rows = [opened(browser, f"{address}{page}", usable) for _ in range(ROUNDS)]
                    scripts, size = rows[0][:2]
                    print(f"| {site} | {page} | {scripts} | {size / 1000:.0f} | {statistics.median(r[2] for r in rows):.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
