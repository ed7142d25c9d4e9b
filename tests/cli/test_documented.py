"""Every command that the documents show exists, with every option they name."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from ..support.library import REPOSITORY
from .test_help import COMMANDS

DOCUMENTS = sorted([REPOSITORY / "README.md", REPOSITORY / "README.zh.md", REPOSITORY / "CONTRIBUTING.md",
                    *(REPOSITORY / "content/pages").rglob("*.md")])
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`(courselib [^`]*)`")


def shown(path: Path) -> list[str]:
    """Return the command lines that a document shows, in blocks and in running text."""
    text = path.read_text(encoding="utf-8")
    lines = [line.strip().removeprefix("$ ") for block in _BLOCK.findall(text) for line in block.split("\n")]
    lines += [m.group(1) for m in _CODE.finditer(_BLOCK.sub("", text))]
    return [re.sub(r"^python -m courselib\b", "courselib", x) for x in lines if re.match(r"courselib |python -m courselib ", x)]


SHOWN = [(path.name, line) for path in DOCUMENTS for line in shown(path)]


def test_the_documents_show_commands() -> None:
    """The guide and both readmes show commands, so that the test below tests something."""
    assert {"README.md", "README.zh.md", "hosting.md", "library.md", "writing.md"} <= {name for name, _ in SHOWN}
    assert len(SHOWN) > 15


@pytest.mark.parametrize(("name", "line"), SHOWN)
def test_shown_command_exists(name: str, line: str) -> None:
    """Each command shown is one of ours, and each option belongs to it."""
    words = shlex.split(line, comments=True)[1:]
    path: tuple[str, ...] = ()
    while words and isinstance(COMMANDS[path], click.Group) and not words[0].startswith("-"):
        path = (*path, words.pop(0))
        assert path in COMMANDS, line
    known = {o for p in COMMANDS[path].params for o in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
    for word in words:
        if word.startswith("-"):
            assert word.split("=")[0] in known, line


@pytest.mark.parametrize(("name", "command"), [("hosting.md", "build"), ("using.md", "search")])
def test_tables_name_options_that_exist(name: str, command: str) -> None:
    """Each option in a table of the guide is an option of the command that the table explains."""
    text = (REPOSITORY / "content/pages/guide" / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`(--[a-z-]+)", "\n".join(line for line in text.split("\n") if line.startswith("|"))))
    known = {o for p in COMMANDS[(command,)].params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
    assert named
    assert named <= known
