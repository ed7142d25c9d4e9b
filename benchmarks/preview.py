"""Times the preview: from saving a course file until a headless Chromium shows the change.

Usage: ``python benchmarks/preview.py 200 2000 10000 [--saves 12] [--json FILE]``

``courselib serve`` runs as a process of its own on a synthetic library; a page of it is open in Chromium. A save changes the body
of a course (another one each time, whose page is opened first), every third its title too, so that lists change with it. The clock
runs from before the file is written until the frame in which the new text stands in the page; so it holds watching, reading, checking,
filling, telling the browser and its reload. ``start`` is from the command to the address, with what an
earlier start kept.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import course_id, course_path, write_library  # noqa: E402 - the repository must be found first
from tests.support.browser import launch  # noqa: E402

_LIMIT = 60_000
_SEEN = "mark => document.body && document.body.textContent.indexOf(mark) >= 0 && Date.now()"


@dataclass(slots=True)
class Figures:
    """What was measured for one number of courses; seconds, and MB."""

    count: int
    start: float = 0.0
    saves: list[float] = field(default_factory=list)
    memory: float = 0.0

    @property
    def p95(self) -> float:
        """The time that nineteen of twenty saves keep within, the slowest one where there are few."""
        ordered = sorted(self.saves)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


class Served:
    """A running ``courselib serve`` on a folder."""

    def __init__(self, folder: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT / "generator"), "COURSELIB_STATE_DIR": str(folder / "state")}
        command = [sys.executable, "-m", "courselib", "serve", "--port", "0"]
        started = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = ""
        for line in self.process.stdout or ():
            match = re.search(r"http://[0-9.:]+/", line)
            if match:
                self.address = match[0]
                break
        self.start = time.perf_counter() - started

    def memory(self) -> float:
        """Return the resident set in MB (0 where the system does not tell)."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0.0
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self) -> None:
        """End it as its user would."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


def saved(page: Page, address: str, file: Path, key: str, number: int, *, title: bool) -> float:
    """Open a course's page, save a change of its file, and return the seconds until the page shows it."""
    page.goto(f"{address}courses/{key}.html")
    page.wait_for_function("document.querySelector('.cl-watch') !== null")
    page.wait_for_timeout(300)  # the page's first question is on its way
    text = file.read_text(encoding="utf-8")
    mark = f"这是第{number}次存盘"
    if title:
        text = re.sub(r'^(title: ".*)"$', rf'\g<1>{number}"', text, count=1, flags=re.MULTILINE)
    made = f"{text}\n{mark}。\n"
    started = time.time()
    file.write_text(made, encoding="utf-8", newline="\n")
    # The page looks at itself before every frame and tells its own time; the driver's ways of waiting look every half second.
    seen = page.wait_for_function(_SEEN, arg=f"{mark}。", polling="raf", timeout=_LIMIT).json_value()
    return float(seen) / 1000 - started


def measure(count: int, saves: int, page: Page) -> Figures:
    """Return the figures for one number of courses."""
    figures = Figures(count)
    with tempfile.TemporaryDirectory(prefix="courselib-bench-") as name:
        folder = Path(name)
        pool = write_library(ROOT / "content", count, folder / "content")
        Served(folder).stop()  # what the first start keeps is there from here on
        served = Served(folder)
        figures.start = served.start
        try:
            for number in range(-1, saves):
                chosen = (number * 37 + 48) % count
                file = folder / "content" / course_path(pool, chosen)
                seconds = saved(page, served.address, file, course_id(chosen), number + 2, title=number % 3 == 2)
                if number >= 0:  # the first save warms what only a save needs
                    figures.saves.append(seconds)
            figures.memory = served.memory()
        finally:
            served.stop()
    return figures


def table(rows: Sequence[Figures]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| courses | save to screen, median, s | p95, s | slowest, s | saves | start, s | memory, MB |",
             "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {f.count} | {statistics.median(f.saves):.2f} | {f.p95:.2f} | {max(f.saves):.2f} | {len(f.saves)} | {f.start:.1f} "
        f"| {f.memory:.0f} |" for f in rows
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the preview from a save to the screen.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--saves", type=int, default=12, help="saves for each number (default 12)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every save to a file")
    options = parser.parse_args(arguments)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        rows = [measure(count, options.saves, page) for count in options.counts]
        browser.close()
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print(table(rows))
    if options.json:
        data = {str(f.count): {"start": f.start, "memory": f.memory, "saves": f.saves} for f in rows}
        options.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
