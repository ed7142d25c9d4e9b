"""Content from a pack: its form, its bytes and who made it are judged before any of it is laid out."""

from __future__ import annotations

import datetime
from pathlib import Path

from ...runtime.errors import SystemFault, UsageError
from ...runtime.paths import below
from ..packs.facts import CONTENT
from ..packs.reading import Pack, open_pack
from ..signing import signatures
from .source import Source

_TOP = f"{CONTENT}/"


def packed(path: Path, version: str, key: str, place: Path) -> Source:
    """Lay a content pack's files out in ``place``, once all of it was verified.

    Raises ``UsageError`` for what is no content pack or lacks the fingerprint, ``ContentError`` for one that is refused, ``SystemFault``.
    """
    try:
        with open_pack(path) as pack:
            facts = pack.facts
            if facts.kind != CONTENT:
                raise UsageError(f"“{path.name}”是站点的包，不是内容包。", "内容包的文件名以 -content.zip 结尾，由 courselib release 做。")
            if version and version != facts.version:
                raise UsageError(f"“{path.name}”是 {facts.version} 版，不是 {version}。", "去掉 --version，或换一个包。")
            _judge(pack, key)
            pack.check(lambda _done, _total: None)
            for name in facts.members:
                if name.startswith(_TOP):
                    _lay(pack, name, place)
            return Source(place / CONTENT, facts.library, "", facts.version)
    except OSError as error:
        raise SystemFault(f"内容包“{path}”读不出来（{error.strerror}）。", "检查文件在不在、磁盘空间够不够。") from error


def _judge(pack: Pack, key: str) -> None:
    """Refuse a pack that is not signed by whom it must be."""
    if not pack.signed:
        if key:
            raise UsageError("这个包没有签名，和写着的指纹对不上。", "向上级要有签名的包；确实不用签名的，去掉 key。")
        return
    plain = "".join(key.split()).lower()
    if not plain:
        raise UsageError("这个包有签名，要写上级的公钥指纹。", "加 --key 指纹，照上级纸上写的 64 位；没有指纹，不能知道是谁做的。")
    root = signatures.first_trusted(pack.metadata, plain)
    today = datetime.datetime.now(tz=datetime.timezone.utc).date()
    signatures.verify(pack.metadata, root, today).check(f"pack/{CONTENT}.json", pack.text)


def _lay(pack: Pack, name: str, place: Path) -> None:
    file = below(place, name)
    if file is None:
        raise UsageError(f"包里有不能用的文件名：{name[:60]}", "请上级重新做包。")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as out:
        for bit in pack.chunks(name):
            out.write(bit)

