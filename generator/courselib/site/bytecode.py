"""Compiled shells, kept between builds: compiling one takes longer than filling it a hundred times.

Byte code is code: a file counts only with the seal of this user, this folder and this program (``courselib.runtime.seals``), and one
that does not fit is overlooked and written anew.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ..runtime import sealed_file as sealedfile
from ..runtime.folders import make_private
from ..runtime.seals import Seal, secret

FOLDER = "shells"
_CODE = "code"


class SealedBytecode(BytecodeCache):
    """Byte code in ``folder``, one file a template; ``versions`` stands for everything that shapes what is compiled."""

    def __init__(self, folder: Path, key: bytes, versions: str) -> None:
        self._folder = folder
        self._key = key
        self._versions = versions

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.bin"

    def _seal(self, bucket: Bucket) -> Seal:
        return Seal(self._key, self._place(bucket), f"byte code {self._versions}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from its file, unless that is missing or not ours."""
        kept = sealedfile.read(self._place(bucket), self._seal(bucket))
        if kept:
            bucket.bytecode_from_string(bytes(kept.files[_CODE]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket, whole or not at all; where that cannot be, the next build compiles again."""
        with contextlib.suppress(OSError):
            make_private(self._folder)
            sealedfile.write(self._place(bucket), self._seal(bucket), None, {_CODE: bucket.bytecode_to_string()})


def kept_bytecode(cache: Path, versions: str) -> SealedBytecode | None:
    """Return the store below a cache folder; ``None`` where there is no secret to seal it with."""
    key = secret()
    return SealedBytecode(cache / FOLDER, key, versions) if key else None
