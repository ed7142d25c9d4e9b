"""Write ``theme/scripts/vendor/js-yaml.js``: the YAML reader js-yaml (MIT), in the dialect of our oldest browsers.

Run ``python tools/vendor_jsyaml.py`` after raising one of the versions; it needs node and npm, which nothing else does.
The file is one module with what is named in ``_ENTRY``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THEME = Path(__file__).resolve().parent.parent / "theme"
TARGET, LICENCES = THEME / "scripts" / "vendor", THEME / "assets" / "vendor"
JS_YAML, ESBUILD = "4.1.1", "0.28.2"
_ENTRY = """\
export { load, FAILSAFE_SCHEMA, JSON_SCHEMA, CORE_SCHEMA, Type, YAMLException } from "js-yaml";
"""
_HEAD = (
    f"/* js-yaml {JS_YAML} (https://github.com/nodeca/js-yaml), MIT licence: assets/vendor/js-yaml.LICENSE.txt."
    " Made by tools/vendor_jsyaml.py. */\n// @ts-nocheck\n"
)
_OPTIONS = ("--bundle", "--minify", "--charset=ascii", "--format=esm", "--legal-comments=none",
            "--target=es2015,chrome49,firefox53")


def make(folder: Path) -> tuple[str, str]:
    """Return script and licence, made in an empty folder. Raises ``CalledProcessError`` when npm or esbuild fails."""
    npm = shutil.which("npm") or "npm"
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (folder / "entry.mjs").write_text(_ENTRY, encoding="utf-8")
    install = [npm, "install", "--no-audit", "--no-fund", "--save-exact", f"js-yaml@{JS_YAML}", f"esbuild@{ESBUILD}"]
    subprocess.run(install, cwd=folder, check=True, stdout=sys.stderr)
    bundle = [str(folder / "node_modules" / ".bin" / "esbuild"), "entry.mjs", *_OPTIONS]
    script = subprocess.run(bundle, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout
    licence = (folder / "node_modules" / "js-yaml" / "LICENSE").read_text(encoding="utf-8")
    return _HEAD + script, licence.rstrip() + "\n"


def main() -> None:
    """Write script and licence."""
    with tempfile.TemporaryDirectory() as name:
        script, licence = make(Path(name))
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "js-yaml.js").write_text(script, encoding="utf-8", newline="\n")
    (LICENCES / "js-yaml.LICENSE.txt").write_text(licence, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
