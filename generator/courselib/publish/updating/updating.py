"""Updating a site from a pack.

Everything is verified before anything is touched: the pack's form and bytes, who made it, that it is for this site and newer, that
the site is whole, and that pack and site together make what the new manifest says. Then the new site comes together beside the old
one, is read back and held against its manifest, and takes the old one's place in one step. The old one stays to go back to.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ...runtime.errors import CourselibError, SystemFault, UsageError
from ..packs import trees
from ..packs.facts import FULL, Facts, RefusedPackError
from ..packs.reading import Pack, open_pack
from . import arriving
from .joining import join
from .judging import Trust, already, full_name, judge, trusted
from .kept import Releases
from .result import Result, result_of
from .standing import Standing, check_place, look
from .trouble import fault


@dataclass(frozen=True, slots=True)
class Plan:
    """What an update is about to do. ``before`` is ``None`` where no site stands; ``damage`` is what a full pack puts right."""

    facts: Facts
    before: Standing | None
    trust: Trust | None
    damage: trees.Differences
    new: int
    changed: int
    removed: int
    same: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did; ``foreign`` are files of others that were taken over, ``kept`` the sites to go back to, oldest first."""

    plan: Plan
    foreign: list[str]
    kept: list[str]


class Listener(Protocol):
    """Whoever runs an update: sees how far it is, and is asked."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""

    def fingerprint(self, library: str) -> str | None:
        """Return the fingerprint that came on paper; ``None`` where nobody can be asked."""

    def agrees(self, plan: Plan) -> bool:
        """Tell whether what is about to be done is wanted."""


class Declined(CourselibError):  # noqa: N818 - a choice, not an error
    """Whoever runs the update did not want it after all."""

    exit_code = 0


def update(site: Path, source: Path, listener: Listener, trust: str = "", today: datetime.date | None = None) -> Report:
    """Bring a site to the release that a pack holds.

    ``trust`` is the library's fingerprint, for the first signed pack. Raises ``UsageError``, ``ContentError`` for a pack that is refused,
    ``SystemFault`` for trouble with the machine, ``Declined``; the site stands as it was then.
    """
    releases = Releases(check_place(site))
    with releases.open("更新站点", make=True):
        copy = arriving.bring(source, releases.folder, listener.progress)
        try:
            with open_pack(copy) as pack:
                report = _Update(releases, pack, listener, trust, today or _today()).run()
        except SystemFault:  # nothing is wrong with the pack: the next run need not bring it again
            raise
        except CourselibError:
            arriving.drop(releases.folder)
            raise
        arriving.drop(releases.folder)
    return report


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.timezone.utc).date()


@dataclass(frozen=True, slots=True)
class _Update:
    """One update under way."""

    releases: Releases
    pack: Pack
    listener: Listener
    given: str
    today: datetime.date

    def run(self) -> Report:
        """Verify, put together, swap."""
        facts = self.pack.facts
        before = look(self.releases.site, ours=bool(self.releases.state.library))
        judge(facts, before)
        trust = trusted(self.pack, self.releases, before, self.given, self.listener.fingerprint, self.today)
        self.pack.check(lambda done, total: self.listener.progress("核对更新包", done, total))
        damage = self._damage(before)
        result = result_of(self.pack, before)
        for path in damage.extra:
            if path in result.tree.files:
                raise UsageError(
                    f"站点文件夹里有 {path}，不是本工具做的，新版里却有同名的文件。站点没有动。", "把它移到站点文件夹外面再试。")
        if trust is not None:
            trust.release.check(trees.MANIFEST, result.manifest)
        plan = _plan(facts, before, trust, damage, result)
        if not self.listener.agrees(plan):
            raise Declined("没有更新，站点没有动。")
        return self._carry_out(plan, result)

    def _damage(self, before: Standing | None) -> trees.Differences:
        """Return what is not as it was published; for a delta, refuse it."""
        if before is None:
            return trees.Differences([], [], [])
        self.listener.progress("核对站点", 0, 1)
        damage = before.differences()
        self.listener.progress("核对站点", 1, 1)
        facts = self.pack.facts
        broken = bool(damage.missing or damage.changed)
        if facts.kind != FULL and broken:
            raise RefusedPackError(
                f"站点的文件与发布时不同，增量包用不上：{named(damage)}。站点没有动。",
                f"用完整包 {full_name(facts)}，它会把这些文件换成新版的。")
        if not broken and hashlib.sha256(before.manifest).hexdigest() == facts.manifest.after:
            raise already(facts)
        return damage

    def _carry_out(self, plan: Plan, result: Result) -> Report:
        releases, facts = self.releases, self.pack.facts
        try:
            foreign = join(releases, self.pack, result, self.listener.progress)
            releases.state.library = facts.library
            if plan.trust is not None:
                releases.trust(plan.trust.root, plan.trust.fingerprint)
            releases.put(plan.before, keep=plan.before is not None and plan.before.name != facts.version)
        except OSError as error:
            raise fault(error, releases.folder.parent) from error
        finally:
            releases.tidy()
        return Report(plan, foreign, list(releases.state.kept))


def _plan(facts: Facts, before: Standing | None, trust: Trust | None, damage: trees.Differences, result: Result) -> Plan:
    old = before.tree.files if before is not None and before.tree is not None else {}
    new = sum(path not in old for path in result.tree.files)
    changed = sum(path in old and old[path] != entry for path, entry in result.tree.files.items())
    return Plan(
        facts, before, trust, damage, new, changed, sum(path not in result.tree.files for path in old),
        len(result.tree.files) - new - changed)


def named(damage: trees.Differences, most: int = 20) -> str:
    """Return in Chinese which files are not as published, each by name up to ``most``."""
    lines = [f"少了 {path}" for path in damage.missing] + [f"{path} 被改过" for path in damage.changed]
    more = f"，等 {len(lines)} 个" if len(lines) > most else ""
    return "，".join(lines[:most]) + more
