"""``courselib key``: the keys that releases are signed with."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..runtime import atomic
from ..runtime.errors import SystemFault, UsageError
from ..runtime.workspace import Workspace
from ..site.settings import read_settings
from .chinese import ChineseCommand, ChineseGroup
from .common import content_option, say

if TYPE_CHECKING:
    from ..publish.signing.keys import Signer
    from ..publish.signing.roots import Root

_COUNT = click.IntRange(min=1, max=20)
_ROLES = (("root", "换密钥"), ("targets", "发布"))


@click.group("key", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib key new")
def key() -> None:
    """发布签名用的密钥：生成、查看指纹、更换。"""


@key.command("new", cls=ChineseCommand, epilog="例：courselib key new --name zhang")
@content_option
@click.option("--name", default=None, metavar="名称", help="这把密钥叫什么，默认课程库的名称；几个人各有一把时写各人的。")
@click.option("--threshold", type=_COUNT, default=None, metavar="数", help="以后更换密钥要几个人一起签，默认 1。")
@click.option("--release-threshold", type=_COUNT, default=None, metavar="数", help="每次发布要几个人一起签，默认 1。")
def new(*, content: Path, name: str | None, threshold: int | None, release_threshold: int | None) -> None:
    """生成一把密钥，用口令锁好放在自己的电脑里；课程库里只放公开的那一半。"""
    from ..publish.signing import keys, roots  # noqa: PLC0415 - slow to import
    from .passphrases import new_passphrase  # noqa: PLC0415

    workspace = _workspace(content)
    root = roots.latest(workspace.content)
    made_name = name or read_settings(workspace).library
    if any(own.name == made_name for own in keys.own()):
        raise UsageError(f"已经有一把叫 {made_name} 的密钥，没有动它。", "用 --name 换一个名称。")
    passphrase = new_passphrase()
    made = keys.create(made_name, passphrase)
    say(f"密钥已生成：{made.path}")
    say("把这个文件和口令分开备份；文件丢了、口令忘了，都没有办法找回。公开的那一半在旁边的 .pub.pem。")
    if root is not None:
        say("课程库已经有密钥清单，这把新密钥还不在里面。让有密钥的人运行：")
        say(f"  courselib key rotate --add {made.name}.pub.pem")
        return
    data = roots.begin(workspace.content, made.public, threshold, release_threshold, _today())
    _put(workspace.content, data, [keys.load(made.path, passphrase)])


@key.command("show", cls=ChineseCommand, epilog="例：courselib key show -o 指纹.html")
@content_option
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="文件",
              help="把指纹和二维码写成网页，打印出来和 U 盘一起交。")
def show(*, content: Path, output: Path | None) -> None:
    """显示课程库的指纹，和密钥清单里有哪些密钥。"""
    from ..publish.signing import fingerprints, keys, roots  # noqa: PLC0415

    workspace = _workspace(content)
    root = roots.latest(workspace.content)
    if root is None:
        _tell_pending(workspace.content)
        raise UsageError("这个课程库还没有密钥清单。", "运行 courselib key new 生成密钥。")
    own = {k.public.keyid: k.name for k in keys.own()}
    say(f"指纹：{' '.join(fingerprints.spoken(root.fingerprint))}")
    groups = fingerprints.digits(root.fingerprint)
    for at in range(0, len(groups), 8):
        say(f"      {' '.join(groups[at : at + 8])}")
    say(f"密钥清单第 {root.keys.version} 版，有效期到 {root.keys.expires:%Y-%m-%d}：")
    for keyid in root.keys.roles["root"].keyids:
        say(f"  {keyid[:16]}{f'  本机的 {own[keyid]}' if keyid in own else ''}")
    say("；".join(f"{what}要 {root.keys.roles[role].threshold} 把密钥签名" for role, what in _ROLES) + "。")
    _tell_pending(workspace.content)
    if output is not None:
        page = fingerprints.fingerprint_page(read_settings(workspace).site_name, root.fingerprint)
        try:
            atomic.replace(output, page)
        except OSError as error:
            raise SystemFault(f"不能写入“{output}”（{error.strerror}）。", "检查文件夹是否存在、能否写入。") from error
        say(f"已写到 {output}。")


@key.command("rotate", cls=ChineseCommand, epilog="例：courselib key rotate --name zhang-2027")
@content_option
@click.option("--name", default=None, metavar="名称", help="换成的新密钥叫什么；不写 --add 和 --drop 时，用它换掉自己的旧密钥。")
@click.option("--add", "added", type=click.Path(path_type=Path), multiple=True, metavar="文件",
              help="加进别人的密钥：他的 .pub.pem 文件，可以写几次。")
@click.option("--drop", "dropped", multiple=True, metavar="编号", help="去掉一把密钥：key show 列出的编号，可以写几次。")
@click.option("--threshold", type=_COUNT, default=None, metavar="数", help="以后更换密钥要几个人一起签。")
@click.option("--release-threshold", type=_COUNT, default=None, metavar="数", help="每次发布要几个人一起签。")
@click.option("--key", "key_files", type=click.Path(path_type=Path), multiple=True, metavar="文件",
              help="签名用的密钥文件，可以写几次；默认用自己的密钥。")
def rotate(
    *, content: Path, name: str | None, added: tuple[Path, ...], dropped: tuple[str, ...], threshold: int | None,
    release_threshold: int | None, key_files: tuple[Path, ...],
) -> None:
    """更换密钥：写出新的密钥清单，新旧密钥都要签名。清单在等签名时，用它签上自己的一份。"""
    from ..publish.signing import keys, roots  # noqa: PLC0415
    from .passphrases import new_passphrase  # noqa: PLC0415

    workspace = _workspace(content)
    root, waiting = roots.latest(workspace.content), roots.pending(workspace.content)
    asked = bool(name or added or dropped or threshold or release_threshold)
    if waiting is not None:
        if asked:
            raise UsageError(
                "有一份密钥清单还在等签名，先签完它。", "运行 courselib key rotate，后面不写别的；不要它了，删去 next.root.json。"
            )
        _show_waiting(root, waiting)
        _put(workspace.content, waiting, _at_hand(root, waiting, key_files))
        return
    if root is None:
        raise UsageError("这个课程库还没有密钥清单。", "运行 courselib key new 生成密钥。")
    if not asked:
        raise UsageError(
            "没有写要换什么。", "换掉自己的密钥：courselib key rotate --name 新名称；加进别人的：--add 文件；去掉一把：--drop 编号。"
        )
    signers = _at_hand(root, None, key_files)
    add, drop = [keys.read_public(path) for path in added], [_whole(root, part) for part in dropped]
    if name:
        made = keys.create(name, passphrase := new_passphrase())
        say(f"密钥已生成：{made.path}")
        add.append(made.public)
        if not added and not dropped:
            drop = [signers[0].public_key.keyid]
        signers = [*signers, keys.load(made.path, passphrase)]
    data = roots.rotate(root, _today(), add=add, drop=drop, threshold=threshold, release_threshold=release_threshold)
    _put(workspace.content, data, signers)


def _workspace(content: Path) -> Workspace:
    workspace = Workspace.of(content)
    if not workspace.content.is_dir():
        raise UsageError(f"没有内容文件夹“{content}”。", "用 --content 指定，或用 courselib new library 新建。")
    return workspace


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def _at_hand(root: Root | None, waiting: bytes | None, files: Sequence[Path]) -> list[Signer]:
    """Return the keys to sign a root with. Raises ``UsageError`` when none of those that count is at hand."""
    from ..publish.signing import keys, signatures  # noqa: PLC0415
    from .passphrases import opened  # noqa: PLC0415

    if files:
        return opened(files)
    known = set(root.keys.keys if root else ()) | set(signatures.read_root(waiting).keys if waiting else ())
    own = [k for k in keys.own() if k.public.keyid in known]
    if not own:
        raise UsageError("这台电脑上没有这个课程库的密钥。", "用 --key 指出密钥文件。")
    return opened([k.path for k in own], [k.name for k in own])


def _show_waiting(root: Root | None, waiting: bytes) -> None:
    """Show what a root that waits for signatures would change; on a terminal it is signed only by who agrees. Raises ``UsageError``."""
    from ..publish.signing import signatures  # noqa: PLC0415

    data = signatures.read_root(waiting)
    before = list(root.keys.roles["root"].keyids) if root else []
    say(f"要签的密钥清单第 {data.version} 版：")
    for keyid in data.roles["root"].keyids:
        say(f"  {keyid[:16]}{'' if keyid in before else '  新加的'}")
    for keyid in before:
        if keyid not in data.roles["root"].keyids:
            say(f"  {keyid[:16]}  去掉的")
    say("；".join(f"{what}要 {data.roles[role].threshold} 把密钥签名" for role, what in _ROLES) + "。")
    if sys.stdin.isatty() and not click.confirm("和别的人核对过编号了，签名", prompt_suffix="？", default=False, err=True):
        raise UsageError("没有签名。", "打电话和别的人核对每把密钥的编号，再运行一次。")


def _whole(root: Root, part: str) -> str:
    """Return the identifier of the key that begins so. Raises ``UsageError`` when none does, or several do."""
    found = [keyid for keyid in root.keys.roles["root"].keyids if keyid.startswith(part.lower())]
    if len(found) != 1 or len(part) < 4:
        what = "不止一把" if found else "没有"
        raise UsageError(f"密钥清单里{what}以 {part[:20]} 开头的密钥。", "用 courselib key show 看编号，至少写 4 个字。")
    return found[0]


def _put(content: Path, data: bytes, signers: Sequence[Signer]) -> None:
    """Put a root in its place and say what that means."""
    from ..publish.signing import fingerprints, roots, signatures  # noqa: PLC0415

    missing = roots.put(content, data, signers)
    if missing:
        _tell_pending(content)
        return
    root = roots.latest(content)
    version = signatures.read_root(data).version
    say(f"密钥清单第 {version} 版已写进 {roots.folder_of(content)}，和课程一起提交、备份。")
    if root is not None and version == 1:
        say(f"课程库的指纹：{' '.join(fingerprints.spoken(root.fingerprint))}")
        say("运行 courselib key show -o 指纹.html，打印出来，和 U 盘分开交给用户。")


def _tell_pending(content: Path) -> None:
    """Say what a root that waits for signatures still needs."""
    from ..publish.signing import roots, signatures  # noqa: PLC0415

    waiting = roots.pending(content)
    if waiting is None:
        return
    root = roots.latest(content)
    data = signatures.read_root(waiting)
    missing = signatures.missing_signatures(waiting, root.data if root else None)
    say(f"密钥清单第 {data.version} 版（{len(data.roles['root'].keyids)} 把密钥）还差 {missing} 个签名，现在不起作用。")
    if len(data.roles["root"].keyids) < data.roles["root"].threshold:
        say("还没有密钥的人，在自己的电脑上对同一份内容运行 courselib key new --name 名称。")
    say("有密钥的人，各自运行 courselib key rotate，签上自己的一份。")
