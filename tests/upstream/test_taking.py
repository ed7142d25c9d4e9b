"""Taking other libraries' content: where it comes from, what is shown first, what is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from courselib.publish.upstream.sources import opened
from courselib.publish.upstream.status import standing
from courselib.runtime.errors import SystemFault, UsageError
from courselib.runtime.workspace import Workspace
from tests.support.library import course
from tests.support.needs import needed
from tests.support.sites import courselib, files_of
from tests.support.upstream import add, library, loaded, update, write


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Workspace, Workspace]:
    """A library, and one that stands on it."""
    above, here = library(tmp_path / "above", empty=False), library(tmp_path / "here")
    add(here, "province", "../above", "省库")
    return above, here


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        [needed(shutil.which("git"), "git"), "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=folder, check=True,
        capture_output=True)


def codes(here: Workspace) -> set[tuple[str, str]]:
    return {(p.code, p.path) for p in loaded(here).problems}


def test_the_command_shows_before_it_takes(tmp_path: Path) -> None:
    """Nothing is taken where nobody can be asked; with --yes it is, and a second look finds nothing new."""
    library(tmp_path / "above", empty=False)
    here = library(tmp_path / "here")
    before = files_of(here.content)
    shown = courselib("upstream", "add", "province", "../above", cwd=here.root)
    assert shown.returncode == 0, shown.stderr
    assert "取来 课程 5、课程方案 1、讲师 1、场地 1" in shown.stdout
    assert "没有取" in shown.stdout
    assert files_of(here.content) == before
    taken = courselib("upstream", "add", "province", "../above", "--yes", cwd=here.root)
    assert taken.returncode == 0, taken.stderr
    assert (here.content / "upstream.yml").read_text(encoding="utf-8") == 'province: {from: "../above"}\n'
    assert "没有变化" in courselib("upstream", "update", cwd=here.root).stdout
    status = json.loads(courselib("upstream", "status", "--json", cwd=here.root).stdout)
    assert [(row["name"], row["counts"]["课程"], row["altered"]) for row in status["upstream"]] == [("province", 5, [])]
    assert courselib("upstream", "add", "province", "../above", cwd=here.root).returncode == 2
    assert courselib("upstream", "update", "nobody", cwd=here.root).returncode == 2


def test_a_git_repository_is_taken_at_its_tag(tmp_path: Path) -> None:
    """Content is read from the commit that a tag names; links are refused, and hooks and attributes have no say."""
    above = library(tmp_path / "above", empty=False)
    git(above.root, "init", "-q", "-b", "main")
    git(above.root, "add", "content", "mkdocs.yml")
    git(above.root, "commit", "-qm", "one")
    git(above.root, "tag", "v1.2")
    write(above, "courses/later.md", course("后来的课"))
    git(above.root, "add", "content")
    git(above.root, "commit", "-qm", "two")
    here = library(tmp_path / "here")
    address = above.root.as_uri()
    add(here, "province", address, version="v1.2")
    assert not (here.content / "upstream/province/courses/later.md").exists()
    assert standing(here)[0].version == "1.2"
    write(here, "upstream.yml", f'province: {{from: "{address}"}}\n')
    assert [r.id for r in update(here, "province").added] == ["later"]
    assert {p.code for p in loaded(here).problems} == set()
    with pytest.raises(SystemFault), opened(address, here.root, version="v9"):
        pass
    with pytest.raises(UsageError), opened(address, here.root, version="--upload-pack=touch x"):
        pass
    (above.content / "courses/link.md").symlink_to(above.content / "plan.yml")
    git(above.root, "add", "content")
    git(above.root, "commit", "-qm", "three")
    with pytest.raises(UsageError, match="符号链接"), opened(address, here.root):
        pass


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    """Empty folders, packs, oneself, bad names: each in words, and nothing is written."""
    here = library(tmp_path / "here")
    (tmp_path / "empty").mkdir()
    before = files_of(here.content)
    for name, source in (("province", "../empty"), ("province", "../missing"), ("Province", "."), ("own", ".")):
        done = courselib("upstream", "add", name, source, "--yes", cwd=here.root)
        assert done.returncode == 2, (name, source, done.stderr)
        assert "Traceback" not in done.stderr
    assert files_of(here.content) == before


def test_an_edit_in_the_copy_is_named_and_stops_an_update(pair: tuple[Workspace, Workspace]) -> None:
    """The copy is nobody's to change: an edit is found, an update does not write over it unless it is told to."""
    above, here = pair
    path = "upstream/province/courses/rural/theory.md"
    text = (here.content / path).read_text(encoding="utf-8")
    write(here, path, text.replace("\n", "\r\n"))
    assert ("U703", path) not in codes(here)  # a checkout's line ends are no edit
    write(here, path, text.replace("title: ", "title: 改过"))
    (here.content / "upstream/province/lecturers/teacher.md").unlink()
    assert {c for c in codes(here) if c[0] == "U703"} == {("U703", path), ("U703", "upstream/province/lecturers/teacher.md")}
    refused = courselib("upstream", "update", "--yes", cwd=here.root)
    assert refused.returncode == 2
    assert "改过" in (here.content / path).read_text(encoding="utf-8")
    assert courselib("upstream", "update", "--yes", "--restore", cwd=here.root).returncode == 0
    assert (here.content / path).read_text(encoding="utf-8") == text
    assert not [c for c in codes(here) if c[0] == "U703"]
    assert above.content.is_dir()


def test_an_attachment_changed_in_the_copy_is_seen_by_status(pair: tuple[Workspace, Workspace]) -> None:
    """Attachments are not read by a check; status holds them against their hashes."""
    _, here = pair
    write(here, "upstream/province/media/notes/handout.txt", "换过的附件\n")
    assert standing(here)[0].altered == ["upstream/province/media/notes/handout.txt"]


def test_faults_above_do_not_stop_what_is_built_here(pair: tuple[Workspace, Workspace]) -> None:
    """Broken records are left out with a reminder each, what named them goes on without; a cycle is cut."""
    above, here = pair
    write(above, "lecturers/teacher.md", "---\ntitle: [1\n---\n")
    write(above, "courses/round.md", course("一圈", more="prerequisites: [round-too]\n"))
    write(above, "courses/round-too.md", course("又一圈", more="prerequisites: [round]\n"))
    write(above, "courses/strange.md", course("不认识的专题", topic="no-such-topic"))
    write(above, "courses/after.md", course("跟在后面", more="prerequisites: [strange]\n"))
    found = update(here, "province")
    assert len(found.left_out) == 3
    now = loaded(here)
    assert now.library is not None
    assert not now.has_errors
    assert {(p.code, p.path.rpartition("/")[2]) for p in now.problems} == {
        ("U704", "teacher.md"), ("U704", "round.md"), ("U704", "round-too.md"), ("U704", "strange.md")}
    assert "strange" not in now.library.courses
    assert now.library.courses["after"].prerequisites == ()
    assert now.library.courses["theory"].lecturers == ()
    assert now.library.courses["round"].prerequisites == now.library.courses["round-too"].prerequisites == ()


def test_an_overlay_of_a_record_at_fault_is_no_error_of_ours(pair: tuple[Workspace, Workspace]) -> None:
    """What was right when the overlay was written may break above: the record is left out, the overlay stays and is no error."""
    above, here = pair
    write(here, "overlays/province/teacher.yml", "set: {unit: 县委党校}\n")
    write(here, "overlays/province/theory.yml", "set: {summary: 本地的说明}\n")
    assert codes(here) == set()
    write(above, "lecturers/teacher.md", "---\ntitle: [1\n---\n")
    text = (above.content / "courses/rural/theory.md").read_text(encoding="utf-8")
    write(above, "courses/rural/theory.md", text.replace("topic: rural-theory", "topic: no-such-topic"))
    update(here, "province")
    now = loaded(here)
    assert not now.has_errors
    assert {p.path.rpartition("/")[2] for p in now.problems if p.code == "U704"} == {"teacher.md", "theory.md"}
    write(here, "overlays/province/theory.yml", "set: {topic: rural-theory}\n")
    mended = loaded(here)
    assert mended.library is not None
    assert mended.library.courses["theory"].topic == "rural-theory"


def test_what_is_asked_above_is_asked_here(pair: tuple[Workspace, Workspace]) -> None:
    """A lower figure, a rule that is gone, a required topic that is not: each is an error that says which. More is welcome."""
    above, here = pair
    plan = (here.content / "plan.yml").read_text(encoding="utf-8")
    rule = next(line for line in plan.splitlines() if "id: member-5y" in line)
    assert "minimum: " in rule
    write(here, "plan.yml", plan.replace(rule, rule.replace("minimum: ", "minimum: 1").replace("days: ", "days: 1")))
    assert not [c for c in codes(here) if c[0] == "U709"]
    write(here, "plan.yml", plan.replace(rule, rule.replace("id: member-5y", "id: member-6y")))
    told = [p for p in loaded(here).problems if p.code == "U709"]
    assert [("member-5y" in p.message, p.path) for p in told] == [(True, "plan.yml")]
    assert above.content.is_dir()


def test_local_curricula_that_name_what_is_gone_are_shown(pair: tuple[Workspace, Workspace]) -> None:
    """Before it is taken, an update says which files here name a record that is retired, renamed or gone."""
    above, here = pair
    write(here, "curricula/own.yml", "title: 本县方案\nsector: rural\nrole: member\nstart: 2024\nitems:\n"
          "  - {course: theory, year: 2024}\n  - {course: skills, year: 2025}\n")
    write(here, "courses/own.md", course("本县的课", more="prerequisites: [reading]\n"))
    text = (above.content / "courses/rural/theory.md").read_text(encoding="utf-8")
    write(above, "courses/rural/theory.md", text.replace("---\n", "---\nstatus: retired\n", 1))
    (above.content / "courses/rural/skills.md").rename(above.content / "courses/rural/skills-anew.md")
    (above.content / "courses/all/reading.md").unlink()
    before = files_of(here.content)
    found = update(here, "province", take=False)
    assert {(b.path, b.why) for b in found.breaks} == {
        ("curricula/own.yml", "停用了"), ("curricula/own.yml", "现在叫 skills-anew"), ("courses/own.md", "没有了")}
    assert [r.id for r in found.retired] == ["theory"]
    assert [(r.id, r.now) for r in found.renamed] == [("skills", "skills-anew")]
    assert [r.id for r in found.gone] == ["reading"]
    assert files_of(here.content) == before


def test_the_workbook_leaves_out_what_is_not_ours(pair: tuple[Workspace, Workspace]) -> None:
    """Exported are our own records; a row about another library's is refused in words."""
    _, here = pair
    write(here, "courses/own.md", course("本县的课"))
    assert courselib("export", "all.csv", cwd=here.root).returncode in (0, 2)
    from courselib.exchange.spreadsheet.exporting import export_tables

    assert [row[0] for row in export_tables(loaded(here)).rows["课程"]] == ["own"]
    (here.root / "rows.csv").write_text("编号,名称,专题,对象,学时,创新理论\ntheory,改名,rural-theory,rural,2,是\n", encoding="utf-8")
    refused = courselib("import", "rows.csv", cwd=here.root)
    assert refused.returncode == 1
    assert "overlays/province/theory.yml" in refused.stdout + refused.stderr
