"""Standard output and error, whatever they lead to: nowhere, to a reader that goes away, to a terminal that lacks characters.

A command does its work to the end all the same, and its exit code says how that went: nobody would want a site half built because
``head`` had read enough.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import TextIO

#: What the systems say when nobody reads any more; Windows has no other word for it than an invalid argument.
_GONE = (errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ()))


class _Outlet(io.TextIOWrapper):
    """A stream that takes what nobody reads any more; that of errors takes everything, since there is nobody left to tell.

    Below it are the interpreter's own buffer and file: one of ours would, interrupted after it wrote, write the same again.
    """

    def write(self, text: str, /) -> int:
        """Write text, or drop it when the reader is gone."""
        try:
            return super().write(text)
        except OSError as error:
            self._let_go(error)
            return len(text)

    def flush(self) -> None:
        """Write out what waits, or drop it when the reader is gone."""
        try:
            super().flush()
        except OSError as error:
            self._let_go(error)
            super().flush()

    def _let_go(self, error: OSError) -> None:
        """Lead the stream to nowhere; any other error is the command's to tell."""
        number = self.fileno()
        if error.errno not in _GONE and number == 1:
            raise error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def open_all() -> None:
    """Make standard input, output and error usable. Call it before anything else opens a file: that could take their numbers."""
    for number in (0, 1, 2):
        _take(number)
    sys.stdout, sys.stderr = _opened(sys.stdout, 1), _opened(sys.stderr, 2)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the process lives


def _take(number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        with contextlib.suppress(OSError):
            # The lowest free number is given, which is this one.
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)


def _opened(stream: TextIO | None, number: int) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for as long as the process lives
    if isinstance(stream, io.TextIOWrapper):
        # What a terminal or a pipe cannot show becomes a question mark, not a failure.
        stream.reconfigure(errors="replace" if number == 1 else "backslashreplace")
    try:
        if stream.isatty() or stream.fileno() != number:
            return stream
    except (OSError, ValueError):
        return stream
    outlet = io.BufferedWriter(io.FileIO(number, "wb", closefd=False))
    return _Outlet(outlet, encoding=stream.encoding, errors=stream.errors, line_buffering=number == 2)


def flush_all() -> bool:
    """Write out what waits; tell whether all of it could be written."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write("出错了：结果没有写完整，输出的磁盘可能满了。\n")
        return False
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
    return True
