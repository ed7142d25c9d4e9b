"""Compiled shells are taken only from files that this user's program sealed in this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.bccache import Bucket

from courselib.site.bytecode import FOLDER, kept_bytecode
from courselib.site.shell import Shells

SOURCES = {"x": "<p>⟦= title =⟧</p>"}


def filled(cache: Path, versions: str = "1") -> str:
    """Fill the shell with byte code kept below ``cache``."""
    bytecode = kept_bytecode(cache, versions)
    assert bytecode is not None
    return Shells(SOURCES, bytecode).render("x", {"title": "课"})


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that grows by whether a file's byte code was run, each time one is asked for."""
    found: list[bool] = []
    real = Bucket.bytecode_from_string

    def noted(bucket: Bucket, code: bytes) -> None:
        real(bucket, code)
        found.append(bucket.code is not None)

    monkeypatch.setattr(Bucket, "bytecode_from_string", noted)
    return found


def test_what_was_compiled_is_taken_again(tmp_path: Path, loaded: list[bool]) -> None:
    """The second build loads what the first one compiled, and fills the same."""
    assert filled(tmp_path) == filled(tmp_path) == "<p>课</p>"
    assert loaded == [True]


@pytest.mark.parametrize("harm", ["changed", "cut", "empty", "moved", "versions"])
def test_what_is_not_ours_is_never_run(tmp_path: Path, loaded: list[bool], harm: str) -> None:
    """A file that was changed, cut, brought from elsewhere or made by another version is overlooked and made anew."""
    filled(tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    data = file.read_bytes()
    cache, versions = tmp_path, "1"
    if harm == "moved":
        cache = tmp_path / "else"
        (cache / FOLDER).mkdir(parents=True)
        (cache / FOLDER / file.name).write_bytes(data)
    elif harm == "versions":
        versions = "2"
    else:
        file.write_bytes({"changed": data[:-1] + bytes([data[-1] ^ 1]), "cut": data[:40], "empty": b""}[harm])
    assert filled(cache, versions) == "<p>课</p>"
    assert loaded == []
    filled(cache, versions)
    assert loaded == [True]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path, loaded: list[bool]) -> None:
    """A symbolic link is not read, even to a file that fits."""
    filled(tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    kept = tmp_path / "kept"
    file.rename(kept)
    file.symlink_to(kept)
    filled(tmp_path)
    assert loaded == []
