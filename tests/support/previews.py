"""Running a preview in a test: in this process, or as a command of its own."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from courselib.preview.refresh import State
from courselib.preview.running import Preview, previewing
from courselib.runtime.workspace import Workspace

from .sites import command, environment

_SECONDS = 60.0


@dataclass
class Heard:
    """Which files a preview told to have changed; states are let go, as a terminal lets them go."""

    heard: list[set[str]] = field(default_factory=list)

    def __call__(self, changed: set[str], _state: State) -> None:
        """Hear of a change."""
        self.heard.append(changed)


@contextlib.contextmanager
def running(content: Path, heard: Heard | None = None) -> Iterator[Preview]:
    """Serve a library from this process on any free port."""
    with previewing(Workspace.of(content), 0, jobs=1, progress=lambda *_: None, on_change=heard or Heard()) as preview:
        yield preview


def until(preview: Preview, good: Callable[[State], bool]) -> State:
    """Return the first state that is ``good``; fail when there is none for a long time."""
    state = preview.refresher.state
    while not good(state):
        after = preview.refresher.wait(state.number, _SECONDS)
        assert after.number != state.number, "nothing changed"
        state = after
    return state


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def get(address: str, path: str, **headers: str) -> Got:
    """Ask a preview for a path; header names come with underscores."""
    request = urllib.request.Request(  # noqa: S310 - always our own address
        address + quote(path, safe="/?&=%"), headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            return Got(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Got(error.code, dict(error.headers), error.read())


def seen(page: str) -> str:
    """Return what stands for a page in the page itself."""
    match = re.search('data-seen="([^"]*)"', page)
    assert match is not None
    return match[1]


def wait(address: str, page: str, mark: str, panel: str = "") -> dict[str, Any]:
    """Ask as a page does: what is new since ``mark`` and ``panel``?"""
    got = get(address, f"__preview/wait?page={page}&seen={mark}&panel={panel}")
    assert got.status == 200
    answer: dict[str, Any] = json.loads(got.body)
    return answer


def renewed(address: str, page: str, mark: str) -> str:
    """Return what stands for a page as soon as it is another than ``mark``, as its script waits for it."""
    answer = wait(address, page, mark)
    while answer["page"] == mark:
        answer = wait(address, page, mark, answer["panel"])
    return str(answer["page"])


@contextlib.contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run ``courselib serve`` in a folder as a process; give its address. It is interrupted at the end, unless it ended before."""
    process = subprocess.Popen(
        command("serve", "--port", "0", *arguments), cwd=folder, env=environment(), encoding="utf-8", stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            match = re.search(r"http://127\.0\.0\.1:[0-9]+/", line)
            if match:
                yield match[0], process
                return
        raise AssertionError("".join(lines))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stdout.close()
