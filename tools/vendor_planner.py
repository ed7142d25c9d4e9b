"""Write the planner's libraries, in the dialect of our oldest browsers.

``theme/scripts/vendor/deflate.js`` is a module, the compressor of fflate (MIT); ``theme/assets/vendor/write-excel-file.js`` the writer
of workbooks of that name (MIT) with fflate's archives inside, a script of its own that is loaded when it is asked for.

Run ``python tools/vendor_planner.py`` after raising one of the versions; it needs node and npm, which nothing else does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THEME = Path(__file__).resolve().parent.parent / "theme"
TARGET, LICENCES = THEME / "scripts" / "vendor", THEME / "assets" / "vendor"
FFLATE, WRITE_EXCEL_FILE, ESBUILD = "0.8.3", "4.1.1", "0.28.2"
_MODULES = "node_modules/write-excel-file/modules"
_ENTRIES = {
    "deflate": 'export { deflateSync as deflate } from "fflate";\n',
    # What the package offers compresses in a worker, which a page opened from a folder cannot start.
    "write-excel-file": (
        f'import {{ generateXlsxFileSync }} from "./{_MODULES}/export/writeXlsxFileUniversal.js";\n'
        f'import bytesOf from "./{_MODULES}/export/convertFileContentToUint8ArrayUniversal.js";\n'
        "window.CourseLib.writeExcelFile = (sheets, options) => generateXlsxFileSync(sheets, options, undefined, bytesOf);\n"
    ),
}
_MADE = "Made by tools/vendor_planner.py. */\n"
_FFLATE_NOTE = f"fflate {FFLATE} (https://github.com/101arrowz/fflate), MIT licence: assets/vendor/fflate.LICENSE.txt"
_HEADS = {
    "deflate": f"/* deflateSync of {_FFLATE_NOTE}. {_MADE}// @ts-nocheck\n",
    "write-excel-file": (
        f"/* write-excel-file {WRITE_EXCEL_FILE} (https://gitlab.com/catamphetamine/write-excel-file), MIT licence:"
        f" assets/vendor/write-excel-file.LICENSE.txt; with zipSync of {_FFLATE_NOTE}. {_MADE}"
    ),
}
#: A file of write-excel-file and what is replaced in it: its own way for browsers without ``replaceAll`` is always taken.
_REPLACED = (f"{_MODULES}/xml/escapeXmlSpecialCharacters.js", "if (string.replaceAll) {", "if (false) {")
_FORMATS = {"deflate": (TARGET, "esm"), "write-excel-file": (LICENCES, "iife")}
_OPTIONS = ("--bundle", "--minify", "--charset=ascii", "--legal-comments=none",
            "--target=es2015,chrome49,firefox53", "--define:Object.getOwnPropertyDescriptors=undefined")


def install(folder: Path) -> None:
    """Install the libraries in an empty folder. Raises ``CalledProcessError`` when npm fails, ``ValueError`` for a changed source."""
    (folder / "package.json").write_text("{}", encoding="utf-8")
    packages = [f"fflate@{FFLATE}", f"write-excel-file@{WRITE_EXCEL_FILE}", f"esbuild@{ESBUILD}"]
    command = [shutil.which("npm") or "npm", "install", "--no-audit", "--no-fund", "--save-exact", *packages]
    subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)
    name, old, new = _REPLACED
    text = (folder / name).read_text(encoding="utf-8")
    if text.count(old) != 1:
        message = f"{name} does not hold “{old}” once"
        raise ValueError(message)
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def bundle(folder: Path, name: str) -> str:
    """Return one script. Raises ``CalledProcessError`` when esbuild fails."""
    (folder / f"{name}.mjs").write_text(_ENTRIES[name], encoding="utf-8")
    command = [str(folder / "node_modules" / ".bin" / "esbuild"), f"{name}.mjs", f"--format={_FORMATS[name][1]}", *_OPTIONS]
    return _HEADS[name] + subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def main() -> None:
    """Write scripts and licence."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder)
        for script in _ENTRIES:
            (_FORMATS[script][0] / f"{script}.js").write_text(bundle(folder, script), encoding="utf-8", newline="\n")
        licence = (folder / "node_modules" / "write-excel-file" / "LICENSE").read_text(encoding="utf-8")
        (LICENCES / "write-excel-file.LICENSE.txt").write_text(licence.rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
