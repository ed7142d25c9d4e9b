"""The queue with builds that are made up: what is built, how often, and what is believed of an earlier time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from filelock import FileLock

from courselib.publish.options import BuildReport
from courselib.publish.receiving.publishing import Publisher
from courselib.runtime.errors import Busy
from courselib.runtime.workspace import Workspace

from .server import Author, Server, git
from .test_names import repository


@dataclass
class Desk:
    """A repository with three commits, a build that notes what it was given, and what was heard."""

    author: Author
    commits: list[str]
    built: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    during: Callable[[], None] = lambda: None
    waited: Callable[[], None] = lambda: None

    def build(self, workspace: Workspace, site: Path) -> BuildReport:
        self.built.append((workspace.content / "plan.yml").read_text(encoding="utf-8"))
        self.during()
        return BuildReport(site)

    def waiting(self) -> None:
        self.heard.append("waiting")
        self.waited()

    def left(self) -> None:
        self.heard.append("left")

    def published(self, commit: str, report: BuildReport | None) -> None:
        self.heard.append(f"{'built' if report else 'found'} {self.commits.index(commit)}")

    def failed(self, commit: str, *_: object) -> None:
        self.heard.append(f"failed {self.commits.index(commit)}")

    def move(self, number: int | None) -> None:
        """Have the branch stand at a commit, or go."""
        words = ("-d", "refs/heads/main") if number is None else ("refs/heads/main", self.commits[number])
        git("update-ref", *words, cwd=self.author.folder)

    def run(self, *, site: str = "www", patience: float = 60) -> Exception | None:
        self.built, self.heard = [], []
        return Publisher(repository(self.author), "main", self.author.folder.parent / site, self.build, self, patience).run()

    def busy(self) -> FileLock:
        """Be the other builder, until somebody waits."""
        lock = FileLock(self.author.folder / ".git/courselib/publish.lock", thread_local=False)
        lock.acquire(timeout=0)
        self.waited = lock.release
        return lock


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    author = Author.make(tmp_path / "author", Server(tmp_path, tmp_path / "www", tmp_path))
    made = Desk(author, [])
    for number in range(3):
        author.put("content/plan.yml", str(number))
        made.commits.append(author.commit())
    return made


def test_what_another_published_is_not_built_again(desk: Desk) -> None:
    """After a wait, and only then: a call that finds nobody at work builds, whatever is noted; another site is another matter."""
    assert desk.run() is None
    assert (desk.built, desk.heard) == (["2"], ["built 2"])
    desk.run()
    assert desk.heard == ["built 2"]
    desk.busy()
    desk.run()
    assert (desk.built, desk.heard) == ([], ["waiting", "found 2"])
    desk.busy()
    desk.run(site="elsewhere")
    assert desk.heard == ["waiting", "built 2"]
    desk.move(1)
    desk.busy()
    desk.run(site="elsewhere")
    assert desk.heard == ["waiting", "built 1"]


def test_a_builder_that_died_left_no_word(desk: Desk) -> None:
    """Killed after its site was there, before that was noted: what was noted earlier is not believed any more."""
    desk.move(1)
    desk.run()

    def die() -> None:
        raise KeyboardInterrupt

    desk.move(2)
    desk.during = die
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    desk.move(1)
    desk.during = lambda: None
    desk.busy()
    desk.run()
    assert desk.heard == ["waiting", "built 1"]


def test_the_branch_moves_during_a_build(desk: Desk) -> None:
    """Forward, back, and away: built until it stands still; a failure on the way is none in the end."""
    desk.move(0)
    moves = [1, 0, 2]

    def moving() -> None:
        if moves:
            desk.move(moves.pop(0))
            raise Busy("忙")

    desk.during = moving
    assert desk.run() is None
    assert (desk.built, desk.heard) == (["0", "1", "0", "2"], ["failed 0", "failed 1", "failed 0", "built 2"])
    desk.during = lambda: desk.move(None)
    assert desk.run() is None
    assert desk.heard == ["built 2"]


def test_a_failure_is_tried_again_by_who_waited(desk: Desk) -> None:
    """Each pusher hears what is wrong; the failure is the command's end."""

    def fail() -> None:
        raise OSError(28, "No space left on device")

    desk.during = fail
    assert isinstance(desk.run(), OSError)
    assert desk.heard == ["failed 2"]
    desk.busy()
    assert isinstance(desk.run(), OSError)
    assert desk.heard == ["waiting", "failed 2"]


def test_patience_ends(desk: Desk) -> None:
    """Who waited long leaves it to the other, who will look again."""
    desk.run()
    lock = desk.busy()
    desk.waited = lambda: None
    assert desk.run(patience=0.01) is None
    assert (desk.built, desk.heard) == ([], ["waiting", "left"])
    lock.release()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"commit": 1}', "\0"])
def test_a_damaged_note_is_not_believed(damage: str, desk: Desk) -> None:
    desk.run()
    (desk.author.folder / ".git/courselib/published.json").write_text(damage, encoding="utf-8")
    desk.busy()
    desk.run()
    assert desk.heard == ["waiting", "built 2"]
