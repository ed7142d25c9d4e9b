"""A release from beginning to end: the content is checked, its site built, packed and signed, then all of it is put in its place.

Everything is made beside its place. The folder of releases gets all files of a release in one step where that can be, the record in the
content comes last: whoever is killed leaves no half release, and whoever begins again makes the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from ...content.cache import Cache
from ...content.loading import Loaded
from ...content.reader import Reader
from ...content.releases import FOLDER, Releases
from ...problems import FaultyContentError, Problem
from ...runtime import atomic
from ...runtime.errors import CourselibError, SystemFault, UsageError
from ...runtime.folders import remove
from ...runtime.locks import held
from ...runtime.workspace import Workspace
from ...site.settings import Settings, read_settings
from ..build import build
from ..options import Options, Progress
from ..packs import making as packing
from ..packs.making import About, Pack, Site
from ..packs.zips import Archive
from ..search_files import Indexer
from ..signing import roots, signatures
from ..signing.fingerprints import fingerprint_page
from . import changes_page
from .changes import Changes, State, compare, figures_of, state_before
from .outbox import Outbox
from .recording import Recorded, day_after, record, version_after
from .sources import content_files
from .without_python import programs

_SCRATCH = "releasing"
#: From so many earlier releases there are deltas.
_DELTAS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the version (empty: the next one), the folder of releases, the day, keys to sign with (none: unsigned)."""

    out: Path
    on: str
    version: str = ""
    signers: Sequence[CryptoSigner] = ()
    new_base: bool = False
    jobs: int = 1


@dataclass(slots=True)
class Report:
    """What was released. ``files`` are names and sizes in the folder of releases, ``notes`` in Chinese what else is to be said."""

    version: str = ""
    previous: str = ""
    base: str = ""
    signed: bool = False
    problems: list[Problem] = field(default_factory=list)
    changes: Changes | None = None
    files: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def release(workspace: Workspace, request: Request, progress: Progress, indexer: Indexer | None = None) -> Report:
    """Make a release. Raises ``ContentError``, ``UsageError`` or ``SystemFault``; then nothing was released."""
    with held(workspace.make_shared() / "release.lock", "发布"):
        scratch = workspace.make_cache() / _SCRATCH
        remove(scratch)
        outbox = Outbox(request.out, workspace)
        try:
            scratch.mkdir(mode=0o700)
            return _Releasing(workspace, request, progress, indexer, outbox, scratch).run()
        except OSError as error:
            reason = error.strerror or error
            raise SystemFault(f"发布没有做成（{reason}），以前的发布没有动。", "检查文件夹权限和磁盘空间，再试一次。") from error
        finally:
            remove(scratch)
            outbox.close()


class _Releasing:
    """One release at work."""

    def __init__(
        self, workspace: Workspace, request: Request, progress: Progress, indexer: Indexer | None, outbox: Outbox, scratch: Path
    ) -> None:
        self.workspace, self.request, self.progress, self.indexer = workspace, request, progress, indexer
        self.outbox, self.scratch = outbox, scratch
        self.settings: Settings = read_settings(workspace)
        self.reader = Reader(workspace.content)
        self.report = Report(signed=bool(request.signers))

    def run(self) -> Report:
        loaded = self._read()
        releases = loaded.releases or Releases(loaded.root)
        version, day = version_after(releases, self.request.version), day_after(releases, self.request.on)
        assert loaded.library is not None  # noqa: S101 - or the reading was refused
        library = loaded.library.without_drafts()
        root = roots.latest(self.workspace.content) if self.request.signers else None
        if root is not None:
            signatures.fit_signers(root.data, self.request.signers)  # nobody should wait for a site that cannot be signed
        elif self.request.signers:
            raise UsageError("这个课程库还没有密钥清单，不能签名。", "先运行 courselib key new。")
        recorded = record(loaded, library, releases, version, day, new_base=self.request.new_base)
        if recorded.unchanged:
            self._refuse_unchanged(releases)
        draft = self.scratch / "archive.zip"
        draft.write_bytes(recorded.archive)
        drafts = {version.text: draft}
        self.reader.releases = Releases(loaded.root, (*releases.all, recorded.release), (), drafts)
        site = self._build("site")
        about = self._about(recorded, State(loaded.results, library), loaded)
        packs = self._packs(about, site, releases, loaded)
        number = len(releases.all) + 1
        metadata = self._signed(packs, site, about, root, number, day)
        self._write(about, packs, metadata, root)
        if self.reader.look():
            raise SystemFault("发布的时候，内容文件被改动了。没有发布。", "等编辑的人存好，再运行一次。")
        self.outbox.commit()
        self._leave(recorded)
        release = recorded.release
        self.report.version, self.report.previous, self.report.base = version.text, release.previous, release.base
        return self.report

    def _read(self) -> Loaded:
        cache = Cache(self.workspace.make_cache())
        try:
            self.reader.look(
                cache=cache, jobs=self.request.jobs, progress=lambda done, total: self.progress("读取", done, total)
            )
            loaded = self.reader.loaded()
        finally:
            cache.close()
        self.report.problems = loaded.problems
        if loaded.has_errors or loaded.library is None:
            raise FaultyContentError("内容有错误，没有发布。", "按上面的提示改好，再运行一次。", loaded.problems)
        return loaded

    def _build(self, name: str) -> Site:
        folder = self.scratch / name
        build(self.workspace, Options(folder, jobs=self.request.jobs), self.progress, self.indexer, self.reader)
        return Site.of(folder)

    def _refuse_unchanged(self, releases: Releases) -> None:
        """Refuse a release of the content of the last one, unless the site of it is another: by its pages, files or the program."""
        last = releases.latest
        assert last is not None  # noqa: S101 - the content is what it was
        pack = self.outbox.full_pack(self.settings.library, last.version.text)
        if pack is not None:
            with Archive(pack) as archive:
                before = archive.read("site/manifest.json")
            if before != self._build("unchanged").manifest:
                return
        hint = "" if pack else f"如果只改了页面或附件，把 {last.version} 的完整包放到 {self.request.out} 里再试：要和它对照才看得出。"
        raise UsageError(f"从上一次发布 {last.version} 以来没有任何变化，不用再发布。", hint or "改好内容再发布。")

    def _about(self, recorded: Recorded, now: State, loaded: Loaded) -> About:
        self.progress("比较", 0, 1)
        release = recorded.release
        before = state_before(recorded.before, recorded.changed, loaded.results) if release.previous else None
        parts, plan, others = compare(now, before, recorded.changed)
        count, hours = figures_of(now.library)
        changes = Changes(
            self.settings.library, self.settings.site_name, release.version.text, release.previous, release.on,
            bool(self.request.signers), count, hours, parts, plan, others,
        )
        self.report.changes = changes
        self.progress("比较", 1, 1)
        notes = {"changes.html": changes_page.page(changes), "changes.json": changes.json()}
        return About(self.settings.library, release.version.text, release.on, notes)

    def _packs(self, about: About, site: Site, releases: Releases, loaded: Loaded) -> dict[str, Pack]:
        """Return the packs of the release by the names of their files."""
        name = about.library
        packs = {f"{name}-{about.version}-full.zip": packing.full(about, site)}
        earlier = [(r.version.text, path) for r in reversed(releases.all) if (path := self.outbox.full_pack(name, r.version.text))]
        for number, (since, path) in enumerate(earlier[:_DELTAS], 1):
            try:
                with Archive(path) as old:
                    packs[f"{name}-{since}-to-{about.version}.zip"] = packing.delta(about, site, since, old)
            except (CourselibError, OSError, KeyError) as error:
                self.report.notes.append(f"没有做从 {since} 到 {about.version} 的更新包：{path.name} 读不出来。{error}")
            self.progress("更新包", number, min(_DELTAS, len(earlier)))
        files, entries = content_files(loaded)
        unfit = packing.unfit(files)
        if unfit:
            self.report.notes.append(f"没有做内容包（给下级库用）：文件路径 {unfit[0]} 等 {len(unfit)} 个不全是英文字母和数字，或太长。")
        else:
            packs[f"{name}-{about.version}-content.zip"] = packing.content(about, files, entries)
        return packs

    def _signed(
        self, packs: Mapping[str, Pack], site: Site, about: About, root: roots.Root | None, number: int, day: datetime.date
    ) -> dict[str, bytes]:
        """Return the metadata files of the release; none for an unsigned one."""
        if root is None:
            return {}
        targets: dict[str, tuple[bytes, Mapping[str, str]]] = {"manifest.json": (site.manifest, _custom(about, site.tree.root))}
        for pack in packs.values():
            targets[pack.target] = pack.text, _custom(about, pack.tree)
        made = signatures.sign_release(root.data, self.request.signers, number, day, targets)
        metadata = {**root.files, **made}
        signatures.verify(metadata, root.first, day)
        return metadata

    def _write(self, about: About, packs: Mapping[str, Pack], metadata: Mapping[str, bytes], root: roots.Root | None) -> None:
        """Write everything beside its place."""
        for name, pack in packs.items():
            pack.write(self.outbox.draft(name), metadata, partial(self.progress, f"打包 {name}"))
        for ending in ("html", "json"):
            self.outbox.draft(f"changes-{about.version}.{ending}").write_bytes(about.notes[f"changes.{ending}"])
        if root is not None:
            words = fingerprint_page(self.settings.site_name, signatures.fingerprint(root.first))
            self.outbox.draft("fingerprint.html").write_bytes(words)
        for name, data in programs().items():
            self.outbox.draft(name).write_bytes(data)
        for name, data in metadata.items():
            self.outbox.draft(f"metadata/{name}").write_bytes(data)
        self.outbox.write_sums()
        self.report.files = self.outbox.sizes()

    def _leave(self, recorded: Recorded) -> None:
        """Write the record of the release into the content: its archive, then, last of all, what says that it is."""
        folder = self.workspace.content / FOLDER
        folder.mkdir(exist_ok=True)
        version = recorded.release.version.text
        place = folder / f"{version}.zip"
        if recorded.archive:
            atomic.replace(place, recorded.archive, durable=True)
        else:  # left by a release of other content that was killed
            place.unlink(missing_ok=True)
        atomic.replace(folder / f"{version}.json", recorded.release.text().encode(), durable=True)


def _custom(about: About, tree: str) -> dict[str, str]:
    return {"library": about.library, "version": about.version, "tree": tree}

