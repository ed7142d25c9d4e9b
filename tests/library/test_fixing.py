"""Safe repairs: what is mended, what is left alone, and that a body never changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.fixing import repair, repairs
from courselib.content.saving import save
from courselib.library.reading import read_file
from courselib.library.source import Entry
from courselib.runtime.errors import SystemFault

from ..support.library import REPOSITORY, put, write_small

KNOWN = {"topic": {"rural-theory"}, "sector": {"rural", "urban", "all"}, "course": {"example"}, "role": {"member": "党员"}}
GOOD = {
    "title": "title: 示例课程", "topic": "topic: rural-theory", "audience": "audience: [rural]",
    "hours": "hours: 4", "theory": "theory: true",
}
BODY = "---\n\n## 教学目标  \n\n- 全角：数字４\t\n"


def entry(path: str = "courses/rural/example.md", kind: str = "course") -> Entry:
    return Entry(path, kind, "example", 0, 0, 0)


def text_of(**fields: str) -> str:
    return "\n".join(["---", *(GOOD | fields).values(), ""]) + BODY


def mended(text: str, kind: str = "course") -> str | None:
    found = repair(entry(kind=kind), text.encode(), KNOWN)
    return found.after if found else None


@pytest.mark.parametrize(("field", "wrong", "right"), [
    ("hours", "hours: 4学时", "hours: 4"),
    ("hours", "hours: ４", "hours: 4"),
    ("hours", "hours: ２．５", "hours: 2.5"),
    ("hours", "hours：4", "hours: 4"),
    ("hours", "hours:4", "hours: 4"),
    ("hours", "hours: 四", "hours: 4"),
    ("hours", "hours: 4  \t", "hours: 4"),
    ("hours", "Hours: 4", "hours: 4"),
    ("hours", "hours: 4 # 半天", None),
    ("hours", "hours: 1.3", None),
    ("hours", "hours: 400", None),
    ("hours", "hours: 很多", None),
    ("theory", "theory: 是", "theory: true"),
    ("theory", "theory：否", "theory: false"),
    ("theory", "theory: 也许", None),
    ("topic", "topic: Rural-Theory", "topic: rural-theory"),
    ("topic", "topic: ｒｕｒａｌ-theory", "topic: rural-theory"),
    ("topic", "topic: rural_theory", "topic: rural-theory"),
    ("topic", "topic: Urban-Theory", None),
    ("audience", "audience: 【rural，urban】", "audience: [rural, urban]"),
    ("audience", "audience: [Rural, urban]", "audience: [rural, urban]"),
    ("audience", "audience: 【rural，moon】", None),
    ("updated", "updated: 2026年9月1日", "updated: 2026-09-01"),
    ("updated", "updated: 2026/9/1", "updated: 2026-09-01"),
    ("updated", "updated: 2026-02-30", None),
    ("level", "level: 县级", "level: county"),
    ("level", "level: County", "level: county"),
    ("level", "level: 乡下", None),
    ("methods", "methods:\n\t- lecture", "methods:\n  - lecture"),
    ("summary", "summary: 他说：好", None),
    ("summary", "summary: |\n  行尾留着  \n  hours：4", None),
    ("title", "title: \"示例：４学时\"", None),
])
def test_one_right_answer_or_none(field: str, wrong: str, right: str | None) -> None:
    """A slip with one right answer is mended; anything else is left to the author."""
    found = mended(text_of(**{field: wrong}))
    assert found == (None if right is None else text_of(**{field: right}))


def test_everything_at_once_without_touching_the_body() -> None:
    """Metadata that YAML cannot read at all is mended in one go; the body keeps its blanks, tabs and full-width digits."""
    wrong = {
        "title": "title：示例课程 ", "topic": "Topic：Rural-Theory", "audience": "audience:【rural】",
        "hours": "hours：４学时", "theory": "theory：是",
    }
    assert mended(text_of(**wrong)) == text_of()


def test_line_ends_and_the_mark_at_the_beginning() -> None:
    """A BOM goes; Windows line ends stay, since the body has them too."""
    text = text_of(hours="hours: ４").replace("\n", "\r\n")
    assert mended("\ufeff" + text) == text_of().replace("\n", "\r\n")


@pytest.mark.parametrize("text", ["", "正文", "---\n没有字段\n", "---\n\n## 正文\n", "----\ntitle：不是元数据\n---\n", "---\n---\n"])
def test_files_without_metadata(text: str) -> None:
    """Where no metadata end nothing is guessed."""
    assert mended(text) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_missing_end_line(newline: str) -> None:
    """The end line is written below the last field, with the line ends of the file; the body stays."""
    text = f"---\ntitle：示例\n{GOOD['hours']}\n\n# 题\n\n- 项\n".replace("\n", newline)
    assert mended(text) == f"---\ntitle: 示例\n{GOOD['hours']}\n---\n\n# 题\n\n- 项\n".replace("\n", newline)


def test_a_curriculum() -> None:
    """Items of a curriculum are mended where they stand."""
    wrong = "title：示例方案\nsector: Rural\nrole: 党员\nstart: ２０２４\nitems:\n\t- course: Example\n\t  year：2024\n\t  offjob: 是\n"
    right = "title: 示例方案\nsector: rural\nrole: member\nstart: 2024\nitems:\n  - course: example\n    year: 2024\n    offjob: true\n"
    assert mended(wrong, "curriculum") == right


def test_a_name_is_not_taken_twice() -> None:
    """`Hours` beside `hours` is the author's to sort out."""
    assert mended(text_of(extra="Hours: 5")) is None


@given(st.text(alphabet="title:：hours４4学时-[]【】，, \t\n#|>是a\"'", max_size=200), st.text(max_size=50))
def test_never_worse_and_never_the_body(metadata: str, body: str) -> None:
    """Whatever the metadata say: the body stays, the file reads no worse, and a second repair finds nothing."""
    text = f"---\n{metadata}\n---\n{body}"
    data = text.encode("utf-8", "replace")
    found = repair(entry(), data, KNOWN)
    if found is None:
        return
    before, after = read_file(entry(), data), read_file(entry(), found.after.encode())
    assert after.body == before.body
    assert len(after.problems) <= len(before.problems)
    assert (after.values is None) <= (before.values is None)
    again = repair(entry(), found.after.encode(), KNOWN)
    assert again is None


def test_the_shipped_library_needs_none() -> None:
    """Good files are left alone."""
    assert repairs(REPOSITORY / "content") == []


def test_only_the_wanted_files(tmp_path: Path) -> None:
    """A narrowed repair sees the whole library's IDs and proposes nothing for other files."""
    content = write_small(tmp_path)
    for name in ("one", "two"):
        put(content, f"courses/rural/{name}.md", text_of(hours="hours: ４"))
    assert [r.path for r in repairs(content)] == ["courses/rural/one.md", "courses/rural/two.md"]
    assert [r.path for r in repairs(content, {"courses/rural/two.md"})] == ["courses/rural/two.md"]


def test_saving_keeps_the_mode_and_refuses_links(tmp_path: Path) -> None:
    """A file is replaced whole; a link, or a folder that is one, is not followed."""
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "a.md"
    file.write_text("old")
    file.chmod(0o640)
    save(tmp_path, "real/a.md", "new\r\n")
    assert file.read_bytes() == b"new\r\n"
    assert file.stat().st_mode & 0o777 == 0o640
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "b.md").symlink_to(file)
    for path in ("linked/a.md", "real/b.md", "real/none.md", "real"):
        with pytest.raises(SystemFault):
            save(tmp_path, path, "bad")
    assert [p.name for p in sorted((tmp_path / "real").iterdir())] == ["a.md", "b.md"]
