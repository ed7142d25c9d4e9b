"""The browser's modules in tests: joined as the site joins them, for a page or for node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import lru_cache
from typing import Any

from courselib.site.scripts import FOLDER, Module, joined, reached

from .library import REPOSITORY

MODULES = REPOSITORY / "theme" / FOLDER


@lru_cache(maxsize=32)
def script(*paths: str) -> str:
    """Return one classic script of modules, by their paths below the scripts' folder, and all that they import.

    Each stands in ``CourseLib.modules`` under its path with underscores.
    """
    found: dict[str, Module] = {}
    for path in paths:
        found |= {module.path: module for module in reached(MODULES, path)}
    return joined(list(found.values()))


def below(folder: str) -> list[str]:
    """Return the paths of the modules that stand right in a folder."""
    return sorted(p.relative_to(MODULES).as_posix() for p in (MODULES / folder).glob("*.js"))


def node() -> str | None:
    """Return node's path (``COURSELIB_NODE`` first), or ``None``."""
    return shutil.which(os.environ.get("COURSELIB_NODE") or "node")


_NODE = """
const fs = require("fs");
global.window = global;
const given = JSON.parse(fs.readFileSync(0, "utf8"));
(0, eval)(given.script);
Promise.resolve((0, eval)("(" + given.work + ")")(given.value)).then(made => process.stdout.write(JSON.stringify(made)));
"""


def in_node(code: str, work: str, value: Any) -> Any:
    """Return what the function expression ``work`` makes of a plain value in node, after the script ``code`` ran.

    A promise is waited for.
    """
    given = json.dumps({"script": code, "work": work, "value": value})
    done = subprocess.run([node() or "node", "-e", _NODE], input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
