"""The guide: its pictures, and the command with which a host checks a copy of the site."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from courselib.library.model import Library
from courselib.runtime.resources import guide_pictures
from courselib.site.defaults import default_pictures

from ..support.library import REPOSITORY, put, without_evaluations, write_small
from ..support.sites import Reader, build_site

GUIDE = REPOSITORY / "content/pages/guide"
PICTURES = REPOSITORY / "content/media/guide"
_PLACE = r"\(\.\./\.\./media/guide/"
_SHOWN = re.compile(rf"\[!\[([^\]]+)\]{_PLACE}([a-z-]+)\.png\)\]{_PLACE}\2\.png\)")


def shown() -> list[tuple[str, str]]:
    """Return alternative text and name of every picture in the guide's pages."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md"))]
    return [(alt, name) for text in texts for alt, name in _SHOWN.findall(text)]


def camera(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the tool that takes the pictures."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "tools"))
    spec = importlib.util.spec_from_file_location("guide_pictures", REPOSITORY / "tools/guide_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "guide_pictures", module)
    spec.loader.exec_module(module)
    return module


def test_pictures_are_small() -> None:
    """Each shown picture is a PNG of at most 60 KB, and its text is Chinese and says something."""
    assert len(shown()) >= 9
    for alt, name in shown():
        data = (PICTURES / f"{name}.png").read_bytes()
        assert data.startswith(b"\x89PNG"), name
        assert len(data) <= 60 * 1024, name
        assert len(re.findall("[\u4e00-\u9fff]", alt)) >= 8, name


def test_every_picture_is_taken_by_the_tool_and_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tool takes, what is kept, and what the guide shows are the same."""
    names = sorted(name for _, name in shown())
    assert sorted(p.name for p in camera(monkeypatch).PICTURES) == names
    assert sorted(p.stem for p in PICTURES.iterdir()) == names
    assert sum(text.read_text(encoding="utf-8").count("](../../media/guide/") for text in GUIDE.glob("*.md")) == 2 * len(names)


def test_another_library_gets_the_pictures_and_may_replace_them(tmp_path: Path) -> None:
    """A library without media shows the guide with its pictures; one with a file of that name shows its own."""
    content = write_small(tmp_path)
    build_site(content, tmp_path / "site")
    for name in ("writing", "using", "hosting"):
        reader = Reader((tmp_path / f"site/guide/{name}.html").read_text(encoding="utf-8"))
        sources = [a["src"] for tag, a in reader.elements if tag == "img"]
        assert sources
        assert all((tmp_path / "site/guide" / source).is_file() for source in sources)
    (content / "media/guide").mkdir()
    (content / "media/guide/Home.png").write_bytes(guide_pictures()[0].read_bytes())
    library = without_evaluations(content).library
    assert isinstance(library, Library)
    assert set(default_pictures(library)) == {f"guide/{p.name}" for p in guide_pictures()} - {"guide/home.png"}


def test_a_library_may_show_the_pictures_on_pages_of_its_own(tmp_path: Path) -> None:
    """A guide page that a library took over and changed goes on showing the package's pictures."""
    content = write_small(tmp_path)
    shutil.copy(GUIDE / "hosting.md", put(content, "pages/guide/hosting.md", ""))
    assert [p for p in without_evaluations(content).problems if p.path == "pages/guide/hosting.md"] == []


def test_the_command_that_checks_a_copy_tells_what_is_wrong(small_site: Path, tmp_path: Path) -> None:
    """Run in a copy of the site it says OK; a changed and a missing file are named."""
    lines = re.findall(r"^python -c .*$", (GUIDE / "hosting.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 1
    command = [sys.executable, *shlex.split(lines[0])[1:]]
    copy = tmp_path / "copy"
    shutil.copytree(small_site, copy)

    def said() -> str:
        return subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=True).stdout.strip()

    assert said() == "OK"
    (copy / "index.html").write_bytes((copy / "index.html").read_bytes() + b" ")
    (copy / "feed.xml").unlink()
    assert said() == "['feed.xml', 'index.html']"


def examples(page: str, language: str, start: str) -> str:
    """Return the one block of a guide page that begins so."""
    text = (GUIDE / page).read_text(encoding="utf-8")
    found = [block for block in re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if block.startswith(start)]
    assert len(found) == 1, (page, start)
    return str(found[0])


def test_the_examples_to_copy_are_right(tmp_path: Path) -> None:
    """The course and the curriculum that the guide shows in full stand the check without a word, in the shipped library."""
    content = tmp_path / "content"
    shutil.copytree(REPOSITORY / "content", content)
    course = examples("writing.md", "markdown", "---\ntitle: 村塘").replace("status: draft\n", "")
    put(content, "courses/rural/rural-pond-safety.md", course)
    put(content, "curricula/town.yml", examples("library.md", "yaml", "title: 某镇"))
    found = without_evaluations(content).problems
    assert [p for p in found if p.path.startswith(("courses/rural/rural-pond", "curricula/town"))] == []
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    topic = examples("library.md", "yaml", "  - {id: local-flood-history")
    put(content, "plan.yml", plan.replace("\ntopics:\n", f"\ntopics:\n{topic}"))
    library = without_evaluations(content).library
    assert library is not None
    assert "local-flood-history" in library.plan.topics
