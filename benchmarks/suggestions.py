"""Times suggestions while typing, in headless Chromium over ``file://``: what a keystroke takes and loads.

Usage: ``python benchmarks/suggestions.py 2000 10000 [--typed 40]``

For each number of courses a synthetic library is built (``synthetic``). Texts are beginnings of titles, and pieces from within them, typed
character by character, half of them in pinyin; each in a page of its own, cold but for the operating system's cache. A keystroke is over
when its rows stand in the list (``search/suggestions.js`` and ten elements made). Its bytes are the sizes of the files that it loads; what
entering the box loads (script, styles, root) stands beside them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.search import built, call  # noqa: E402 - the repository must be found first
from benchmarks.unwatched import Unwatched, launched  # noqa: E402
from courselib.search import analysis  # noqa: E402
from courselib.search.suggestions import syllables_of  # noqa: E402
from tests.support.scripts import script  # noqa: E402
from tests.support.sites import published  # noqa: E402

_MOST_KEYS = 8
_TYPE = """async texts => {
  const put = CourseLib.put;
  let loaded = [];
  CourseLib.put = function (key) { loaded.push(key); return put.apply(this, arguments); };
  const engine = new CourseLib.modules.search_suggestions.Suggestions('search/');
  const began = performance.now();
  await engine.open(false);
  const entered = performance.now() - began;
  loaded = [];
  const list = document.body.appendChild(document.createElement('ul'));
  const keys = [];
  for (const text of texts) {
    const started = performance.now();
    const rows = await engine.find(text);
    list.textContent = '';
    rows.forEach(row => { list.appendChild(document.createElement('li')).textContent = row.title; });
    keys.push([performance.now() - started, loaded, rows.length]);
    loaded = [];
  }
  return [entered, keys];
}"""


def typed(site: Path, count: int, seed: int = 1) -> list[str]:
    """Return texts to be typed, from the titles of a site's courses."""
    titles = [course["title"] for course in published(site)]
    draw = random.Random(seed)
    texts = []
    for number in range(count):
        units = analysis.units(draw.choice(titles))
        start = draw.randrange(max(1, len(units) - 4)) if number % 2 else 0
        part = units[start : start + 6]
        texts.append("".join(part if number % 4 < 2 else syllables_of(part)))
    return texts


def measure(browser: Unwatched, count: int, number: int) -> str:
    """Return a table row for one number of courses."""
    milliseconds: list[float] = []
    sizes: list[int] = []
    entered: list[float] = []
    with tempfile.TemporaryDirectory(prefix="courselib-suggestions-") as name:
        built(count, Path(name))
        site = Path(name) / "site"
        code = script("search/suggestions.js")
        for text in typed(site, number):
            with browser.page(f"{site.as_uri()}/404.html") as page:
                page.evaluate(f"{code}\n;0")
                opened, keys = page.evaluate(call(_TYPE, [text[:n] for n in range(1, min(len(text), _MOST_KEYS) + 1)]))
            entered.append(opened)
            milliseconds += [key[0] for key in keys]
            sizes += [sum((site / "search" / f"{file}.js").stat().st_size for file in key[1]) for key in keys]
        files = [*site.glob("assets/scripts/suggest-*.js"), *site.glob("assets/suggest-*.css"), site / "search" / "suggest.js"]
        start = sum(file.stat().st_size for file in files)
        lists = [file.stat().st_size for file in (site / "search" / "g").rglob("*.js")]

    def both(values: Sequence[float], unit: float = 1) -> str:
        ordered = sorted(values)
        return f"{statistics.median(ordered) / unit:.1f} / {ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)] / unit:.1f}"

    bytes_each = f"{both(sizes, 1024)} / {max(sizes) / 1024:.1f}"
    cells = [f"{start / 1024:.1f}", both(entered), both(milliseconds), bytes_each, str(len(milliseconds))]
    return f"| {count} | {' | '.join(cells)} | {len(lists)}, {sum(lists) / 1024:.0f}, {max(lists) / 1024:.1f} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time suggestions while typing.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--typed", type=int, default=40, help="texts a number (default 40)")
    options = parser.parse_args(arguments)
    print(
        "| courses | KB, entering | ms, root | ms a keystroke: median / p95 "
        "| KB a keystroke: median / p95 / most | keystrokes | lists: files, KB, KB of the largest |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with launched() as browser:
        for count in options.counts:
            print(measure(browser, count, options.typed), flush=True)


if __name__ == "__main__":
    main()
