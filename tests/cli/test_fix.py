"""``courselib check --fix``: shows the diff, writes, then checks what is left."""

from __future__ import annotations

from pathlib import Path

from ..support.library import course, put
from .conftest import Run


def test_a_slip_is_mended_and_shown(here: Path, cli: Run) -> None:
    """The file is right afterwards, the diff names it, and the check that follows finds nothing."""
    file = put(here / "content", "courses/rural/slip.md", course("课").replace("hours: 2", "hours：２学时"))
    code, out, _ = cli("check", "--fix")
    assert code == 0
    assert "-hours：２学时\n+hours: 2\n" in out
    assert "改好了 1 个文件" in out
    assert "没有问题" in out
    assert file.read_text(encoding="utf-8") == course("课")


def test_what_nobody_can_tell_is_reported(here: Path, cli: Run) -> None:
    """A slip without one right answer stays and is reported."""
    text = course("课").replace("hours: 2", "hours: 1.3")
    file = put(here / "content", "courses/rural/slip.md", text)
    code, out, _ = cli("check", "--fix")
    assert code == 1
    assert "没有可以自动改好的地方。" in out
    assert "M306" in out
    assert file.read_text(encoding="utf-8") == text


def test_json_stays_json(here: Path, cli: Run) -> None:
    """For other programs the file is mended without a word."""
    put(here / "content", "courses/rural/slip.md", course("课").replace("hours: 2", "hours: ２"))
    code, out, _ = cli("check", "--fix", "--format", "json")
    assert code == 0
    assert out.startswith('{\n  "problems": []')


def test_only_the_named_file(here: Path, cli: Run) -> None:
    """Files that were not named stay as they are."""
    text = course("课").replace("hours: 2", "hours: ２")
    one, two = (put(here / "content", f"courses/rural/{name}.md", text) for name in ("one", "two"))
    cli("check", "--fix", "content/courses/rural/one.md")
    assert one.read_text(encoding="utf-8") == course("课")
    assert two.read_text(encoding="utf-8") == text


def test_a_file_in_gbk_is_shown_and_becomes_utf8(here: Path, cli: Run) -> None:
    """Its first lines are shown as they read; the text stays to the character."""
    file = put(here / "content", "courses/rural/old.md", "")
    file.write_bytes(course("老编辑器写的课").encode("gbk"))
    code, out, _ = cli("check", "--fix")
    assert code == 0, out
    assert "content/courses/rural/old.md 不是 UTF-8，按 GBK 读是这样：" in out
    assert "  | title: 老编辑器写的课" in out
    assert "其中 1 个从 GBK 转成了 UTF-8" in out
    assert file.read_text(encoding="utf-8") == course("老编辑器写的课")


def test_where_nothing_is_shown_nothing_is_converted(here: Path, cli: Run) -> None:
    """For other programs, and in silence, a guess is not acted on: the problem stays."""
    data = course("老编辑器写的课").encode("gbk")
    file = put(here / "content", "courses/rural/old.md", "")
    file.write_bytes(data)
    for more in (("--format", "json"), ("--quiet",)):
        code, out, _ = cli("check", "--fix", *more)
        assert (code, "F102" in out) == (1, True)
        assert file.read_bytes() == data
