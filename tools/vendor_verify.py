"""Write ``theme/scripts/vendor/stablelib.js``: SHA-256 and Ed25519 of StableLib (MIT), in the dialect of our oldest browsers.

The page that verifies a site uses them where the browser has none of its own: over ``http:``, and in old browsers. Run
``python tools/vendor_verify.py`` after raising one of the versions; it needs node and npm, which nothing else does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THEME = Path(__file__).resolve().parent.parent / "theme"
TARGET, LICENCES = THEME / "scripts" / "vendor", THEME / "assets" / "vendor"
ED25519, SHA256, ESBUILD = "2.1.0", "2.0.1", "0.28.2"
_ENTRY = """\
export { verify } from "@stablelib/ed25519";
export { SHA256 } from "@stablelib/sha256";
"""
_HEAD = (
    f"/* Ed25519 {ED25519} and SHA-256 {SHA256} of StableLib (https://github.com/StableLib/stablelib), MIT licence:"
    " assets/vendor/stablelib.LICENSE.txt. Made by tools/vendor_verify.py. */\n// @ts-nocheck\n"
)
_OPTIONS = ("--bundle", "--minify", "--charset=ascii", "--format=esm", "--legal-comments=none",
            "--target=es2015,chrome49,firefox53")


def make(folder: Path) -> tuple[str, str]:
    """Return script and licence, made in an empty folder. Raises ``CalledProcessError`` when npm or esbuild fails."""
    npm = shutil.which("npm") or "npm"
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (folder / "entry.mjs").write_text(_ENTRY, encoding="utf-8")
    packages = [f"@stablelib/ed25519@{ED25519}", f"@stablelib/sha256@{SHA256}", f"esbuild@{ESBUILD}"]
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--save-exact", *packages], cwd=folder, check=True, stdout=sys.stderr)
    bundle = [str(folder / "node_modules" / ".bin" / "esbuild"), "entry.mjs", *_OPTIONS]
    script = subprocess.run(bundle, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout
    licence = (folder / "node_modules" / "@stablelib" / "ed25519" / "LICENSE").read_text(encoding="utf-8")
    return _HEAD + script, licence.rstrip() + "\n"


def main() -> None:
    """Write script and licence."""
    with tempfile.TemporaryDirectory() as name:
        script, licence = make(Path(name))
    (TARGET / "stablelib.js").write_text(script, encoding="utf-8", newline="\n")
    (LICENCES / "stablelib.LICENSE.txt").write_text(licence, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
