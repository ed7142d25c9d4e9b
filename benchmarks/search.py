"""Times the site's search in headless Chromium over ``file://``, beside Pagefind and Material's own search over localhost.

Usage: ``python benchmarks/search.py 200 2000 10000 [--queries 60] [--recall 500] [--no-peers] [--json FILE]``

For each number of courses a synthetic library is built (``synthetic``). Every query is asked in a tab of its own, cold but for
the operating system's cache, then a second one in the same tab. Milliseconds are the page's own (``performance.now``), in a browser
that nobody looks into (``unwatched``):

boot    until the engine has read its boot file
first   boot and the first query, with ten results ready to be shown
later   another query on the same page

Each also with the processor slowed six-fold (``Emulation.setCPUThrottlingRate``). Bytes are the sizes of all files that
a first query loads, scripts of the engine included, pages and style sheets not; for the peers, what came over the wire.
Queries are pieces of titles (two to six characters), whole titles, two words, and single characters, drawn with a fixed seed.

A second table says what is found at all (``searchrecall``): of 500 more queries, and the bytes of all files of each search.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import searchpeers, searchrecall  # noqa: E402 - the repository must be found first
from benchmarks.synthetic import write_library  # noqa: E402
from benchmarks.unwatched import Page, Unwatched, launched  # noqa: E402
from tests.support.scripts import script  # noqa: E402
from tests.support.sites import published  # noqa: E402

SLOWED = 6
#: Above this many courses Material's own search loads a hundred megabytes: it is left out.
_MATERIAL_UP_TO = 2000
#: Queries of a peer that are counted in one page.
_A_PAGE = 10
#: So many of the queries are asked with a slowed processor, and of the peers.
_SLOW_SHARE = 3
_OURS = """async query => {
  const started = performance.now();
  await CourseLib.modules.search_engine.open('search/');
  const boot = performance.now() - started;
  await CourseLib.modules.search_engine.find({text: query, limit: 10, facets: ['sectors', 'theory', 'hours']});
  return [boot, performance.now() - started];
}"""
#: Notes the keys of all files that a query loads.
_NOTED = """() => {
  const put = CourseLib.put;
  window.loaded = [];
  CourseLib.put = function (key) {
    window.loaded.push(key);
    return put.apply(this, arguments);
  };
}"""
#: What a page that searches starts with; the script that few queries need is loaded after it.
_ENGINE = "search/engine.js"
Sample = dict[str, list[float]]


def queries(site: Path, count: int, seed: int = 1) -> list[str]:
    """Return queries drawn from the titles of a site's courses."""
    titles = [course["title"] for course in published(site)]
    rng = random.Random(seed)

    def piece() -> str:
        title = rng.choice(titles)
        start = rng.randrange(max(1, len(title) - 6))
        return str(title[start : start + rng.randint(2, 6)])

    kinds = (piece, piece, piece, lambda: f"{piece()} {piece()}", lambda: str(rng.choice(titles)), lambda: piece()[0])
    return [kinds[n % len(kinds)]() for n in range(count)]


def built(count: int, folder: Path) -> dict[str, str]:
    """Write a library of ``count`` courses and build its site; return the environment that it was built in."""
    write_library(ROOT / "content", count, folder / "content")
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPATH": str(ROOT / "generator"), "COURSELIB_STATE_DIR": str(folder / "state"), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "courselib", "build", "--quiet"], cwd=folder, env=environment, check=True)
    return environment


def call(function: str, *arguments: object) -> str:
    """Return the expression that calls a JavaScript function."""
    return f"({function})({', '.join(json.dumps(argument) for argument in arguments)})"


def with_engine(page: Page, site: Path, engine: str) -> Path:
    """Put the engine's script into a page, and the address of what it loads later; return that file."""
    page.evaluate(f"{engine}\n;0")
    [later] = site.glob("assets/scripts/later-*.js")
    page.evaluate(f"document.body.setAttribute('data-cl-later', {json.dumps(later.relative_to(site).as_posix())})")
    return later


def ask_ours(browser: Unwatched, site: Path, query: str, other: str, *, slowed: bool) -> tuple[list[float], float, int]:
    """Return [boot, first] and later in milliseconds, and the bytes of all files that the first query loaded."""
    with browser.page(f"{site.as_uri()}/404.html") as page:
        engine = script(_ENGINE)
        later = with_engine(page, site, engine)
        page.evaluate(call(_NOTED))
        if slowed:
            page.slow(SLOWED)
        first = page.evaluate(call(_OURS, query))
        more = later.stat().st_size if page.evaluate("'search_question' in CourseLib.modules") else 0
        files = [f"search/{key}.js" for key in page.evaluate("loaded") if key != "later"]
        after = page.evaluate(call(_OURS, other))[1]
    return first, after, len(engine.encode()) + more + sum((site / file).stat().st_size for file in files)


def ours(browser: Unwatched, site: Path, asked: Sequence[str], *, slowed: bool) -> Sample:
    """Ask every query on a page of its own."""
    sample: Sample = {"boot": [], "first": [], "later": [], "bytes": []}
    # A browser that has just started is busy with itself: its first answer does not count.
    ask_ours(browser, site, asked[0], asked[0], slowed=slowed)
    for number, query in enumerate(asked):
        first, later, size = ask_ours(browser, site, query, asked[number - 1], slowed=slowed)
        for name, value in zip(sample, (*first, later, size), strict=True):
            sample[name].append(value)
    return sample


def theirs(
    browser: Unwatched, served: tuple[str, searchpeers.Meter], peer: searchpeers.Peer, asked: Sequence[str], *, slowed: bool
) -> Sample:
    """Ask a peer every query in a tab of its own."""
    base, meter = served
    sample: Sample = {"boot": [], "first": [], "later": [], "bytes": []}
    for query in asked:
        with browser.page(f"{base}{peer.page}") as page:
            meter.rest()
            if slowed:
                page.slow(SLOWED)
            first = page.evaluate(call(peer.expression, peer.argument(base, query)))
        for name, value in zip(sample, (*first, 0.0, meter.total(peer.files)), strict=True):
            sample[name].append(value)
    return sample


def rows_of(count: int, name: str, sample: Sample, slowed: Sample) -> str:
    """Return a table row: medians and 95th percentiles."""
    def both(values: Sequence[float], unit: float = 1, digits: int = 0) -> str:
        ordered = sorted(values)
        high = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
        return f"{statistics.median(ordered) / unit:.{digits}f} / {high / unit:.{digits}f}"

    cells = [both(sample["bytes"], 1024), both(sample["boot"]), both(sample["first"]), both(sample["later"], 1, 1), both(slowed["first"])]
    return f"| {count} | {name} | {' | '.join(cells)} | {len(sample['first'])} |"


HEAD = (
    "| courses | search | KB, first query | ms, boot | ms, first query | ms, later query "
    f"| ms, first query, processor ÷ {SLOWED} | queries |\n"
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def found_by_ours(browser: Unwatched, site: Path, asked: Sequence[searchrecall.Asked]) -> list[set[str]]:
    """Return the IDs of the courses that this site's search gives for each query, all in one page."""
    with browser.page(f"{site.as_uri()}/404.html") as page:
        with_engine(page, site, script(_ENGINE))
        return [set(page.evaluate(call(searchrecall.OURS, each.text))) for each in asked]


def found_by_pagefind(browser: Unwatched, base: str, folder: Path, asked: Sequence[searchrecall.Asked]) -> list[set[str]]:
    """Return the same for Pagefind, whose index lies in a folder and is served at ``base``."""
    courses = searchrecall.pagefind_courses(folder)
    given = []
    # What a page has loaded of a large index stays in it: one page for all queries would end for want of memory.
    for start in range(0, len(asked), _A_PAGE):
        with browser.page(f"{base}404.html") as page:
            given += [page.evaluate(call(searchrecall.PAGEFIND, [base, each.text])) for each in asked[start : start + _A_PAGE]]
    return [{courses[name] for name in names if name in courses} for names in given]


def measure(browser: Unwatched, count: int, asked: int, recalled: int, *, peers: bool) -> tuple[list[str], list[str], dict[str, Any]]:
    """Return the rows of both tables for one number of courses, and all samples."""
    with tempfile.TemporaryDirectory(prefix="courselib-search-") as name:
        folder = Path(name)
        environment = built(count, folder)
        site = folder / "site"
        drawn = queries(site, asked)
        few = drawn[:: _SLOW_SHARE]
        samples: dict[str, Any] = {"ours": ours(browser, site, drawn, slowed=False), "ours, slowed": ours(browser, site, few, slowed=True)}
        rows = [rows_of(count, "this site, file://", samples["ours"], samples["ours, slowed"])]
        sought = searchrecall.drawn(folder / "content", recalled)
        finds = [found_row(count, "this site, file://", sought, found_by_ours(browser, site, sought), site / "search")] if sought else []
        for peer in searchpeers.build(folder, environment) if peers else ():
            if count > _MATERIAL_UP_TO and "Material" in peer.name:
                continue
            with searchpeers.served(folder / "peer") as served:
                samples[peer.name] = theirs(browser, served, peer, few, slowed=False)
                samples[f"{peer.name}, slowed"] = theirs(browser, served, peer, few[:: _SLOW_SHARE], slowed=True)
                if sought and "Pagefind" in peer.name:
                    index = folder / "peer/pagefind"
                    finds.append(found_row(count, peer.name, sought, found_by_pagefind(browser, served[0], index, sought), index))
            rows.append(rows_of(count, peer.name, samples[peer.name], samples[f"{peer.name}, slowed"]))
    return rows, finds, samples


def found_row(count: int, name: str, sought: Sequence[searchrecall.Asked], found: Sequence[set[str]], folder: Path) -> str:
    """Return a row of the second table."""
    return f"| {count} {searchrecall.line(name, sought, found)} {searchpeers.size_of(folder) / 1024 / 1024:.1f} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the search in the browser, beside Pagefind and Material's own.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--queries", type=int, default=60, help="queries a number (default 60)")
    parser.add_argument("--recall", type=int, default=500, help="queries whose courses are counted (default 500; 0: none)")
    parser.add_argument("--no-peers", action="store_true", help="leave Pagefind and Material out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to a file")
    options = parser.parse_args(arguments)
    everything: dict[str, Any] = {}
    finds: list[str] = []
    print("median / 95th percentile", HEAD, sep="\n\n")
    with launched() as browser:
        for count in options.counts:
            rows, found, everything[str(count)] = measure(browser, count, options.queries, options.recall, peers=not options.no_peers)
            print("\n".join(rows), flush=True)
            finds += found
    if finds:
        print(f"\n{searchrecall.HEAD}", *finds, sep="\n")
    if options.json:
        options.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
