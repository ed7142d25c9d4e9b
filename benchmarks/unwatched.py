"""A headless Chromium that nobody looks into: pages are opened and asked, and no more.

Tools that drive browsers have every request, frame and script reported to them. A page that loads twenty small files spends
half of its time on these reports, which no reader's browser makes. So times are taken here, with two commands of the DevTools
protocol: open a page, evaluate an expression in it (and one more, to slow the processor).

Source: https://chromedevtools.github.io/devtools-protocol/, over ``--remote-debugging-pipe``: JSON messages that end with a zero byte.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from tests.support.browser import ARGUMENTS, chromium

_READING, _WRITING = 3, 4
_PATIENCE = 60.0


class Unwatched:
    """A running browser. Every page is a tab of its own."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = answers
        self._rest = b""
        self._number = 0

    @contextlib.contextmanager
    def page(self, address: str) -> Iterator[Page]:
        """Open a page and wait until it is loaded."""
        target = self.call("Target.createTarget", {"url": address})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(self, session)
        ends = time.monotonic() + _PATIENCE
        while page.evaluate("document.readyState + location.protocol") not in ("completefile:", "completehttp:"):
            if time.monotonic() > ends:
                raise TimeoutError(address)
            time.sleep(0.02)
        try:
            yield page
        finally:
            self.call("Target.closeTarget", {"targetId": target})

    def call(self, method: str, parameters: dict[str, Any], session: str | None = None) -> Any:
        """Send a command and return its result; ``RuntimeError`` with what the browser says when it fails."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._answers, 1 << 16)
            if not data:
                raise RuntimeError("the browser ended")
            self._rest += data
        message, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        return answer


class Page:
    """An open tab."""

    def __init__(self, browser: Unwatched, session: str) -> None:
        self._browser = browser
        self._session = session

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, awaited when it is a promise."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._browser.call("Runtime.evaluate", asked, self._session)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "an error in the page"))
        return answer["result"].get("value")

    def slow(self, times: int) -> None:
        """Slow the page's processor from now on."""
        self._browser.call("Emulation.setCPUThrottlingRate", {"rate": times}, self._session)


@contextlib.contextmanager
def launched() -> Iterator[Unwatched]:
    """Start the browser with a profile of its own; it ends with the block."""
    commands_out, commands_in = os.pipe()
    answers_out, answers_in = os.pipe()

    def wire() -> None:
        # The browser reads commands from descriptor 3 and writes answers to 4; both must not be what they are copied from.
        reading, writing = os.dup(commands_out), os.dup(answers_in)
        os.dup2(reading, _READING)
        os.dup2(writing, _WRITING)

    with tempfile.TemporaryDirectory(prefix="courselib-bench-profile-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [chromium(), *ARGUMENTS, "--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(_READING, _WRITING), preexec_fn=wire,  # noqa: PLW1509 - no other thread runs yet
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(commands_out)
        os.close(answers_in)
        try:
            yield Unwatched(commands_in, answers_out)
        finally:
            process.terminate()
            process.wait()
            os.close(commands_in)
            os.close(answers_out)
