"""Find the programs that tests use, or install the system's packages where that is allowed.

Chromium is needed; tests with any of the others are skipped where these are missing.
Exit code 0 with their paths printed, or 3 with a sentence on what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
FIREFOX = ("firefox-esr", "firefox")
NGINX = ("nginx", "/usr/sbin/nginx")
#: What may name another program, the usual names, the packages of Debian or Ubuntu.
PROGRAMS = {
    "Chromium": ("COURSELIB_CHROMIUM", CHROMIUM, "chromium"),
    "Firefox": ("COURSELIB_FIREFOX", FIREFOX, "firefox-esr"),
    "nginx": ("COURSELIB_NGINX", NGINX, "nginx-light"),
    "node": ("COURSELIB_NODE", ("node",), "nodejs"),
    "npm": ("COURSELIB_NPM", ("npm",), "npm"),
    "LibreOffice": ("COURSELIB_SOFFICE", ("soffice", "libreoffice"), "libreoffice-writer"),
    "LibreOffice Calc": ("COURSELIB_SCALC", ("localc",), "libreoffice-calc"),
    "busybox": ("COURSELIB_BUSYBOX", ("busybox",), "busybox"),
    "dash": ("COURSELIB_DASH", ("dash",), "dash"),
    "unzip": ("COURSELIB_UNZIP", ("unzip",), "unzip"),
    "rsync": ("COURSELIB_RSYNC", ("rsync",), "rsync"),
    "rclone": ("COURSELIB_RCLONE", ("rclone",), "rclone"),
    "pdftotext": ("COURSELIB_PDFTOTEXT", ("pdftotext",), "poppler-utils"),
}
#: A font with Chinese characters, without which LibreOffice sets none; it is no program.
FONT_PACKAGE = "fonts-noto-cjk"
EXIT_ENVIRONMENT = 3


def find(program: str = "Chromium") -> str | None:
    """Return the path of an installed program of ``PROGRAMS``: the one its variable names, or the first of its usual names."""
    variable, names, _ = PROGRAMS[program]
    named = os.environ.get(variable)
    return next((path for name in ((named,) if named else names) if (path := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Tell whether the machine has a font for Chinese."""
    lister = shutil.which("fc-list")
    return lister is not None and bool(subprocess.run([lister, ":lang=zh-cn"], check=False, capture_output=True).stdout.strip())


def install(packages: list[str]) -> None:
    """Install packages of Debian or Ubuntu, each by itself, when we may; say nothing when we may not."""
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
    for command in ([apt, "update", "-qq"], *([apt, "install", "-y", "-qq", "--no-install-recommends", name] for name in packages)):
        subprocess.run(prefix + command, check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure that there are browsers."""
    missing = list(dict.fromkeys(package for name, (_, _, package) in PROGRAMS.items() if find(name) is None))
    if not has_chinese_font():
        missing.append(FONT_PACKAGE)
    if missing:
        install(missing)
    if find() is None:
        sys.stderr.write("No Chromium found. Install the package 'chromium', or set COURSELIB_CHROMIUM to a browser.\n")
        return EXIT_ENVIRONMENT
    for name in PROGRAMS:
        path = find(name)
        sys.stdout.write(f"{name} for the tests: {path or 'none, its tests are skipped'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
