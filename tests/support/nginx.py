"""A real nginx with the lines of the guide, on a port of its own, as whoever runs the tests."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from .library import REPOSITORY

_NAMES = ("nginx", "/usr/sbin/nginx")
_GUIDE = REPOSITORY / "content/pages/guide/hosting.md"
#: What the system's own settings hold around the guide's lines.
_AROUND = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    {types}
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{server}
}}
"""
#: The system's table of types; nginx built by hand may have none.
_TYPES = Path("/etc/nginx/mime.types")
_FEW_TYPES = "types { text/html html; text/css css; text/xml xml; application/javascript js; image/svg+xml svg; application/json json; }"


def nginx() -> str | None:
    """Return the path of an nginx (``COURSELIB_NGINX`` first), or ``None``."""
    wanted = os.environ.get("COURSELIB_NGINX")
    return next((path for name in ((wanted,) if wanted else _NAMES) if (path := shutil.which(name))), None)


def guide_lines() -> str:
    """Return the server that the guide tells to write."""
    match = re.search(r"```nginx\n(server \{.*?\n\})\n```", _GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    return match[1]


@contextlib.contextmanager
def hosting(program: str, site: Path, root: Path, below: str) -> Iterator[str]:
    """Serve a copy of a site in ``root`` at a folder below the server's top (with a slash, or empty); give the site's own address."""
    shutil.copytree(site, root / below, dirs_exist_ok=True)
    with serving(program, root, root.with_name(f"{root.name}-nginx"), missing=f"/{below}404.html") as address:
        yield address + below


@contextlib.contextmanager
def serving(program: str, root: Path, folder: Path, *, missing: str = "/404.html") -> Iterator[str]:
    """Serve ``root`` by the guide's lines, its own files in ``folder``; give the address with a slash.

    ``missing`` is where the page for missing addresses stands, ``/404.html`` in the guide.
    """
    folder.mkdir(parents=True)
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = guide_lines()
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/course-library;", f"root {root};"),
                     ("error_page 404 /404.html;", f"error_page 404 {missing};")):
        assert old in server
        server = server.replace(old, new)
    types = f"include {_TYPES};" if _TYPES.is_file() else _FEW_TYPES
    settings = folder / "nginx.conf"
    settings.write_text(_AROUND.format(folder=folder, server=server, types=types), encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                break
            assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)
