"""Commands that are shown to be pasted: names with blanks and signs stay one word for the shell."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

_PLAIN = re.compile(r"[\w@%+=:,./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+")


def pasted(word: str | Path) -> str:
    """Return a word of a command as it can be pasted, in quotes where it needs them."""
    text = str(word)
    if _PLAIN.fullmatch(text):
        return text
    # The shells of Windows know no other quotes; no file's name holds one there.
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)
