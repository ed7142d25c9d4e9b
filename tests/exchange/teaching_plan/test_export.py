"""A course becomes a plan and comes back as itself; what was changed in Word, and nothing else, changes the course."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from courselib.__main__ import run as command
from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.exporting import plan_of
from courselib.exchange.teaching_plan.importing import vocabulary
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.reading import read_document
from courselib.exchange.teaching_plan.recognise import recognise
from courselib.exchange.teaching_plan.updating import checked
from courselib.library.schema import COURSE, Kind
from tests.support.library import REPOSITORY

Run = Callable[..., tuple[int, str]]
_ID = "all-party-constitution-basics"
_PATH = f"courses/all-general/{_ID}.md"
#: Every so-manieth of the shipped courses.
_EVERY = 4


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a small copy of the shipped library."""
    content = tmp_path / "content"
    for name in ("plan.yml", "synonyms.yml", "lecturers", "venues", "courses/all-general"):
        source = REPOSITORY / "content" / name
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, content / name)
    return content


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command on that library: exit code and what it said."""

    def runner(*arguments: str) -> tuple[int, str]:
        code = command([*arguments, "--content", str(library)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return runner


def _edit(file: Path, change: Callable[[Any], None]) -> None:
    document = docx.Document(str(file))
    change(document)
    document.save(str(file))


def _set_hours(document: Any, text: str) -> None:
    cells = [c for row in document.tables[0].rows for c in row.cells]
    next(c for c in cells if c.text.endswith(" 学时")).paragraphs[0].runs[0].text = text


def test_courses_come_back_as_themselves(loaded: Loaded) -> None:
    library = loaded.library
    assert library is not None
    words = vocabulary(library)
    courses = [r for r in loaded.results.values() if r.kind == "course"][::_EVERY]
    assert len(courses) > 50
    for course in courses:
        found = recognise(read_document(Package(plan_of(course, b"", library, lambda _: b""))), "x", words, lambda _: "")
        values = {f.name: checked(f, one.value) for f in COURSE.fields if (one := found.found(f.name))}
        assert values == {k: v for k, v in (course.values or {}).items() if COURSE.field(k).kind is not Kind.OBJECT}, course.id
        assert "\n".join(found.body).strip() == course.body.strip(), course.id


def test_a_plan_has_the_same_bytes_each_time(loaded: Loaded) -> None:
    library = loaded.library
    assert library is not None
    course = next(r for r in loaded.results.values() if r.id == _ID)
    made = [plan_of(course, b"x", library, lambda _: b"") for _ in range(2)]
    assert made[0] == made[1]
    titles = [p.text for p in docx.Document(io.BytesIO(made[0])).paragraphs if p.style.name == "Title"]
    assert titles == [(course.values or {})["title"]]


def test_what_was_changed_in_word_changes_the_course(library: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"{_ID}.docx"
    assert run("export", str(file))[0] == 0
    before = (library / _PATH).read_text(encoding="utf-8")
    unchanged = run("import", str(file))
    assert "一样，没有要改的" in unchanged[1]

    def change(document: Any) -> None:
        next(p for p in document.paragraphs if p.text.startswith("党章除总纲外")).runs[0].text = "党章共有几章？"

    _edit(file, change)
    dry = run("import", str(file), "--dry-run")
    assert "正文" in dry[1]
    assert (library / _PATH).read_text(encoding="utf-8") == before
    assert run("import", str(file))[0] == 0
    assert (library / _PATH).read_text(encoding="utf-8") == before.replace("党章除总纲外共有几章？", "党章共有几章？")


def test_hours_that_no_longer_add_up_are_not_written(library: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"{_ID}.docx"
    run("export", str(file))
    before = (library / _PATH).read_bytes()
    _edit(file, lambda document: _set_hours(document, "3.5 学时"))
    result = run("import", str(file))
    assert result[0] == 1
    assert (library / _PATH).read_bytes() == before


def test_a_colleagues_edit_is_not_lost(library: Path, run: Run, tmp_path: Path) -> None:
    """A plan exported before somebody changed the course is not written over it."""
    file = tmp_path / f"{_ID}.docx"
    run("export", str(file))
    course = library / _PATH
    course.write_text(course.read_text(encoding="utf-8").replace("level: county", "level: city"), encoding="utf-8")
    theirs = course.read_bytes()
    result = run("import", str(file))
    assert result[0] == 1
    assert course.read_bytes() == theirs


def test_exports_are_named_after_a_course(run: Run, tmp_path: Path) -> None:
    missing = run("export", str(tmp_path / "all-party-constitution-basic.docx"))
    assert missing[0] == 2
    by_title = tmp_path / "党章入门：结构、义务与权利.docx"
    assert run("export", str(by_title))[0] == 0
    assert run("export", str(by_title))[0] == 2


def test_a_new_plan_becomes_a_draft_with_its_pictures(library: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "防汛值守.docx"
    picture = io.BytesIO()
    Image.new("RGB", (10, 10), "red").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("课题：农村基层防汛值守")
    document.add_paragraph("课时：2学时")
    document.add_paragraph("一、教学目标")
    document.add_paragraph("能写值守记录")
    picture.seek(0)
    document.add_picture(picture)
    document.save(str(file))
    dry = run("import", str(file), "--dry-run")
    made = library / "courses/nong-cun-ji-ceng-fang-xun-zhi-shou.md"
    assert "课题" in dry[1]
    assert not made.exists()
    assert run("import", str(file))[0] == 0
    text = made.read_text(encoding="utf-8")
    assert "status: draft" in text
    assert "topic: 【填：专题】" in text
    assert "![【填：图里有什么】](../media/nong-cun-ji-ceng-fang-xun-zhi-shou/picture-1.png)" in text
    assert (library / "media/nong-cun-ji-ceng-fang-xun-zhi-shou/picture-1.png").read_bytes() == picture.getvalue()
    again = run("import", str(file))
    assert again[0] == 0
    assert (library / "courses/nong-cun-ji-ceng-fang-xun-zhi-shou-2.md").is_file()
