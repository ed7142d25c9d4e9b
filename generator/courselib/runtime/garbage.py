"""The garbage collector while much is read: records live long and hold no cycles, so looking for some is in vain."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

#: Ten thousand courses are a million objects; at Python's own figures (700, 10, 10) they are walked through over and over.
_THRESHOLDS = (100_000, 50, 100)


@contextlib.contextmanager
def patient() -> Iterator[None]:
    """Let the collector run seldom within the block."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def settled() -> Iterator[None]:
    """Take all that lives now for long-lived: within the block the collector does not walk through it again."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
