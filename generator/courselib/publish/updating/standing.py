"""What stands in a site's folder: which release, by its own files, and whether every file is as its manifest says."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from ...runtime.errors import UsageError
from ...runtime.seals import read_plain_file
from ..packs import trees
from ..packs.facts import is_version
from ..packs.reading import PACK
from ..signing.signatures import ROOT
from ..staging import is_site
from .trouble import told

#: Says which release a site is; one of the site's own files.
RELEASE = "release.json"
#: What a kept site is called that a build made and no release.
UNRELEASED = "unreleased"


@dataclass(frozen=True, slots=True)
class Standing:
    """A site on disk.

    ``tree`` is ``None`` where its manifest is damaged or of an older form; ``version`` and ``library`` are empty for a site that is no
    release.
    """

    folder: Path
    manifest: bytes
    tree: trees.Tree | None
    library: str
    version: str

    @property
    def name(self) -> str:
        """What the site is called when it is kept."""
        return self.version or UNRELEASED

    @property
    def signed(self) -> bool:
        """Whether the release came with signatures."""
        return (self.folder / trees.RELEASE_FOLDER / ROOT).is_file()

    def differences(self) -> trees.Differences:
        """Hold the files against the manifest, byte by byte."""
        if self.tree is None:
            return trees.Differences([], [trees.MANIFEST], [])
        with told(self.folder):
            return trees.differences(self.tree, self.folder)


def spoken(version: str) -> str:
    """Return a kept or standing site's version in words; a site that is no release has none."""
    return "未发布的站点" if version in ("", UNRELEASED) else version


def check_place(site: Path) -> Path:
    """Return the absolute path of a site's folder. Raises ``UsageError`` for a place where none can stand."""
    absolute = Path(os.path.abspath(site))  # noqa: PTH100 - resolve() would follow symbolic links
    if absolute.is_symlink():
        raise UsageError(f"{site} 是符号链接。站点没有动。", f"写真正的文件夹：{absolute.resolve()}。")
    if absolute.exists() and not absolute.is_dir():
        raise UsageError(f"{site} 是一个文件，不是站点的文件夹。", "前面写站点的文件夹，后面写更新包。")
    if not absolute.name or os.path.ismount(absolute):
        raise UsageError(f"{site} 是一个盘的最上层，换不了站点。", "把站点放进它里面的一个文件夹，如 site。")
    if not absolute.parent.is_dir():
        raise UsageError(f"没有 {absolute.parent} 这个文件夹。", "检查站点的路径；要放在新的地方，先建好上一级文件夹。")
    return absolute


def look(folder: Path, *, ours: bool = False) -> Standing | None:
    """Return the site in a folder; ``None`` where there is nothing.

    ``ours`` tells that a site is known to stand there, whatever its manifest looks like. Raises ``UsageError`` for a folder of
    somebody else's.
    """
    with told(folder):
        if not folder.exists() or not any(folder.iterdir()):
            return None
    if not (ours or is_site(folder) or (folder / trees.RELEASE_FOLDER / PACK).is_file()):
        raise UsageError(f"文件夹 {folder} 里有别的文件，不是本工具生成的站点。", "写站点的文件夹；要新装，写一个空的或还没有的文件夹。")
    manifest = read_plain_file(folder / trees.MANIFEST) or b""
    tree = _tree(manifest)
    if tree is not None and RELEASE not in tree.files:
        return Standing(folder, manifest, tree, "", "")
    library, version = read_release(read_plain_file(folder / RELEASE) or b"")
    return Standing(folder, manifest, tree, library, version)


def _tree(manifest: bytes) -> trees.Tree | None:
    """Return what a manifest says, also one of the form without hashes of folders that earlier versions wrote."""
    try:
        return trees.parse(manifest)
    except trees.ManifestError:
        pass
    try:
        value = json.loads(manifest)
        if json.dumps(value, separators=(",", ":"), sort_keys=True).encode() + b"\n" != manifest or set(value) != {"files"}:
            return None
        tree = trees.tree_of({path: trees.Entry(int(row["size"]), str(row["sha256"])) for path, row in value["files"].items()})
        return trees.parse(trees.manifest_of(tree))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_release(data: bytes) -> tuple[str, str]:
    """Return the library and the version of a ``release.json``, empty where it does not say."""
    try:
        value = json.loads(data)
        library, version = value["library"], value["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", ""
    if isinstance(library, str) and isinstance(version, str) and is_version(version):
        return library, version
    return "", ""
