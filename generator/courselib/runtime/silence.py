"""Other people's programs kept from writing to our standard output, where what users redirect must hold our answer and nothing else."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

_STANDARD_OUTPUT = 1


@contextlib.contextmanager
def standard_output_closed() -> Iterator[None]:
    """Lead what a library writes to standard output by itself, past Python, into nothing while the block runs.

    It holds for the whole process. What Python has written before stays written; without a standard output there is nothing to do.
    """
    try:
        kept = os.dup(_STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        os.dup2(nothing, _STANDARD_OUTPUT)
        yield
    finally:
        os.dup2(kept, _STANDARD_OUTPUT)
        os.close(kept)
        os.close(nothing)
