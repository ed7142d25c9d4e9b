"""Makes the files of ``recipes.yml`` and reads what must be found; see there."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pypdf import PdfWriter

from courselib.problems.example import CONTEXT

HERE = Path(__file__).parent
COURSE = (HERE / "content/courses/good/good-1.md").read_text(encoding="utf-8")
#: Tests of records read these whole.
_AS_THEY_ARE = frozenset(("good-full", "good-hall"))
_TITLE = re.compile(rb"(?m)^title: (?:%s)(?=[\r\n])" % "示例课程|示例方案|示例讲师|示例场地|好课程1".encode())
#: Path, code, line, column.
Place = tuple[str, str, int, int]

#: A whole picture of one pixel.
GIF = CONTEXT["media/notes/picture.gif"].encode()


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password alone."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    with io.BytesIO() as out:
        writer.write(out)
        return out.getvalue()


MAKERS: dict[str, Callable[[str], bytes]] = {
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "carriage-returns": lambda text: text.replace("\n", "\r").encode(),
    "gbk": lambda text: text.encode("gbk"),
    "utf16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "cut-in-character": lambda text: text.split("1")[0].encode()[:-1],
    "nul": lambda text: text.replace("好课程", "好课\0程").encode(),
    "escape": lambda text: text.replace("好课程", "好课\x1b[31m程").encode(),
    "c1": lambda text: text.replace("好课程", "好课\x90程").encode(),
    "six-megabytes": lambda text: text.encode() + b"\n" * 6 * 2**20,
    "empty": lambda _: b"",
    "deep-flow": lambda text: _extra(text, "x: " + "[" * 5000 + "]" * 5000),
    "deep-braces": lambda text: _extra(text, "x: " + "{a: " * 5000 + "}" * 5000),
    "deep-block": lambda text: _extra(text, "x:\n" + "- " * 5000 + "a"),
    "deep-keys": lambda text: _extra(text, "x:\n" + "".join(" " * n + "a:\n" for n in range(1, 1000))),
    "many-values": lambda text: _extra(text, "x: [" + "a," * 60_000 + "a]"),
    "copy": lambda text: text.encode(),
    "cut-picture": lambda _: GIF[:24],
    "huge-picture": lambda _: GIF.replace(b"\x01\0\x01\0", b"\xff\xff\xff\xff", 1),
    "locked-pdf": lambda _: locked_pdf(),
    "picture": lambda _: GIF,
}


def _extra(text: str, metadata: str) -> bytes:
    return text.replace("theory: true\n", f"theory: true\n{metadata}\n").encode()


def recipes() -> list[dict[str, Any]]:
    """Return the rows of ``recipes.yml``."""
    return list(yaml.safe_load((HERE / "recipes.yml").read_text(encoding="utf-8")))


def make(root: Path) -> None:
    """Copy the planted files to ``root`` and make those that cannot be kept as files."""
    shutil.copytree(HERE / "content", root, dirs_exist_ok=True)
    for row in recipes():
        path = root / row["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if row["make"] == "symlink-file":
            path.symlink_to(HERE / "content/courses/good/good-1.md")
        elif row["make"] == "symlink-folder":
            path.symlink_to(HERE / "content/courses/good", target_is_directory=True)
        elif row["make"] == "fifo":
            os.mkfifo(path)
        else:
            text = (HERE / "content" / row["of"]).read_text(encoding="utf-8") if "of" in row else COURSE
            path.write_bytes(MAKERS[row["make"]](text))
    for number, path in enumerate(sorted(p for p in root.rglob("*") if p.suffix in {".md", ".yml"} and p.is_file())):
        if not path.is_symlink() and path.stem not in _AS_THEY_ARE and not path.is_relative_to(root / "upstream"):
            path.write_bytes(_told_apart(path.read_bytes(), number))


def _told_apart(data: bytes, number: int) -> bytes:
    """Return a file with a title and a unit of its own, at the same places: all come from few patterns, and twins are faults."""
    data = _TITLE.sub(lambda m: m[0] + f" {number}".encode(), data)
    return data.replace("第一单元".encode(), f"元{number:03}".encode())


def expected() -> dict[Place, str]:
    """Return the place of every problem that must be found, with a part of its hint or message."""
    kept = yaml.safe_load((HERE / "expected.yml").read_text(encoding="utf-8"))
    rows = [(path, row) for path, found in kept.items() for row in found]
    rows += [(r.get("shown", r["path"]), row) for r in recipes() for row in r["problems"]]
    return dict(place(path, row) for path, row in rows)


def place(path: str, row: str) -> tuple[Place, str]:
    """Return the place in a row of the form ``CODE LINE COLUMN [part of the hint]``, and that part."""
    code, line, column, *part = row.split(" ", 3)
    return (path, code, int(line), int(column)), "".join(part)
