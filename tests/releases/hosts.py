"""Sites that are updated, and whoever does it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from courselib.publish.updating import updating
from courselib.publish.updating.updating import Plan, Report

from ..support.packs import Files, Keys, full, released, write_pack
from ..support.sites import files_of

KEYS = Keys([b"one"])


def some_files(seed: int, count: int = 40) -> Files:
    """Return pages of a small site; each seed changes some, adds one and takes one away."""
    files = {f"courses/c{n:03}.html": f"<h1>Course {n}</h1>\n".encode() + b"<p>text of the course</p>\n" * n for n in range(count)}
    for n in range(seed):
        files[f"courses/c{n * 7 % count:03}.html"] = f"<h1>Course {n} again, {seed}</h1>\n".encode() + b"<p>text of the course</p>\n" * n
        files[f"courses/n{n:03}.html"] = f"new in {n}".encode() * 100
        files.pop(f"courses/c{(n * 11 + 1) % count:03}.html", None)
    style = b"p { color: red }\n" * 50
    return files | {"index.html": f"<p>{seed}</p>".encode(), "assets/site.css": style, "data/v1/list.json": b"[1]" * seed}


#: Three releases that follow each other.
FIRST, SECOND, THIRD = (
    released(version, some_files(seed), previous=before) for seed, (version, before) in
    enumerate((("1.0", ""), ("1.1", "1.0"), ("1.2", "1.1")), 1)
)


class Silent:
    """Somebody who runs an update, says yes to all, and knows a fingerprint."""

    def __init__(self, fingerprint: str = "") -> None:
        self.known = fingerprint
        self.stages: list[str] = []
        self.plan: Plan | None = None

    def progress(self, stage: str, *_: int) -> None:
        """Remember the stages."""
        if stage not in self.stages:
            self.stages.append(stage)

    def fingerprint(self, *_: str) -> str | None:
        """Return what is known."""
        return self.known or None

    def agrees(self, plan: Plan) -> bool:
        """Agree."""
        self.plan = plan
        return True


def update(site: Path, pack: Path, trust: str = "") -> Report:
    """Update without a terminal."""
    return updating.update(site, pack, Silent(), trust)


def state_of(*folders: Path) -> str:
    """Return a hash over everything in folders: names, kinds, permissions, bytes."""
    total = hashlib.sha256()
    for top in folders:
        for folder, names, files in sorted(os.walk(top)):
            for name in sorted((*names, *files)):
                path = Path(folder, name)
                info = path.lstat()
                data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
                total.update(repr((str(path), oct(info.st_mode), data)).encode())
    return total.hexdigest()


def without_notes(site: Path) -> dict[str, bytes]:
    """Return a site's files but what speaks of its release."""
    return {path: data for path, data in files_of(site).items() if not path.startswith("release/")}


@pytest.fixture
def site(out: Path) -> Path:
    """The first release, signed, as installed from its full pack."""
    update(out / "site", write_pack(out / "first.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    return out / "site"
