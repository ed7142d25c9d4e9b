"""Files that systems leave are skipped without a word; files of authors that are not read are named with the way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.files import find
from courselib.content.follow.notices import Notices
from courselib.content.new_library import start_library
from courselib.content.reader import Reader
from courselib.exchange.spreadsheet.importing import read_tables
from courselib.exchange.spreadsheet.tables import UnreadableFileError
from courselib.runtime.errors import UsageError
from courselib.runtime.litter import in_litter, is_litter
from courselib.runtime.resources import guide_pictures

from ..support.cases import overlay
from ..support.library import course, put
from ..support.sites import build_site, files_of, whole

LITTER = [
    "Thumbs.db", "THUMBS.DB", "ehthumbs.db", "desktop.ini", "Desktop.ini", "~$课件.docx", "~WRL0001.tmp", ".DS_Store", "._a.md",
    ".a.md.swp",
    "a.md.swp", "a.SWO", "a.md~", ".#a.md", "#a.md#", "a.md.bak", "a.BAK", "a.tmp", "a.md.orig", ".~lock.a.xlsx#", ".~a.docx", "Icon\r",
    "a.pdf.crdownload", "a.pdf.part", "a.mp4.td", "a.xltd", "a.wbk", "4913", ".nfs0001", ".fuse_hidden01",
]
FOLDERS = [
    ".Spotlight-V100", "__MACOSX", "$RECYCLE.BIN", "$Recycle.Bin", "System Volume Information", "@eaDir", ".git", ".svn", ".Trash-1000",
    "lost+found", "#recycle", "FOUND.000", ".@__thumb",
]
CONTENT = ("", "courses", "courses/rural", "curricula", "lecturers", "venues", "pages", "media", "media/notes")


def strew(content: Path) -> int:
    """Put litter of every sort into every folder; return how many files that makes."""
    texts = {f"{folder}/{name}".lstrip("/"): "x" for folder in CONTENT for name in LITTER}
    texts |= {f"{folder}/{name}/inner.md".lstrip("/"): course("不该读") for folder in CONTENT for name in FOLDERS}
    for path, text in texts.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    return len(texts)


def test_word_lock_in_media(tmp_path: Path) -> None:
    """The case: a lock file, a folder's settings and a thumbnail cache among the attachments stop nothing."""
    root = overlay("word-lock-in-media", tmp_path)
    assert sorted(p.name for p in (root / "content/media").iterdir()) == ["Thumbs.db", "desktop.ini", "~$课件.docx"]
    assert load_and_check(root / "content").problems == []
    build_site(root / "content", root / "site")
    assert whole(root / "site")
    assert not any(path.startswith("media/") and "guide/" not in path for path in files_of(root / "site"))


def test_litter_everywhere_changes_nothing(content: Path) -> None:
    """With litter in every folder the library says and publishes what it did without."""
    before = load_and_check(content)
    build_site(content, content.parent / "clean")
    count = strew(content)
    after = load_and_check(content)
    assert count > 300
    assert (after.problems, after.results.keys(), after.library) == (before.problems, before.results.keys(), before.library)
    build_site(content, content.parent / "strewn")
    assert files_of(content.parent / "strewn") == files_of(content.parent / "clean")


def test_litter_is_no_change(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at the folder finds nothing new in litter, and events of it alone wake nobody."""
    reader = Reader(content)
    reader.look()
    strew(content)
    assert reader.look() == set()
    notices = Notices(content, content.parent / "mkdocs.yml")
    woken: list[bool] = []
    monkeypatch.setattr(notices, "wake", lambda: woken.append(True))
    for path in (content / "courses/.a.md.swp", content / ".git/index", content / "media/~$a.docx"):
        notices._inside((str(path),))
    assert not woken
    # A save that writes a temporary file and renames it is told by the name that it ends with.
    notices._inside((str(content / "courses/a.md.tmp"), str(content / "courses/a.md")))
    notices._inside(())
    assert woken == [True, True]


def test_links_that_are_litter_are_skipped(content: Path) -> None:
    """Emacs marks an open file with a symbolic link to nowhere."""
    (content / "courses/.#skills.md").symlink_to("user@host.123")
    assert load_and_check(content).problems == load_and_check(content).problems
    assert not [p for p in find(content)[1] if p.code == "F106"]


@pytest.mark.parametrize("name", [
    "a.md", "thumbs.md", "bak.md", "a-bak.md", "part-1.md", "tmp.yml", "plan.yml", "a.docx", "swp.pdf", "icon", "found.md", "#1.md",
    "~a.md",
    "desktop.ini.md", "rural", "trash", "$a.md", "recycled", "download",
])
def test_what_an_author_wrote_is_no_litter(name: str) -> None:
    """Names that only look alike are kept."""
    assert not is_litter(name)
    assert not in_litter(f"courses/{name}")


def test_a_new_library_in_a_folder_with_litter_alone(tmp_path: Path) -> None:
    """A folder that Finder, Explorer or Git has been in is empty for people; nothing in it is written over."""
    for name in (".DS_Store", "desktop.ini", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert start_library(tmp_path, lambda _: {})
    (tmp_path / "other").mkdir()
    (tmp_path / "other/.gitignore").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="gitignore"):
        start_library(tmp_path / "other", lambda _: {})
    assert (tmp_path / "other/.gitignore").read_text(encoding="utf-8") == "mine"


def test_pictures_of_the_guide_are_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a Mac leaves beside a picture ends like one."""
    (tmp_path / "a.png").touch()
    (tmp_path / "._a.png").touch()
    monkeypatch.setattr("courselib.runtime.resources._find", lambda *_: tmp_path)
    assert [p.name for p in guide_pictures()] == ["a.png"]


@pytest.mark.parametrize("name", ["~$课程.xlsx", "._课程.xlsx", ".~课程.csv"])
def test_importing_a_lock_file_is_told_as_that(name: str, tmp_path: Path) -> None:
    """A pattern on the command line, or a hasty click, takes the lock file for the table."""
    (tmp_path / name).write_bytes(b"\x05user")
    with pytest.raises(UnreadableFileError, match="临时文件") as caught:
        read_tables(tmp_path / name)
    assert name[2:] in caught.value.hint


@pytest.mark.parametrize(("path", "hint"), [
    ("courses/rural/a1.MD", "是否想写 a1.md？"), ("courses/a1.Md", "是否想写 a1.md？"), ("courses/a1.markdown", "是否想写 a1.md？"),
    ("courses/a1.md.txt", "是否想写 a1.md？"), ("courses/a1.MD.TXT", "是否想写 a1.md？"), ("courses/a1.md.md", "是否想写 a1.md？"),
    ("courses/a1．md", "是否想写 a1.md？"), ("courses/a1。md", "是否想写 a1.md？"), ("courses/a1.md ", "是否想写 a1.md？"),
    ("courses/A 1.MD", "是否想写 a-1.md？"), ("lecturers/a1.mkd", "是否想写 a1.md？"), ("venues/a1.txt", "是否想写 a1.md？"),
    ("pages/guide/My Page.MD", "是否想写 my-page.md？"), ("pages/坏页面.md", "小写字母"), ("pages/My-Page.md", "是否想写 my-page.md？"),
    ("curricula/a1.yaml", "是否想写 a1.yml？"), ("curricula/a1.YML", "是否想写 a1.yml？"), ("curricula/a1.yaml.txt", "是否想写 a1.yml？"),
    ("courses/课程.MD", "小写字母"), ("courses/rural/skills.MD", "courses/rural/skills.md 已用了这个名称"),
    ("courses/all/Skills.markdown", "courses/rural/skills.md 已用了这个名称"),
    ("courses/urban/SKILLS.md", "courses/rural/skills.md 已用了这个名称"),
    ("courses/a.docx", "content/media"), ("courses/a.doc", "courselib import"), ("courses/a.wps", "courselib import"),
    ("courses/a.xlsx", "courselib import"), ("courses/a.et", "courselib import"), ("lecturers/a.XLS", "courselib import"),
    ("courses/a.pptx", "content/media"), ("courses/a.pdf", "content/media"),
    ("curricula/a.docx", "content/media"), ("pages/a.png", "content/media"),
    ("plan.yaml", "已有 plan.yml"), ("synonyms.YML", "是否想写 synonyms.yml？"),
    ("Courses/a1.md", "是否想写 courses？"), ("course/a1.md", "是否想写 courses？"),
    ("Media/a.pdf", "是否想写 media？"), ("courses/a1.yml", "courses/ 里放 .md 文件"), ("curricula/a1.md", "curricula/ 里放 .yml 文件"),
])
def test_files_that_are_not_read_are_told_with_the_way_out(path: str, hint: str, content: Path) -> None:
    """Another spelling of a suffix is named with the rename to do, a document with where it belongs; never a name that is taken."""
    put(content, path, course("放错的"))
    found = [p for p in load_and_check(content).problems if p.path == path and p.code in ("F109", "F107")]
    assert [hint in p.hint for p in found] == [True], found


@pytest.mark.parametrize("path", ["courses/rural/a1.MD", "courses/a1.md.txt", "pages/My Page.markdown", "courses/B_2.md", "pages/Über.MD"])
def test_a_rename_as_hinted_makes_it_right(path: str, content: Path) -> None:
    """Whoever follows the hint has a file without a problem."""
    text = "# 页\n" if path.startswith("pages") else course("放错的")
    file = put(content, path, text)
    before = {p.path for p in load_and_check(content).problems}
    hint = next(p.hint for p in load_and_check(content).problems if p.path == path)
    shutil.move(file, file.with_name(hint.partition("是否想写 ")[2].rstrip("？")))
    after = load_and_check(content)
    assert {p.path for p in after.problems} == before - {path}
    assert any(r.path.endswith(hint.partition("是否想写 ")[2].rstrip("？")) for r in after.results.values())


@pytest.mark.parametrize("name", ["README.md", "readme.MD", "README", "README.zh.md", "LICENSE", "License.txt"])
def test_what_stands_beside_the_folders(name: str, content: Path) -> None:
    """Readme and licence are left alone however they are written."""
    (content / name).write_text("x", encoding="utf-8")
    assert [p for p in find(content)[1] if p.path == name] == []
