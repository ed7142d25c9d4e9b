"""Pushes that mean ill: what stands published is the accepted content and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.publish.receiving.repository import Repository

from ..support.library import course
from ..support.sites import files_of
from .conftest import Plain
from .server import Author, Server, clean, git

EVIL = "EVIL-7f3a"
NEW = "content/courses/rural/new.md"


def names_and_bytes(folder: Path) -> str:
    """Return everything in a folder as one text."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return "\n".join(f"{p.relative_to(folder)} {p.read_bytes().decode('latin-1')}" for p in files)


def test_nothing_but_content_and_settings_is_taken(server: Server, author: Author, plain: Plain) -> None:
    """A cache, a theme, hooks and programs in the commit reach neither the site nor the server's own folders."""
    author.commit()
    author.push()
    cache = server.folder / "courselib/publish/.courselib"
    for path in [p for p in sorted(cache.rglob("*")) if p.is_file()]:
        for below in (".courselib", "content/.courselib", "courselib/publish/.courselib"):
            author.put(f"{below}/{path.relative_to(cache).as_posix()}", EVIL)
    for path in ("theme/main.html", "theme/assets/site.css", "hooks/post-receive", "courselib/__init__.py", "sitecustomize.py", "click.py",
                 "content.py", "mkdocs.yml.py", "content/courses/.git-hooks/x.md", "content/courses/x.md~"):
        author.put(path, EVIL)
    author.put("content/strange/file.md", EVIL)
    author.put("content/crash.log", EVIL)
    author.put(NEW, course("新课"))
    author.commit()
    done = author.push()
    assert done.code == 0, done.said
    assert files_of(server.site) == plain(author.folder)
    assert EVIL not in names_and_bytes(server.site)
    assert EVIL not in names_and_bytes(server.folder / "courselib")


@pytest.mark.parametrize("attributes", [
    "* export-ignore export-subst ident filter=evil text eol=crlf", "* working-tree-encoding=UTF-16 -diff merge=binary",
])
def test_attributes_change_nothing(attributes: str, server: Server, author: Author) -> None:
    """What attributes say of files goes for checkouts and archives: neither is made. A fault that they hide is seen all the same."""
    for place in (".gitattributes", "content/.gitattributes", "content/courses/rural/.gitattributes"):
        author.put(place, f"{attributes}\n")
    git("config", "filter.evil.clean", "cat", cwd=author.folder)
    git("config", "core.attributesFile", "/dev/null", cwd=author.folder)
    (author.folder / ".git/info/attributes").write_text("* -text -filter -ident -working-tree-encoding\n", encoding="ascii")
    git("config", "filter.evil.smudge", f"touch {server.folder}/smudged; sed s/a/b/", cwd=server.folder)
    author.put(NEW, course("新课", hours="0.3", body="\n$Id$ $Format:%H$\n"))
    author.commit()
    refused = author.push()
    assert refused.code != 0
    assert f"{NEW}:5:8" in refused.said
    good = course("新课", body="\n$Id$ $Format:%H$\n")
    author.put(NEW, good)
    author.commit()
    assert author.push("main:other").code == 0
    laid = server.folder / "courselib/check" / NEW
    assert laid.read_text(encoding="utf-8") == good
    assert not (server.folder / "smudged").exists()


def test_tags_and_replacements_do_not_win(server: Server, author: Author, plain: Plain) -> None:
    """Tags that are called like the branch, whole reference and all, and replaced objects: the branch's own commit is published."""
    good = author.commit()
    author.push()
    author.put(NEW, course(EVIL))
    evil = author.commit()
    git("checkout", "--quiet", good, cwd=author.folder)
    author.put("content/courses/rural/other.md", course("另一门"))
    newest = author.commit()
    git("replace", newest, evil, cwd=author.folder)
    pushed = [f"{evil}:refs/tags/{name}" for name in ("main", "heads/main", newest)]
    assert author.push("--force", *pushed, f"refs/replace/{newest}:refs/replace/{newest}").code == 0
    git("replace", "--delete", newest, cwd=author.folder)
    assert author.push(f"{newest}:refs/heads/main").code == 0
    assert server.head() == newest
    assert files_of(server.site) == plain(author.folder)
    git("update-ref", "refs/tags/refs/heads/main", evil, cwd=server.folder)
    repository = Repository.here({**clean(), "GIT_DIR": str(server.folder)})
    assert repository.head_of("main") == newest
    git("update-ref", "-d", "refs/heads/main", cwd=server.folder)
    assert repository.head_of("main") is None


def test_links_modules_and_odd_names_are_named_and_refused(server: Server, author: Author, tmp_path: Path, plain: Plain) -> None:
    """A push with all of them is refused whole, each told by its name; the site stays as it was."""
    author.commit()
    author.push()
    site = files_of(server.site)
    secret = tmp_path / "secret.md"
    secret.write_text(course(EVIL), encoding="utf-8")
    (author.folder / "content/courses/rural/link.md").symlink_to(secret)
    (author.folder / "content/venues/far").symlink_to(tmp_path)
    author.put("content/courses/rural/back\\slash.md", course("一"))
    author.put("content/courses/rural/two\nlines.md", course("二"))
    author.put("content/media/Same.png", b"1")
    author.put("content/media/same.png", b"2")
    author.put("content/pages/huge.md", b"x" * (1024 * 1024 + 1))
    git("add", "--all", "--force", cwd=author.folder)
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/lecturers/module", cwd=author.folder)
    author.commit_index()
    done = author.push()
    assert done.code != 0
    for words in ("“content/courses/rural/link.md” 是符号链接", "“content/venues/far” 是符号链接",
                  "“content/courses/rural/back\\slash.md” 里有",
                  "“content/courses/rural/two\\u000alines.md” 里有", "“content/media/same.png” 与 “content/media/Same.png”",
                  "“content/pages/huge.md” 超过 1024 KB", "“content/lecturers/module” 是子模块"):
        assert words in done.said
    assert files_of(server.site) == site
    assert EVIL not in names_and_bytes(server.folder / "courselib")
    git("reset", "--quiet", "--hard", "HEAD~1", cwd=author.folder)
    author.put(NEW, course("新课"))
    git("add", "--all", cwd=author.folder)
    git("update-index", "--chmod=+x", NEW, cwd=author.folder)
    author.commit_index()
    assert author.push().code == 0
    assert not (server.folder / "courselib/publish" / NEW).stat().st_mode & 0o111
    assert files_of(server.site) == plain(author.folder)


def test_not_a_commit(server: Server, author: Author) -> None:
    """An annotated tag for a branch is refused with a word of ours."""
    author.commit()
    git("tag", "-a", "-m", "x", "one", cwd=author.folder)
    tag = git("rev-parse", "one", cwd=author.folder).decode().strip()
    done = author.push(f"{tag}:refs/heads/main")
    assert done.code != 0
    assert "推送到分支 “main” 的不是一次提交。" in done.said or "cannot" in done.said
