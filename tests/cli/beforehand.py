"""What must be there before a command that a document shows can be run: other libraries, keys, packs, a site that was updated."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from courselib.publish.signing.signatures import fingerprint

from ..support.library import REPOSITORY, write_small
from ..support.needs import needed
from .conftest import Run

FULL, DELTA = "course-library-1.0-full.zip", "course-library-1.0-to-1.1.zip"
#: Options of what several people do on several computers; tests/releases/test_keys.py follows them.
_TOGETHER = frozenset(("--threshold", "--release-threshold", "--add", "--drop", "--key", "jia", "yi", "xin-mi-yao"))


def is_of_several(path: tuple[str, ...], words: list[str]) -> bool:
    """Tell whether a line is one of those that several people run together."""
    return path[:1] in (("key",), ("release",)) and bool(_TOGETHER & set(words))


class Beforehand:
    """Prepares a library's folder for a command."""

    def __init__(self, here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self._cli = cli
        self._go = monkeypatch.chdir
        self._set = monkeypatch.setenv
        self._state = here.parent / "state"
        self._set("COURSELIB_STATE_DIR", str(self._state))
        self._set("COURSELIB_PASSPHRASE", "words that these tests type")

    def prepare(self, here: Path, path: tuple[str, ...], words: list[str]) -> list[str]:
        """Put there what a command goes by; return its words, with what stands for something of the reader's filled in."""
        if path == ("collect",):
            self._others(here, words)
        elif path[:1] == ("upstream",):
            words = self._upstream(here, path, words)
        elif path in (("key", "show"), ("key", "rotate")):
            words = words or (["--name", "another"] if path == ("key", "rotate") else [])
            self._key(here)
        elif path == ("changes",):
            words = self._committed(here, words)
        elif path == ("release",):
            self._changed(here)
        elif path[:1] in (("export",), ("import",)) and words[0].endswith(".docx"):
            words = self._plan(here, path, words)
        elif path == ("import",) and words[0].endswith(".zip"):
            with zipfile.ZipFile(here / words[0], "w") as pack:
                pack.writestr("venues/hall-handed-in.md", "---\ntitle: 示例礼堂\nkind: party-school\n---\n\n有投影。\n")
        elif path == ("update",):
            words = self._pack(here, words)
        elif path == ("rollback",):
            words = ["site"]
            self._updated(here)
        return words

    def _others(self, here: Path, words: list[str]) -> None:
        """Put a small library wherever one is named."""
        for word in words:
            if not word.startswith("-") and "." not in Path(word).name and not (here / word).exists():
                write_small(here / word)

    def _run(self, here: Path, *words: str) -> None:
        self._go(here)
        code, out, err = self._cli(*words)
        assert code == 0, (words, out, err)

    def _other_library(self, here: Path) -> None:
        """Put a library of another unit beside this one: the same plan, one course."""
        content = here.parent / "省库/content"
        if not content.exists():
            (content / "courses/all").mkdir(parents=True)
            shutil.copy(REPOSITORY / "content/plan.yml", content)
            for name in ("lecturers", "venues"):
                shutil.copytree(REPOSITORY / "content" / name, content / name)
            [course] = (REPOSITORY / "content/courses").rglob("all-party-constitution-basics.md")
            text = course.read_text(encoding="utf-8").replace("title: ", "title: 省里的", 1)
            (content / "courses/all/province-constitution.md").write_text(text, encoding="utf-8")

    def _taken(self, here: Path) -> None:
        self._other_library(here)
        if not (here / "content/upstream/province").exists():
            self._run(here, "upstream", "add", "province", "../省库", "--title", "省库", "--yes")

    def _key(self, here: Path) -> None:
        if not (here / "content/releases/root/1.root.json").exists():
            self._run(here, "key", "new")

    def _changed(self, here: Path) -> None:
        """Write a sentence more, where there was a release already: without a change there is no next one."""
        if any((here / "content/releases").glob("*.json")):
            course = next((here / "content/courses").rglob("*.md"))
            course.write_text(f"{course.read_text(encoding='utf-8').rstrip()}\n\n又补充一句。\n", encoding="utf-8")

    def _upstream(self, here: Path, path: tuple[str, ...], words: list[str]) -> list[str]:
        """Put the other library there, and take it where it is to be there already."""
        if path != ("upstream", "add"):
            self._taken(here)
            return words
        self._other_library(here)
        filled = {"名称": "province", "NAME": "province", "来源": "../省库", "FROM": "../省库"}
        return [filled.get(word, word) for word in words] or ["province", "../省库"]

    def _plan(self, here: Path, path: tuple[str, ...], words: list[str]) -> list[str]:
        """Name a course that is there, or write the plan that the reader has: one that was exported."""
        course = min(path.stem for path in (here / "content/courses").rglob("*.md"))
        if path == ("export",):
            return [f"{course}.docx", "--force", *words[1:]]
        if not (here / words[0]).exists():
            self._run(here, "export", f"{course}.docx", "--force")
            (here / f"{course}.docx").replace(here / words[0])
        return words

    def _committed(self, here: Path, words: list[str]) -> list[str]:
        """Put the library under git, as it was in the summer; the course that is asked for is one that it has."""
        courses = {path.stem: path for path in sorted((here / "content/courses").rglob("*.md"))}
        words = [*(words if words[:1] and words[0] in courses else [next(iter(courses)), *words[1:]])]
        text = courses[words[0]].read_text(encoding="utf-8")
        if "\nreviewed: " not in text:
            text = text.replace("\ntitle:", "\nreviewed: {by: 示例审核单位, on: 2026-07-01}\ntitle:", 1)
            courses[words[0]].write_text(text, encoding="utf-8")
        if (here / ".git").exists():
            return words
        on = "2026-07-01T12:00:00+08:00"
        environment = os.environ | {"GIT_AUTHOR_DATE": on, "GIT_COMMITTER_DATE": on, "GIT_CONFIG_GLOBAL": os.devnull}
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for step in (["init", "-q"], ["add", "content"], [*who, "commit", "-q", "-m", "x"]):
            subprocess.run([needed(shutil.which("git"), "git"), *step], cwd=here, env=environment, check=True)
        return words

    def _packs(self, here: Path) -> str:
        """Make two signed releases of a small library, put their packs here, and return the fingerprint."""
        away = here.parent / "发布的单位"
        if not away.exists():
            content = write_small(away)
            # Another unit, with a key of its own.
            self._set("COURSELIB_STATE_DIR", str(here.parent / "state of the other unit"))
            self._run(away, "key", "new")
            self._run(away, "release", "--version", "1.0", "--on", "2026-11-26")
            course = next((content / "courses").rglob("*.md"))
            course.write_text(f"{course.read_text(encoding='utf-8').rstrip()}\n\n补充一句。\n", encoding="utf-8")
            self._run(away, "release", "--version", "1.1", "--on", "2026-11-27")
            self._set("COURSELIB_STATE_DIR", str(self._state))
            self._go(here)
        for name in (FULL, DELTA):
            shutil.copy(away / "releases" / name, here)
        return fingerprint((away / "content/releases/root/1.root.json").read_bytes())

    def _pack(self, here: Path, words: list[str]) -> list[str]:
        trusted = self._packs(here)
        filled = {"SITE": "site", "站点": "site", "PACK": FULL, "更新包": FULL, "指纹": trusted}
        words = [filled.get(word, word) for word in words] or ["site", FULL]
        if FULL in words:  # installed anew, as often as a document speaks of it
            for left in ("site", ".site.releases"):
                shutil.rmtree(here / left, ignore_errors=True)
        if DELTA in words and not (here / "site/release").exists():
            self._run(here, "update", "site", FULL, "--trust", trusted)
        return words if DELTA in words or "--trust" in words else [*words, "--trust", trusted]

    def _updated(self, here: Path) -> None:
        trusted = self._packs(here)
        if not (here / "site/release").exists():
            self._run(here, "update", "site", FULL, "--trust", trusted)
        if not (here / ".site.releases/1.0").exists():
            self._run(here, "update", "site", DELTA)
