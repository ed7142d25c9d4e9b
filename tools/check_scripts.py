"""Check the types of the browser's modules, which stand in their JSDoc comments, with TypeScript's compiler.

Node and npm are needed; without them this says so and passes, unless ``CI`` is set. TypeScript is installed once, from the lock
file in ``tools/typescript``, into a folder beside the virtual environment's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ensure_browsers import find

HERE = Path(__file__).resolve().parent / "typescript"
EXIT_ENVIRONMENT = 3


def compiler(target: Path) -> Path:
    """Return the compiler, installed in ``target`` from the lock file. Raises ``CalledProcessError`` when npm fails."""
    lock = (HERE / "package-lock.json").read_bytes()
    script, mark = target / "node_modules" / "typescript" / "bin" / "tsc", target / "package-lock.json"
    if not script.is_file() or mark.read_bytes() != lock:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", target)
        shutil.copy(HERE / "package-lock.json", target)
        command = [find("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=target, check=True, stdout=sys.stderr)
    return script


def main() -> int:
    """Check the modules; the exit code is the compiler's."""
    node = find("node")
    if node is None or find("npm") is None:
        sys.stderr.write("No node and npm: the types of the browser's modules are not checked.\n")
        return EXIT_ENVIRONMENT if os.environ.get("CI") else 0
    script = compiler(Path(sys.prefix) / "typescript")
    return subprocess.run([node, str(script), "--project", str(HERE / "tsconfig.json")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
