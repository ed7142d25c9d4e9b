"""Times whole builds of synthetic libraries, beside stock MkDocs with Material on the same Markdown files.

Usage: ``python benchmarks/build.py 200 2000 [--repeat 3] [--no-peer] [--default-nav] [--json FILE]``

Every figure is the wall-clock time of a whole process from start to exit, the median of the repetitions; our runs and
the peer's alternate. Four of our own, and one more:

cold       neither cache nor output exist
unchanged  the same command again
edit       a paragraph of one course changed, the same command again (another course each time)
retitle    title and body of one course changed: every list that names the course changes too
running    the same as edit, the same command, in a process that has built before: from the call to its return, so
           without starting Python and importing; what the preview server's rebuild costs

The peer is MkDocs with the Material theme, its search plugin for Chinese (with jieba, which Material's manual asks for;
without it nothing is segmented and Chinese words are not found) and no other option. It gets a navigation of
one page (``nav``): left to itself, Material writes a link to every page into every page, and its time grows with the
square of the number of pages. ``--default-nav`` measures that too, once for each number. Peak memory is the largest
single process of the run (``ru_maxrss`` of ``wait4``), not the sum.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
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
_LABELS = {"peer": "stock MkDocs + Material", "default-nav": "stock, navigation left to itself",
           "running": "edit, in a running process"}
#: Above this many courses one repetition says enough.
_REPEATED_UP_TO = 2000


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
    # Linux counts in KB, macOS in bytes.
    return Run(seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


class Bench:
    """A synthetic library in a folder of its own, and the commands that are timed on it."""

    def __init__(self, count: int, folder: Path, bytecode: Path, seed: int) -> None:
        self.count, self.folder, self.seed = count, folder, seed
        self.pool = read_pool(ROOT / "content")
        write_library(ROOT / "content", count, folder / "content", seed)
        (folder / "peer.yml").write_text(PEER + SHORT_NAV, encoding="utf-8")
        (folder / "default-nav.yml").write_text(PEER, encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.environment = {
            **kept,
            # As installed packages are used: with byte code. It lies here, so that no run depends on earlier ones.
            "PYTHONPYCACHEPREFIX": str(bytecode),
            "PYTHONPATH": str(ROOT),
            "COURSELIB_STATE_DIR": str(folder / "state"),
            "NO_MKDOCS_2_WARNING": "1",
        }

    def ours(self) -> Run:
        """Time ``courselib build``."""
        return timed([sys.executable, "-m", "generator", "build", "--quiet"], self.folder, self.environment)

    def cold(self) -> Run:
        """Time a build from nothing."""
        for name in (".courselib", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.ours()

    def edit(self, number: int, *, title: bool = False) -> Run:
        """Change a course and time the build."""
        self.change(number, title=title)
        return self.ours()

    def change(self, number: int, *, title: bool = False) -> None:
        """Change the body of a course, and its title if wanted."""
        path = self.folder / "content" / course_path(self.pool, number, self.seed)
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("title: "))
        if title:
            lines[at] = lines[at].rstrip('"') + '改"'
        lines.append("\n这一段是后来加上的，用来检验改动一门课程以后重新生成要多久。")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        # An editor saves, then the author starts the build: not within the same two seconds.
        past = time.time() - 5
        os.utime(path, (past, past))

    def running(self, numbers: Sequence[int]) -> list[Run]:
        """Time edits that a living process builds, after one that warms it."""
        command = [sys.executable, str(ROOT / "benchmarks" / "again.py")]
        pipe = subprocess.PIPE
        runs = []
        with subprocess.Popen(command, cwd=self.folder, env=self.environment, stdin=pipe, stdout=pipe, text=True) as process:
            assert process.stdin  # noqa: S101 - pipes were asked for
            assert process.stdout  # noqa: S101
            for number in numbers:
                self.change(number)
                started = time.perf_counter()
                process.stdin.write("\n")
                process.stdin.flush()
                if process.stdout.readline() != "0\n":
                    sys.exit("the build in a living process failed")
                runs.append(Run(time.perf_counter() - started, 0))
            process.stdin.close()
        return runs[1:]

    def peer(self, settings: str = "peer") -> Run:
        """Time stock MkDocs and Material."""
        shutil.rmtree(self.folder / "peer", ignore_errors=True)
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{settings}.yml"]
        return timed(command, self.folder, self.environment)


def measure(
    count: int, repeat: int, bytecode: Path, *, peer: bool, seed: int, default_nav: bool = False
) -> list[Series]:
    """Return the series of one number of courses."""
    series = [Series(name) for name in ("cold", "unchanged", "edit", "retitle", *(["peer"] if peer else []))]
    with tempfile.TemporaryDirectory(prefix="courselib-bench-") as name:
        bench = Bench(count, Path(name), bytecode, seed)
        for number in range(repeat):
            series[0].runs.append(bench.cold())
            series[1].runs.append(bench.ours())
            series[2].runs.append(bench.edit((number * 37 + 11) % count))
            series[3].runs.append(bench.edit((number * 53 + 7) % count, title=True))
            if peer:
                series[4].runs.append(bench.peer())
        series.append(Series("running", bench.running([(number * 41 + 3) % count for number in range(repeat + 1)])))
        if default_nav:
            series.append(Series("default-nav", [bench.peer("default-nav")]))
    return series


def table(results: dict[int, list[Series]]) -> str:
    """Return the results as a Markdown table."""
    lines = [
        "| courses | build | seconds (median) | ratio to stock | ratio to cold | peak memory, one process, MB | runs |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, rows in results.items():
        by_name = {s.name: s for s in rows}
        cold, stock = by_name["cold"].seconds, by_name["peer"].seconds if "peer" in by_name else None
        for row in rows:
            name = _LABELS.get(row.name, row.name)
            to_stock = f"{row.seconds / stock:.3f}" if stock else "–"
            lines.append(
                f"| {count} | {name} | {row.seconds:.2f} | {to_stock} | {row.seconds / cold:.3f} | {row.memory:.0f} "
                f"| {len(row.runs)} |"
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
    parser.add_argument("--no-peer", action="store_true", help="skip stock MkDocs + Material")
    parser.add_argument("--default-nav", action="store_true", help="time stock without a short navigation too (slow)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to a file")
    options = parser.parse_args(arguments)
    results: dict[int, list[Series]] = {}
    peer = not options.no_peer
    with tempfile.TemporaryDirectory(prefix="courselib-bench-bytecode-") as name:
        measure(10, 1, Path(name), peer=peer, seed=options.seed)  # byte code and file cache are warm from here on
        for count in options.counts:
            repeat = options.repeat if count <= _REPEATED_UP_TO else 1
            results[count] = measure(
                count, repeat, Path(name), peer=peer, seed=options.seed, default_nav=options.default_nav
            )
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print(table(results))
    if options.json:
        options.json.write_text(as_json(results), encoding="utf-8")


if __name__ == "__main__":
    main()
