"""Work out ``tests/vectors/markdown/*.json`` anew: what Python reads of each body, which both readers must read.

A file is a list of cases. ``name``, ``markdown`` and, where it matters, ``title`` are written by hand; the rest is worked out
here and looked at before it is committed: ``git diff tests/vectors`` shows what a change of a rule changed for authors.
``commonmark.json`` holds the examples of the CommonMark specification 0.31.2 (NOTICE); its expected values are ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "vectors" / "markdown"
FILES = ("chinese", "commonmark", "github", "hostile")
WRITTEN = ("name", "markdown", "title")


def main() -> None:
    """Write the files."""
    sys.path.insert(0, str(ROOT))
    from tests.support.markdown import read  # noqa: PLC0415 - found from the repository's root only

    for name in FILES:
        file = FOLDER / f"{name}.json"
        cases: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        made = [{k: c[k] for k in WRITTEN if k in c} | read(c["markdown"], c.get("title", "")) for c in cases]
        text = "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in made) + "\n]\n"
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
