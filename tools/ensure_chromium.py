"""Find a Chromium for the browser tests, or install the system's package where that is allowed.

Exit code 0 with the browser's path printed, or 3 with a sentence on what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
EXIT_ENVIRONMENT = 3


def find() -> str | None:
    """Return the path of an installed Chromium: ``COURSELIB_CHROMIUM`` first, then the usual names."""
    named = os.environ.get("COURSELIB_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's or Ubuntu's chromium package when we may; say nothing when we may not."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode:
            return
        prefix = [sudo, "-n"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(prefix + command, check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure that there is a browser."""
    if find() is None:
        install()
    path = find()
    if path is None:
        sys.stderr.write("No Chromium found. Install the package 'chromium', or set COURSELIB_CHROMIUM to a browser.\n")
        return EXIT_ENVIRONMENT
    sys.stdout.write(f"Browser for the tests: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
