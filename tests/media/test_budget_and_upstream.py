"""What ``media_budget`` says, and attachments of other libraries."""

from __future__ import annotations

from pathlib import Path

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.library.model import Library
from tests.support.library import put, write_small
from tests.support.upstream import add, library, write

from . import making


def _budget(content: Path, budget: str) -> list[str]:
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    put(content, "plan.yml", plan + budget)
    told = [f"{p.message} {p.hint}" for p in load_and_check(content).problems if p.code == "A106"]
    put(content, "plan.yml", plan)
    return told


def test_the_largest_are_named_when_the_budget_is_passed(tmp_path: Path) -> None:
    """In order of size, with all of them counted; up to the budget nothing is said, and nothing without one."""
    content = write_small(tmp_path)
    sizes = {"a": 900_000, "b": 1_300_000, "c": 100}
    for name, size in sizes.items():
        (content / f"media/{name}.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(size - 12))
    assert _budget(content, "") == _budget(content, "media_budget: 3\n") == []
    told = _budget(content, "media_budget: 2\n")
    assert len(told) == 1
    assert "附件合计 2.1 MB，超过 media_budget 的 2 MB" in told[0]
    assert told[0].index("b.mp4（1.2 MB）") < told[0].index("a.mp4（879 KB）") < told[0].index("c.mp4（100 字节）")


def test_attachments_of_another_library(tmp_path: Path) -> None:
    """They are searched like our own; one that is broken is left out with a reminder, and does not stop us."""
    above = library(tmp_path / "above", empty=False)
    (above.content / "media/notes/paper.pdf").write_bytes(making.pdf(["无人机巡田"]))
    (above.content / "media/notes/slides.pptx").write_bytes(making.pptx(["梯田"]))
    skills = (above.content / "courses/rural/skills.md").read_text(encoding="utf-8")
    write(above, "courses/rural/skills.md", skills + "\n## 材料\n\n见[讲义](../../media/notes/paper.pdf)。\n")
    theory = (above.content / "courses/rural/theory.md").read_text(encoding="utf-8")
    write(above, "courses/rural/theory.md", theory.replace(
        "resources:\n", "resources:\n  - {title: 课件, kind: courseware, file: notes/slides.pptx}\n"))
    here = library(tmp_path / "here")
    add(here, "province", "../above")
    loaded = load_and_check(here.content)
    ours = _library(loaded)
    assert not loaded.has_errors
    assert ours.courses["skills"].attachments == ("province/notes/paper.pdf",)
    assert ours.media["province/notes/paper.pdf"].text == "无人机巡田"
    assert "province/notes/slides.pptx" in ours.courses["theory"].attachments
    copy = here.content / "upstream/province/media/notes/slides.pptx"
    copy.write_bytes(copy.read_bytes()[:50])
    broken = load_and_check(here.content)
    assert not broken.has_errors
    assert [p.code for p in broken.problems if p.path.endswith("slides.pptx")] == ["U704"]
    assert "province/notes/slides.pptx" not in _library(broken).media
    assert "province/notes/slides.pptx" not in _library(broken).courses["theory"].attachments


def _library(loaded: Loaded) -> Library:
    assert loaded.library is not None
    return loaded.library
