"""Measures libraries on libraries: a province of many courses, a city on it, a county on that, before and after the province changes.

Usage: ``python benchmarks/upstream.py 2000 [--overlays 300] [--json FILE]``

The county has ``--overlays`` changes of its own to courses of the province. Then the province edits, retires and renames a part of its
courses, and the city and the county take the update. Beside the seconds of each step stand the results: overlays that are no longer as
they were written, meetings that were told against those that there are, and pages that do not say where their course came from.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import Pool, course_path, course_text, write_library  # noqa: E402 - the repository must be found first

OF_CITY, OF_COUNTY = 60, 50
#: One course in so many is edited, retired, renamed above.
EDITED, RETIRED, RENAMED = 10, 97, 131


class Library:
    """One level: a folder with content, and the program run in it."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "COURSELIB_STATE_DIR": str(state),
                             "NO_MKDOCS_2_WARNING": "1"}

    def run(self, *arguments: str) -> float:
        """Run a command in the folder; return the seconds that it took."""
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "courselib", *arguments], cwd=self.folder, env=self._environment, check=True,
                       stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return time.perf_counter() - started

    def problems(self) -> list[dict[str, Any]]:
        """Return what the check says."""
        done = subprocess.run([sys.executable, "-m", "courselib", "check", "--format", "json"], cwd=self.folder, env=self._environment,
                              check=False, capture_output=True, stdin=subprocess.DEVNULL)
        found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
        return found

    def origins(self) -> dict[str, str]:
        """Return of each course in the site's data the library it came from, an empty text for its own."""
        folder = self.folder / "site/data/v1"
        document = json.loads((folder / "courses.json").read_text(encoding="utf-8"))
        names = document.get("pages", ["courses.json"])
        pages = [json.loads((folder / name).read_text(encoding="utf-8")) for name in names]
        return {row["id"]: (row.get("origin") or {}).get("library", "") for page in pages for row in page["courses"]}


def changed_above(province: Library, pool: Pool, count: int) -> tuple[set[int], set[int]]:
    """Edit titles, retire and rename courses of the province; return the numbers whose titles are others, and those renamed."""
    edited, renamed = set(), set()
    for number in range(1, count):
        path = province.content / course_path(pool, number)
        text = path.read_text(encoding="utf-8")
        if number % RENAMED == 0:
            path.rename(path.with_name(f"renamed-{number:06d}.md"))
            renamed.add(number)
        elif number % RETIRED == 0:
            path.write_text(text.replace("\nversion: ", "\nstatus: retired\nversion: ", 1), encoding="utf-8")
        elif number % EDITED == 0:
            path.write_text(text.replace('title: "', 'title: "修订', 1), encoding="utf-8")
            edited.add(number)
    return edited, renamed


def overlay(rng: random.Random, number: int) -> str:
    """Return the text of a local change."""
    return rng.choice((
        f"set: {{title: 本地改的名称{number}}}\n", f"add: {{keywords: [本地词{number}]}}\n", f"append: |\n  本地写的一段{number}。\n",
        f"set: {{title: 本地改的名称{number}}}\nadd: {{keywords: [本地词{number}]}}\n",
    ))


def measure(count: int, overlays: int) -> dict[str, Any]:
    """Return seconds and results of one chain."""
    rng = random.Random(f"{count}/{overlays}")
    with tempfile.TemporaryDirectory(prefix="courselib-upstream-") as name:
        folder = Path(name)
        levels = {level: Library(folder / level, folder / "state") for level in ("province", "city", "county")}
        province, city, county = levels.values()
        pool = write_library(ROOT / "content", count, province.content)
        for library, first, own in ((city, count, OF_CITY), (county, count + OF_CITY, OF_COUNTY)):
            library.content.mkdir(parents=True)
            shutil.copy(ROOT / "content/plan.yml", library.content)
            for number in range(first, first + own):
                path = library.content / course_path(pool, number)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(course_text(pool, number), encoding="utf-8")
        seconds = {"city takes the province": city.run("upstream", "add", "province", "../province", "--yes"),
                   "county takes the city": county.run("upstream", "add", "city", "../city", "--yes")}
        # Some of the courses that will be renamed are among them.
        moved = list(range(RENAMED, count, RENAMED))[: overlays // 10]
        chosen = [*moved, *rng.sample([n for n in range(1, count) if n % RENAMED], overlays - len(moved))]
        texts = {number: overlay(rng, number) for number in chosen}
        place = county.content / "overlays/province"
        place.mkdir(parents=True)
        for number, text in texts.items():
            (place / f"synthetic-{number:06d}.yml").write_text(text, encoding="utf-8")
        seconds["county's first build"] = county.run("build", "--quiet")
        edited, renamed = changed_above(province, pool, count)
        seconds["city updates"] = city.run("upstream", "update", "--yes")
        seconds["county updates"] = county.run("upstream", "update", "--yes")
        seconds["county's build after it"] = county.run("build", "--quiet")
        path = county.content / course_path(pool, count + OF_CITY)
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n补充一句。\n", encoding="utf-8")
        seconds["county's build after a local edit"] = county.run("build", "--quiet")
        problems, origins = county.problems(), county.origins()
        told = {p["path"].rpartition("/")[2] for p in problems if p["code"] == "U708"}
        homeless = {p["path"].rpartition("/")[2] for p in problems if p["code"] == "U711"}
        meet = {f"synthetic-{n:06d}.yml" for n in chosen if n in edited and "title:" in texts[n]}
        gone = {f"synthetic-{n:06d}.yml" for n in chosen if n in renamed}
        pages = county.folder / "site/courses"
        silent = [key for key, library in origins.items()
                  if ("<dt>来源</dt>" in (pages / f"{key.replace(':', '--')}.html").read_text(encoding="utf-8")) != bool(library)]
        return {
            "seconds": seconds, "courses": len(origins), "of others": sum(map(bool, origins.values())),
            "errors": sum(p["severity"] == "error" for p in problems),
            "overlays": overlays, "overlays that are not as written": sum(
                (place / f"synthetic-{n:06d}.yml").read_text(encoding="utf-8") != text for n, text in texts.items()),
            "meetings": len(meet), "meetings not told": sorted(meet - told), "told without a meeting": sorted(told - meet),
            "overlays of renamed courses": len(gone), "of these not told": sorted(gone - homeless),
            "pages that say it wrong": silent,
        }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure a county on a city on a province.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="courses of the province")
    parser.add_argument("--overlays", type=int, default=300, help="changes of the county to courses of the province (default 300)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to a file")
    options = parser.parse_args(arguments)
    everything = {}
    for count in options.counts:
        found = everything[str(count)] = measure(count, min(options.overlays, count - 1))
        for step, seconds in found["seconds"].items():
            print(f"| {count} | {step} | {seconds:.1f} s |")
        for what, value in found.items():
            if what != "seconds":
                print(f"| {count} | {what} | {value if isinstance(value, int) else f'{len(value)} {value[:5]}'} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
