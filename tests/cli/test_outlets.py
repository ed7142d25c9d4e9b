"""Output that leads nowhere, to a reader that goes away, or to a full disk: work is done to its end, and no traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from ..support.library import course, put
from ..support.sites import command, environment, whole

COMMANDS = ("search 课", "check", "build", "--help", "nonsense", "export x.xlsx --force", "new course one", "curriculum")


#: The exit code of each command with somebody who reads.
_WITH_READER: dict[str, int] = {}


def shell(words: str, redirection: str, here: Path) -> tuple[int, str]:
    """Run a command with a redirection; return the exit code of the command itself and all that was said."""
    line = f"{{ {shlex.join(command(*shlex.split(words)))} {redirection.partition('|')[0]}; echo $? >code; }}"
    line += f" |{redirection.partition('|')[2]}" if "|" in redirection else ""
    done = subprocess.run(["sh", "-c", line], cwd=here, env=environment(), capture_output=True, check=False, timeout=120)
    return int((here / "code").read_text(encoding="ascii")), (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&- >&- 2>&-", "| head -c 1", "2>&1 | true"])
def test_nobody_who_reads(words: str, redirection: str, here: Path) -> None:
    """The exit code is the one of the same command with somebody who reads."""
    for folder in ("a", "b"):
        put(here / "content", f"courses/rural/bad-{folder}.md", course("课", more="nonsense: 1"))
    if words not in _WITH_READER:
        _WITH_READER[words], _ = shell(words, ">out 2>err", here)
        (here / "content/courses/one.md").unlink(missing_ok=True)
    code, said = shell(words, redirection, here)
    assert code == _WITH_READER[words]
    for bad in ("Traceback", "Exception", "BrokenPipe", "lost sys"):
        assert bad not in said


def test_a_build_whose_reader_goes_away_is_published(here: Path) -> None:
    """A closed pipe stops no build half way."""
    assert shell("build", "2>&1 | true", here)[0] == 0
    assert whole(here / "site")


# A device that is always full exists on Linux, where CI runs, and on few other systems; a really full disk would need a superuser.
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk at hand")  # noqa: PTH110
@pytest.mark.parametrize(("redirection", "code"), [(">/dev/full", 3), ("2>/dev/full", 0)])
def test_a_full_disk_is_told(redirection: str, code: int, here: Path) -> None:
    """Results that could not be written are a fault of the machine; messages that could not are none."""
    found, said = shell("check", redirection, here)
    assert found == code
    assert "Traceback" not in said
    assert code == 0 or "出错了：" in said
