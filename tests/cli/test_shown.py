"""Every command that a document or a help text shows is run, in a library of its own, and does what it says.

A document is followed as a reader would: its files are copied, its lines are run in order, in the folder to which it leads.
"""

from __future__ import annotations

import re
import shlex
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from courselib.__main__ import run

from ..support.library import REPOSITORY, write_shipped
from ..support.previews import served
from ..support.watched import READY, watched
from .beforehand import Beforehand, is_of_several
from .conftest import Run
from .test_documented import DOCUMENTS
from .test_help import COMMANDS
from .test_new_records import filled

_CODE_BLOCK = re.compile(r"^```([a-z]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]*)`")
NEW = ("made-anew", "my-own-library")
#: Words that stand for something of the reader's, by command where it matters.
PLACES: dict[str, str] = {
    "QUERY": "党章", "Y": "2027", "FILE.docx": "备案表.docx", "词": "党章",
    "DIR": "my-own-library", "DIR…": "another-library", "文件夹…": "another-library",
    "文件夹": "my-own-library", "[FILE…]": "content/plan.yml",
    "文件": "content/plan.yml", "FILE": "content/curricula/rural-member.yml", "curriculum ID": "rural-member",
    "changes ID": "rural-theory-overview", "changes 编号": "rural-theory-overview", "curriculum 编号": "rural-member",
    "ID": "made-anew", "编号": "made-anew", "FILE.xlsx": "清单.xlsx", "import FILE": "清单.xlsx",
}
#: What a command needs that is only named, by path of the command.
NEEDED: dict[tuple[str, ...], list[str]] = {
    ("search",): ["党章"], ("curriculum", "check"): ["rural-member"], ("curriculum", "suggest"): ["--sector", "rural", "--role", "member"],
    ("new", "course"): ["made-anew"], ("new", "lecturer"): ["made-anew"], ("new", "venue"): ["made-anew"],
    ("new", "curriculum"): ["made-anew"], ("new", "library"): ["my-own-library"], ("export",): ["清单.xlsx"], ("import",): ["清单.xlsx"],
}
#: Files that a document speaks of without showing them.
BEFORE: dict[str, Callable[[Path], None]] = {
    "using.md": lambda here: put_all(here, {
        "我的方案.yml": "title: 我的方案\nsector: urban\nrole: secretary\nstart: 2024\n"
                    "items:\n  - {course: all-party-constitution-basics, year: 2024}\n",
        "后两年.yml": "title: 后两年\nsector: rural\nrole: secretary\nstart: 2027\n"
                   "earned:\n  2024: {hours: 56, theory_hours: 30, offjob_hours: 40}\n"
                   "  2025: {hours: 56, theory_hours: 30, offjob_hours: 40}\n"
                   "  2026: {hours: 56, theory_hours: 30, offjob_hours: 40}\nitems: []\n",
        "日历.yml": "blocked: [2027-02-01..2027-02-21]\n",
    }),
}


def put_all(folder: Path, texts: dict[str, str]) -> None:
    """Write files by name."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


class Reader:
    """Follows a document, line by line."""

    def __init__(self, here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.here = here
        self.cli = cli
        self.go = monkeypatch.chdir
        self.before = Beforehand(here, cli, monkeypatch)
        self.ran: list[str] = []
        self.go(here)

    def line(self, line: str) -> None:
        """Do what a line says; what is no command of ours is left to others."""
        for part in re.split(r"\s+&&\s+", line):
            command = re.sub(r"^python -m courselib\b", "courselib", part.strip().removeprefix("$ "))
            if command.startswith("cd "):
                self.here = self.here / command.removeprefix("cd ").strip()
                self.go(self.here)
            elif command.startswith("courselib "):
                self.run(command)

    def run(self, line: str) -> None:
        """Run a command of ours; it must end with 0."""
        path, words = split(line)
        # Called by git: tests/hooks follows it, with real pushes. What several people do, tests of keys follow.
        if path[:1] == ("hook",) or is_of_several(path, words):
            self.ran.append(line)
            return
        words = self.before.prepare(self.here, path, words)
        # What is new is new each time.
        words = [f"{word}-{len(self.ran)}" if word in NEW else word for word in words]
        if path[:1] == ("curriculum",) and not (self.here / "content/curricula").exists():
            self.take_over()
        if path == ("import",) and not (self.here / words[0]).exists():
            self.cli("export", words[0])  # the list that the reader has
        if path == ("words",) and "--queries" in words:
            (self.here / words[words.index("--queries") + 1]).write_text("三会一课\t3\n", encoding="utf-8")  # the reader's own list
        if path == ("export",):
            (self.here / words[0]).unlink(missing_ok=True)
        if path[:1] == ("serve",):
            self.serve()
        elif "--watch" in words:
            self.watch()
        else:
            code, out, err = self.cli(*path, *words)
            assert code == 0, (line, path, words, out, err)
            if path[:1] == ("new",) and path != ("new", "library"):
                self.fill(self.here / out.split("\n")[0].partition("：")[2])
        self.ran.append(line)

    def fill(self, file: Path) -> None:
        """Fill a new file, as the reader does before going on."""
        text = filled(file.read_text(encoding="utf-8"))
        file.write_text(text.replace("course: theory", "course: all-party-constitution-basics"), encoding="utf-8")

    def take_over(self) -> None:
        """Take courses and curricula over into a library that has none, as the guide says one may."""
        for name in ("courses", "lecturers", "venues", "curricula"):
            shutil.copytree(REPOSITORY / "content" / name, self.here / "content" / name, dirs_exist_ok=True)

    def serve(self) -> None:
        """Start a preview as the line does, on a port that is free, and end it as the reader would."""
        with served(self.here) as (_, process):
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0

    def watch(self) -> None:
        """Watch the folder as the line does, with the site in a place of this test's, and end it as the reader would."""
        with watched(self.here) as running:
            running.until(READY)
            running.process.send_signal(signal.SIGINT)
            running.rest()
            assert running.process.returncode == 0


def split(line: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the command that a line calls and its further words, with something in the place of every placeholder."""
    words = shlex.split(line, comments=True)[1:]
    path: tuple[str, ...] = ()
    while words and isinstance(COMMANDS[path], click.Group) and not words[0].startswith("-"):
        path = (*path, words.pop(0))
    if not words:
        return path, list(NEEDED.get(path, []))
    return path, [PLACES.get(f"{path[0]} {word}", PLACES.get(word, word)) if path else word for word in words]


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield language and text of what a document sets in code, blocks and words, in order."""
    at = 0
    for match in _CODE_BLOCK.finditer(text):
        yield from (("", word) for word in _CODE.findall(text[at : match.start()]))
        yield match[1], match[2]
        at = match.end()
    yield from (("", word) for word in _CODE.findall(text[at:]))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The place of a library, and a copy of what stands there: the shipped library with its cache, which is good in that place alone."""
    place, kept = tmp_path_factory.mktemp("shown"), tmp_path_factory.mktemp("kept") / "kept"
    content = write_shipped(place / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(place / "state"))  # as Beforehand has it
        assert run(["build", "--quiet", "--content", str(content), "--output", str(place / "site")]) == 0
    shutil.rmtree(place / "site")
    shutil.copytree(place, kept)
    return place, kept


@pytest.fixture
def library(kept: tuple[Path, Path]) -> Path:
    """The shipped library, as it was."""
    place, copy = kept
    shutil.rmtree(place)
    shutil.copytree(copy, place)
    return place / "library"


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_a_document_can_be_followed(document: Path, library: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command shown, in a block or in running text, runs and ends well, in the order of the document."""
    reader = Reader(library, cli, monkeypatch)
    BEFORE.get(document.name, lambda _: None)(library)
    for language, text in blocks(document.read_text(encoding="utf-8")):
        if language == "markdown" and text.startswith("---\n"):
            # The complete example, copied to where the guide says.
            (library / "content/courses/rural/rural-pond-safety.md").write_text(text, encoding="utf-8")
        elif language in ("", "console", "sh", "shell"):
            for line in text.split("\n"):
                reader.line(line)
    shown = re.findall(r"(?:courselib|python -m courselib) [a-z]", document.read_text(encoding="utf-8"))
    assert len(reader.ran) >= (1 if shown else 0)


EXAMPLES = {path: command.epilog.removeprefix("例：") for path, command in COMMANDS.items() if command.epilog}


def test_every_command_has_an_example_and_is_shown_somewhere() -> None:
    """No command without an example in its help, and none that the documents pass over in silence."""
    assert EXAMPLES.keys() == COMMANDS.keys()
    named = {split(line)[0] for path in DOCUMENTS for _, text in blocks(path.read_text(encoding="utf-8")) for line in text.split("\n")
             if line.startswith("courselib ")}
    single = {path for path, command in COMMANDS.items() if not isinstance(command, click.Group)}
    # The guide names these three beside the fourth.
    assert single - named <= {("new", "lecturer"), ("new", "venue"), ("new", "curriculum")}


@pytest.mark.parametrize("path", EXAMPLES, ids=" ".join)
def test_an_example_of_the_help_runs(path: tuple[str, ...], library: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example in each help text runs as it stands."""
    reader = Reader(library, cli, monkeypatch)
    reader.line(EXAMPLES[path])
    assert reader.ran
