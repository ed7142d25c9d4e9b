"""The server itself: where it listens, what it sends, and that it survives rude clients."""

from __future__ import annotations

import socket
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import urlsplit

import pytest

from courselib.preview.running import Preview
from courselib.preview.server import listening, part_of
from courselib.runtime.errors import SystemFault

from ..support.previews import get
from ..support.sites import style_of


def test_it_listens_on_this_computer_alone(preview: Preview) -> None:
    """The address is 127.0.0.1; another address of this computer reaches nothing."""
    parts = urlsplit(preview.address)
    assert parts.hostname == "127.0.0.1"
    with socket.socket() as other:
        other.settimeout(2)
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            other.connect(("127.0.0.2", parts.port or 0))


def test_headers_keep_nothing_and_trust_nothing(preview: Preview) -> None:
    """Nothing is cached, guessed, framed or given to other origins."""
    headers = get(preview.address, "courses/skills.html").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Python" not in headers["Server"]


def test_types_of_scripts_and_styles(preview: Preview, small_site: Path) -> None:
    """Browsers that do not guess take scripts, styles and pictures for what they are."""
    kinds = ((style_of(small_site), "text/css"), ("assets/vendor/write-excel-file.js", "text/javascript"), ("assets/favicon.svg", "image/svg+xml"),
             ("search/boot.js", "text/javascript"), ("data/v1/courses.json", "application/json"), ("feed.xml", "application/xml"))
    for path, kind in kinds:
        got = get(preview.address, path)
        assert (got.status, got.headers["Content-Type"].split(";")[0]) == (200, kind), path


def test_a_part_of_an_attachment(preview: Preview) -> None:
    """A player gets the part that it asks for, and the whole when it asks for nonsense."""
    whole = get(preview.address, "media/notes/handout.txt")
    assert (whole.status, whole.headers["Accept-Ranges"]) == (200, "bytes")
    part = get(preview.address, "media/notes/handout.txt", Range="bytes=2-4")
    assert (part.status, part.body) == (206, whole.body[2:5])
    assert part.headers["Content-Range"] == f"bytes 2-4/{len(whole.body)}"
    assert get(preview.address, "media/notes/handout.txt", Range="bytes=9999999-").status == 200


@pytest.mark.parametrize(("header", "part"), [
    ("bytes=0-0", (0, 0)), ("bytes=5-", (5, 9)), ("bytes=-3", (7, 9)), ("bytes=-99", (0, 9)), ("bytes=3-99", (3, 9)), ("", None),
    ("bytes=-", None), ("bytes=7-3", None), ("bytes=10-", None), ("bytes=0-1,3-4", None), ("lines=0-1", None), ("bytes=-0", None),
])
def test_ranges(header: str, part: tuple[int, int] | None) -> None:
    """Only one plain range is understood; everything else means the whole file."""
    assert part_of(header, 10) == part


def test_an_attachment_that_became_a_link(preview: Preview) -> None:
    """A link in an attachment's place is not followed."""
    file = preview.refresher.workspace.content / "media/notes/handout.txt"
    kept = file.with_name("kept.txt")
    file.rename(kept)
    try:
        file.symlink_to("/etc/hostname")
        assert get(preview.address, "media/notes/handout.txt").status == 404
    finally:
        file.unlink()
        kept.rename(file)


@pytest.mark.parametrize("data", [
    b"\x00\xff\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nGET / HTT",
])
def test_rude_clients(data: bytes, preview: Preview) -> None:
    """Nonsense and cut connections leave the server as it was."""
    with socket.create_connection(("127.0.0.1", urlsplit(preview.address).port or 0), 10) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while block := client.recv(1 << 16):
            answer += block
    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert get(preview.address, "index.html").status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X-Y"])
@pytest.mark.parametrize("headers", [
    "Host: evil.example", "Host: 127.0.0.1\r\nOrigin: http://evil.example", "Host: 127.0.0.1\r\norigin: null",
    "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example",
    "Host: localhost\r\nReferer: http://evil.example/\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
    "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\nAccept: text/event-stream", "X-Forwarded-Host: 127.0.0.1",
])
def test_foreign_sites_over_the_wire(method: str, headers: str, preview: Preview) -> None:
    """Without any ``Sec-Fetch-*`` a foreign host, origin or referer ends in 403 by every method: sockets and event streams too."""
    with socket.create_connection(("127.0.0.1", urlsplit(preview.address).port or 0), 10) as client:
        client.sendall(f"{method} /__preview/wait?page=index.html HTTP/1.1\r\n{headers}\r\n\r\n".encode())
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while block := client.recv(1 << 16):
            answer += block
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b"Access-Control" not in answer
    assert len(answer) < 600


def test_a_taken_port_is_told_with_another(preview: Preview) -> None:
    """The port is named, and one that is free."""
    port = urlsplit(preview.address).port or 0
    with pytest.raises(SystemFault) as caught:
        listening(port)
    assert str(port) in caught.value.message
    assert "courselib serve --port " in caught.value.hint


def test_a_port_of_the_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that the user may not use is told plainly; the refusal is played, since the administrator gets every port."""
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(TCPServer, "server_bind", refused)
    with pytest.raises(SystemFault, match="不能使用端口 1"):
        listening(1)
