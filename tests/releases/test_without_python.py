"""The programs for machines without Python travel in a form that their systems read; that for Windows is judged by its text alone."""

from __future__ import annotations

import re

from courselib.publish.releases.without_python import programs


def test_each_in_its_systems_form() -> None:
    """A mark for PowerShell, plain ASCII for the command processor, line ends of each system."""
    made = programs()
    assert sorted(made) == ["update.bat", "update.ps1", "update.sh"]
    assert made["update.sh"].startswith(b"#!/bin/sh\n")
    assert b"\r" not in made["update.sh"]
    for name in ("update.bat", "update.ps1"):
        assert made[name].count(b"\n") == made[name].count(b"\r\n") > 10
    assert made["update.bat"].isascii()
    assert made["update.ps1"].startswith(b"\xef\xbb\xbf# ")


def test_powershell_of_windows_7() -> None:
    """Nothing that came after PowerShell 2, and no variable that runs on into Chinese text, which would be part of its name."""
    text = programs()["update.ps1"].decode("utf-8-sig")
    newer = ("ConvertFrom-Json", "Get-FileHash", "Expand-Archive", "[ordered]", "PSScriptRoot", " -in ", "-shr", "-shl", "::new(")
    for later in newer:
        assert later not in text, later
    assert re.findall(r"\$[A-Za-z]+(?=[\u4e00-\u9fff])", text) == []
    # Curly marks end a text there: they may stand only in texts between single straight ones.
    for line in text.splitlines():
        for between in re.findall(r'"[^"\n]*"', re.sub(r"'[^']*'", "''", line)):
            assert not re.search("[“”]", between), line
    names = set(re.findall(r"^function ([A-Za-z-]+)", text, re.MULTILINE))
    assert {"Fail", "Refuse", "Update", "Rollback", "Settle", "Swap"} <= names
