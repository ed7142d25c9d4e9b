"""Headless Firefox by WebDriver BiDi, which it speaks itself: no driver program is needed.

Source: https://www.w3.org/TR/webdriver-bidi/ (commands and events), https://firefox-source-docs.mozilla.org/remote/.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from .violations import INIT_SCRIPT, told

_NAMES = ("firefox-esr", "firefox")
_READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_SECONDS = 120.0
#: What keeps it from doing anything of its own, network least of all.
_PREFERENCES = {
    "app.normandy.enabled": False, "app.update.enabled": False, "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "browser.startup.homepage_override.mstone": "ignore", "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False, "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "network.prefetch-next": False, "services.settings.server": "data:,#no-remote-settings",
    "toolkit.telemetry.enabled": False,
}


def firefox() -> str | None:
    """Return the path of a Firefox (``COURSELIB_FIREFOX`` first), or ``None``."""
    wanted = os.environ.get("COURSELIB_FIREFOX")
    return next((path for name in ((wanted,) if wanted else _NAMES) if (path := shutil.which(name))), None)


class Firefox:
    """One tab of a running Firefox. ``trouble`` gathers script errors, violations of the policy and requests elsewhere."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self.inside: tuple[str, ...] = ()
        self.trouble: list[str] = []
        self.requests: list[str] = []
        self.command("session.new", capabilities={})
        self.tab = self.command("browsingContext.getTree")["contexts"][0]["context"]
        self.command("script.addPreloadScript", functionDeclaration=f"() => {{ {INIT_SCRIPT} }}")
        self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result; what happens meanwhile is noted."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=_SECONDS))
            if message.get("id") == self._last:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if message.get("method") == "log.entryAdded" and (params["level"] == "error" or told(params["text"] or "")):
            self.trouble.append(f"{params['type']} {params['text']}")
        elif message.get("method") == "network.beforeRequestSent":
            url = params["request"]["url"]
            self.requests.append(url)
            if not url.startswith((*self.inside, "data:", "blob:", "about:")):
                self.trouble.append(f"request {url}")

    def open(self, address: str) -> None:
        """Open an address and wait until it and what it needs are there."""
        self.command("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression on the page, by way of JSON; a promise is waited for."""
        text = f"Promise.resolve({expression}).then(value => JSON.stringify(value === undefined ? null : value))"
        answer = self.command("script.evaluate", expression=text, target={"context": self.tab}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def until(self, expression: str, *, pause: bool = False) -> None:
        """Wait until an expression is true on the page; with ``pause`` also until what was begun before has been told."""
        ends = time.monotonic() + _SECONDS
        if pause:
            self.evaluate("new Promise(done => setTimeout(done, 300))")
        while not self.evaluate(f"Boolean({expression})"):
            assert time.monotonic() < ends, expression
            time.sleep(0.05)


@contextlib.contextmanager
def running(path: str, folder: Path, *more: str) -> Iterator[Firefox]:
    """Start a Firefox whose profile and home lie in ``folder``, with more arguments if need be, and end it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items()]
    (folder / "user.js").write_text("".join(rows), encoding="utf-8")
    arguments = [path, *more, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0", "about:blank"]
    environment = os.environ | {"HOME": str(folder), "MOZ_HEADLESS": "1"}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr is not None
        found = next((match for line in process.stderr if (match := _READY.search(line))), None)
        assert found is not None, "Firefox ended before it listened"
        with connect(f"{found[1]}/session", max_size=None, compression=None, proxy=None) as socket:
            tab = Firefox(socket)
            yield tab
            tab.command("browser.close")
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()
