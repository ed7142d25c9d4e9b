"""Short hashes of what a file is made of, by which a build knows what it need not make again."""

from __future__ import annotations

import hashlib
import marshal
from typing import Any

#: A marshal format that depends on values alone, not on which objects they share; the result is hashed, never read back.
_FORMAT = 2


def hash_of_bytes(data: bytes) -> str:
    """Return a short content hash: 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def hash_of_values(value: Any) -> str:
    """Return a short hash of plain data (lists, mappings, text, numbers)."""
    return hash_of_bytes(marshal.dumps(value, _FORMAT))
