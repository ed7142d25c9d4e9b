"""Write the planner's libraries below ``theme/assets/vendor``, in the dialect of our oldest browsers.

``deflate.js`` is the compressor of fflate (MIT), ``write-excel-file.js`` the writer of workbooks of that name (MIT) with fflate's
archives inside. Run ``python tools/vendor_planner.py`` after raising one of the versions; it needs node and npm, which nothing
else does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "theme" / "assets" / "vendor"
FFLATE, WRITE_EXCEL_FILE, ESBUILD = "0.8.3", "4.1.1", "0.28.2"
_ROOT = "const root = window.CourseLib = window.CourseLib || {};\n"
_MODULES = "node_modules/write-excel-file/modules"
_ENTRIES = {
    "deflate": f'import {{ deflateSync }} from "fflate";\n{_ROOT}root.deflate = deflateSync;\n',
    # What the package offers compresses in a worker, which a page opened from a folder cannot start.
    "write-excel-file": (
        f'import {{ generateXlsxFileSync }} from "./{_MODULES}/export/writeXlsxFileUniversal.js";\n'
        f'import bytesOf from "./{_MODULES}/export/convertFileContentToUint8ArrayUniversal.js";\n'
        f"{_ROOT}root.writeExcelFile = (sheets, options) => generateXlsxFileSync(sheets, options, undefined, bytesOf);\n"
    ),
}
_MADE = "Made by tools/vendor_planner.py. */\n"
_FFLATE_NOTE = f"fflate {FFLATE} (https://github.com/101arrowz/fflate), MIT licence: fflate.LICENSE.txt"
_HEADS = {
    "deflate": f"/* deflateSync of {_FFLATE_NOTE}. {_MADE}",
    "write-excel-file": (
        f"/* write-excel-file {WRITE_EXCEL_FILE} (https://gitlab.com/catamphetamine/write-excel-file), MIT licence:"
        f" write-excel-file.LICENSE.txt; with zipSync of {_FFLATE_NOTE}. {_MADE}"
    ),
}
#: A file of write-excel-file and what is replaced in it: its own way for browsers without ``replaceAll`` is always taken.
_REPLACED = (f"{_MODULES}/xml/escapeXmlSpecialCharacters.js", "if (string.replaceAll) {", "if (false) {")
_OPTIONS = ("--bundle", "--minify", "--charset=ascii", "--format=iife", "--legal-comments=none",
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
    command = [str(folder / "node_modules" / ".bin" / "esbuild"), f"{name}.mjs", *_OPTIONS]
    return _HEADS[name] + subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def main() -> None:
    """Write scripts and licence."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder)
        for script in _ENTRIES:
            (TARGET / f"{script}.js").write_text(bundle(folder, script), encoding="utf-8", newline="\n")
        licence = (folder / "node_modules" / "write-excel-file" / "LICENSE").read_text(encoding="utf-8")
        (TARGET / "write-excel-file.LICENSE.txt").write_text(licence.rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
