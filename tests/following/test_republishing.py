"""Publishing again after every change: what is built, what is told, and that nothing piles up."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from courselib.content.follow import notices as watching
from courselib.content.follow.notices import Notices
from courselib.content.reader import Reader
from courselib.problems import FaultyContentError
from courselib.publish import watch as republishing
from courselib.publish.build import BuildReport, Options, build
from courselib.publish.watch import Outcome, Republisher
from courselib.runtime.errors import SystemFault
from courselib.runtime.locks import held
from courselib.runtime.workspace import Workspace

from ..support.library import course, put
from ..support.sites import build_site, files_of, whole

SKILLS = "courses/rural/skills.md"
Step = Callable[[], object]


def skills(title: str, hours: str = "8") -> str:
    """Return the course that the tests change."""
    return course(title, topic="rural-skills", theory="false", hours=hours)


@dataclass
class Following:
    """A republisher whose waits are filled with steps; after the last it ends."""

    content: Path
    site: Path
    steps: list[Step] = field(default_factory=list)
    told: list[Outcome] = field(default_factory=list)
    builds: int = 0
    rests: list[float | None] = field(default_factory=list)
    started: int = 0
    ended: bool = False

    def start(self) -> None:
        """Begin to listen."""
        self.started += 1

    def stop(self) -> None:
        """Listen no more."""
        self.started -= 1

    def rest(self, _cost: float, longest: float | None = None) -> None:
        """Do the next step instead of waiting."""
        self.rests.append(longest)
        if self.steps:
            self.steps.pop(0)()
        else:
            self.ended = True

    def build(self, reader: Reader) -> BuildReport:
        """Build as the command does; nobody listens meanwhile."""
        assert self.started == 0
        self.builds += 1
        return build(Workspace.of(self.content), Options(self.site), reader=reader)

    def run(self, *steps: Step) -> list[Outcome]:
        """Publish, then follow the steps; return what was told."""
        self.steps = list(steps)
        following = Republisher(
            Workspace.of(self.content), self.build, self.told.append, lambda: self.ended, lambda *_, **__: self)
        following.first()
        following.run()
        return self.told


def changed(outcomes: list[Outcome]) -> list[tuple[list[str], list[str]]]:
    """Return what changed and what went with each outcome."""
    return [(sorted(o.changed), sorted(o.gone)) for o in outcomes]


def same_as_built_anew(content: Path, site: Path) -> bool:
    """Tell whether a site is, byte for byte, what a first build makes of the content."""
    fresh = site.with_name("fresh")
    shutil.rmtree(content.parent / ".courselib")
    build_site(content, fresh)
    return files_of(site) == files_of(fresh)


def test_every_change_is_published(content: Path, tmp_path: Path) -> None:
    """An edit, a new course, one that goes and new settings: each is named, and the site is what a first build makes."""
    site = tmp_path / "site"
    settings = content.parent / "mkdocs.yml"
    told = Following(content, site).run(
        lambda: put(content, SKILLS, skills("改了的课")),
        lambda: put(content, "courses/rural/new.md", course("新课")),
        (content / "courses/rural/new.md").unlink,
        lambda: settings.write_text("site_name: 换了名字\n", encoding="utf-8"),
    )
    assert changed(told) == [
        ([SKILLS], []), (["courses/rural/new.md"], []), ([], ["courses/rural/new.md"]), (["mkdocs.yml"], [])]
    assert [o.report is not None and o.report.different for o in told] == [True] * 4
    assert "改了的课" in (site / "courses/skills.html").read_text(encoding="utf-8")
    assert not (site / "courses/new.html").exists()
    assert "换了名字" in (site / "index.html").read_text(encoding="utf-8")
    assert whole(site)
    assert same_as_built_anew(content, site)


def test_a_change_of_one_course_reads_one_file(content: Path, tmp_path: Path) -> None:
    """What an edit costs does not grow with the library: one file is read, one page filled."""
    text = (content / SKILLS).read_text(encoding="utf-8")
    told = Following(content, tmp_path / "site").run(lambda: put(content, SKILLS, f"{text}\n多一段。\n"))
    report = told[0].report
    assert report is not None
    assert (report.read, report.filled, report.engine_ran) == (1, 1, False)


def test_what_no_page_shows_makes_no_different_site(content: Path, tmp_path: Path) -> None:
    """A change of a draft is built, and the report says that the site is the same."""
    text = (content / "courses/rural/coming.md").read_text(encoding="utf-8")
    told = Following(content, tmp_path / "site").run(
        lambda: put(content, "courses/rural/coming.md", f"{text}\n草稿里多一段。\n"))
    assert [o.report is not None and o.report.different for o in told] == [False]


def test_an_attachment_of_the_same_size_is_another_one(content: Path, tmp_path: Path) -> None:
    """A picture that is replaced by one as long is published; looked at again right after, it is no change."""
    file = next(p for p in sorted((content / "media").rglob("*")) if p.is_file())
    name = file.relative_to(content).as_posix()
    other = bytes(255 - b for b in file.read_bytes())
    told = Following(content, tmp_path / "site").run(lambda: file.write_bytes(other), lambda: None, lambda: None)
    assert changed(told) == [([name], [])]
    assert (tmp_path / "site" / name).read_bytes() == other


def test_errors_publish_nothing_until_they_are_mended(content: Path, tmp_path: Path) -> None:
    """A broken file at the start and a broken one later: told with their problems, the site as it was, then published."""
    site = tmp_path / "site"
    build_site(content, site)
    old = files_of(site)
    put(content, SKILLS, skills("坏了", hours="四"))
    following = Following(content, site)

    def mend() -> None:
        assert files_of(site) == old
        put(content, SKILLS, skills("好了"))

    def spoil() -> None:
        assert "好了" in (site / "courses/skills.html").read_text(encoding="utf-8")
        put(content, "courses/rural/new.md", course("新课", hours="四"))

    told = following.run(mend, spoil, lambda: put(content, "courses/rural/new.md", course("新课")))
    assert [type(o.error) for o in told] == [FaultyContentError, type(None), FaultyContentError, type(None)]
    problems = getattr(told[0].error, "problems", [])
    assert next((p.code, p.line) for p in problems if p.path == SKILLS and p.severity == "error") == ("M305", 5)
    assert changed(told)[1:] == [([SKILLS], []), (["courses/rural/new.md"], []), (["courses/rural/new.md"], [])]
    assert (site / "courses/new.html").exists()
    assert whole(site)


def test_a_file_that_is_empty_for_a_moment_is_no_error(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that empties a file before it writes it is given a moment; only the whole file is published."""
    waited: list[float] = []

    def patience(seconds: float) -> None:
        waited.append(seconds)
        put(content, SKILLS, skills("写完了"))

    monkeypatch.setattr(republishing.time, "sleep", patience)
    told = Following(content, tmp_path / "site").run(lambda: (content / SKILLS).write_bytes(b""))
    assert len(waited) == 1
    assert [o.error for o in told] == [None]
    assert "写完了" in (tmp_path / "site/courses/skills.html").read_text(encoding="utf-8")


def test_a_lock_held_elsewhere_is_waited_for(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another build is at work it is tried again by itself; that is told once, and not if it ends in a moment."""
    monkeypatch.setattr(republishing, "_BUSY", 0.0)
    site = tmp_path / "site"
    following = Following(content, site)
    lock = held(content.parent / ".courselib/build.lock", "测试")
    builds: list[int] = []
    real = following.build

    def counted(reader: Reader) -> BuildReport:
        if following.builds == 5:
            lock.__exit__(None, None, None)
        builds.append(following.builds)
        return real(reader)

    following.build = counted  # type: ignore[method-assign]

    def begin() -> None:
        lock.__enter__()
        put(content, SKILLS, skills("等到了"))

    told = following.run(begin)
    assert following.builds == 6
    assert [(o.report is not None, sorted(o.changed)) for o in told] == [(False, [SKILLS]), (True, [SKILLS])]
    assert "测试" in str(told[0].error)
    assert "等到了" in (site / "courses/skills.html").read_text(encoding="utf-8")


def test_a_short_build_elsewhere_is_not_worth_a_word(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is free again at the second try is not told at all."""
    monkeypatch.setattr(republishing, "_BUSY", 0.0)
    following = Following(content, tmp_path / "site")
    real = following.build

    def once_busy(reader: Reader) -> BuildReport:
        if following.builds == 1:
            following.builds += 1
            with held(content.parent / ".courselib/build.lock", "测试"):
                return build(Workspace.of(content), Options(following.site), reader=reader)
        return real(reader)

    following.build = once_busy  # type: ignore[method-assign]
    told = following.run(lambda: put(content, SKILLS, skills("改了")))
    assert [o.error for o in told] == [None]
    assert following.builds == 3


@pytest.mark.parametrize("trouble", [SystemFault("磁盘满了。"), OSError(28, "No space left on device"), ZeroDivisionError("boom")])
def test_other_trouble_is_told_once_and_tried_again(
    trouble: Exception, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a bug ends nothing: told once, tried again by itself and at the next change, then published."""
    monkeypatch.setattr(republishing, "_FAULT", 0.0)
    following = Following(content, tmp_path / "site")
    real = following.build

    def failing(reader: Reader) -> BuildReport:
        if 1 <= following.builds < 4:
            following.builds += 1
            raise trouble
        return real(reader)

    following.build = failing  # type: ignore[method-assign]
    told = following.run(lambda: put(content, SKILLS, skills("改了")))
    assert [o.error for o in told] == [trouble, None]
    assert changed(told) == [([SKILLS], [])] * 2
    assert following.builds == 5


def test_trouble_at_the_first_build_ends_it(content: Path, tmp_path: Path) -> None:
    """What an ordinary build would end with ends this one too: there is nothing yet to go on with."""
    with held(content.parent / ".courselib/build.lock", "测试"), pytest.raises(SystemFault, match="测试"):
        Following(content, tmp_path / "site").run()


def test_a_build_does_not_wake_itself(content: Path) -> None:
    """Neither the site beside the content, nor its cache, nor reading tells of a change; a save does."""
    notices = Notices(content, content.parent / "mkdocs.yml")
    notices.start()
    try:
        build_site(content, content.parent / "site", full=True)
        assert not notices._woken(0.3)
        put(content, SKILLS, skills("改了"))
        assert notices._woken(60)
    finally:
        notices.stop()


def test_a_build_that_wakes_nobody_is_not_repeated(content: Path) -> None:
    """With the system's own notices: an editor's temporary files beside the text cause no build, one save causes one."""
    done = threading.Event()
    told: list[Outcome] = []
    looks: list[int] = []

    def build_it(reader: Reader) -> BuildReport:
        return build(Workspace.of(content), Options(content.parent / "site"), reader=reader)

    def hear(outcome: Outcome) -> None:
        told.append(outcome)
        (content / f"courses/rural/.skills.md.{len(told)}.swp").write_text("x", encoding="utf-8")
        (content / "courses/rural/skills.md~").write_text("x", encoding="utf-8")

    following = Republisher(Workspace.of(content), build_it, hear, done.is_set)
    following.first()
    real = following.look

    def look() -> set[str]:
        looks.append(len(told))
        if len(looks) == 2:
            put(content, SKILLS, skills("改了"))
        if looks.count(1) == 3:
            done.set()
        return real()

    following.look = look  # type: ignore[method-assign]
    following.run()
    assert changed(told) == [([SKILLS], [])]


def test_without_notices_from_the_system(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a share that tells nothing the folder is looked at now and then, and a save is published all the same."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching.Observer, "schedule", refuse)
    told: list[Outcome] = []
    following = Republisher(
        Workspace.of(content), lambda reader: build(Workspace.of(content), Options(tmp_path / "site"), reader=reader),
        told.append, lambda: bool(told))
    following.first()
    later = threading.Timer(0.1, put, (content, SKILLS, skills("改了")))
    later.start()
    following.run()
    later.join()
    assert changed(told) == [([SKILLS], [])]
    assert not following.notices.sent


@pytest.mark.slow
def test_nothing_piles_up(content: Path, tmp_path: Path) -> None:
    """Forty publishings with all that a build starts beside itself: open files, threads and children do not grow."""
    told: list[Outcome] = []
    counts: list[tuple[int, int, int]] = []

    def open_now() -> tuple[int, int, int]:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
        return len(os.listdir("/proc/self/fd")), threading.active_count(), len(children)  # noqa: PTH208

    def hear(outcome: Outcome) -> None:
        told.append(outcome)
        counts.append(open_now())
        put(content, SKILLS, skills(f"第 {len(told)} 次"))

    following = Republisher(
        Workspace.of(content), lambda reader: build(Workspace.of(content), Options(tmp_path / "site", jobs=2), reader=reader),
        hear, lambda: len(told) >= 40)
    following.first()
    put(content, SKILLS, skills("第 0 次"))
    following.run()
    assert [o.error for o in told] == [None] * 40
    assert counts[-1] == counts[2]
    assert "第 39 次" in (tmp_path / "site/courses/skills.html").read_text(encoding="utf-8")
