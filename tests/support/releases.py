"""Small released sites and their packs in tests."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from courselib.publish.packs import making as packing
from courselib.publish.packs.making import About, Pack, Site
from courselib.publish.packs.zips import Archive

from .signed import Signing, manifest_of
from .sites import files_of

_NOTES = {"changes.html": b"<p>changes</p>\n", "changes.json": b"{}\n"}


def site_files(version: str, library: str = "course-library") -> dict[str, bytes]:
    """Return the files of a small site: much stays from version to version, some are edited, come and go."""
    number = int(version.replace(".", ""))
    files = {f"courses/c{i}.html": f"<h1>course {i}</h1>\n".encode() * 40 for i in range(12)}
    files |= {
        "index.html": b"".join(b"<li>line %d</li>\n" % i for i in range(300)) + f"<p>version {version}</p>\n".encode(),
        "assets/data.bin": bytes(range(256)) * 64,
        f"search/segment-{version}.js": f"put({version!r})\n".encode() * 20,
        f"courses/new-{version}.html": f"<h1>{version}</h1>".encode(),
        "a": b"", "a-b/c d.txt": b"space",
    }
    files["courses/c3.html"] = f"<h1>edited in {version}</h1>\n".encode() + files["courses/c3.html"] + b"x" * number
    told = {"library": library, "on": "2026-11-27", "previous": "", "version": version}
    files["release.json"] = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    return files


@dataclass
class Maker:
    """Makes packs of small sites in a folder; signed where there is a signing."""

    folder: Path
    signing: Signing | None = None
    library: str = "course-library"

    def site(self, version: str) -> Site:
        """Return a site that was built for a version, without the folder of its release."""
        place = self.folder / "built" / self.library / version
        if not place.exists():
            files = site_files(version, self.library)
            for path, data in (files | {"manifest.json": manifest_of(files)}).items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(data)
        return Site.of(place)

    def full(self, version: str) -> Path:
        """Return the full pack of a version."""
        return self._written(packing.full(self._about(version), self.site(version)), f"{self.library}-{version}-full.zip", version)

    def delta(self, since: str, version: str) -> Path:
        """Return the pack that leads from one version to another."""
        with Archive(self.full(since)) as old:
            pack = packing.delta(self._about(version), self.site(version), since, old)
            return self._written(pack, f"{self.library}-{since}-to-{version}.zip", version)

    def _about(self, version: str) -> About:
        return About(self.library, version, "2026-11-27", _NOTES)

    def _written(self, pack: Pack, name: str, version: str) -> Path:
        path = self.folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            site = self.site(version)
            custom = {"library": self.library, "tree": site.tree.root, "version": version}
            metadata = self.signing.metadata(site.manifest, custom) if self.signing else {}
            pack.write(path, metadata)
        return path

    def expected(self, version: str) -> dict[str, bytes]:
        """Return the files of a version's site."""
        return files_of(self.site(version).folder)


def installed(maker: Maker, version: str, site: Path) -> Path:
    """Put a version's site somewhere, as a full pack would."""
    shutil.copytree(maker.site(version).folder, site)
    (site / "release").mkdir()
    (site / "release/pack.json").write_bytes(b"{}")
    return site


def standing(site: Path) -> dict[str, bytes]:
    """Return the files of a site but those that speak of the release."""
    return {path: data for path, data in files_of(site).items() if not path.startswith("release/")}
