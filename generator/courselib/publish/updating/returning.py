"""Going back to the release that stood before: a kept site takes the place again, in one step."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from ...runtime.errors import ContentError, SystemFault, UsageError
from ..packs import trees
from .arriving import Progress
from .joining import take_foreign
from .kept import Releases
from .standing import Standing, check_place, look
from .trouble import told


@dataclass(frozen=True, slots=True)
class Returned:
    """What a rollback did.

    ``version`` stands and ``before`` stood (empty: a site that is no release, or none); ``kept`` can be gone back to now, ``foreign`` are
    files of others that were taken over, ``damaged`` kept sites that were passed over because they are not whole.
    """

    version: str
    before: str
    kept: list[str]
    foreign: list[str]
    damaged: dict[str, trees.Differences]


def rollback(site: Path, progress: Progress) -> Returned:
    """Put the last kept release of a site back in its place; the one that stands is dropped.

    Raises ``UsageError`` where none is kept, ``ContentError`` where none is whole, ``SystemFault`` for trouble with the machine.
    """
    releases = Releases(check_place(site))
    with releases.open("退回上一个版本", make=False):
        before = look(releases.site, ours=True)
        damaged: dict[str, trees.Differences] = {}
        kept = _choose(releases, damaged, progress)
        if kept is None:
            raise _none(releases, damaged)
        foreign = _return(releases, kept)
        return Returned(kept.version, before.version if before else "", list(releases.state.kept), foreign, damaged)


def _choose(releases: Releases, damaged: dict[str, trees.Differences], progress: Progress) -> Standing | None:
    """Return the youngest kept site that is whole; those that are not are told."""
    for name in reversed(releases.state.kept):
        kept = look(releases.place(name), ours=True)
        if kept is None:
            continue
        progress("核对旧版本", 0, 1)
        found = kept.differences()
        progress("核对旧版本", 1, 1)
        if not (found.missing or found.changed):
            return kept
        damaged[name] = found
    return None


def _none(releases: Releases, damaged: dict[str, trees.Differences]) -> UsageError | ContentError:
    if not damaged:
        return UsageError(f"{releases.site} 没有留着更早的版本，退不回去。站点没有动。", "要换上某一版，用它的完整包装到一个空文件夹里。")
    return ContentError(
        f"留着的旧版本（{'、'.join(damaged)}）文件不全或被改过，不能用。站点没有动。", f"它们在 {releases.folder} 里，可以自己看。")


def _return(releases: Releases, kept: Standing) -> list[str]:
    """Put a kept site in the place, with the files of others as they are now, not as they were then."""
    name = kept.name
    with told(releases.folder.parent):
        releases.take(name)
        try:
            tree = trees.parse(kept.manifest)
            for path in trees.differences(tree, releases.new).extra:
                _drop(releases.new, path)
            foreign = take_foreign(releases.site, releases.new, tree.files)
            releases.put_back(name)
        except BaseException:
            with contextlib.suppress(OSError, SystemFault):  # the next run does it
                releases.settle()
            raise
    return foreign


def _drop(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    place = folder / path
    place.unlink()
    with contextlib.suppress(OSError):
        while (place := place.parent) != folder:
            place.rmdir()
