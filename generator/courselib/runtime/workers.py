"""Worker processes: how they start, and that none outlives the command that started it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from multiprocessing.context import ForkContext, SpawnContext

_PR_SET_PDEATHSIG = 1


def forks() -> bool:
    """Tell whether workers are forked: cheap, and safe on Linux alone."""
    return sys.platform.startswith("linux")


def pool_context() -> ForkContext | SpawnContext:
    """Return how worker processes start: forked on Linux, spawned elsewhere."""
    return multiprocessing.get_context("fork") if forks() else spawning_context()


def spawning_context() -> SpawnContext:
    """Return how a worker starts from a process that has threads: anew, since a fork could copy a lock that nobody will open."""
    return multiprocessing.get_context("spawn")


def die_with_parent(parent: int) -> None:
    """Have this worker end when process ``parent`` does, however that ends, and leave it to the parent to be interrupted.

    Ctrl-C reaches all processes of a terminal: one that ends by itself would complain, and its parent ends it anyway.

    A forked worker shares the build lock's open file: left behind by a killed build it would hold the lock for good.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not forks():
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
