"""Whether a pack may be put on a site: for this library, newer, made for what stands there, and by whom it must be."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from ...library.release import Version
from ...runtime.errors import UsageError
from ..packs.facts import CONTENT, DELTA, Facts, RefusedPackError
from ..packs.reading import Pack
from ..signing import fingerprints, signatures
from .kept import Releases
from .standing import Standing

#: Asks whoever runs the update for the fingerprint that came on paper; ``None`` where nobody can be asked.
AskFingerprint = Callable[[str], "str | None"]


@dataclass(frozen=True, slots=True)
class Trust:
    """Who made a pack: the root to trust from now on and the library's fingerprint, what has expired, the signed release itself."""

    root: bytes
    fingerprint: str
    expired: tuple[str, ...]
    release: signatures.Verified


def full_name(facts: Facts) -> str:
    """Return the name of the full pack of the release that a pack brings."""
    return f"{facts.library}-{facts.version}-full.zip"


def judge(facts: Facts, standing: Standing | None) -> None:
    """Refuse a pack that is not for this site as it stands. Raises ``RefusedPackError``."""
    if facts.kind == CONTENT:
        raise RefusedPackError("这是内容包，供下级课程库引用，不能用来更新站点。站点没有动。", f"更新站点用 {full_name(facts)}。")
    if standing is None:
        if facts.kind == DELTA:
            raise RefusedPackError(
                f"这是从 {facts.since} 到 {facts.version} 的增量包，这里还没有站点。", f"装新站点用完整包 {full_name(facts)}。")
        return
    if standing.library and standing.library != facts.library:
        raise RefusedPackError(
            f"更新包是 {facts.library} 的，站点是 {standing.library} 的，不是同一个课程库。站点没有动。",
            "核对站点的文件夹和更新包，两个写对再试。")
    if standing.version:
        _judge_version(facts, standing)
    if facts.kind == DELTA:
        _judge_start(facts, standing)


def _judge_version(facts: Facts, standing: Standing) -> None:
    if Version(facts.version) < Version(standing.version):
        raise RefusedPackError(
            f"更新包是 {facts.version}，站点已经是 {standing.version}，版本只升不降。站点没有动。",
            "要退回上一个版本，用 courselib rollback；要更新，取更新的包。")
    if Version(facts.version) == Version(standing.version) and facts.kind == DELTA:
        raise already(facts)


def already(facts: Facts) -> RefusedPackError:
    """Return the refusal of the release that stands already."""
    return RefusedPackError(
        f"站点已经是 {facts.version}，不用更新。站点没有动。", "想查文件有没有坏，打开站点里的“校验本站”（verify.html）。")


def _judge_start(facts: Facts, standing: Standing) -> None:
    """Refuse a delta that starts from another state of the site."""
    if not standing.version:
        raise RefusedPackError("站点不是发布的版本，增量包用不上。站点没有动。", f"用完整包 {full_name(facts)}。")
    if Version(standing.version) != Version(facts.since):
        raise RefusedPackError(
            f"这个增量包从 {facts.since} 更新到 {facts.version}，站点现在是 {standing.version}。站点没有动。",
            f"需要 {facts.library}-{standing.version}-to-{facts.version}.zip，或完整包 {full_name(facts)}。")
    same = hashlib.sha256(standing.manifest).hexdigest() == facts.manifest.before
    if standing.tree is None or not same or standing.tree.root != facts.tree.before:
        raise RefusedPackError(
            f"站点写着 {standing.version}，文件清单 manifest.json 却不是发布的那一份，增量包用不上。站点没有动。",
            f"用完整包 {full_name(facts)}。")


def trusted(
    pack: Pack, releases: Releases, standing: Standing | None, given: str, ask: AskFingerprint, today: datetime.date
) -> Trust | None:
    """Return who made a pack; ``None`` for an unsigned one where nothing signed is expected.

    ``given`` is the fingerprint that the user told, if he did. Raises ``RefusedSignatureError``, or ``UsageError`` when a fingerprint
    is needed.
    """
    root = releases.root()
    if not pack.signed:
        if root is not None or given or (standing is not None and standing.signed):
            why = "站点用的是签名的版本" if root is not None or standing is not None else "您给了指纹，要的是签名的版本"
            raise RefusedPackError(
                f"更新包没有签名，{why}。站点没有动。", "不要使用：签名可能被人去掉了。从发布的人那里取有签名的包。")
        return None
    known = releases.state.fingerprint
    if root is not None:
        if given and known and not fingerprints.is_meant(given, known):
            raise UsageError(
                "给的指纹不是这个站点所认的那个。站点没有动。", "去掉 --trust 再试；课程库换了主人的，问清楚后装到一个空文件夹里。")
        release = signatures.verify(pack.metadata, root, today)
    else:
        told = given or ask(pack.facts.library) or ""
        if not told:
            raise UsageError(
                "第一次用签名的更新包，要先认准它是谁发布的。站点没有动。",
                "把随附的纸上印的指纹写在 --trust 后面；没有纸的，向发布的人要。")
        own = signatures.fingerprint(pack.metadata["1.root.json"]) if "1.root.json" in pack.metadata else ""
        first = signatures.first_trusted(pack.metadata, own if fingerprints.is_meant(told, own) else told)
        known = signatures.fingerprint(first)
        release = signatures.verify(pack.metadata, first, today)
    release.check(pack.facts.target, pack.text)
    return Trust(release.root, known, release.expired, release)
