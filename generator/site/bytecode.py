"""Compiled shells, kept between builds: compiling one takes longer than filling it a hundred times.

Byte code is code: a file counts only with the seal of this user, this folder and this program (``generator.trust``), and one
that does not fit is overlooked and written anew.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ..trust import Seal, read_plain_file, secret

FOLDER = "shells"


class SealedBytecode(BytecodeCache):
    """Byte code in ``folder``, one file a template; ``versions`` stands for everything that shapes what is compiled."""

    def __init__(self, folder: Path, key: bytes, versions: str) -> None:
        self._folder = folder
        self._key = key
        self._versions = versions

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.bin"

    def _seal(self, bucket: Bucket, code: bytes) -> Seal:
        seal = Seal(self._key, self._place(bucket), self._versions)
        seal.add(code)
        return seal

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from its file, unless that is missing or not ours."""
        data = read_plain_file(self._place(bucket)) or b""
        code = data[Seal.size :]
        if code and self._seal(bucket, code).fits(data[: Seal.size]):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket, whole or not at all; where that cannot be, the next build compiles again."""
        code = bucket.bytecode_to_string()
        try:
            self._folder.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(self._seal(bucket, code).value() + code)
            Path(name).replace(self._place(bucket))
        except OSError:
            return


def kept_bytecode(cache: Path, versions: str) -> SealedBytecode | None:
    """Return the store below a cache folder; ``None`` where there is no secret to seal it with."""
    key = secret()
    return SealedBytecode(cache / FOLDER, key, versions) if key else None
