"""Times whole builds of synthetic libraries, beside stock MkDocs with Material on the same Markdown files.

Usage: ``python benchmarks/build.py 200 2000 [--repeat 3] [--no-peer] [--short-nav-only] [--json FILE]``

Every figure is the wall-clock time of a whole process from start to exit, the median of the repetitions; our runs and
the peer's alternate. Four of our own are that; the fifth is not a process but a save:

cold       neither cache nor output exist
unchanged  the same command again
edit       a paragraph of one course changed, the same command again (another course each time)
retitle    title and body of one course changed: every list that names the course changes too
watch      the same as edit, while ``courselib build --watch`` is at work: from the moment the file is saved until its page in
           the published site has the new text. Starting Python and importing is not in it, since that happened before; waiting
           for the editor to be done and noticing the save is

The peer is MkDocs with the Material theme, its search plugin for Chinese (with jieba, which Material's manual asks for;
without it nothing is segmented and Chinese words are not found) and no other option, on the same files. It is timed twice. As it
comes: its navigation left to itself, so that Material writes a link to every page into every page, and its time grows with the
square of the number of pages (repeated up to 500 courses, once above, where it takes minutes). And made faster by us: its navigation
cut to one page (``nav``), which nobody would publish, but which leaves the engine's own work. Every ratio is given to both;
``--short-nav-only`` leaves the slow one out. Peak memory is the largest single process of the run (``ru_maxrss`` of ``wait4``),
not the sum.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import course_path, read_pool, write_library  # noqa: E402 - the repository must be found first

PEER = """\
site_name: peer
docs_dir: content
site_dir: peer
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
validation: {omitted_files: ignore, unrecognized_links: ignore, links: {not_found: ignore}}
"""
SHORT_NAV = "nav: [pages/index.md]\n"
STOCK, SHORT = "stock", "stock-short-nav"
_LABELS = {STOCK: "stock MkDocs + Material", SHORT: "stock, navigation cut to one page", "watch": "edit, courselib build --watch"}
#: Above this many courses one repetition says enough; of stock as it comes already above the other.
_REPEATED_UP_TO, _STOCK_REPEATED_UP_TO = 2000, 500
#: Seconds between looks at the published page, and after which a save counts as lost.
_LOOK, _LOST = 0.002, 120.0


@dataclass(slots=True)
class Run:
    """One whole process: seconds from start to exit, and the largest resident set of it and its children in MB."""

    seconds: float
    memory: float


@dataclass(slots=True)
class Series:
    """The runs of one kind for one number of courses."""

    name: str
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Median time."""
        return statistics.median(r.seconds for r in self.runs)

    @property
    def memory(self) -> float:
        """Peak memory of all runs in MB."""
        return max(r.memory for r in self.runs)


def timed(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end; ``SystemExit`` with its output when it fails."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode(errors='replace')[-2000:]}")
    return Run(seconds, _megabytes(usage.ru_maxrss))


def _megabytes(resident: int) -> float:
    # Linux counts in KB, macOS in bytes.
    return resident / (1 << 20 if sys.platform == "darwin" else 1 << 10)


class Bench:
    """A synthetic library in a folder of its own, and the commands that are timed on it."""

    def __init__(self, count: int, folder: Path, bytecode: Path, seed: int) -> None:
        self.count, self.folder, self.seed = count, folder, seed
        self.pool = read_pool(ROOT / "content")
        write_library(ROOT / "content", count, folder / "content", seed)
        (folder / f"{STOCK}.yml").write_text(PEER, encoding="utf-8")
        (folder / f"{SHORT}.yml").write_text(PEER + SHORT_NAV, encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.environment = {
            **kept,
            # As installed packages are used: with byte code. It lies here, so that no run depends on earlier ones.
            "PYTHONPYCACHEPREFIX": str(bytecode),
            "PYTHONPATH": str(ROOT / "generator"),
            "COURSELIB_STATE_DIR": str(folder / "state"),
            "NO_MKDOCS_2_WARNING": "1",
        }

    def ours(self) -> Run:
        """Time ``courselib build``."""
        return timed([sys.executable, "-m", "courselib", "build", "--quiet"], self.folder, self.environment)

    def cold(self) -> Run:
        """Time a build from nothing."""
        for name in (".courselib", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.ours()

    def edit(self, number: int, *, title: bool = False) -> Run:
        """Change a course and time the build."""
        path = self.change(number, title=title)
        # An editor saves, then the author starts the build: not within the same two seconds.
        past = time.time() - 5
        os.utime(path, (past, past))
        return self.ours()

    def change(self, number: int, *, title: bool = False, mark: str = "") -> Path:
        """Change the body of a course, and its title if wanted."""
        path = self.folder / "content" / course_path(self.pool, number, self.seed)
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("title: "))
        if title:
            lines[at] = lines[at].rstrip('"') + '改"'
        lines.append("\n这一段是后来加上的，用来检验改动一门课程以后重新生成要多久。" + mark)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        return path

    def watch(self, numbers: Sequence[int]) -> list[Run]:
        """Time saves while ``courselib build --watch`` is at work, each until the published page shows it."""
        command = [sys.executable, "-u", "-m", "courselib", "build", "--watch"]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        seconds = []
        process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=pipe, stderr=none, text=True)
        try:
            assert process.stdout  # noqa: S101 - a pipe was asked for
            while "Ctrl-C" not in (line := process.stdout.readline()):
                if not line:
                    sys.exit("courselib build --watch did not begin")
            for number in numbers:
                seconds.append(self.published(number))
                process.stdout.readline()  # the old site is cleared away too: the next save meets an idle process
            process.send_signal(signal.SIGINT)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit("courselib build --watch did not end well")
            return [Run(s, _megabytes(usage.ru_maxrss)) for s in seconds]
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()

    def published(self, number: int) -> float:
        """Save a course and return the seconds until its page in the published site shows what was written."""
        mark = f"第 {number} 门，{time.time_ns()}。"
        page = self.folder / "site/courses" / Path(course_path(self.pool, number, self.seed)).with_suffix(".html").name
        old = _inode(page)
        started = time.perf_counter()
        self.change(number, mark=mark)
        while _inode(page) in (old, 0):
            if time.perf_counter() - started > _LOST:
                sys.exit("a save was not published")
            time.sleep(_LOOK)
        seconds = time.perf_counter() - started
        if mark not in page.read_text(encoding="utf-8"):
            sys.exit("the published page is not the new one")
        return seconds

    def peer(self, settings: str) -> Run:
        """Time stock MkDocs and Material."""
        shutil.rmtree(self.folder / "peer", ignore_errors=True)
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{settings}.yml"]
        return timed(command, self.folder, self.environment)


def _inode(path: Path) -> int:
    """Return what tells one file of a name from another; 0 while there is none, as for a moment where names cannot be exchanged."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def measure(count: int, repeat: int, bytecode: Path, *, peers: Sequence[str], seed: int) -> list[Series]:
    """Return the series of one number of courses."""
    series = {name: Series(name) for name in ("cold", "unchanged", "edit", "retitle", "watch", *peers)}
    with tempfile.TemporaryDirectory(prefix="courselib-bench-") as name:
        bench = Bench(count, Path(name), bytecode, seed)
        for number in range(repeat):
            series["cold"].runs.append(bench.cold())
            series["unchanged"].runs.append(bench.ours())
            series["edit"].runs.append(bench.edit((number * 37 + 11) % count))
            series["retitle"].runs.append(bench.edit((number * 53 + 7) % count, title=True))
            for peer in peers:
                if peer != STOCK or number == 0 or count <= _STOCK_REPEATED_UP_TO:
                    series[peer].runs.append(bench.peer(peer))
        series["watch"].runs += bench.watch([(number * 41 + 3) % count for number in range(repeat)])
    return list(series.values())


def table(results: dict[int, list[Series]]) -> str:
    """Return the results as a Markdown table."""
    lines = [
        "| courses | build | seconds (median) | ratio to stock | to stock, short nav | ratio to cold | peak memory, MB | runs |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, rows in results.items():
        seconds = {s.name: s.seconds for s in rows}
        for row in rows:
            ratios = " | ".join(
                f"{row.seconds / seconds[name]:.3f}" if name in seconds else "—" for name in (STOCK, SHORT, "cold"))
            lines.append(
                f"| {count} | {_LABELS.get(row.name, row.name)} | {row.seconds:.2f} | {ratios} | {row.memory:.0f} | {len(row.runs)} |"
            )
    return "\n".join(lines)


def as_json(results: dict[int, list[Series]]) -> str:
    """Return every run as JSON."""
    rows = {
        str(count): {
            s.name: [{"seconds": round(r.seconds, 4), "memory_mb": round(r.memory, 1)} for r in s.runs] for s in rows
        }
        for count, rows in results.items()
    }
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    return json.dumps({"machine": machine, "courses": rows}, indent=2) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time builds of synthetic libraries against stock MkDocs + Material.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--repeat", type=int, default=3, help=f"runs up to {_REPEATED_UP_TO} courses (default 3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peer", action="store_true", help="skip stock MkDocs + Material altogether")
    parser.add_argument("--short-nav-only", action="store_true", help="skip stock as it comes, which takes minutes at 2,000")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to a file")
    options = parser.parse_args(arguments)
    results: dict[int, list[Series]] = {}
    peers = [] if options.no_peer else [SHORT] if options.short_nav_only else [STOCK, SHORT]
    if peers and not importlib.util.find_spec("jieba"):
        parser.error("the peer is to find Chinese words: pip install '.[bench]', or --no-peer")
    with tempfile.TemporaryDirectory(prefix="courselib-bench-bytecode-") as name:
        measure(10, 1, Path(name), peers=peers, seed=options.seed)  # byte code and file cache are warm from here on
        for count in options.counts:
            repeat = options.repeat if count <= _REPEATED_UP_TO else 1
            results[count] = measure(count, repeat, Path(name), peers=peers, seed=options.seed)
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print(table(results))
    if options.json:
        options.json.write_text(as_json(results), encoding="utf-8")


if __name__ == "__main__":
    main()
