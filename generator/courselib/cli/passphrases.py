"""Keys and their passphrases, as a command gets at them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..publish.signing import keys
from ..runtime.errors import UsageError

if TYPE_CHECKING:
    from ..publish.signing.keys import Signer
    from ..publish.signing.roots import Root


def passphrase_for(what: str) -> str:
    """Return the passphrase of a key: from the environment, else asked for without showing it. Raises ``UsageError``."""
    given = os.environ.get(keys.PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    _expect_terminal()
    return str(click.prompt(f"密钥 {what} 的口令（输入时不显示）", prompt_suffix="：", hide_input=True, err=True))


def new_passphrase() -> str:
    """Return a passphrase for a new key, typed twice. Raises ``UsageError``."""
    given = os.environ.get(keys.PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    _expect_terminal()
    first = str(click.prompt("给新密钥定一个口令（输入时不显示）", prompt_suffix="：", hide_input=True, err=True))
    if first != str(click.prompt("再输入一次", prompt_suffix="：", hide_input=True, err=True)):
        raise UsageError("两次输入的口令不一样，没有生成密钥。", "再运行一次。")
    return first


def opened(paths: Sequence[Path], names: Sequence[str] = ()) -> list[Signer]:
    """Return keys from their files, each opened with its passphrase."""
    shown = [*names, *(str(path) for path in paths[len(names):])]
    return [keys.load(path, passphrase_for(name)) for path, name in zip(paths, shown, strict=True)]


def own_of(root: Root) -> list[keys.OwnKey]:
    """Return the user's keys that a root names."""
    return [key for key in keys.own() if key.public.keyid in root.keys.keys]


def _expect_terminal() -> None:
    if not sys.stdin.isatty():
        raise UsageError("要输入密钥的口令，但这里不是终端。", f"在终端里运行，或设置环境变量 {keys.PASSPHRASE_VARIABLE}。")
