"""Several files handed in as one zip: hostile until looked at, all or nothing, never over somebody's edit."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from courselib.exchange import handed_in

from ..exchange.spreadsheet.making import state
from ..support.library import course
from .conftest import Run

PERSON = "---\ntitle: 王老师\nclass: expert\n---\n\n讲基层治理。\n"
CLASS = "title: 示范班\naudience: [rural]\nyear: 2026\nitems:\n  - {course: zip-one, lecturer: wang-zip}\n"


def packed(members: dict[str, str | bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return stream.getvalue()


def test_a_zip_comes_in_whole(here: Path, cli: Run) -> None:
    """Courses, lecturers, venues and classes that name each other come in together, a dry run before that writes nothing."""
    content = here / "content"
    files = {"courses/rural/zip-one.md": course("包里的课", audience="rural"), "lecturers/wang-zip.md": PERSON,
             "venues/hall-zip.md": "---\ntitle: 礼堂\n---\n", "classes/demo-zip.yml": CLASS}
    (here / "a.zip").write_bytes(packed({**files, "__MACOSX/._a": "x", "courses/": ""}))
    before = state(content)
    code, out, _ = cli("import", "a.zip", "--dry-run")
    assert (code, state(content)) == (0, before), out
    assert "新增 4 个" in out
    assert "试运行" in out
    code, out, _ = cli("import", "a.zip")
    assert code == 0, out
    assert {path: (content / path).read_text(encoding="utf-8") for path in files} == files
    assert cli("check")[0] == 0
    code, out, _ = cli("import", "a.zip")
    assert code == 0
    assert "一样的 4 个" in out


def test_what_the_library_says_otherwise_stays(here: Path, cli: Run) -> None:
    """A record that is there with other words, wherever it lies, is a conflict: told, not written; the rest comes in."""
    old = here / "content/lecturers/wang-zip.md"
    old.parent.mkdir(exist_ok=True)
    old.write_text(PERSON + "\n同事加的一段。\n", encoding="utf-8")
    (here / "a.zip").write_bytes(packed({"lecturers/wang-zip.md": PERSON, "venues/hall-zip.md": "---\ntitle: 礼堂\n---\n"}))
    code, out, _ = cli("import", "a.zip")
    assert code == 1
    assert "冲突  a.zip  lecturers/wang-zip.md" in out
    assert "同事加的一段" in old.read_text(encoding="utf-8")
    assert (here / "content/venues/hall-zip.md").is_file()


def test_one_error_and_nothing_is_written(here: Path, cli: Run) -> None:
    """Each file is checked as it would stand in the library."""
    before = state(here / "content")
    (here / "a.zip").write_bytes(packed({
        "lecturers/wang-zip.md": PERSON, "classes/demo-zip.yml": CLASS, "venues/x.md": "---\nkind: hut\n---\n"}))
    code, out, _ = cli("import", "a.zip")
    assert (code, state(here / "content")) == (1, before)
    for said in ("R403  a.zip  classes/demo-zip.yml", "M304  a.zip  venues/x.md", "M301  a.zip  venues/x.md", "什么也没有写"):
        assert said in out


def test_a_draft_to_be_filled_comes_in_and_is_counted(here: Path, cli: Run) -> None:
    """What is still to be filled is no error in a draft."""
    text = course("没写完", audience="rural").replace("title:", "status: draft\nprovider: 【填：提供单位】\ntitle:", 1)
    (here / "a.zip").write_bytes(packed({"courses/draft-one.md": text}))
    code, out, _ = cli("import", "a.zip")
    assert code == 0, out
    assert "其中 1 个是没写完的草稿" in out


HOSTILE = (
    "../evil.md", "/courses/a.md", "courses\\..\\..\\a.md", "courses/../a.md", "c:/courses/a.md", "courses/con.md", "courses/A.md",
    "courses/a.html", "classes/a.md", "plan.yml", "curricula/a.yml", "courses/a.md.exe", "courses/课.md", "lecturers/x/a.md",
    "courses/a\x1b[1m.md",
)


def test_members_are_refused_by_name(here: Path, cli: Run) -> None:
    """Ways out, both slashes, devices, other suffixes and places: each told at its name, and nothing written."""
    before = state(here / "content")
    (here / "a.zip").write_bytes(packed(dict.fromkeys(HOSTILE, "x") | {"venues/good.md": "---\ntitle: 好\n---\n"}))
    code, out, _ = cli("import", "a.zip")
    assert (code, state(here / "content")) == (1, before)
    assert out.count("错误  a.zip") == len(HOSTILE)
    assert "\x1b" not in out
    found = handed_in.members(packed(dict.fromkeys(HOSTILE, "x")))
    assert [r.name for r in found.refused] == list(HOSTILE)


def test_links_bombs_twins_and_passwords() -> None:
    """A link, a member that swells, two names alike, one ID twice: refused; what an archive says of sizes is not believed."""
    link = zipfile.ZipInfo("courses/a.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "链接" in handed_in.members(stream.getvalue()).refused[0].message
    bomb = packed({"courses/a.md": b"0" * (8 << 20)}, zipfile.ZIP_DEFLATED)
    assert "超过 1024 KB" in handed_in.members(bomb).refused[0].message
    lied = bomb.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert handed_in.members(lied).refused
    twins = handed_in.members(packed({"courses/rural/a.md": "x", "content/courses/rural/a.md": "y"}))
    assert [r.name for r in twins.refused] == ["content/courses/rural/a.md"]
    locked = bytearray(packed({"courses/a.md": "x"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in handed_in.members(bytes(locked)).refused[0].message


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", packed({"courses/a.md": "x"})[:40], packed({}), b"PK\x01\x02" * 600])
def test_no_zip_is_told(here: Path, cli: Run, data: bytes) -> None:
    """Whatever it is, it is told in words."""
    (here / "a.zip").write_bytes(data)
    code, _, err = cli("import", "a.zip")
    assert code == 1
    assert "Traceback" not in err
    assert cli("import", "none.zip")[0] == 2
