"""The server: turns requests into answers and answers into bytes, on this computer's own address alone."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import socket
import socketserver
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from ..content.files import MAX_MEDIA_BYTES
from ..runtime.errors import SystemFault
from .answering import Answer
from .callers import HEADERS

HOST = "127.0.0.1"
_HEADERS = (
    ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
)
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_BLOCK = 1 << 16
_TRIED = 20
Answerer = Callable[[str, str, Mapping[str, str]], Answer]


class Server(ThreadingHTTPServer):
    """Listens on one port; every connection has a thread of its own, and none outlives the program."""

    daemon_threads = True
    block_on_close = False
    #: Elsewhere two programs could listen on the same port.
    allow_reuse_address = os.name == "posix"
    answer: Answerer
    #: Set when the preview is over: connections that browsers keep open are answered no more.
    ended = False

    def server_bind(self) -> None:
        """Take the port, without asking for this computer's name: that may take long where there is no network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that broke: browsers close them as they like."""


def listening(port: int) -> Server:
    """Return a server that holds ``port`` (0: any free one) and answers nothing yet. Raises ``SystemFault`` when it is taken."""
    try:
        return Server((HOST, port), _Handler)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            free = _free_after(port)
            hint = f"可能另一个预览还开着；或换一个端口：courselib serve --port {free}" if free else "换一个端口再试。"
            raise SystemFault(f"端口 {port} 已被别的程序占用。", hint) from error
        raise SystemFault(f"不能使用端口 {port}（{error.strerror}）。", "换一个端口：courselib serve --port 8000") from error


def _free_after(port: int) -> int:
    """Return a free port above ``port``, 0 when none is near."""
    for candidate in range(port + 1, min(port + _TRIED, 65536)):
        with contextlib.closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind((HOST, candidate))
            return candidate
    return 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "courselib", ""
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        # What follows is not read, so nothing more can be read from this connection.
        self.close_connection = True
        self._serve()

    def __getattr__(self, name: str) -> Callable[[], None]:
        # http.server looks for a method of this class by the one of the request: whatever it is called, the same is judged.
        if name.startswith("do_"):
            return self.do_POST
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Write nothing: library code does not print."""

    def _serve(self) -> None:
        # A header that comes twice is nobody's honest request.
        headers = {name: ",".join(self.headers.get_all(name, [])) for name in HEADERS if name in self.headers}
        if self.server.ended:
            self.close_connection = True
            return
        answer = self.server.answer(self.command, self.path, headers)
        with contextlib.suppress(ConnectionError, TimeoutError):
            if isinstance(answer.body, bytes):
                self._send(answer.status, answer.kind, len(answer.body))
                if self.command != "HEAD":
                    self.wfile.write(answer.body)
            else:
                self._send_file(answer.body, answer.kind)

    def _send(self, status: int, kind: str, length: int, more: tuple[tuple[str, str], ...] = ()) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(length)), *_HEADERS, *more):
            self.send_header(name, value)
        self.end_headers()

    def _send_file(self, path: Path, kind: str) -> None:
        """Send an attachment, or the part of it that was asked for: players jump about in films."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            stream = os.fdopen(os.open(path, flags), "rb")
        except OSError:
            self._send(404, "text/plain", 0)
            return
        with stream:
            size = min(os.fstat(stream.fileno()).st_size, MAX_MEDIA_BYTES)
            part = part_of(self.headers.get("Range", ""), size)
            if part is None:
                self._send(200, kind, size, (("Accept-Ranges", "bytes"),))
                self._copy(stream, 0, size)
            else:
                first, last = part
                self._send(206, kind, last - first + 1, (("Content-Range", f"bytes {first}-{last}/{size}"),))
                self._copy(stream, first, last - first + 1)

    def _copy(self, stream: BinaryIO, start: int, length: int) -> None:
        if self.command == "HEAD":
            return
        stream.seek(start)
        while length > 0:
            block = stream.read(min(_BLOCK, length))
            if not block:  # it shrank meanwhile: the length that was announced cannot be kept
                self.close_connection = True
                return
            self.wfile.write(block)
            length -= len(block)


def part_of(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that a ``Range`` header asks for; ``None`` for the whole file."""
    match = _RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
    else:
        first, last = int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)
    return (first, last) if first <= last else None
