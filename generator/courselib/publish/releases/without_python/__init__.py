"""Programs that update a site from a pack where there is no Python: for a shell, and for Windows from 7 on.

They travel beside the packs. What each proves is in docs/adr/0036-verifying-without-python.md.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
_BOM = b"\xef\xbb\xbf"


def programs() -> dict[str, bytes]:
    """Return the programs by name, as the systems that run them want them."""
    return {
        "update.sh": _FOLDER.joinpath("update.sh").read_bytes(),
        # PowerShell of Windows 7 takes a file without this mark for one in the system's own encoding.
        "update.ps1": _BOM + _lines("update.ps1"),
        # The command processor reads it in the system's encoding: ASCII alone is the same in all.
        "update.bat": _lines("update.bat"),
    }


def _lines(name: str) -> bytes:
    return _FOLDER.joinpath(name).read_bytes().replace(b"\n", b"\r\n")
