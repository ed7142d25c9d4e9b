"""A tiny library, built once, and copies of it with their caches."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from courselib.__main__ import run
from courselib.runtime.workspace import Workspace

from ..support.library import course, put, write_small

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ``courselib`` with arguments and gives exit code, output and error output."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err + out
        assert "程序内部出错" not in err + out
        return code, out, err

    return call


def write_tiny(folder: Path) -> Path:
    """Write a library of three courses and return its content folder."""
    content = write_small(folder)
    for name in ("curricula", "lecturers", "venues", "media", "pages"):
        shutil.rmtree(content / name, ignore_errors=True)
    shutil.rmtree(content / "courses")
    for number, title in enumerate(("学习理论", "田间实战", "支部工作")):
        put(content, f"courses/c{number}.md", course(title, body=f"\n正文{number}，讲**要点**。\n"))
    return content


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a tiny library with its site and everything in its cache."""
    folder = tmp_path_factory.mktemp("tiny") / "library"
    content = write_tiny(folder)
    assert run(["build", "--quiet", "--jobs", "1", "--content", str(content), "--output", str(folder / "site")]) == 0
    assert run(["search", "--quiet", "--content", str(content), "理论"]) == 0
    return folder


@pytest.fixture
def library(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tiny library as the current folder. It stands where it was built, since a cache is good there alone; it is put back."""
    kept = tmp_path / "kept"
    shutil.copytree(built, kept, symlinks=True)
    monkeypatch.chdir(built)
    yield built
    monkeypatch.undo()
    os.chdir("/")
    restore(kept, built)


def restore(kept: Path, library: Path) -> None:
    """Put a library's cache, content and site back, their time stamps too."""
    for name in (".courselib", "content", "site"):
        if (library / name).is_symlink() or (library / name).is_file():
            (library / name).unlink()
        shutil.rmtree(library / name, ignore_errors=True)
        shutil.copytree(kept / name, library / name, symlinks=True)


def cache_of(library: Path) -> Path:
    """Return this user's folder of a library's cache."""
    return Workspace.of(library / "content").cache
