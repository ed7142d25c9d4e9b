"""A small library that makes releases."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from courselib.publish.releases.releasing import Report, Request, release
from courselib.publish.signing import roots
from courselib.runtime.workspace import Workspace

from ..cli.conftest import cli
from ..support.library import write_small

__all__ = ["cli"]

ON = datetime.date(2026, 11, 27)


def signer(number: int) -> CryptoSigner:
    """Return the same key for the same number."""
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


class Library:
    """A small library that makes releases."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self.folder = folder
        self.content = write_small(folder, cache=cache)
        self.out = folder / "releases"
        self.key: CryptoSigner | None = None

    def sign_with(self, key: CryptoSigner) -> None:
        """Make a key the library's, and sign from now on."""
        roots.put(self.content, roots.begin(self.content, key.public_key, None, None, ON), [key])
        self.key = key

    def release(self, version: str = "", *, on: str = "2026-11-27", out: Path | None = None, new_base: bool = False) -> Report:
        """Make a release."""
        signers = [self.key] if self.key else []
        return release(Workspace.of(self.content), Request(out or self.out, on, version, signers, new_base), lambda *_: None)

    def pack(self, name: str) -> Path:
        """Return a pack by the end of its name."""
        return self.out / f"course-library-{name}.zip"


@pytest.fixture
def library(tmp_path: Path, small_site: Path) -> Library:
    """A small library, with the engine's work done already."""
    return Library(tmp_path / "library", small_site.parent / ".courselib")


@pytest.fixture
def another(tmp_path: Path, small_site: Path) -> Library:
    """The same library in another place."""
    return Library(tmp_path / "another" / "library", small_site.parent / ".courselib")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, for packs and sites."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
