"""What is taken of a commit, asked of trees that no honest git would write: by name alone, each fault told with the name in quotes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from courselib.publish.receiving import tree as trees
from courselib.publish.receiving.repository import Repository
from courselib.publish.receiving.tree import Tree, read_tree
from courselib.runtime.errors import ContentError

from .server import Author, Server, clean, git

FILE, RUN, FOLDER, LINK, MODULE = b"100644", b"100755", b"40000", b"120000", b"160000"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Somebody's repository; nothing is pushed here."""
    return Author.make(tmp_path / "author", Server(tmp_path, tmp_path / "www", tmp_path))


def repository(author: Author, more: dict[str, str] | None = None) -> Repository:
    return Repository.here(clean({"GIT_DIR": str(author.folder / ".git")} | (more or {})))


def rows(*entries: tuple[bytes, bytes, str]) -> bytes:
    """Return a tree's bytes from mode, name and object id of each entry."""
    return b"".join(mode + b" " + name + b"\0" + bytes.fromhex(object_id) for mode, name, object_id in entries)


def below(author: Author, path: Iterable[bytes], entries: bytes) -> str:
    """Write folders around a tree; return the commit."""
    for name in reversed(list(path)):
        entries = rows((FOLDER, name, author.write("tree", entries)))
    return author.commit_tree(entries)


def taken(author: Author, path: list[bytes], *entries: tuple[bytes, bytes, str]) -> Tree:
    return read_tree(repository(author), below(author, path, rows(*entries)))


COURSES = [b"content", b"courses"]


@pytest.mark.parametrize(("path", "mode", "name", "code", "quoted"), [
    (COURSES, FILE, b"two\nlines.md", "F107", "“content/courses/two\\u000alines.md”"),
    (COURSES, FILE, b"escape\x1b[2J.md", "F107", "“content/courses/escape\\u001b[2J.md”"),
    (COURSES, FILE, "bidi\u202eend.md".encode(), "F107", "“content/courses/bidi\\u202eend.md”"),
    (COURSES, FILE, b"back\\slash.md", "F107", "“content/courses/back\\slash.md”"),
    (COURSES, FILE, b"..\\..\\up.md", "F107", "“content/courses/..\\..\\up.md”"),
    (COURSES, FILE, b"C:up.md", "F107", "“content/courses/C:up.md”"),
    (COURSES, FILE, b"gbk-\xb5\xb3.md", "F107", "“content/courses/gbk-\ufffd\ufffd.md”"),
    (COURSES, FILE, b"/etc/passwd", "F107", "“content/courses//etc/passwd”"),
    (COURSES, FILE, b"../../up.md", "F107", "“content/courses/../../up.md”"),
    (COURSES, FILE, b"n" * 256 + b".md", "F107", "太长"),
    (COURSES, FILE, b"..", "F107", "“content/courses/..”"),
    ([*COURSES, b".."], FILE, b"up.md", "F107", "“content/courses/..”"),
    ([*COURSES, b"."], FILE, b"here.md", "F107", "“content/courses/.”"),
    ([*COURSES, *([b"d"] * 40)], FILE, b"deep.md", "F107", "太长"),
    (COURSES, LINK, b"link.md", "F106", "“content/courses/link.md”"),
    (COURSES, LINK, b"folder", "F106", "“content/courses/folder”"),
    (COURSES, MODULE, b"module", "F108", "“content/courses/module”"),
    ([b"content"], LINK, b"plan.yml", "F106", "“content/plan.yml”"),
    ([b"content"], LINK, b"strange", "F106", "“content/strange”"),
    ([], LINK, b"content", "F106", "“content”"),
    ([], MODULE, b"content", "F108", "“content”"),
    ([], FILE, b"content", "F110", "“content”"),
    ([], LINK, b"mkdocs.yml", "F106", "“mkdocs.yml”"),
    ([b"mkdocs.yml"], FILE, b"x", "F110", "“mkdocs.yml”"),
])
def test_refused(path: list[bytes], mode: bytes, name: bytes, code: str, quoted: str, author: Author) -> None:
    """One problem, with the name in quotes and nothing that a terminal would obey; nothing of it is taken."""
    blob = author.write("blob", b"x")
    tree = taken(author, path, (mode, name, blob))
    assert [p.code for p in tree.problems] == [code]
    (found,) = tree.problems
    assert quoted in found.message
    assert (found.path + found.message + found.hint).isprintable()
    assert tree.blobs == {}


@pytest.mark.parametrize(("one", "other"), [
    ("media/A.png", "media/a.png"), ("courses/x.md", "courses/X.md"), ("media/\u00e9.png", "media/e\u0301.png"),
    ("media/a", "media/a/b.png"), ("courses/same.md", "courses/same.md"),
])
def test_names_that_meet_on_some_disks(one: str, other: str, author: Author) -> None:
    blob = author.write("blob", b"x")
    folder, first = one.encode().split(b"/")
    second, _, deep = other.encode().partition(b"/")[2].partition(b"/")
    rest = (FOLDER, second, author.write("tree", rows((FILE, deep, blob)))) if deep else (FILE, second, blob)
    tree = taken(author, [b"content", folder], (FILE, first, blob), rest)
    assert [p.code for p in tree.problems] == ["F107"]
    assert list(tree.blobs) == [f"content/{one}"]


def test_taken_by_name(author: Author) -> None:
    """Known folders and files are taken with their bytes; of what else stands in ``content`` the name alone; of the rest nothing."""
    blob = author.write("blob", b"some bytes")
    known = ["courses/农村/a.md", "curricula/a.yml", "classes/a.yml", "lecturers/a.md", "venues/a.md", "pages/guide/a.md", "media/a.png",
             "overlays/city/a.yml", "releases/1.json", "releases/1.zip", "releases/root/1.root.json", "upstream.yml", "plan.yml",
             "synonyms.yml"]
    named = ["strange/a.md", "README.md", "Courses/a.md", "plan.yml.bak", "courses/a.docx", "courses/Thumbs.db", "pages/a.html"]
    foreign = ["content/.courselib/cache.db", "content/courses/.x/a.md", "content/courses/a.md~", ".courselib/cache.db", "contents/a.md",
               "Content/plan.yml", "mkdocs.yml.d/a", "theme/main.html", ".gitattributes", "sub/content/plan.yml"]
    for path in ["mkdocs.yml", *(f"content/{p}" for p in known + named), *foreign]:
        mode = "100755" if path.endswith("plan.yml") else "100644"
        git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", cwd=author.folder)
    tree = read_tree(repository(author), author.commit_index())
    assert tree.problems == []
    assert {p for p, b in tree.blobs.items() if b.id} == {"mkdocs.yml", *(f"content/{p}" for p in known)}
    assert {p for p, b in tree.blobs.items() if not b.id} == {f"content/{p}" for p in named}
    assert {b.size for b in tree.blobs.values() if b.id} == {10}


def test_files_that_are_too_big(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind has its limit, and all together have one: the same bytes under a thousand names fill a disk."""
    monkeypatch.setattr(trees.files, "MAX_MEDIA_BYTES", 3000)
    monkeypatch.setattr(trees, "MAX_TEXT_BYTES", 2000)
    blob, big = author.write("blob", b"x" * 2500), author.write("blob", b"x" * 3500)
    media = author.write("tree", rows((FILE, b"a.png", blob), (FILE, b"b.png", big)))
    courses = author.write("tree", rows((FILE, b"a.docx", big), (FILE, b"a.md", blob)))
    tree = taken(author, [b"content"], (FOLDER, b"courses", courses), (FOLDER, b"media", media))
    assert [(p.code, p.path) for p in tree.problems] == [("F101", "content/courses/a.md"), ("F101", "content/media/b.png")]
    assert list(tree.blobs) == ["content/courses/a.docx", "content/media/a.png"]
    monkeypatch.setattr(trees, "_MAX_TOTAL", 9000)
    with pytest.raises(ContentError, match="内容总共超过"):
        taken(author, [b"content", b"media"], *((FILE, b"%d.png" % n, blob) for n in range(10)))


@pytest.mark.parametrize("leaf", ["empty", "file"])
def test_a_tree_without_end(leaf: str, author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten folders that hold ten times the same folder, and so on: a hundred objects, ten to the hundredth paths, with or without files."""
    monkeypatch.setattr(trees, "_MAX_ENTRIES", 5000)
    object_id = author.write("tree", b"" if leaf == "empty" else rows((FILE, b"a.md", author.write("blob", b"x"))))
    for _ in range(30):
        object_id = author.write("tree", rows(*((FOLDER, b"%d" % n, object_id) for n in range(10))))
    with pytest.raises(ContentError, match="文件和文件夹超过 5000 个"):
        taken(author, [b"content"], (FOLDER, b"courses", object_id))


def test_a_name_without_end(author: Author) -> None:
    blob = author.write("blob", b"x")
    with pytest.raises(ContentError, match="过长的文件名"):
        taken(author, COURSES, (FILE, b"n" * 2_000_000, blob))


def test_an_object_that_is_missing(author: Author) -> None:
    """A file's object, or a folder's, is not there: told as such."""
    tree = taken(author, COURSES, (FILE, b"a.md", "1" * 40))
    assert [p.code for p in tree.problems] == ["F108"]


def test_the_environment_of_a_hook(author: Author, tmp_path: Path) -> None:
    """Of git's own variables only those pass that say where the objects are; the folder is an absolute path."""
    foreign = {"GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "/dev/null", "GIT_REPLACE_REF_BASE": "refs/heads/", "GIT_ATTR_SOURCE": "main",
               "GIT_LITERAL_PATHSPECS": "0", "GIT_ICASE_PATHSPECS": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "courselib.site",
               "GIT_CONFIG_VALUE_0": "/etc", "GIT_TRACE": str(tmp_path / "trace"), "GIT_NAMESPACE": "x", "GIT_PREFIX": "sub/"}
    quarantine = {"GIT_OBJECT_DIRECTORY": str(author.folder / ".git/objects"), "GIT_QUARANTINE_PATH": str(author.folder / ".git/objects")}
    found = repository(author, foreign | quarantine)
    assert {k for k in found.environment if k in foreign} == set()
    assert found.environment.items() >= quarantine.items()
    assert found.folder == author.folder / ".git"
    assert found.setting("courselib.site") == ""
    assert not (tmp_path / "trace").exists()
