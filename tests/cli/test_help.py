"""Help and wrong usage: Chinese throughout, with an example and a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from courselib import __version__
from courselib.cli import cli as root

from .conftest import Run


def commands(command: click.Command = root, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its path."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in sorted(command.list_commands(context)):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


COMMANDS = dict(commands())


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_chinese_with_an_example(path: tuple[str, ...], cli: Run) -> None:
    """Every command says in Chinese what it does, explains every option, and gives an example of itself."""
    code, text, err = cli(*path, "--help")
    assert (code, err) == (0, "")
    assert text.startswith("用法：courselib")
    example = text.strip().split("\n")[-1].strip()
    assert example.startswith("例：courselib")
    assert " ".join(path) in example
    for word in ("Usage", "Options", "Commands", "Show this", "Show the", "exit", "default", "required", "INTEGER", "TEXT", "PATH"):
        assert word not in text, word
    command = COMMANDS[path]
    for param in command.params:
        if isinstance(param, click.Option):
            assert re.search("[\u4e00-\u9fff]", param.help or ""), param.name
            assert all(name in text for name in param.opts)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_commands_share_their_common_options(path: tuple[str, ...]) -> None:
    """Every command that reads a library can be told where it is."""
    first, second = (*path, "", "")[:2]
    if first in ("build", "serve", "check", "search", "export", "import") or (first == "new" and second not in ("", "library")):
        assert "--content" in {o for p in COMMANDS[path].params for o in p.opts}


@pytest.mark.parametrize(("arguments", "said"), [
    (["biuld"], "没有“biuld”这个命令。是否想写 build？"),
    (["nonsense"], "没有“nonsense”这个命令。"),
    (["build", "--outptu", "x"], "没有“--outptu”这个选项。是否想写 --output？"),
    (["--nonsense"], "没有“--nonsense”这个选项。"),
    (["build", "--jobs", "0"], "参数 --jobs 的值不对：应是不小于 1 的整数。"),
    (["build", "--jobs", "many"], "参数 --jobs 的值不对：应是不小于 1 的整数。"),
    (["build", "--engine", "hugo"], "参数 --engine 的值不对：可选 mkdocs。"),
    (["check", "--format", "xml"], "参数 --format 的值不对：可选 text、json、github、gitlab。"),
    (["build", "--output"], "选项 --output 后面缺少值"),
    (["build", "--full=1"], "选项 --full 后面缺少值，或多写了值。"),
    (["build", "extra"], "多了参数：extra"),
    (["new", "library"], "缺少参数 文件夹。"),
    (["new", "libary", "x"], "没有“libary”这个命令。是否想写 library？"),
    (["search", "--limit", "0", "x"], "参数 --limit 的值不对"),
])
def test_wrong_usage_is_told_in_chinese(arguments: list[str], said: str, cli: Run) -> None:
    """An unknown command, option or value ends with 2, names what was wrong, and gives the nearest right name."""
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "怎么办：" in err
    words = set(re.findall("[A-Za-z]{4,}", err)) - set(re.findall("[A-Za-z]{4,}", f"{' '.join(arguments)} {said} courselib help"))
    assert words == set()


def test_no_command_shows_the_help(cli: Run) -> None:
    """Without a command the help appears, and the exit code says that nothing was done."""
    code, out, err = cli()
    assert code == 2
    assert "用法：courselib" in out + err
    assert "命令:" in out + err


def test_version(cli: Run) -> None:
    """The version is one line."""
    assert cli("--version") == (0, f"courselib {__version__}\n", "")
