"""Measures releases: how large the packs are that bring a site from one version to the next, and how long making and applying takes.

Usage: ``python benchmarks/releases.py 2000 10000 [--steps 20] [--json FILE]``

For each number of courses a synthetic library (``synthetic``) is released, then released again after each kind of change: a sentence
more in one course, one course more, one retired, a hundred more. A site is updated along by the packs that go from one version to the
next; at the end, after ``--steps`` more edits with a release each, it is held against a fresh build of the same content, byte by byte.
Beside each pack stands the whole one of the same version: the ratio is what an update saves.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import course_path, read_pool, write_library  # noqa: E402 - the repository must be found first

NAME = "course-library"
_MANY = 100
_SENTENCE = "补充第 {} 次：汛期来临前逐户核对转移名单。"


@dataclass(frozen=True, slots=True)
class Step:
    """A release: what changed before it, bytes of the pack from the last version and of the whole, seconds to make and to apply."""

    change: str
    bytes: int
    whole: int
    making: float
    applying: float

    def row(self, count: int) -> str:
        """Return a row of the table."""
        return (f"| {count} | {self.change} | {self.bytes / 1024:.1f} | {self.whole / 2**20:.1f} | {self.bytes / self.whole:.5f} "
                f"| {self.making:.1f} | {self.applying:.1f} |")


HEAD = (
    "| courses | change | KB, from the last version | MB, whole | ratio | s, making | s, applying |\n"
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
)


class Library:
    """A synthetic library with the site that follows its releases."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.count = count
        write_library(ROOT / "content", count, self.content)
        # What will be added later, written beforehand.
        write_library(ROOT / "content", count + _MANY + 1, folder / "more")
        self.pool = read_pool(ROOT / "content")
        self.version = 0
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "COURSELIB_STATE_DIR": str(folder / "state"),
                            "COURSELIB_PASSPHRASE": "a passphrase for measuring", "NO_MKDOCS_2_WARNING": "1"}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.run("key", "new")

    def run(self, *arguments: str) -> float:
        """Run a command of the program in the library's folder; return the seconds that it took."""
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "courselib", *arguments], cwd=self.folder, env=self.environment, check=True,
                       stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return time.perf_counter() - started

    def course(self, number: int) -> str:
        """Return the path of a course below a content folder."""
        return course_path(self.pool, number, 1)

    def edit(self, number: int, times: int) -> None:
        """Write a sentence more into a course."""
        path = self.content / self.course(number)
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{_SENTENCE.format(times)}\n", encoding="utf-8")

    def add(self, numbers: Sequence[int]) -> None:
        """Add courses that were written beforehand."""
        for number in numbers:
            place = self.content / self.course(number)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.folder / "more" / self.course(number), place)

    def retire(self, number: int) -> None:
        """Remove the first course from a number on that no other asks for beforehand."""
        asked = set(re.findall(r"synthetic-[0-9]+", "".join(
            line for path in (self.folder / "more").rglob("courses/**/*.md") for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("prerequisites:"))))
        gone = next(path for n in range(number, self.count) if (path := self.content / self.course(n)).stem not in asked)
        gone.unlink()

    def release(self, change: str) -> Step:
        """Release the content as it stands and update the site."""
        self.version += 1
        making = self.run("release", "--version", f"1.{self.version}", "--on", "2026-11-27", "--quiet")
        whole = self.folder / f"releases/{NAME}-1.{self.version}-full.zip"
        pack = whole if self.version == 1 else whole.with_name(f"{NAME}-1.{self.version - 1}-to-1.{self.version}.zip")
        fingerprint = self.fingerprint() if self.version == 1 else []
        applying = self.run("update", "hosted", str(pack), "--yes", "--quiet", *fingerprint)
        return Step(change, pack.stat().st_size, whole.stat().st_size, making, applying)

    def fingerprint(self) -> list[str]:
        """Return the option that says whose releases are to be trusted."""
        from courselib.publish.signing.signatures import fingerprint  # noqa: PLC0415 - the repository must be found first

        return ["--trust", fingerprint((self.content / "releases/root/1.root.json").read_bytes())]

    def differences(self) -> list[str]:
        """Return the files in which the updated site differs from a fresh build of the same content; what releases add is left out."""
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        shutil.copytree(self.content, fresh / "content")
        subprocess.run([sys.executable, "-m", "courselib", "build", "--quiet"], cwd=fresh, env=self.environment, check=True)
        hosted, built = files(self.folder / "hosted"), files(fresh / "site")
        both = sorted(hosted & built)
        _, mismatch, errors = filecmp.cmpfiles(self.folder / "hosted", fresh / "site", both, shallow=False)
        return sorted((hosted ^ built) | {*mismatch, *errors})


def files(folder: Path) -> set[str]:
    """Return the paths of all files of a site, without those that tell who made the release."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in paths if not path.startswith("release/")}


def measure(count: int, steps: int) -> tuple[list[Step], list[str]]:
    """Return the releases of a library of ``count`` courses, and where the updated site differs from a fresh one."""
    with tempfile.TemporaryDirectory(prefix="courselib-releases-") as name:
        library = Library(Path(name), count)
        made = [library.release("the first release")]
        for change, work in (
            ("a sentence more in one course", lambda: library.edit(count // 2, 0)),
            ("one course more", lambda: library.add([count])),
            ("one course retired", lambda: library.retire(count // 3)),
            ("a hundred courses more", lambda: library.add(range(count + 1, count + 1 + _MANY))),
        ):
            work()
            made.append(library.release(change))
            print(made[-1].row(count), flush=True)
        for number in range(steps):
            library.edit(number * count // (4 * max(1, steps)), number + 1)
            made.append(library.release(f"edit {number + 1}"))
        return made, library.differences()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure releases and the packs between them.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="numbers of courses")
    parser.add_argument("--steps", type=int, default=20, help="releases after a small edit each, at the end (default 20)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to a file")
    options = parser.parse_args(arguments)
    everything: dict[str, Any] = {}
    print(HEAD, flush=True)
    for count in options.counts:
        made, different = measure(count, options.steps)
        small = sorted(step.bytes for step in made[5:])
        if small:
            print(f"\n{len(small)} edits at {count}: {small[0] / 1024:.1f} to {small[-1] / 1024:.1f} KB each")
        print(f"\nafter {len(made)} releases at {count}: {len(different)} files differ from a fresh build {different[:5]}", flush=True)
        everything[str(count)] = [[step.change, step.bytes, step.whole, step.making, step.applying] for step in made]
    if options.json:
        options.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
