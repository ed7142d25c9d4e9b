"""Write ``theme/scripts/vendor/markdown-it.js``: the Markdown parser markdown-it (MIT) with footnotes and definition lists.

Run ``python tools/vendor_markdown.py`` after raising one of the versions; it needs node and npm, which nothing else does.
The file is one module in the dialect of our oldest browsers. It is the twin of markdown-it-py in ``requirements/``:
``tests/syntax/markdown`` tells where the two part.
What only finds addresses in text or asks for the names of hosts (linkify-it, punycode) is left out: we do neither.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THEME = Path(__file__).resolve().parent.parent / "theme"
TARGET, LICENCES = THEME / "scripts" / "vendor", THEME / "assets" / "vendor"
MARKDOWN_IT, FOOTNOTE, DEFLIST, ESBUILD = "14.3.3", "4.0.0", "3.0.1", "0.28.2"
_ENTRY = """\
import MarkdownIt from "markdown-it";
import Token from "markdown-it/lib/token.mjs";
import reference from "markdown-it/lib/rules_block/reference.mjs";
import table from "markdown-it/lib/rules_block/table.mjs";
import link from "markdown-it/lib/rules_inline/link.mjs";
import image from "markdown-it/lib/rules_inline/image.mjs";
import autolink from "markdown-it/lib/rules_inline/autolink.mjs";
import footnote from "markdown-it-footnote";
import deflist from "markdown-it-deflist";
import { decodeHTML } from "entities";
import { P, S, Z, Cc, Cf } from "uc.micro";
const rules = { reference, table, link, image, autolink };
const categories = { P, S, Z, Cc, Cf };
export { MarkdownIt, Token, footnote, deflist, decodeHTML, rules, categories };
"""
_STUBS = {
    "linkify-it": "export default function LinkifyIt() { this.add = this.set = function () { return this; }; }",
    "punycode.js": "const same = text => text; export default { toASCII: same, toUnicode: same };",
}
_PARTS = ("markdown-it", "markdown-it-footnote", "markdown-it-deflist", "entities", "mdurl", "uc.micro")
_HEAD = (
    f"/* markdown-it {MARKDOWN_IT} (https://github.com/markdown-it/markdown-it) with markdown-it-footnote {FOOTNOTE} and"
    f" markdown-it-deflist {DEFLIST}: assets/vendor/markdown-it.LICENSE.txt. Made by tools/vendor_markdown.py. */\n// @ts-nocheck\n"
)
_OPTIONS = ("--bundle", "--minify", "--charset=ascii", "--format=esm", "--legal-comments=none",
            "--target=es2015,chrome49,firefox53",
            # esbuild calls both unsupported for rare cases (iterators that are closed early, defaults that throw).
            "--supported:for-of=true", "--supported:destructuring=true")


def make(folder: Path) -> tuple[str, str]:
    """Return script and licences, made in an empty folder. Raises ``CalledProcessError`` when npm or esbuild fails."""
    npm = shutil.which("npm") or "npm"
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (folder / "entry.mjs").write_text(_ENTRY, encoding="utf-8")
    for name, text in _STUBS.items():
        (folder / f"without-{name}.mjs").write_text(text, encoding="utf-8")
    packages = [f"markdown-it@{MARKDOWN_IT}", f"markdown-it-footnote@{FOOTNOTE}", f"markdown-it-deflist@{DEFLIST}", f"esbuild@{ESBUILD}"]
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--save-exact", *packages], cwd=folder, check=True, stdout=sys.stderr)
    aliases = [f"--alias:{name}=./without-{name}.mjs" for name in _STUBS]
    bundle = [str(folder / "node_modules" / ".bin" / "esbuild"), "entry.mjs", *_OPTIONS, *aliases]
    script = subprocess.run(bundle, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout
    return _HEAD + script, "\n\n".join(_licence(folder / "node_modules" / name) for name in _PARTS) + "\n"


def _licence(package: Path) -> str:
    told = json.loads((package / "package.json").read_text(encoding="utf-8"))
    file = next(p for p in sorted(package.iterdir()) if p.name.upper().startswith("LICEN"))
    return f"{told['name']} {told['version']}\n\n{file.read_text(encoding='utf-8').strip()}"


def main() -> None:
    """Write script and licences."""
    with tempfile.TemporaryDirectory() as name:
        script, licences = make(Path(name))
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "markdown-it.js").write_text(script, encoding="utf-8", newline="\n")
    (LICENCES / "markdown-it.LICENSE.txt").write_text(licences, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
