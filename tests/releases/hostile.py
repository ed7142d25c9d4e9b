"""What hostile packs are made from and held against: a good one, a site that waits for it, and what a refusal is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..cli.conftest import Run
from ..support.packs import Keys, delta, full, write_pack, zipped
from .hosts import FIRST, KEYS, SECOND, state_of, update

PATCHED = ("courses/c014.html", "manifest.json")
GOOD = delta(FIRST, SECOND, KEYS, 2, PATCHED)
RAW = zipped(GOOD)
OTHER = Keys([b"two"])


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site of the first release; since no test may change it, all share it."""
    folder = tmp_path_factory.mktemp("hostile")
    update(folder / "site", write_pack(folder / "first.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    return folder


def refused(folder: Path, cli: Run, pack: bytes) -> str:
    """Hold that a pack is refused in words and leaves no trace; return the words."""
    (folder / "pack.zip").write_bytes(pack)
    before = state_of(folder)
    code, said, err = cli("update", folder / "site", folder / "pack.zip", "--yes")
    assert code in (1, 2), (code, said, err)
    assert "\n出错了：" in f"\n{err}"
    assert "站点没有动" in err or "没有改动任何东西" in err or "没有使用" in err, err
    assert state_of(folder) == before
    return err
