"""Times the planner in headless Chromium over ``file://``: from adding a course to all figures updated.

Usage: ``python benchmarks/planner.py 200 10000 [--changes 100] [--json FILE]``

For each number of courses a synthetic library is built (``synthetic``). The plan at work is one that “补齐” makes for a secretary, of
some sixty courses. Milliseconds are the page's own (``performance.now``):

load      the planner's data asked for, unpacked and ready
engine    a course added to the plan and everything evaluated anew: hours, rules, topics, problems
suggest   “补齐” from an empty plan
click     in the planner's page, from pressing “加入” to all figures and lists shown and laid out

Each also with the processor slowed six-fold (``Emulation.setCPUThrottlingRate``). Bytes are the size of the data's file; the courses
that are added are drawn with a fixed seed, and each change starts from the same plan.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.search import SLOWED, built, slow  # noqa: E402 - the repository must be found first
from tests.support.browser import launch  # noqa: E402
from tests.support.planning import start  # noqa: E402

_SECTOR, _ROLE = "rural", "secretary"
_LOAD = """async () => {
  const started = performance.now();
  window.data = await CourseLib.modules.planner_data.load('');
  return performance.now() - started;
}"""
_SUGGEST = """([sector, role]) => {
  const planner = window.planner;
  const empty = planner.plans.create({sector, role, title: 'x'});
  const started = performance.now();
  const told = planner.suggest(data, empty);
  const spent = performance.now() - started;
  window.plan = planner.apply(empty, told.proposals);
  return [spent, window.plan.items.length, planner.share.pack(window.plan)];
}"""
#: Draws courses by a small generator of its own: the same in every run, whatever the browser.
_ENGINE = """changes => {
  const planner = window.planner;
  const years = planner.plans.years(plan);
  let seed = 1;
  const draw = size => { seed = (seed * 48271) % 2147483647; return seed % size; };
  const spent = [];
  for (let n = 0; n < changes; n += 1) {
    const course = data.courses[draw(data.courses.length)].id;
    const year = years[draw(years.length)];
    const started = performance.now();
    const evaluation = planner.evaluate(data, planner.plans.add(plan, course, year));
    spent.push(performance.now() - started);
    if (!evaluation.rules.length) { throw new Error('nothing was evaluated'); }
  }
  return spent;
}"""
_CLICK = """async changes => {
  const spent = [];
  const shown = () => document.getElementById('cl-pl-figures').textContent;
  const settled = () => new Promise(done => setTimeout(done, 50));
  for (let n = 0; n < changes; n += 1) {
    const free = Array.from(document.querySelectorAll('[data-add]')).filter(b => b.getAttribute('aria-disabled') !== 'true');
    const before = shown();
    const started = performance.now();
    free[n % free.length].click();
    document.body.getBoundingClientRect();
    spent.push(performance.now() - started);
    if (shown() === before) { throw new Error('the figures did not change'); }
    await settled();
    document.getElementById('cl-pl-undo').click();
    await settled();
  }
  return spent;
}"""
Sample = dict[str, list[float]]


@contextmanager
def opened(browser: Browser, address: str, *, slowed: bool) -> Iterator[Page]:
    """Open a page in a profile of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(address)
        if slowed:
            slow(page)
        yield page
    finally:
        context.close()


def engine(browser: Browser, site: Path, changes: int, *, slowed: bool) -> tuple[Sample, str]:
    """Time the engine on a page that holds nothing else; return the plan at work too, as a link holds it."""
    with opened(browser, f"{site.as_uri()}/404.html", slowed=slowed) as page:
        start(page, f"{site.as_uri()}/")
        load = page.evaluate(_LOAD)
        suggest, items, link = page.evaluate(_SUGGEST, [_SECTOR, _ROLE])
        # The first changes are made before the browser has compiled the scripts, as they are for a reader.
        return {"load": [load], "suggest": [suggest], "items": [items], "engine": page.evaluate(_ENGINE, changes)}, link


def clicks(browser: Browser, site: Path, link: str, changes: int, *, slowed: bool) -> list[float]:
    """Time the page itself, opened with the same plan."""
    with opened(browser, f"{site.as_uri()}/planner.html#plan={link}", slowed=slowed) as page:
        page.check("#cl-pl-new", timeout=60_000)  # only what is not planned yet
        page.wait_for_selector("#cl-pl-results [data-add][aria-disabled=false]", state="attached", timeout=60_000)
        return list(page.evaluate(_CLICK, changes))


def both(values: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f} / {ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]:.1f}"


HEAD = (
    "| courses | processor | KB, data | ms, load | ms, suggest | items | ms, engine | ms, click | changes |\n"
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def measure(browser: Browser, count: int, changes: int) -> tuple[list[str], dict[str, Any]]:
    """Return the table's rows for one number of courses, and all samples."""
    with tempfile.TemporaryDirectory(prefix="courselib-planner-") as name:
        folder = Path(name)
        built(count, folder)
        site = folder / "site"
        size = (site / "planner/data.js").stat().st_size / 1024
        rows, samples = [], {}
        for slowed in (False, True):
            sample, link = engine(browser, site, changes, slowed=slowed)
            sample["click"] = clicks(browser, site, link, changes // 2, slowed=slowed)
            label = f"÷ {SLOWED}" if slowed else "as it is"
            cells = [f"{size:.0f}", f"{sample['load'][0]:.0f}", f"{sample['suggest'][0]:.0f}", f"{sample['items'][0]:.0f}",
                     both(sample["engine"]), both(sample["click"])]
            rows.append(f"| {count} | {label} | {' | '.join(cells)} | {changes} |")
            samples[label] = sample
        return rows, samples


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the planner in the browser.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--changes", type=int, default=100, help="changes a number, half as many clicks (default 100)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to a file")
    options = parser.parse_args(arguments)
    everything: dict[str, Any] = {}
    print("median / 95th percentile", HEAD, sep="\n\n")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for count in options.counts:
            rows, everything[str(count)] = measure(browser, count, options.changes)
            print("\n".join(rows), flush=True)
        browser.close()
    if options.json:
        options.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
