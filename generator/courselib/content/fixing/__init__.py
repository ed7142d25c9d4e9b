"""Safe repairs of metadata: only what has one right answer, never a character of a body."""

from ...library.meaning import Known
from .repair import Repair, repair
from .sweep import repairs

__all__ = ["Known", "Repair", "repair", "repairs"]
