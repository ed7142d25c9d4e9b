"""The same content gives the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

from pathlib import Path

from ..support.library import write_shipped, write_small
from ..support.sites import courselib, files_of

_HERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
_THERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "999", "PYTHONUTF8": "0"}


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    """Other time zone, locale, hash seed, folder and number of processes: the same files with the same bytes."""
    sites = []
    for name, env, jobs in (("a", _HERE, "1"), ("b/c/长名字 空格", _THERE, "2")):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        write_shipped(folder)
        result = courselib("build", "--jobs", jobs, cwd=folder, env=env)
        assert result.returncode == 0, result.stderr
        sites.append(files_of(folder / "site"))
    assert sites[0].keys() == sites[1].keys()
    assert [p for p in sites[0] if sites[0][p] != sites[1][p]] == []


def test_no_file_tells_where_it_was_built(tmp_path: Path, small_site: Path) -> None:
    """No file of a site holds the folder's name, the user's name or the hour of the build."""
    folder = tmp_path / "secret-folder-name"
    content = write_small(folder)
    assert courselib("build", cwd=folder, env={"USER": "secret-user-name"}).returncode == 0
    found = files_of(content.parent / "site")
    assert [p for p, data in found.items() if b"secret-" in data or str(tmp_path).encode() in data] == []
    assert found == files_of(small_site)
