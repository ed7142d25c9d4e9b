"""A large file that asks for too much is a problem of its own, and all others are read."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from courselib.content import bounded, loading
from courselib.content.bounded import read_bounded
from courselib.content.checking import load_and_check
from courselib.content.files import find
from courselib.library.reading import FileResult
from courselib.library.source import Entry

from ..support.library import course, put

# Tests that put a function of their own in the reader's place: a forked worker inherits it, one started anew (macOS, Windows) does not.
# The reading itself is the same there; it is tested without the mark.
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a worker knows what a test replaced only if it is forked")


def entry(name: str) -> Entry:
    return Entry(f"courses/{name}.md", "course", name, 0, 0, 0)


def good(_root: Path, wanted: Entry) -> FileResult:
    return FileResult(wanted.path, wanted.kind, wanted.id, values={"title": wanted.id, "pid": os.getpid()})


def hostile(root: Path, wanted: Entry) -> FileResult:
    """Read as a parser would that some file hurts."""
    if wanted.id == "busy":
        while True:
            pass
    if wanted.id == "asleep":
        time.sleep(600)
    if wanted.id == "greedy":
        bytearray(1 << 33)
    if wanted.id == "dead":
        os._exit(134)
    return good(root, wanted)


@linux
@pytest.mark.parametrize("jobs", [1, 3])
def test_one_that_asks_for_too_much_is_named(jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Endless work, endless waiting, memory, a process that dies: each is a problem of its file, the others are read."""
    monkeypatch.setattr(bounded, "SECONDS", 1)
    monkeypatch.setattr(bounded, "PATIENCE", 4)
    names = ["a", "busy", "b", "asleep", "c", "greedy", "d", "dead", "e"]
    found = {e.id: r for e, r in read_bounded(tmp_path, [entry(n) for n in names], jobs, hostile)}
    assert sorted(found) == sorted(names)
    for name in names:
        codes = [(p.code, p.line) for p in found[name].problems]
        assert codes == ([("B510", 1)] if len(name) > 1 else []), name
        assert found[name].broken == (len(name) > 1)
    workers = {(r.values or {}).get("pid") for r in found.values()} - {None}
    assert os.getpid() not in workers


@linux
def test_no_process_is_left(tmp_path: Path) -> None:
    """Whoever stops listening leaves no process behind."""
    reading = read_bounded(tmp_path, [entry("a"), entry("b")], 2, good)
    _, result = next(reading)
    reading.close()
    pid = int((result.values or {})["pid"])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_only_large_files_are_read_so(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary library starts no process; a large file says the same however it is read."""
    asked: list[str] = []

    def watched(root: Path, entries: list[Entry], jobs: int, read: bounded.Read) -> object:
        asked.extend(e.path for e in entries)
        return read_bounded(root, entries, jobs, read)

    monkeypatch.setattr(bounded, "read_bounded", watched)
    assert [p for p in load_and_check(content).problems if p.code == "B510"] == []
    assert asked == []
    put(content, "courses/rural/long.md", course("长课", body="\n\n甲乙丙丁。" * 3_000 + "\n\n[x](javascript:y)\n"))
    problems = [(p.code, p.line) for p in load_and_check(content).problems if p.path == "courses/rural/long.md"]
    assert asked == ["courses/rural/long.md"]
    assert [code for code, _ in problems] == ["B505"]


def test_with_threads_a_process_starts_anew(content: Path) -> None:
    """Where threads run, as in a preview, nothing is forked, and the file is read all the same."""
    put(content, "courses/rural/long.md", course("长课", body="\n\n甲乙丙丁。" * 3_000))
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        entries = [e for e in find(content)[0] if e.id == "long"]
        [(_, result)] = loading.read_all(content, entries, 1)
    finally:
        over.set()
        thread.join()
    assert (result.values or {})["title"] == "长课"
    assert result.problems == []
